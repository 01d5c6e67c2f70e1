//! ID tokens, good and forged.

use oidc::{Proven, Refused, TokenFault};
use serde_json::{Value, json};

use crate::support::{CLIENT, forger::Forger};

/// A sign-in that ends with claims other than usual, signed as they should be.
async fn signed(change: impl FnOnce(&Forger, &mut Value)) -> Result<Proven, Refused> {
    let forger = Forger::start().await;
    let begun = forger.begins().await;
    let mut claims = forger.claims(&begun);
    change(&forger, &mut claims);
    let token = forger.signs(&claims);
    forger.ends(begun, &token).await
}

/// A sign-in that ends with the usual claims, in a token that is signed otherwise.
async fn in_token(sign: impl FnOnce(&Forger, &Value) -> String) -> Result<Proven, Refused> {
    let forger = Forger::start().await;
    let begun = forger.begins().await;
    let token = sign(&forger, &forger.claims(&begun));
    forger.ends(begun, &token).await
}

fn fault(ended: Result<Proven, Refused>) -> TokenFault {
    match ended.unwrap_err() {
        Refused::Token(fault) => fault,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_good_token_is_believed() {
    let proven = signed(|_, _| ()).await.unwrap();
    assert_eq!(proven.subject, "account-1");
    assert_eq!(proven.claims["preferred_username"], "jane@example.com");
}

#[tokio::test]
async fn a_tampered_nonce_is_refused() {
    let another = signed(|_, claims| claims["nonce"] = json!("another")).await;
    assert_eq!(fault(another), TokenFault::Nonce);
    let none = signed(|_, claims| claims["nonce"] = json!(null)).await;
    assert_eq!(fault(none), TokenFault::Nonce);
}

#[tokio::test]
async fn a_token_without_a_signature_is_refused() {
    let ended = in_token(Forger::leaves_unsigned).await;
    assert_eq!(fault(ended), TokenFault::Algorithm);
}

#[tokio::test]
async fn a_token_signed_with_the_clients_secret_is_refused() {
    let ended = in_token(Forger::signs_with_the_secret).await;
    assert_eq!(fault(ended), TokenFault::Algorithm);
}

#[tokio::test]
async fn a_token_of_an_unknown_key_is_refused() {
    let ended = in_token(|forger, claims| forger.signs_with_another_key("unknown", claims)).await;
    assert_eq!(fault(ended), TokenFault::UnknownKey);
}

#[tokio::test]
async fn a_token_of_another_key_under_a_known_name_is_refused() {
    let ended = in_token(|forger, claims| forger.signs_with_another_key("known", claims)).await;
    assert_eq!(fault(ended), TokenFault::Signature);
}

#[tokio::test]
async fn a_token_that_was_changed_after_signing_is_refused() {
    let ended = in_token(|forger, claims| {
        let mut other = claims.clone();
        other["sub"] = json!("account-2");
        let (token, other) = (forger.signs(claims), forger.signs(&other));
        let (text, _) = other.rsplit_once('.').unwrap();
        let (_, signature) = token.rsplit_once('.').unwrap();
        format!("{text}.{signature}")
    });
    assert_eq!(fault(ended.await), TokenFault::Signature);
}

#[tokio::test]
async fn a_token_of_another_kind_is_refused() {
    let ended = in_token(|forger, claims| {
        let header = json!({ "alg": "EdDSA", "kid": "known", "typ": "logout+jwt" });
        forger.signs_as(&header, claims)
    });
    assert_eq!(fault(ended.await), TokenFault::Unsupported);
}

#[tokio::test]
async fn a_token_for_another_client_is_refused() {
    for audience in [json!("another"), json!([]), json!([CLIENT, "another"])] {
        let ended = signed(|_, claims| claims["aud"] = audience.clone()).await;
        assert_eq!(fault(ended), TokenFault::Audience, "{audience}");
    }
    signed(|_, claims| claims["aud"] = json!([CLIENT])).await.unwrap();
}

#[tokio::test]
async fn a_token_given_to_another_client_is_refused() {
    let ended = signed(|_, claims| claims["azp"] = json!("another")).await;
    assert_eq!(fault(ended), TokenFault::AuthorizedParty);
    signed(|_, claims| claims["azp"] = json!(CLIENT)).await.unwrap();
}

#[tokio::test]
async fn a_token_of_another_issuer_is_refused() {
    let ended = signed(|forger, claims| claims["iss"] = json!(format!("{}/", forger.issuer()))).await;
    assert_eq!(fault(ended), TokenFault::Issuer);
}

#[tokio::test]
async fn an_expired_token_is_refused() {
    // A minute is granted to the clocks.
    for (ago, believed) in [(59, true), (61, false)] {
        let ended = signed(|forger, claims| claims["exp"] = json!(forger.now.as_second() - ago)).await;
        assert_eq!(ended.is_ok(), believed);
        if !believed {
            assert_eq!(fault(ended), TokenFault::Expired);
        }
    }
}

#[tokio::test]
async fn a_token_from_the_future_is_refused() {
    for (ahead, believed) in [(59, true), (61, false)] {
        let ended = signed(|forger, claims| claims["iat"] = json!(forger.now.as_second() + ahead)).await;
        assert_eq!(ended.is_ok(), believed);
        if !believed {
            assert_eq!(fault(ended), TokenFault::IssuedInFuture);
        }
    }
}

#[tokio::test]
async fn a_token_of_another_access_token_is_refused() {
    let ended = signed(|_, claims| claims["at_hash"] = json!("AAAAAAAAAAAAAAAAAAAAAA")).await;
    assert_eq!(fault(ended), TokenFault::AccessToken);
    signed(|forger, claims| claims["at_hash"] = forger.access_token_hash())
        .await
        .unwrap();
}

#[tokio::test]
async fn an_answer_without_a_token_is_refused() {
    let forger = Forger::start().await;
    let begun = forger.begins().await;
    let tokens = json!({ "access_token": "a", "token_type": "Bearer" });
    forger.answers("POST", "/token", 200, tokens).await;
    let callback = forger.calls_back(&begun);
    let ended = begun
        .provider
        .finish(callback, begun.pending, &[], forger.now)
        .await;
    assert_eq!(fault(ended), TokenFault::Missing);
}

#[tokio::test]
async fn userinfo_about_somebody_else_is_refused() {
    let forger = Forger::start().await;
    let begun = forger.begins().await;
    let token = forger.signs(&forger.claims(&begun));
    let tokens = json!({ "access_token": "a", "token_type": "Bearer", "id_token": token });
    forger.answers("POST", "/token", 200, tokens).await;
    forger
        .answers(
            "GET",
            "/userinfo",
            200,
            json!({ "sub": "account-2", "groups": ["it-admins"] }),
        )
        .await;
    let callback = forger.calls_back(&begun);
    let ended = begun
        .provider
        .finish(callback, begun.pending, &["groups"], forger.now)
        .await;
    assert_eq!(fault(ended), TokenFault::Subject);
}
