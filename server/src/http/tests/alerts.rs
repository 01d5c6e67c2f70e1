//! What is shipped for monitoring speaks of what there is.

use axum::{body::Body, http::Request};

use crate::testing::{Desk, text};

const ALERTS: &str = include_str!("../../../../deploy/prometheus/alerts.yml");
const OPERATIONS: &str = include_str!("../../../../docs/operations.md");

#[tokio::test]
async fn every_metric_that_an_alert_looks_at_is_told() {
    let desk = Desk::open("").await;
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let told = text(desk.call(request).await).await;
    let words = ALERTS.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let metrics: Vec<&str> = words.filter(|word| word.starts_with("deskside_")).collect();
    assert!(metrics.len() >= 8, "{metrics:?}");
    for metric in metrics {
        // A histogram is looked at by its parts.
        let metric = metric.trim_end_matches("_bucket").trim_end_matches("_count");
        assert!(told.contains(&format!("# TYPE {metric} ")), "{metric}");
    }
}

#[test]
fn every_alert_says_what_to_do() {
    let alerts = ALERTS
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- alert: "));
    let alerts: Vec<&str> = alerts.collect();
    assert!(alerts.len() >= 8, "{alerts:?}");
    for alert in alerts {
        assert!(OPERATIONS.contains(&format!("`{alert}`")), "{alert}");
    }
}
