//! Logout tokens: OpenID Connect Back-Channel Logout 1.0, section 2.6.

use jsonwebtoken::Algorithm;
use serde_json::{Value, json};
use tokens::{Issuer, Keys, LogoutToken, Refused};

use crate::support::{
    AUDIENCE, EC_OTHER, EC_PUBLIC, ISSUER, NOW, at, changed, code, ec, now, signed, token_with, trust,
};

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

fn provider() -> Issuer {
    Issuer::new(trust(&[Algorithm::ES256], Keys::pem(EC_PUBLIC).unwrap())).unwrap()
}

fn claims() -> Value {
    json!({
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": "248289761001",
        "sid": "08a5019c",
        "iat": NOW,
        "exp": NOW + 120,
        "jti": "bWJq",
        "events": {EVENT: {}},
    })
}

async fn verify(header: Value, others: Value) -> Result<LogoutToken, Refused> {
    let token = token_with(header, &changed(claims(), others));
    provider().verify_logout(&token, now()).await
}

async fn with(others: Value) -> Result<LogoutToken, Refused> {
    verify(json!({"alg": "ES256", "typ": "logout+jwt"}), others).await
}

async fn code_with(others: Value) -> &'static str {
    with(others).await.unwrap_err().code()
}

#[tokio::test]
async fn it_says_whose_sessions_end() {
    let logout = with(json!({})).await.unwrap();
    assert_eq!(logout.issuer, "portal");
    assert_eq!(logout.sub.as_deref(), Some("248289761001"));
    assert_eq!(logout.sid.as_deref(), Some("08a5019c"));
    assert_eq!(logout.jti, "bWJq");
    assert_eq!(logout.expires, at(NOW + 150), "`exp` and the leeway");
    assert_eq!(with(json!({"sub": null})).await.unwrap().sub, None);
    assert_eq!(with(json!({"sid": null})).await.unwrap().sid, None);
    let shown = format!("{logout:?}");
    assert!(
        !shown.contains("248289761001") && !shown.contains("08a5019c"),
        "{shown}"
    );
}

#[tokio::test]
async fn it_ends_somebodys_session() {
    let refused = with(json!({"sub": null, "sid": null})).await.unwrap_err();
    assert_eq!(refused, Refused::MissingClaim { claim: "sub or sid" });
    for empty in [
        json!({"sub": ""}),
        json!({"sid": ""}),
        json!({"sub": 7}),
        json!({"sid": null, "sub": []}),
    ] {
        assert_eq!(code_with(empty.clone()).await, "malformed", "{empty}");
    }
}

#[tokio::test]
async fn it_says_that_it_is_one() {
    assert_eq!(code_with(json!({"events": null})).await, "missing_claim");
    for events in [
        json!({}),
        json!(EVENT),
        json!([EVENT]),
        json!({EVENT: true}),
        json!({"http://schemas.openid.net/event/other": {}}),
    ] {
        assert_eq!(
            code_with(json!({ "events": events })).await,
            "malformed",
            "{events}"
        );
    }
    with(json!({"events": {EVENT: {}, "other": {}}})).await.unwrap();
}

#[tokio::test]
async fn it_cannot_be_an_answer_to_a_sign_in() {
    assert_eq!(code_with(json!({"nonce": "n-0S6_WzA2Mj"})).await, "malformed");
    let mut claims = claims();
    claims["nonce"] = Value::Null;
    let token = token_with(json!({"alg": "ES256"}), &claims);
    let refused = provider().verify_logout(&token, now()).await.unwrap_err();
    assert_eq!(refused.code(), "malformed");
}

#[tokio::test]
async fn its_type_is_its_own_or_none() {
    for header in [
        json!({"alg": "ES256"}),
        json!({"alg": "ES256", "typ": "JWT"}),
        json!({"alg": "ES256", "typ": "Logout+JWT"}),
        json!({"alg": "ES256", "typ": "application/logout+jwt"}),
    ] {
        let verified = verify(header.clone(), json!({})).await;
        assert!(verified.is_ok(), "{header}: {verified:?}");
    }
    let refused = verify(json!({"alg": "ES256", "typ": "at+jwt"}), json!({})).await;
    assert_eq!(refused.unwrap_err().code(), "malformed");
}

#[tokio::test]
async fn it_is_of_now() {
    for (times, code) in [
        (json!({"exp": NOW - 30}), "expired"),
        (json!({"iat": NOW - 300, "exp": NOW + 3600}), "expired"),
        (json!({"iat": NOW + 301, "exp": NOW + 400}), "not_yet_valid"),
        (json!({"nbf": NOW + 31}), "not_yet_valid"),
        (json!({"exp": null}), "missing_claim"),
        (json!({"iat": null}), "missing_claim"),
    ] {
        assert_eq!(code_with(times.clone()).await, code, "{times}");
    }
    let late = with(json!({"iat": NOW - 299, "exp": NOW + 3600})).await.unwrap();
    assert_eq!(late.expires, at(NOW + 1), "five minutes after it was issued");
    with(json!({"iat": NOW + 300, "exp": NOW + 400})).await.unwrap();
}

#[tokio::test]
async fn it_is_proven_like_any_other() {
    for (others, code) in [
        (json!({"aud": "another client"}), "wrong_audience"),
        (json!({"aud": null}), "missing_claim"),
        (json!({"iss": "https://login.example.org"}), "unknown_issuer"),
        (json!({"jti": null}), "missing_claim"),
    ] {
        assert_eq!(code_with(others.clone()).await, code, "{others}");
    }
    let forged = signed(
        &json!({"alg": "ES256"}),
        &claims(),
        &ec(EC_OTHER),
        Algorithm::ES256,
    );
    let refused = provider().verify_logout(&forged, now()).await.unwrap_err();
    assert_eq!(refused, Refused::BadSignature);
    let refused = provider().verify_logout("a.b", now()).await.unwrap_err();
    assert_eq!(refused.code(), "malformed");
}

#[tokio::test]
async fn no_kind_of_token_passes_for_the_other() {
    let sign_in = crate::support::token(&crate::support::claims());
    let refused = provider().verify_logout(&sign_in, now()).await.unwrap_err();
    assert_eq!(refused, Refused::MissingClaim { claim: "events" });
    let typed = token_with(json!({"alg": "ES256", "typ": "logout+jwt"}), &claims());
    assert_eq!(code(&typed).await, "malformed");
}
