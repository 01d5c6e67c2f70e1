//! The portal through its whole router.

use std::{collections::HashSet, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
    response::Response,
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use jsonwebtoken::{DecodingKey, Validation, jwk::JwkSet};
use serde_json::Value;
use tower::ServiceExt;

use super::router;
use crate::{Options, desk::Desk, key::SigningKey, sessions::Sessions, signature::Secret, state::State};

const ORIGIN: &str = "http://localhost:7090";
const DESKSIDE: &str = "http://127.0.0.1:8080";

fn portal(options: Options) -> Router {
    router(Arc::new(State {
        issuer: ORIGIN.to_owned(),
        origin: ORIGIN.to_owned(),
        desk: options
            .desk
            .as_deref()
            .map(|secret| Desk::new(Secret::read(secret).unwrap())),
        options,
        deskside: DESKSIDE.to_owned(),
        key: SigningKey::generate().unwrap(),
        sessions: Sessions::default(),
    }))
}

async fn ask(portal: &Router, method: &str, path: &str, cookie: &str, form: &str) -> Response {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "localhost:7090")
        .header(header::ORIGIN, ORIGIN)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()))
        .unwrap();
    portal.clone().oneshot(request).await.unwrap()
}

async fn text(response: Response) -> String {
    String::from_utf8(to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap()
}

async fn json(response: Response) -> Value {
    serde_json::from_str(&text(response).await).unwrap()
}

/// Signs somebody in and returns their cookie, after others of the same host.
async fn signed_in(portal: &Router, person: usize) -> String {
    let answer = ask(portal, "POST", "/sign-in", "", &format!("person={person}")).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let set = answer.headers()[header::SET_COOKIE].to_str().unwrap();
    let (cookie, attributes) = set.split_once("; ").unwrap();
    assert_eq!(attributes, "Path=/; HttpOnly; SameSite=Lax");
    format!("portals=1; theme=portal; {cookie}")
}

fn is_kept_nowhere(headers: &HeaderMap) -> bool {
    headers
        .get(header::CACHE_CONTROL)
        .is_some_and(|value| value == "no-store")
}

#[tokio::test]
async fn a_token_says_who_is_signed_in_and_is_signed_by_the_published_key() {
    let portal = portal(Options::demo());
    let cookie = signed_in(&portal, 1).await;
    let answer = ask(&portal, "POST", "/token", &cookie, "").await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(is_kept_nowhere(answer.headers()));
    let token = json(answer).await["token"].as_str().unwrap().to_owned();

    let keys = ask(&portal, "GET", "/jwks.json", "", "").await;
    let keys: JwkSet = serde_json::from_value(json(keys).await).unwrap();
    let header = jsonwebtoken::decode_header(&token).unwrap();
    assert_eq!(header.alg, jsonwebtoken::Algorithm::ES256);
    let key = DecodingKey::from_jwk(keys.find(&header.kid.unwrap()).unwrap()).unwrap();
    let mut validation = Validation::new(header.alg);
    validation.set_audience(&["deskside"]);
    validation.set_issuer(&[ORIGIN]);
    validation.validate_nbf = true;
    let claims = jsonwebtoken::decode::<Value>(&token, &key, &validation)
        .unwrap()
        .claims;
    assert_eq!(claims["sub"], "bruno.moretti@example.com");
    assert_eq!(claims["name"], "Bruno Moretti");
    assert_eq!(claims["groups"], serde_json::json!(["staff", "grp-finance"]));
    assert_eq!(claims["nbf"], claims["iat"]);
    assert_eq!(
        claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(),
        120
    );
    assert_eq!(claims["jti"].as_str().unwrap().len(), 32);
}

#[tokio::test]
async fn the_published_key_has_no_private_half() {
    let keys = json(ask(&portal(Options::demo()), "GET", "/jwks.json", "", "").await).await;
    let fields: HashSet<&str> = keys["keys"][0]
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        fields,
        HashSet::from(["alg", "crv", "kid", "kty", "use", "x", "y"])
    );
}

#[tokio::test]
async fn each_token_is_another() {
    let portal = portal(Options::demo());
    let cookie = signed_in(&portal, 0).await;
    let mut tokens = HashSet::new();
    for _ in 0..3 {
        let answer = ask(&portal, "POST", "/token", &cookie, "").await;
        tokens.insert(json(answer).await["token"].as_str().unwrap().to_owned());
    }
    assert_eq!(tokens.len(), 3);
}

