use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header, request::Builder},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use service::HookCount;

use super::desk::{self, SECRET};
use crate::http::hooks::LARGEST_BODY;

pub fn to(source: &str) -> Builder {
    Request::post(format!("/hooks/nexthink/{source}"))
}

pub fn bearer(secret: &str) -> String {
    format!("Bearer {secret}")
}

pub fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
}

/// A call of the source with a bearer token.
fn good(body: impl Into<Body>) -> Request<Body> {
    to("by-token")
        .header(header::AUTHORIZATION, bearer(SECRET))
        .body(body.into())
        .unwrap()
}

#[tokio::test]
async fn what_comes_with_its_credential_is_kept() {
    let desk = desk::open().await;
    let calls = [
        (Method::POST, "by-token", bearer(SECRET)),
        (
            Method::PUT,
            "by-token",
            bearer(SECRET).replace("Bearer", "bearer"),
        ),
        (Method::PATCH, "by-password", basic("nexthink", SECRET)),
    ];
    for (number, (method, source, authorization)) in calls.into_iter().enumerate() {
        let request = to(source)
            .method(method)
            .header(header::AUTHORIZATION, authorization)
            // A browser that was led here would say so, and be refused elsewhere.
            .header(header::ORIGIN, "https://acme.example")
            .header("sec-fetch-site", "cross-site")
            .body(Body::from(format!("body {number}")))
            .unwrap();
        let response = desk.call(request).await;
        assert_eq!(response.status(), StatusCode::NO_CONTENT, "{number}");
        assert!(response.headers().get(header::SET_COOKIE).is_none());
        assert_eq!(response.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    }
    let kept: Vec<_> = desk::kept(&desk)
        .await
        .into_iter()
        .map(|arrival| (arrival.source.to_string(), arrival.body))
        .collect();
    assert_eq!(
        kept,
        [
            ("by-token".to_owned(), b"body 0".to_vec()),
            ("by-token".to_owned(), b"body 1".to_vec()),
            ("by-password".to_owned(), b"body 2".to_vec()),
        ]
    );
    assert_eq!(desk.count(HookCount::Accepted), 3);
}

#[tokio::test]
async fn without_its_credential_nothing_of_a_call_is_read() {
    let desk = desk::open().await;
    let calls = [
        ("by-token", vec![]),
        ("by-token", vec![bearer("a secret: of 100% & 27 ==")]),
        ("by-token", vec![bearer("")]),
        ("by-token", vec![SECRET.to_owned()]),
        ("by-token", vec![basic("nexthink", SECRET)]),
        ("by-token", vec![bearer(SECRET), bearer(SECRET)]),
        ("by-password", vec![basic("nexthink", "")]),
        ("by-password", vec![basic("somebody", SECRET)]),
        ("by-password", vec!["Basic no-base64!".to_owned()]),
        ("by-password", vec![bearer(SECRET)]),
        ("by-client", vec![bearer(SECRET)]),
        ("by-client", vec![basic("nexthink", SECRET)]),
    ];
    let number = calls.len() as u64;
    for (source, authorizations) in calls {
        let was_read = Arc::new(AtomicBool::new(false));
        let reader = was_read.clone();
        let body = futures::stream::once(async move {
            reader.store(true, Ordering::SeqCst);
            Ok::<_, std::io::Error>("{}")
        });
        let mut request = to(source);
        for authorization in &authorizations {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let response = desk.call(request.body(Body::from_stream(body)).unwrap()).await;
        assert_eq!(
            response.status(),
            StatusCode::UNAUTHORIZED,
            "{source} {authorizations:?}"
        );
        let challenge = response.headers()[header::WWW_AUTHENTICATE].to_str().unwrap();
        let scheme = if source == "by-password" {
            "Basic"
        } else {
            "Bearer"
        };
        assert!(challenge.starts_with(scheme), "{source}: {challenge}");
        assert!(!was_read.load(Ordering::SeqCst), "{source} {authorizations:?}");
    }
    assert!(desk::kept(&desk).await.is_empty());
    assert_eq!(desk.count(HookCount::Refused), number);
}

#[tokio::test]
async fn who_is_not_configured_is_not_found() {
    let desk = desk::open().await;
    for source in ["nobody", "By-Token", "by%20token"] {
        let request = to(source).header(header::AUTHORIZATION, bearer(SECRET));
        let response = desk.call(request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{source}");
    }
    assert!(desk::kept(&desk).await.is_empty());
}

#[tokio::test]
async fn other_methods_are_not_allowed() {
    let desk = desk::open().await;
    for method in [Method::GET, Method::HEAD, Method::DELETE, Method::OPTIONS] {
        let mut request = good("{}");
        *request.method_mut() = method.clone();
        let response = desk.call(request).await;
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED, "{method}");
        let allowed = response.headers()[header::ALLOW].to_str().unwrap();
        let allowed: BTreeSet<&str> = allowed.split(',').collect();
        assert_eq!(allowed, BTreeSet::from(["PATCH", "POST", "PUT"]));
    }
    assert!(desk::kept(&desk).await.is_empty());
}

#[tokio::test]
async fn a_body_has_a_limit() {
    let desk = desk::open().await;
    let too_large = desk.call(good(vec![b' '; LARGEST_BODY + 1])).await;
    assert_eq!(too_large.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert!(desk::kept(&desk).await.is_empty());
    assert_eq!(desk.count(HookCount::TooLarge), 1);
    let response = desk.call(good(vec![b' '; LARGEST_BODY])).await;
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert_eq!(desk::kept(&desk).await[0].body.len(), LARGEST_BODY);
}

#[tokio::test]
async fn the_same_body_again_is_answered_the_same() {
    let desk = desk::open().await;
    for _ in 0..3 {
        assert_eq!(desk.call(good("{}")).await.status(), StatusCode::NO_CONTENT);
    }
    assert_eq!(desk::kept(&desk).await.len(), 1);
    assert_eq!(
        (desk.count(HookCount::Accepted), desk.count(HookCount::Duplicate)),
        (1, 2)
    );
}

#[tokio::test]
async fn what_cannot_be_kept_is_to_be_sent_again() {
    let desk = desk::open().await;
    desk.store.close().await;
    let response = desk.call(good("{}")).await;
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(response.headers()[header::RETRY_AFTER], "10");
    assert_eq!(desk.count(HookCount::Accepted), 0);
}
