use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::tenant::{Tenant, body};

#[tokio::test]
async fn the_list_and_the_details_have_the_vendors_shape() {
    let tenant = Tenant::start().await;
    let list = body(tenant.get("/api/v1/act/remote-action").send().await.unwrap()).await;
    let cleanup = list
        .as_array()
        .unwrap()
        .iter()
        .find(|action| action["id"] == "#disk_cleanup")
        .unwrap();
    for key in [
        "uuid",
        "name",
        "description",
        "origin",
        "builtInContentVersion",
        "purpose",
        "targeting",
        "scriptInfo",
    ] {
        assert!(!cleanup[key].is_null(), "{key}");
    }
    assert_eq!(cleanup["purpose"], json!(["REMEDIATION"]));
    assert_eq!(cleanup["targeting"]["apiEnabled"], true);
    assert_eq!(
        cleanup["scriptInfo"]["inputs"][0]["options"],
        json!(["Standard", "Deep"])
    );
    assert!(
        cleanup.get("simulation").is_none(),
        "nothing of the simulator's own leaves it"
    );
    let filtered = body(
        tenant
            .get("/api/v1/act/remote-action?hasScriptMacOs=false")
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(filtered.as_array().unwrap().len(), 1);
    for id in ["%23disk_cleanup", "disk_cleanup"] {
        let path = format!("/api/v1/act/remote-action/details?nql-id={id}");
        assert_eq!(body(tenant.get(&path).send().await.unwrap()).await, *cleanup);
    }
    let unknown = tenant
        .get("/api/v1/act/remote-action/details?nql-id=%23nothing")
        .send()
        .await
        .unwrap();
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    assert!(body(unknown).await["code"].is_string());
    tenant.stop().await;
}

#[tokio::test]
async fn every_documented_limit_is_refused() {
    let tenant = Tenant::start().await;
    let device = tenant.device(1);
    let good = json!({ "remoteActionId": "#disk_cleanup", "devices": [device] });
    let with = |key: &str, value: Value| {
        let mut request = good.clone();
        request[key] = value;
        request
    };
    let not_collector = tenant.rows("#device_uids", json!({})).await;
    let device_uid = not_collector[0]["device.uid"].clone();
    let wrong = [
        json!({}),
        json!({ "devices": [device] }),
        with("remoteActionId", json!("")),
        with("remoteActionId", json!("#unknown")),
        with("remoteActionId", json!("#reinstall_vpn_client")),
        with("devices", json!([])),
        with("devices", json!("not an array")),
        with("devices", json!(vec![&device; 10_001])),
        with("devices", json!(["11111111-1111-4111-8111-111111111111"])),
        with("devices", json!([device_uid])),
        with("expiresInMinutes", json!(59)),
        with("expiresInMinutes", json!(10_081)),
        with("triggerInfo", json!({ "reason": "x".repeat(501) })),
        with("params", json!([])),
        with("params", json!({ "Level": 5 })),
        with("params", json!({ "Level": "Brutal" })),
        with("params", json!({ "Unknown": "x" })),
    ];
    for request in wrong {
        let answer = tenant.post("/api/v1/act/execute", &request).send().await.unwrap();
        let text = request.to_string();
        assert_eq!(
            answer.status(),
            StatusCode::BAD_REQUEST,
            "{}",
            &text[..text.len().min(200)]
        );
        let answer = body(answer).await;
        assert!(
            !answer["code"].as_str().unwrap().is_empty() && !answer["message"].as_str().unwrap().is_empty()
        );
    }
    for request in [
        good.clone(),
        with("expiresInMinutes", json!(60)),
        with("expiresInMinutes", json!(10_080)),
        with("triggerInfo", json!({ "reason": "x".repeat(500), "unknown": 1 })),
        with("remoteActionId", json!("disk_cleanup")),
    ] {
        assert_eq!(
            tenant
                .post("/api/v1/act/execute", &request)
                .send()
                .await
                .unwrap()
                .status(),
            StatusCode::OK
        );
    }
    tenant.stop().await;
}

#[tokio::test]
async fn a_body_is_read_whatever_its_content_type() {
    let tenant = Tenant::start().await;
    let text = json!({ "remoteActionId": "#disk_cleanup", "devices": [tenant.device(1)] }).to_string();
    for content_type in [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
    ] {
        let request = tenant
            .http
            .post(tenant.api("/api/v1/act/execute"))
            .bearer_auth(&tenant.token)
            .body(text.clone());
        let request = content_type
            .iter()
            .fold(request, |request, value| request.header("content-type", *value));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{content_type:?}");
    }
    tenant.stop().await;
}
