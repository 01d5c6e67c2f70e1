//! What browsers and caches between us are told, and posts from other sites.

use axum::http::StatusCode;

use super::visitor::{Visitor, header};
use crate::testing::Desk;

#[tokio::test]
async fn no_cache_keeps_a_personal_page() {
    let desk = Desk::open("").await;
    let mut robin = Visitor::of(&desk);
    robin.sign_in().await;
    for path in [
        "/",
        "/badge",
        "/device",
        "/history",
        "/embed",
        "/embed/history",
        "/sign-in",
        "/nowhere",
    ] {
        let answer = robin.get(path).await;
        assert!(header(&answer, "cache-control").contains("no-store"), "{path}");
    }
}

#[tokio::test]
async fn every_answer_carries_what_protects_it() {
    let desk = Desk::open("[embed]\nallowed_origins = [\"https://portal.example.com\"]\n").await;
    let mut visitor = Visitor::of(&desk);
    for path in ["/", "/embed", "/sign-in", "/nowhere", "/api/run_remedy"] {
        let answer = visitor.get(path).await;
        let policy = header(&answer, "content-security-policy");
        for part in [
            "default-src 'none'",
            "base-uri 'none'",
            "'nonce-",
            "frame-ancestors",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("unsafe-eval'  "),
            "{path}: {policy}"
        );
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff");
        assert_eq!(header(&answer, "referrer-policy"), "no-referrer");
        assert!(header(&answer, "strict-transport-security").starts_with("max-age=31536000"));
        assert!(header(&answer, "permissions-policy").contains("camera=()"));
        let opener = header(&answer, "cross-origin-opener-policy");
        assert_eq!(opener == "unsafe-none", path == "/sign-in", "{path}: {opener}");
    }
}

#[tokio::test]
async fn a_post_from_another_site_is_refused_however_it_comes() {
    let desk = Desk::open("").await;
    let mut robin = Visitor::of(&desk);
    robin.sign_in().await;
    for path in [
        "/api/run_remedy",
        "/sign-out",
        "/sign-out-everywhere",
        "/embed/session",
        "/language",
        "/sign-in",
    ] {
        for (name, value) in [
            ("origin", "https://evil.example"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            let mut evil = robin.other().with(name, value);
            evil.cookies = robin.cookies.clone();
            let answer = evil.post(path, "employee=robin%40example.com").await;
            assert_eq!(
                answer.status(),
                StatusCode::FORBIDDEN,
                "{path} with {name}: {value}"
            );
        }
    }
    assert!(robin.is_signed_in("/").await);
    // Ours, and a script's that no browser sends.
    for own in [
        vec![("origin", "https://it.example.com")],
        vec![("sec-fetch-site", "same-origin")],
        vec![],
    ] {
        let mut ours = robin.other();
        ours.cookies = robin.cookies.clone();
        ours.headers = own
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        assert_eq!(
            ours.post("/language", "lang=de").await.status(),
            StatusCode::SEE_OTHER,
            "{own:?}"
        );
    }
}
