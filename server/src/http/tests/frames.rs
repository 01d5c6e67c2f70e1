//! Frames: whose page a frame may stand in, and whom it believes.

use axum::http::StatusCode;
use serde_json::json;

use super::{
    tokens::{desk, token, wanted},
    visitor::{Visitor, header, set_cookies},
};
use crate::testing::{Desk, text};

#[tokio::test]
async fn only_a_listed_page_may_frame_and_only_below_embed() {
    let desk = desk().await;
    let mut visitor = Visitor::of(&desk);
    let policy = header(&visitor.get("/embed").await, "content-security-policy").to_owned();
    assert!(
        policy.ends_with("frame-ancestors https://portal.example.com"),
        "{policy}"
    );
    for path in [
        "/",
        "/sign-in",
        "/embedded",
        "/embed.js",
        "/signed-out",
        "/nowhere",
    ] {
        let policy = header(&visitor.get(path).await, "content-security-policy").to_owned();
        assert!(policy.ends_with("frame-ancestors 'none'"), "{path}: {policy}");
    }
    let closed = Desk::open("").await;
    let policy = header(
        &Visitor::of(&closed).get("/embed").await,
        "content-security-policy",
    )
    .to_owned();
    assert!(policy.ends_with("frame-ancestors 'none'"), "{policy}");
}

#[tokio::test]
async fn a_frame_speaks_to_a_listed_page_only() {
    let desk = desk().await;
    let mut visitor = Visitor::of(&desk);
    let page = text(visitor.get("/embed?host=https%3A%2F%2Fportal.example.com").await).await;
    assert!(
        page.contains("data-host=\"https://portal.example.com\""),
        "{page}"
    );
    for host in [
        "https%3A%2F%2Fevil.example",
        "*",
        "null",
        "https%3A%2F%2Fportal.example.com.evil.example",
    ] {
        let page = text(visitor.get(&format!("/embed?host={host}")).await).await;
        assert!(!page.contains("data-host="), "{host}");
        assert!(!page.contains("evil"), "{host}");
    }
}

#[tokio::test]
async fn a_frame_without_a_sign_in_shows_nothing_of_anybody() {
    let desk = desk().await;
    let mut visitor = Visitor::of(&desk);
    let answer = visitor.get("/embed").await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert!(text(answer).await.contains("id=\"connect\""));
    // Of the same site, the page around it may have the cookie of our own pages.
    visitor.sign_in().await;
    assert!(visitor.is_signed_in("/embed").await);
}

#[tokio::test]
async fn where_the_host_says_who_sits_there_nobody_else_is_believed() {
    let desk = desk().await;
    let mut frame = Visitor::of(&desk);
    frame
        .post_json("/embed/session", &wanted(&token(&desk, "1", &[]), true))
        .await;
    assert!(frame.is_signed_in("/embed").await);
    // Somebody else may sit at the portal by now.
    assert!(!frame.is_signed_in("/embed?identify=token").await);
    frame.headers.push(("sec-fetch-dest", "iframe".into()));
    assert!(!frame.is_signed_in("/embed?identify=token").await);
    frame.headers.clear();
    // The document that was signed in goes on.
    frame.headers.push(("sec-fetch-dest", "empty".into()));
    assert!(frame.is_signed_in("/embed?identify=token").await);
    // The other one gets a session of their own, in place of the first.
    let kim = token(&desk, "2", &[("sub", json!("kim@example.com"))]);
    let before = frame.cookies["__Host-deskside-frame"].clone();
    frame.post_json("/embed/session", &wanted(&kim, true)).await;
    let mut robin = frame.other();
    robin.cookies.insert("__Host-deskside-frame".into(), before);
    assert!(!robin.is_signed_in("/embed").await);
}

#[tokio::test]
async fn a_pop_up_hands_its_sign_in_over_once() {
    let desk = desk().await;
    let mut popup = Visitor::of(&desk);
    let answer = popup
        .post("/sign-in", "employee=robin%40example.com&popup=1")
        .await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(header(&answer, "cross-origin-opener-policy"), "unsafe-none");
    let page = text(answer).await;
    let code = page
        .split("data-code=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    assert!(code.len() >= 43, "{code}");

    let body = json!({ "token": null, "code": code, "path": "/", "cookies": true });
    let mut frame = popup.other();
    assert_eq!(
        frame.post_json("/embed/session", &body).await.status(),
        StatusCode::OK
    );
    assert!(frame.is_signed_in("/embed").await);
    let again = popup.other().post_json("/embed/session", &body).await;
    assert_eq!(again.status(), StatusCode::FORBIDDEN);
    assert_eq!(text(again).await, "{\"error\":\"code_used\"}");

    // Whoever does not see that they are signed in does not sign out either.
    assert!(!popup.is_signed_in("/").await);

    // Signing out everywhere ends the frame's session, too.
    popup.sign_in().await;
    popup.post("/sign-out-everywhere", "").await;
    assert!(!frame.is_signed_in("/embed").await);
}

#[tokio::test]
async fn the_probe_says_nothing() {
    let desk = desk().await;
    let answer = Visitor::of(&desk).get("/embed").await;
    let [cookie] = set_cookies(&answer).try_into().unwrap();
    assert!(cookie.starts_with("__Host-deskside-probe=1;"), "{cookie}");
}

#[tokio::test]
async fn a_frame_of_somebody_else_never_falls_back_to_our_own_pages_cookie() {
    let desk = desk().await;
    // Of the same site: the browser sends both cookies.
    let mut browser = Visitor::of(&desk);
    browser.sign_in_as("kim").await;
    let robin = wanted(&token(&desk, "1", &[]), true);
    browser.post_json("/embed/session?identify=token", &robin).await;
    browser.headers.push(("sec-fetch-dest", "empty".into()));
    let page = text(browser.get("/embed?identify=token").await).await;
    assert!(page.contains("Robin") && !page.contains("kim"), "{page}");

    browser.cookies.remove("__Host-deskside-frame");
    assert!(!browser.is_signed_in("/embed?identify=token").await);
    // However often it is said, and in whatever company.
    for query in [
        "identify=token&identify=no",
        "identify=no&identify=token",
        "host=a&host=b&identify=token",
    ] {
        assert!(!browser.is_signed_in(&format!("/embed?{query}")).await, "{query}");
    }
    assert!(browser.is_signed_in("/embed").await);
}

#[tokio::test]
async fn signing_a_frame_in_leaves_the_session_of_our_own_pages_alone() {
    let desk = desk().await;
    let mut browser = Visitor::of(&desk);
    browser.sign_in_as("kim").await;
    for cookies in [true, false] {
        let body = wanted(&token(&desk, &format!("{cookies}"), &[]), cookies);
        let answer = browser.post_json("/embed/session", &body).await;
        assert_eq!(answer.status(), StatusCode::OK);
    }
    assert!(browser.is_signed_in("/").await);
    assert!(
        browser.is_signed_in("/embed").await,
        "nor does a bearer end the frame's cookie"
    );
}