#[tokio::test]
async fn whoever_is_not_signed_in_gets_no_token() {
    let portal = portal(Options::demo());
    let cookie = signed_in(&portal, 0).await;
    for nobody in ["", "portal=", "portal=0", "portals=1"] {
        let answer = ask(&portal, "POST", "/token", nobody, "").await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{nobody}");
        assert!(is_kept_nowhere(answer.headers()));
        assert_eq!(text(answer).await, "");
        let page = ask(&portal, "GET", "/", nobody, "").await;
        assert_eq!(page.headers()[header::LOCATION], "/sign-in");
    }
    ask(&portal, "POST", "/sign-out", &cookie, "").await;
    let answer = ask(&portal, "POST", "/token", &cookie, "").await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn somebody_elses_page_gets_no_token() {
    let portal = portal(Options::demo());
    let cookie = signed_in(&portal, 0).await;
    let request = Request::post("/token")
        .header(header::HOST, "localhost:7090")
        .header(header::ORIGIN, "http://localhost:9999")
        .header("sec-fetch-site", "same-site")
        .header(header::COOKIE, cookie)
        .body(Body::empty())
        .unwrap();
    let answer = portal.oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn nobody_else_can_be_chosen() {
    let answer = ask(&portal(Options::demo()), "POST", "/sign-in", "", "person=4").await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answer.headers().contains_key(header::SET_COOKIE));
}

#[tokio::test]
async fn every_answer_has_the_policy() {
    let portal = portal(Options::demo());
    for path in [
        "/",
        "/badge",
        "/sign-in",
        "/portal.js",
        "/portal.css",
        "/jwks.json",
        "/nowhere",
    ] {
        let answer = ask(&portal, "GET", path, "", "").await;
        assert_eq!(
            answer.headers()[header::CONTENT_SECURITY_POLICY],
            "default-src 'none'; script-src 'self' http://127.0.0.1:8080; frame-src http://127.0.0.1:8080; \
             style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; \
             frame-ancestors 'none'"
        );
        assert!(is_kept_nowhere(answer.headers()), "{path}");
    }
}

#[tokio::test]
async fn the_pages_have_the_widget_and_of_the_person_the_name_only() {
    let portal = portal(Options::demo());
    let cookie = signed_in(&portal, 0).await;
    for path in ["/", "/badge"] {
        let page = text(ask(&portal, "GET", path, &cookie, "").await).await;
        assert!(page.contains(r#"<script src="http://127.0.0.1:8080/embed.js" defer></script>"#));
        assert!(page.contains("<deskside-widget ") && page.contains("Ada Keller"));
        assert!(!page.contains("ada.keller") && !page.contains("it-admins"));
        assert!(!page.contains(['{', '}']), "every name in braces has its text");
        assert!(!page.contains("style=") && !page.contains("onclick"));
    }
}

#[tokio::test]
async fn a_portal_that_does_not_vouch_says_nothing_of_tokens_to_the_widget() {
    let with = ask(&portal(Options::demo()), "GET", "/token.js", "", "").await;
    assert!(text(with).await.contains("desksideToken"));
    let options = Options {
        identify: false,
        ..Options::demo()
    };
    let without = ask(&portal(options), "GET", "/token.js", "", "").await;
    assert_eq!(without.status(), StatusCode::OK);
    assert_eq!(text(without).await, "");
}

const SECRET: &str = "whsec_YSBrZXkgb2YgdHdlbnR5LWZvdXIgYnl0ZQ==";

fn desk() -> Router {
    portal(Options {
        desk: Some(SECRET.to_owned()),
        ..Options::demo()
    })
}

/// A message as Deskside sends it, signed by whoever has this secret.
async fn hand_over(portal: &Router, message: &str, secret: &[u8]) -> Response {
    let body = r#"{"type":"ticket.requested","data":{"person":{"name":"Bruno","principal":"bruno.moretti@example.com"},"subject":"<Slow>","text":"All of it","attachments":[{"name":"receipt.json"}]}}"#;
    let at = crate::machine::now().as_second();
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, secret);
    let tag = aws_lc_rs::hmac::sign(&key, format!("{message}.{at}.{body}").as_bytes());
    let request = Request::post("/desk")
        .header("webhook-id", message)
        .header("webhook-timestamp", at)
        .header("webhook-signature", format!("v1,{}", BASE64_STANDARD.encode(tag)))
        .body(Body::from(body))
        .unwrap();
    portal.clone().oneshot(request).await.unwrap()
}

#[tokio::test]
async fn what_is_handed_over_is_one_ticket_that_its_person_alone_can_read() {
    let portal = desk();
    let first = json(hand_over(&portal, "m-1", b"a key of twenty-four byte").await).await;
    assert_eq!(
        first,
        serde_json::json!({ "number": "REQ-0001", "link": format!("{ORIGIN}/desk/REQ-0001") })
    );
    assert_eq!(
        json(hand_over(&portal, "m-1", b"a key of twenty-four byte").await).await,
        first,
        "the same message is the same ticket"
    );
    let second = json(hand_over(&portal, "m-2", b"a key of twenty-four byte").await).await;
    assert_eq!(second["number"], "REQ-0002");

    let bruno = signed_in(&portal, 1).await;
    let page = ask(&portal, "GET", "/desk/REQ-0001", &bruno, "").await;
    assert_eq!(page.status(), StatusCode::OK);
    let page = text(page).await;
    assert!(page.contains("&lt;Slow&gt;") && page.contains("All of it") && page.contains("receipt.json"));
    let clara = signed_in(&portal, 2).await;
    for (cookie, path) in [
        (&clara, "/desk/REQ-0001"),
        (&bruno, "/desk/REQ-0003"),
        (&bruno, "/desk/REQ-0000"),
    ] {
        let answer = ask(&portal, "GET", path, cookie, "").await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
    }
    let nobody = ask(&portal, "GET", "/desk/REQ-0001", "", "").await;
    assert_eq!(nobody.headers()[header::LOCATION], "/sign-in");
}

#[tokio::test]
async fn only_whoever_has_the_secret_makes_tickets() {
    let forged = hand_over(&desk(), "m-1", b"a key of some other person").await;
    assert_eq!(forged.status(), StatusCode::UNAUTHORIZED);
    let none = hand_over(&portal(Options::demo()), "m-1", b"a key of twenty-four byte").await;
    assert_eq!(none.status(), StatusCode::NOT_FOUND);
}
