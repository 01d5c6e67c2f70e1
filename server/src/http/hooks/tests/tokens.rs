use axum::{
    body::Body,
    http::{Request, Response, StatusCode, header},
};
use serde_json::Value;
use service::HookCount;

use super::{
    desk::{self, Desk, SECRET, text},
    door::{basic, bearer, to},
};

const GRANT: &str = "grant_type=client_credentials";

/// A form that is sent to the token endpoint of this source.
async fn ask(desk: &Desk, source: &str, authorization: Option<String>, form: &str) -> Response<Body> {
    let mut request = Request::post(format!("/hooks/nexthink/{source}/token"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    if let Some(authorization) = authorization {
        request = request.header(header::AUTHORIZATION, authorization);
    }
    desk.call(request.body(Body::from(form.to_owned())).unwrap())
        .await
}

fn encoded(text: &str) -> String {
    serde_urlencoded::to_string([("x", text)]).unwrap()[2..].to_owned()
}

async fn token(desk: &Desk) -> String {
    let answer = ask(desk, "by-client", Some(basic("nexthink", SECRET)), GRANT).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let answer: Value = serde_json::from_str(&text(answer).await).unwrap();
    answer["access_token"].as_str().unwrap().to_owned()
}

async fn used(desk: &Desk, source: &str, token: &str) -> StatusCode {
    let request = to(source).header(header::AUTHORIZATION, bearer(token));
    desk.call(request.body(Body::from("{}")).unwrap()).await.status()
}

#[tokio::test]
async fn a_client_gets_a_token_in_every_way_that_clients_ask() {
    let desk = desk::open().await;
    let posted = format!("{GRANT}&client_id=nexthink&client_secret={}", encoded(SECRET));
    let ways = [
        (Some(basic("nexthink", SECRET)), GRANT),
        (Some(basic("nexthink", &encoded(SECRET))), GRANT),
        (
            Some(basic("nexthink", SECRET)),
            "grant_type=client_credentials&scope=webhooks",
        ),
        (None, &*posted),
    ];
    let mut seen = std::collections::BTreeSet::new();
    for (authorization, form) in ways {
        let answer = ask(&desk, "by-client", authorization, form).await;
        assert_eq!(answer.status(), StatusCode::OK, "{form}");
        assert!(
            answer.headers()[header::CACHE_CONTROL]
                .to_str()
                .unwrap()
                .contains("no-store")
        );
        let answer: Value = serde_json::from_str(&text(answer).await).unwrap();
        assert_eq!(answer["token_type"], "Bearer");
        assert_eq!(answer["expires_in"], 3_600);
        assert_eq!(answer["scope"], "webhooks");
        let token = answer["access_token"].as_str().unwrap().to_owned();
        assert_eq!(token.len(), 64);
        assert_eq!(used(&desk, "by-client", &token).await, StatusCode::NO_CONTENT);
        assert!(seen.insert(token), "each is a new one");
    }
}

#[tokio::test]
async fn a_token_is_for_one_source_and_an_hour_and_outlives_a_restart() {
    let desk = desk::open().await;
    let token = token(&desk).await;
    assert_eq!(used(&desk, "by-another", &token).await, StatusCode::UNAUTHORIZED);
    assert_eq!(used(&desk, "by-token", &token).await, StatusCode::UNAUTHORIZED);
    let desk = desk.restarted().await;
    desk.wait(3_599);
    assert_eq!(used(&desk, "by-client", &token).await, StatusCode::NO_CONTENT);
    desk.wait(1);
    assert_eq!(used(&desk, "by-client", &token).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn who_is_not_the_client_gets_none() {
    let desk = desk::open().await;
    let posted = format!("{GRANT}&client_id=nexthink&client_secret=wrong");
    let other_client = format!("{GRANT}&client_id=another&client_secret={}", encoded(SECRET));
    for (authorization, form) in [
        (None, GRANT),
        (Some(basic("nexthink", "wrong")), GRANT),
        (Some(basic("nexthink", "")), GRANT),
        (Some(bearer(SECRET)), GRANT),
        (None, &*posted),
        (None, &*other_client),
    ] {
        let answer = ask(&desk, "by-client", authorization, form).await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{form}");
        assert!(answer.headers().contains_key(header::WWW_AUTHENTICATE));
        assert_eq!(text(answer).await, r#"{"error":"invalid_client"}"#);
    }
    assert_eq!(desk.count(HookCount::Refused), 6);
}

#[tokio::test]
async fn what_is_asked_wrongly_is_said_in_the_protocols_words() {
    let desk = desk::open().await;
    let client = || Some(basic("nexthink", SECRET));
    let both = format!("{GRANT}&client_secret={}", encoded(SECRET));
    for (form, error) in [
        ("", "invalid_request"),
        ("grant_type=password", "unsupported_grant_type"),
        (
            "grant_type=client_credentials&grant_type=password",
            "invalid_request",
        ),
        (&*both, "invalid_request"),
    ] {
        let answer = ask(&desk, "by-client", client(), form).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{form}");
        assert_eq!(text(answer).await, format!("{{\"error\":\"{error}\"}}"), "{form}");
    }
    for source in ["by-token", "by-password", "nobody"] {
        let answer = ask(&desk, source, client(), GRANT).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{source}");
    }
    let large = format!("{GRANT}&x={}", "x".repeat(8 * 1024));
    let answer = ask(&desk, "by-client", client(), &large).await;
    assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
    desk.store.close().await;
    let answer = ask(&desk, "by-client", client(), GRANT).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
}
