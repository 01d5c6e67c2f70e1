//! What service managers, containers and load balancers ask.

use axum::http::StatusCode;
use service::Meters as _;
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::path_regex};

use super::{
    metrics::told,
    requests::refusing,
    visitor::{BY_PROXY, Visitor},
};
use crate::testing::{Desk, text};

/// A tenant that gives a token, and answers every query like this, which is not worth waiting for.
async fn answering(status: u16) -> MockServer {
    let tenant = refusing().await;
    Mock::given(path_regex("nql/execute$"))
        .respond_with(ResponseTemplate::new(status).insert_header("retry-after", "30"))
        .with_priority(1)
        .mount(&tenant)
        .await;
    tenant
}

/// Somebody looks at their devices, of which nothing is known yet.
async fn looks(desk: &Desk, name: &str) {
    let mut visitor = Visitor::of(desk).with("x-user", format!("{name}@example.com"));
    visitor.address = [10, 0, 0, 10];
    visitor.get("/").await;
}

/// What is said below the first line of `/readyz`, of Nexthink.
async fn said(desk: &Desk) -> Vec<String> {
    let answer = Visitor::of(desk).get("/readyz").await;
    assert_eq!(answer.status(), StatusCode::OK, "pages come all the same");
    let text = text(answer).await;
    assert!(text.starts_with("ready\n"), "{text}");
    let lines = text.lines().filter(|line| line.starts_with("nexthink"));
    lines.map(str::to_owned).collect()
}

/// What `/metrics` tells of queries: how many times as slowly they are asked, for how many seconds not at all, and how many there
/// were in a day.
async fn measured(desk: &Desk) -> [f64; 3] {
    let (_, families) = told(desk).await;
    ["slowdown_ratio", "rest_seconds", "day_calls"].map(|name| {
        let family = &families[&format!("deskside_tenant_{name}")];
        let others = family.value(&[("api", "workflows")]).unwrap();
        assert_eq!(others, if name == "slowdown_ratio" { 1.0 } else { 0.0 }, "{name}");
        family.value(&[("api", "nql")]).unwrap()
    })
}

#[tokio::test]
async fn a_process_that_lives_says_so_under_both_names() {
    let desk = Desk::open("").await;
    for path in ["/livez", "/healthz"] {
        let answer = Visitor::of(&desk).get(path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        assert_eq!(text(answer).await, "ok\n", "{path}");
    }
}

#[tokio::test]
async fn a_tenant_that_is_down_is_told_of_with_the_next_attempt() {
    let tenant = answering(503).await;
    let desk = Desk::open_with_tenant(&tenant.uri(), BY_PROXY).await;
    for name in ["ada", "kim"] {
        looks(&desk, name).await;
    }
    assert_eq!(said(&desk).await, [""; 0], "twice may be chance");
    assert_eq!(measured(&desk).await, [1.0, 0.0, 0.0]);
    looks(&desk, "robin").await;
    assert_eq!(
        said(&desk).await,
        ["nexthink nql: does not answer, next attempt at 2026-03-07T12:00:05Z"]
    );
    desk.wait(2);
    assert_eq!(measured(&desk).await, [1.0, 3.0, 0.0]);
    desk.wait(3);
    assert_eq!(said(&desk).await, [""; 0], "it is asked again");
}

#[tokio::test]
async fn a_tenant_that_answers_429_is_told_of_until_it_is_asked_as_usual() {
    let tenant = answering(429).await;
    let desk = Desk::open_with_tenant(&tenant.uri(), BY_PROXY).await;
    // What other servers have asked in this hour, and in one that is longer ago than a day.
    let hour = desk.now().as_second() / 3_600;
    let hours = serde_json::json!({ "hours": { hour.to_string(): 7, (hour - 30).to_string(): 100 } });
    let kept = desk.store.keep_meter("nql", &hours.to_string(), None).await;
    assert!(kept.unwrap());
    assert_eq!(said(&desk).await, [""; 0]);
    assert_eq!(measured(&desk).await, [1.0, 0.0, 7.0]);
    looks(&desk, "ada").await;
    let alone = ["nexthink nql: wants to be left alone until 2026-03-07T12:00:30Z"];
    assert_eq!(said(&desk).await, alone);
    desk.wait(10);
    assert_eq!(said(&desk).await, alone);
    assert_eq!(measured(&desk).await, [2.0, 20.0, 7.0]);
    desk.wait(20);
    let slower = ["nexthink nql: has refused calls and is asked 2 times as slowly"];
    assert_eq!(said(&desk).await, slower);
    looks(&desk, "kim").await;
    assert_eq!(
        said(&desk).await,
        ["nexthink nql: wants to be left alone until 2026-03-07T12:01:00Z"]
    );
    desk.wait(30);
    let slower = ["nexthink nql: has refused calls and is asked 4 times as slowly"];
    assert_eq!(said(&desk).await, slower);
    assert_eq!(
        measured(&desk).await,
        [4.0, 0.0, 8.0],
        "the call of a narrowed budget is counted"
    );
    desk.wait(240);
    assert_eq!(said(&desk).await, [""; 0]);
    assert_eq!(measured(&desk).await, [1.0, 0.0, 8.0]);
}
