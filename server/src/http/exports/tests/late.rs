use axum::{
    body::Body,
    http::{Request, StatusCode},
};

use super::{
    SECRET,
    door::{csv, proven, status},
    open,
};
use crate::testing::{Desk, text};

async fn said(desk: &Desk, path: &str) -> String {
    let answer = desk.call(Request::get(path).body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status(), StatusCode::OK, "{path}");
    text(answer).await
}

#[tokio::test]
async fn whoever_runs_it_is_told_of_a_feed_that_is_late() {
    let desk = open("").await;
    let nothing = "feed devices: nothing has come yet\nfeed people: nothing has come yet\n";
    let ready = said(&desk, "/readyz").await;
    assert!(
        ready.starts_with("ready\n") && ready.ends_with(nothing),
        "{ready}"
    );
    let bad = csv(30) + "\"only one\"\n";
    assert_eq!(
        status(&desk, proven("devices"), bad).await,
        StatusCode::NO_CONTENT
    );
    desk.wait(150 * 60);
    let ready = said(&desk, "/readyz").await;
    assert!(
        ready.ends_with("feed people: nothing has come yet\n") && !ready.contains("feed devices"),
        "{ready}"
    );
    desk.wait(1);
    let ready = said(&desk, "/readyz").await;
    assert!(
        ready.contains("feed devices: nothing has come since 2026-03-07T12:00:00Z\n"),
        "{ready}"
    );
    let metrics = said(&desk, "/metrics").await;
    for line in [
        "# TYPE deskside_feed_age_seconds gauge",
        "deskside_feed_age_seconds{feed=\"devices\"} 9001",
        "deskside_directory_rows{set=\"devices\"} 30",
        "deskside_feed_bad_rows_total{feed=\"devices\"} 1",
        "deskside_feed_bad_rows_total{feed=\"people\"} 0",
    ] {
        assert!(
            metrics.lines().any(|said| said == line),
            "{line} is not in\n{metrics}"
        );
    }
    assert!(!metrics.contains("age_seconds{feed=\"people\"}") && !metrics.contains(SECRET));
}
