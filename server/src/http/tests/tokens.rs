//! Tokens of a host page: whoever the portal names, once, and nobody else.

use axum::http::StatusCode;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};

use super::visitor::{Visitor, header, set_cookies};
use crate::testing::{Desk, text};

const SECRET: &str = "the portal's secret, of 32 bytes or more";

pub async fn desk() -> Desk {
    desk_with("").await
}

/// The same with more in its configuration.
pub async fn desk_with(more: &str) -> Desk {
    Desk::open(&format!(
        "{more}[identity.tokens.portal]\nissuer = \"https://portal.example.com\"\naudience = \"deskside\"\n\
         algorithms = [\"HS256\"]\nsecret = \"{SECRET}\"\nclaims = {{ upn = \"sub\", name = \"name\" }}\n\
         [embed]\nallowed_origins = [\"https://portal.example.com\"]\n"
    ))
    .await
}

/// A token for Robin that is right, but for what `change` says.
pub fn token(desk: &Desk, jti: &str, change: &[(&str, Value)]) -> String {
    sign(desk, jti, change, SECRET)
}

fn sign(desk: &Desk, jti: &str, change: &[(&str, Value)], secret: &str) -> String {
    let now = desk.now().as_second();
    let mut claims = json!({
        "iss": "https://portal.example.com", "aud": "deskside", "sub": "robin@example.com", "name": "Robin",
        "iat": now, "nbf": now, "exp": now + 120, "jti": jti,
    });
    for (name, value) in change {
        claims[name] = value.clone();
        if value.is_null() {
            claims.as_object_mut().unwrap().remove(*name);
        }
    }
    let key = EncodingKey::from_secret(secret.as_bytes());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &key).unwrap()
}

pub fn wanted(token: &str, cookies: bool) -> Value {
    json!({ "token": token, "code": null, "path": "/", "cookies": cookies })
}

