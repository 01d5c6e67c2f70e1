use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};

use super::{
    desk::{self, SECRET, text},
    door::{bearer, to},
};

fn metrics() -> Request<Body> {
    Request::get("/metrics").body(Body::empty()).unwrap()
}

#[tokio::test]
async fn what_happened_at_the_door_is_counted() {
    let desk = desk::open().await;
    for token in [SECRET, SECRET, "wrong"] {
        let request = to("by-token").header(header::AUTHORIZATION, bearer(token));
        desk.call(request.body(Body::from("{}")).unwrap()).await;
    }
    let answer = desk.call(metrics()).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let said = text(answer).await;
    for line in [
        "# TYPE deskside_webhook_calls_total counter",
        "deskside_webhook_calls_total{outcome=\"accepted\"} 1",
        "deskside_webhook_calls_total{outcome=\"duplicate\"} 1",
        "deskside_webhook_calls_total{outcome=\"refused\"} 1",
        "deskside_webhook_calls_total{outcome=\"too_large\"} 0",
        "deskside_webhook_notices_total{outcome=\"applied\"} 0",
        "# TYPE deskside_tenant_calls_total counter",
        "deskside_tenant_calls_total{kind=\"trigger\"} 0",
        "# TYPE deskside_tenant_waiting gauge",
        "deskside_tenant_waits_total{api=\"nql\"} 0",
        "deskside_tenant_day_calls{api=\"export\"} 0",
        "deskside_tenant_slowdown_ratio{api=\"nql\"} 1",
        "deskside_tenant_rest_seconds{api=\"workflows\"} 0",
        "deskside_served_stale_total 0",
    ] {
        assert!(said.lines().any(|said| said == line), "{line} is not in\n{said}");
    }
}

#[tokio::test]
async fn only_this_machine_sees_the_counts_unless_others_are_named() {
    let desk = desk::open().await;
    let answer = desk.call_from([10, 0, 0, 1], metrics()).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    for name in ["x-forwarded-for", "forwarded"] {
        let mut request = metrics();
        request
            .headers_mut()
            .insert(name, "for=10.0.0.1".parse().unwrap());
        let answer = desk.call(request).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{name}");
    }
}
