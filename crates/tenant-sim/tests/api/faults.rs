use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::tenant::Tenant;

fn cleanup(tenant: &Tenant) -> Value {
    json!({ "remoteActionId": "#disk_cleanup", "devices": [tenant.device(1)] })
}

async fn triggers(tenant: &Tenant) -> usize {
    tenant.control_get("/stats").await.1["triggers"]
        .as_array()
        .unwrap()
        .len()
}

#[tokio::test]
async fn a_status_is_answered_so_many_times_and_nothing_is_done() {
    let tenant = Tenant::start().await;
    let fault =
        json!({ "endpoint": "act/execute", "kind": "status", "status": 429, "retry_after": "2", "count": 2 });
    tenant.control("/faults", fault).await;
    for _ in 0..2 {
        let answer = tenant
            .post("/api/v1/act/execute", &cleanup(&tenant))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(answer.headers()["retry-after"], "2");
    }
    assert_eq!(triggers(&tenant).await, 0);
    let answer = tenant
        .post("/api/v1/act/execute", &cleanup(&tenant))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let calls = tenant.control_get("/stats").await.1["calls"]["act/execute"].clone();
    assert_eq!(calls, json!({ "200": 1, "429": 2 }));
    tenant.stop().await;
}

#[tokio::test]
async fn a_connection_dropped_before_does_nothing_and_one_dropped_after_has_done_it() {
    let tenant = Tenant::start().await;
    tenant
        .control(
            "/faults",
            json!({ "endpoint": "act/execute", "kind": "drop_before", "count": 1 }),
        )
        .await;
    let lost = tenant.post("/api/v1/act/execute", &cleanup(&tenant)).send().await;
    assert!(lost.is_err() && !lost.unwrap_err().is_timeout());
    assert_eq!(triggers(&tenant).await, 0);
    tenant
        .control(
            "/faults",
            json!({ "endpoint": "act/execute", "kind": "drop_after", "count": 1 }),
        )
        .await;
    let lost = tenant.post("/api/v1/act/execute", &cleanup(&tenant)).send().await;
    assert!(lost.is_err() && !lost.unwrap_err().is_timeout());
    let stats = tenant.control_get("/stats").await.1;
    assert_eq!(stats["calls"]["act/execute"], json!({ "dropped": 2 }));
    let request = stats["triggers"][0]["request_id"].as_str().unwrap().to_owned();
    tenant.wait(&request, "success").await;
    tenant.stop().await;
}

#[tokio::test]
async fn answers_can_be_broken_or_late() {
    let tenant = Tenant::start().await;
    tenant
        .control(
            "/faults",
            json!({ "endpoint": "*", "kind": "malformed", "count": 1 }),
        )
        .await;
    let answer = tenant
        .post("/api/v1/act/execute", &cleanup(&tenant))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(serde_json::from_str::<Value>(&answer.text().await.unwrap()).is_err());
    assert_eq!(triggers(&tenant).await, 1);
    tenant
        .control(
            "/faults",
            json!({ "endpoint": "act/list", "kind": "delay", "delay_ms": 300 }),
        )
        .await;
    let start = Instant::now();
    assert_eq!(
        tenant
            .get("/api/v1/act/remote-action")
            .send()
            .await
            .unwrap()
            .status(),
        StatusCode::OK
    );
    assert!(start.elapsed() >= Duration::from_millis(300));
    let url = format!("http://{}/faults", tenant.running.control_addr);
    tenant.http.request(Method::DELETE, url).send().await.unwrap();
    assert_eq!(tenant.control_get("/faults").await.1, json!([]));
    tenant.stop().await;
}

#[tokio::test]
async fn errors_on_purpose_have_the_shape_of_their_api() {
    let tenant = Tenant::start().await;
    tenant
        .control(
            "/faults",
            json!({ "endpoint": "*", "kind": "status", "status": 500 }),
        )
        .await;
    let text = async |path: &str| {
        tenant
            .post(path, &json!({}))
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
    };
    let nql: Value = serde_json::from_str(&text("/api/v2/nql/execute").await).unwrap();
    assert!(nql["code"].is_i64() && nql["message"].is_string());
    let workflows: Value = serde_json::from_str(&text("/api/v1/workflows/execute").await).unwrap();
    assert!(workflows["code"].is_string() && workflows["details"].is_string());
    tenant.stop().await;
}