async fn refusal(visitor: &mut Visitor<'_>, token: &str) -> (StatusCode, String) {
    let answer = visitor.post_json("/embed/session", &wanted(token, true)).await;
    let status = answer.status();
    assert!(
        set_cookies(&answer)
            .iter()
            .all(|cookie| !cookie.contains("deskside-frame"))
    );
    assert_eq!(header(&answer, "deskside-bearer"), "");
    let said: Value = serde_json::from_str(&text(answer).await).unwrap();
    (status, said["error"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_token_signs_in_by_a_cookie_and_brings_the_page() {
    let desk = desk().await;
    let mut frame = Visitor::of(&desk);
    let body = wanted(&token(&desk, "1", &[]), true);
    let answer = frame.post_json("/embed/session", &body).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(header(&answer, "deskside-bearer"), "");
    let cookies = set_cookies(&answer);
    let cookie = cookies
        .iter()
        .find(|cookie| cookie.contains("deskside-frame"))
        .unwrap();
    assert!(cookie.starts_with("__Host-deskside-frame="), "{cookie}");
    for flag in [
        "; Path=/",
        "; HttpOnly",
        "; Secure",
        "; SameSite=None",
        "; Partitioned",
    ] {
        assert!(cookie.contains(flag), "{flag}: {cookie}");
    }
    assert!(text(answer).await.contains("id=\"live\""));
    assert!(frame.is_signed_in("/embed").await);
    assert!(
        !frame.is_signed_in("/").await,
        "outside of frames it is worth nothing"
    );
}

#[tokio::test]
async fn a_frame_that_may_keep_no_cookie_gets_a_bearer() {
    let desk = desk().await;
    let mut frame = Visitor::of(&desk);
    let body = wanted(&token(&desk, "1", &[]), false);
    let answer = frame.post_json("/embed/session", &body).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(set_cookies(&answer).iter().all(|cookie| cookie.contains("probe")));
    assert_eq!(header(&answer, "deskside-bearer-seconds"), "900");
    let bearer = header(&answer, "deskside-bearer").to_owned();
    assert!(bearer.len() >= 22, "{bearer}");

    let mut with = frame.other().with("authorization", format!("Bearer {bearer}"));
    assert!(with.is_signed_in("/embed").await);
    assert!(
        !with.is_signed_in("/").await,
        "outside of frames it is worth nothing"
    );
    let mut wrong = frame
        .other()
        .with("authorization", "Bearer AAAAAAAAAAAAAAAAAAAAAA");
    assert!(!wrong.is_signed_in("/embed").await);

    // It is short-lived, and each use prolongs it.
    desk.wait(14 * 60);
    assert!(with.is_signed_in("/embed").await);
    desk.wait(14 * 60);
    assert!(with.is_signed_in("/embed").await);
    desk.wait(15 * 60);
    assert!(!with.is_signed_in("/embed").await);
}

#[tokio::test]
async fn a_session_counts_only_as_it_was_carried() {
    let desk = desk().await;
    let mut frame = Visitor::of(&desk);
    let body = wanted(&token(&desk, "1", &[]), false);
    let answer = frame.post_json("/embed/session", &body).await;
    let bearer = header(&answer, "deskside-bearer").to_owned();
    for cookie in ["__Host-deskside", "__Host-deskside-frame"] {
        let mut thief = frame.other();
        thief.cookies.insert(cookie.into(), bearer.clone());
        for path in ["/", "/embed"] {
            assert!(!thief.is_signed_in(path).await, "{cookie} at {path}");
        }
    }
    let mut robin = frame.other();
    robin.sign_in().await;
    let cookie = robin.cookies["__Host-deskside"].clone();
    let mut thief = frame.other().with("authorization", format!("Bearer {cookie}"));
    assert!(!thief.is_signed_in("/embed").await);
}

#[tokio::test]
async fn what_is_not_the_portals_word_is_refused_with_its_reason() {
    let desk = desk().await;
    let now = desk.now().as_second();
    let cases: [(&str, Vec<(&str, Value)>); 9] = [
        ("unknown_issuer", vec![("iss", json!("https://evil.example"))]),
        ("wrong_audience", vec![("aud", json!("somebody-else"))]),
        (
            "expired",
            vec![
                ("iat", json!(now - 200)),
                ("exp", json!(now - 40)),
                ("nbf", json!(now - 200)),
            ],
        ),
        ("not_yet_valid", vec![("nbf", json!(now + 60))]),
        ("too_long_lived", vec![("exp", json!(now + 301))]),
        ("missing_claim", vec![("jti", Value::Null)]),
        ("missing_claim", vec![("exp", Value::Null)]),
        ("missing_claim", vec![("sub", Value::Null)]),
        ("nobody", vec![("sub", json!("\u{212a}im@example.com"))]),
    ];
    for (index, (code, change)) in cases.into_iter().enumerate() {
        let mut visitor = Visitor::of(&desk);
        visitor.address = [10, 0, 0, u8::try_from(index).unwrap()];
        let token = token(&desk, &format!("case-{index}"), &change);
        let (status, said) = refusal(&mut visitor, &token).await;
        assert_eq!(
            (status, said.as_str()),
            (StatusCode::FORBIDDEN, code),
            "{change:?}"
        );
    }
    let mut visitor = Visitor::of(&desk);
    let forged = sign(&desk, "2", &[], "another secret of at least 32 bytes, too");
    assert_eq!(refusal(&mut visitor, &forged).await.1, "bad_signature");
    let good = token(&desk, "3", &[]);
    let (_, rest) = good.split_once('.').unwrap();
    // {"alg":"none"}
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", rest.split_once('.').unwrap().0);
    assert_eq!(refusal(&mut visitor, &unsigned).await.1, "wrong_algorithm");
    for nonsense in ["", "a", "a.b.c", "....", &"x".repeat(9000)] {
        assert_eq!(refusal(&mut visitor, nonsense).await.1, "malformed", "{nonsense}");
    }
    assert_eq!(desk.sessions.open_sessions(None).await.unwrap(), []);
}

#[tokio::test]
async fn a_token_counts_once_even_after_a_restart() {
    let desk = desk().await;
    let token = token(&desk, "once", &[]);
    let first = Visitor::of(&desk)
        .post_json("/embed/session", &wanted(&token, true))
        .await;
    assert_eq!(first.status(), StatusCode::OK);
    assert_eq!(refusal(&mut Visitor::of(&desk), &token).await.1, "replayed");
    let desk = desk.restarted().await;
    assert_eq!(refusal(&mut Visitor::of(&desk), &token).await.1, "replayed");
}

#[tokio::test]
async fn whoever_fails_too_often_is_told_to_wait_and_others_are_not() {
    let desk = desk().await;
    let mut thief = Visitor::of(&desk);
    thief.address = [192, 0, 2, 1];
    for _ in 0..20 {
        assert_eq!(refusal(&mut thief, "a.b.c").await.0, StatusCode::FORBIDDEN);
    }
    let answer = thief.post_json("/embed/session", &wanted("a.b.c", true)).await;
    assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(header(&answer, "retry-after").parse::<u32>().unwrap() <= 61);
    let answer = thief.post("/sign-in", "employee=nobody").await;
    assert_eq!(
        answer.status(),
        StatusCode::TOO_MANY_REQUESTS,
        "in every way of signing in"
    );

    // The others behind the same address did nothing.
    let body = wanted(&token(&desk, "1", &[]), true);
    let answer = thief.post_json("/embed/session", &body).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(
        refusal(&mut thief.other(), "a.b.c").await.0,
        StatusCode::FORBIDDEN
    );
    desk.wait(61);
    assert_eq!(refusal(&mut thief, "a.b.c").await.0, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_request_that_is_not_well_formed_signs_nobody_in() {
    let desk = desk().await;
    let good = token(&desk, "1", &[]);
    for body in [
        json!({}),
        json!({ "token": good, "code": "x", "path": "/", "cookies": true }),
        json!({ "token": null, "code": null, "path": "/", "cookies": true }),
        json!({ "token": good, "path": "/", "cookies": "yes" }),
        json!({ "token": good, "path": "/", "cookies": true, "more": 1 }),
    ] {
        let answer = Visitor::of(&desk).post_json("/embed/session", &body).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{body}");
    }
    // Wherever it wants to go, it stays here.
    for path in [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "\r\n",
    ] {
        let body = json!({ "token": token(&desk, path, &[]), "code": null, "path": path, "cookies": true });
        let answer = Visitor::of(&desk).post_json("/embed/session", &body).await;
        assert!(!text(answer).await.contains("evil"), "{path}");
    }
}
