//! What an identity provider says has ended.

use axum::http::StatusCode;
use serde_json::json;

use super::{provider::Provider, visitor::Visitor};

async fn tells(visitor: &Visitor<'_>, token: &str) -> StatusCode {
    let form = format!("logout_token={token}");
    visitor
        .other()
        .post("/sign-in/oidc/company/logout", &form)
        .await
        .status()
}

#[tokio::test]
async fn a_logout_at_the_provider_ends_the_sessions_once() {
    let provider = Provider::start().await;
    let desk = provider.desk().await;
    let mut robin = Visitor::of(&desk);
    let (mut popup, mut frame, mut kim) = (robin.other(), robin.other(), robin.other());
    provider.signs_in(&mut robin, "").await;
    provider.signs_in_for(&mut popup, &mut frame).await;
    kim.sign_in_as("kim").await;
    let token = provider.logout_token("1", &[]);
    assert_eq!(tells(&robin, &token).await, StatusCode::OK);
    assert!(!robin.is_signed_in("/").await && !frame.is_signed_in("/embed").await);
    assert!(kim.is_signed_in("/").await);

    provider.signs_in(&mut robin, "").await;
    assert_eq!(tells(&robin, &token).await, StatusCode::OK);
    assert!(
        robin.is_signed_in("/").await,
        "what was said once ends nothing later"
    );
    let session = provider.logout_token("2", &[("sid", json!("there-1"))]);
    assert_eq!(tells(&robin, &session).await, StatusCode::OK);
    assert!(!robin.is_signed_in("/").await);
}

#[tokio::test]
async fn what_the_provider_did_not_say_ends_nothing() {
    let provider = Provider::start().await;
    let desk = provider.desk().await;
    let mut robin = Visitor::of(&desk);
    provider.signs_in(&mut robin, "").await;
    let wrong = [
        provider.forged_logout_token("1"),
        provider.logout_token("2", &[("aud", json!("another"))]),
        provider.logout_token("3", &[("iss", json!("https://another.example.com"))]),
        provider.logout_token("4", &[("nonce", json!("a nonce"))]),
        provider.logout_token("5", &[("events", json!({}))]),
        provider.logout_token("6", &[("sub", json!(null))]),
    ];
    for token in wrong {
        assert_eq!(tells(&robin, &token).await, StatusCode::BAD_REQUEST, "{token}");
    }
    let another = provider.logout_token("7", &[("sub", json!("account-2"))]);
    assert_eq!(tells(&robin, &another).await, StatusCode::OK);
    assert!(robin.is_signed_in("/").await);
}
