//! A trusted proxy names people, and nobody else does.

use axum::http::StatusCode;

use super::{
    tokens,
    visitor::{Visitor, header},
};
use crate::testing::{Desk, text};

async fn desk() -> Desk {
    Desk::open(
        "[server]\nforwarded_from = [\"10.1.0.0/24\"]\n[identity.proxy]\nnetworks = [\"10.0.0.10/32\"]\n\
         user_header = \"x-forwarded-user\"\n",
    )
    .await
}

fn from(desk: &Desk, address: [u8; 4]) -> Visitor<'_> {
    let mut visitor = Visitor::of(desk).with("x-forwarded-user", "robin@example.com");
    visitor.address = address;
    visitor
}

#[tokio::test]
async fn the_header_counts_from_the_proxys_own_network_only() {
    let desk = desk().await;
    assert!(from(&desk, [10, 0, 0, 10]).is_signed_in("/").await);
    for address in [[10, 0, 0, 11], [127, 0, 0, 1], [192, 0, 2, 1]] {
        assert!(!from(&desk, address).is_signed_in("/").await, "{address:?}");
        let mut spoofed = from(&desk, address).with("x-forwarded-for", "10.0.0.10");
        assert!(!spoofed.is_signed_in("/").await, "{address:?}");
    }
    // Not even from a proxy that is believed about addresses.
    let mut forwarded = from(&desk, [10, 1, 0, 1]).with("x-forwarded-for", "10.0.0.10");
    assert!(!forwarded.is_signed_in("/").await);
    let mut twice = from(&desk, [10, 0, 0, 10]).with("x-forwarded-user", "kim@example.com");
    assert!(!twice.is_signed_in("/").await);
}

#[tokio::test]
async fn failures_are_counted_by_the_address_in_front_of_our_proxies() {
    let desk = desk().await;
    let try_in = async |peer: [u8; 4], client: &'static str| {
        let mut visitor = Visitor::of(&desk).with("x-forwarded-for", client);
        visitor.address = peer;
        visitor.post("/sign-in", "employee=nobody").await
    };
    for _ in 0..20 {
        try_in([10, 1, 0, 1], "198.51.100.1").await;
    }
    let limited = try_in([10, 1, 0, 1], "198.51.100.1").await;
    assert_eq!(limited.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_ne!(header(&limited, "retry-after"), "");
    assert_eq!(
        try_in([10, 1, 0, 1], "198.51.100.2").await.status(),
        StatusCode::NOT_FOUND
    );
    // Somebody who claims to come from elsewhere is still who they are.
    for _ in 0..20 {
        try_in([192, 0, 2, 1], "198.51.100.3").await;
    }
    assert_eq!(
        try_in([192, 0, 2, 1], "198.51.100.4").await.status(),
        StatusCode::TOO_MANY_REQUESTS
    );
    assert_eq!(
        try_in([10, 1, 0, 1], "198.51.100.3").await.status(),
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn whom_a_host_page_names_is_not_whom_the_proxy_names() {
    let config = "[identity.proxy]\nnetworks = [\"127.0.0.1/32\"]\nuser_header = \"x-forwarded-user\"\n";
    let desk = tokens::desk_with(config).await;
    let mut frame = Visitor::of(&desk).with("x-forwarded-user", "kim@example.com");
    let body = tokens::wanted(&tokens::token(&desk, "1", &[]), false);
    let answer = frame.post_json("/embed/session", &body).await;
    let bearer = header(&answer, "deskside-bearer").to_owned();
    assert!(!frame.is_signed_in("/embed?identify=token").await);

    let mut with = Visitor::of(&desk)
        .with("x-forwarded-user", "kim@example.com")
        .with("authorization", format!("Bearer {bearer}"));
    let page = text(with.get("/embed").await).await;
    assert!(page.contains("Robin") && !page.contains("kim"), "{page}");
    // Outside of frames it is the proxy that says it.
    let page = text(with.get("/").await).await;
    assert!(page.contains("kim"), "{page}");
}
