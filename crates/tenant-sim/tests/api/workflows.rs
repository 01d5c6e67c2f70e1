use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::tenant::{Tenant, body, shortened};

async fn runs(tenant: &Tenant, request: &str) -> Vec<Value> {
    let rows = tenant.rows("#workflow_runs", json!({ "request": request })).await;
    rows.iter()
        .map(|row| shortened(row, "workflow.execution."))
        .collect()
}

async fn started(tenant: &Tenant, version: u8, request: Value) -> (String, Vec<String>) {
    let path = format!("/api/v{version}/workflows/execute");
    let answer = tenant
        .post(&path, &request)
        .header("Source", "tests")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::OK, "{request}");
    let answer = body(answer).await;
    let executions = answer["executionsUuids"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it.as_str().unwrap().to_owned());
    (
        answer["requestUuid"].as_str().unwrap().to_owned(),
        executions.collect(),
    )
}

#[tokio::test]
async fn lists_show_ids_without_the_hash_and_can_be_filtered() {
    let tenant = Tenant::start().await;
    let ids = async |query: &str| {
        let list = body(
            tenant
                .get(&format!("/api/v1/workflows{query}"))
                .send()
                .await
                .unwrap(),
        )
        .await;
        let ids = list
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["id"].as_str().unwrap().to_owned());
        ids.collect::<Vec<String>>()
    };
    assert_eq!(
        ids("").await,
        [
            "teams_cache_cleanup",
            "order_new_battery",
            "license_reclamation",
            "onboard_new_device"
        ]
    );
    assert_eq!(ids("?dependency=USER").await, ["license_reclamation"]);
    assert_eq!(
        ids("?triggerMethod=API&fetchOnlyActiveWorkflows=true").await,
        ["teams_cache_cleanup", "order_new_battery"]
    );
    let wrong = tenant
        .get("/api/v1/workflows?dependency=PLANET")
        .send()
        .await
        .unwrap();
    assert_eq!(wrong.status(), StatusCode::BAD_REQUEST);
    for query in [
        "nqlId=%23teams_cache_cleanup",
        "nqlId=teams_cache_cleanup",
        "nql-id=teams_cache_cleanup",
    ] {
        let details = body(
            tenant
                .get(&format!("/api/v1/workflows/details?{query}"))
                .send()
                .await
                .unwrap(),
        )
        .await;
        assert_eq!(details["id"], "teams_cache_cleanup");
        assert_eq!(details["triggerMethods"]["apiEnabled"], true);
        assert_eq!(details["versions"][0]["hasDevice"], true);
    }
    let unknown = tenant
        .get("/api/v1/workflows/details?nqlId=%23nothing")
        .send()
        .await
        .unwrap();
    assert_eq!(unknown.status(), StatusCode::BAD_REQUEST);
    assert!(body(unknown).await["details"].is_string());
    tenant.stop().await;
}

#[tokio::test]
async fn details_can_be_an_array_as_the_specification_says() {
    let tenant = Tenant::start_with(|options| options.workflow_details_as_array = true).await;
    let details = body(
        tenant
            .get("/api/v1/workflows/details?nqlId=teams_cache_cleanup")
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!(details[0]["id"], "teams_cache_cleanup");
    tenant.stop().await;
}

#[tokio::test]
async fn a_workflow_runs_for_each_device() {
    let tenant = Tenant::start().await;
    let (one, two) = (tenant.device(0), tenant.device(1));
    let (request, executions) = started(
        &tenant,
        1,
        json!({ "workflowId": "#teams_cache_cleanup", "devices": [one, two], "users": [] }),
    )
    .await;
    assert_eq!(executions.len(), 2);
    tenant.wait(&request, "success").await;
    let rows = runs(&tenant, &request).await;
    assert_eq!(rows.len(), 2);
    assert!(
        rows.iter()
            .all(|row| row["outcome"] == "action_taken" && row["outcome_details"].is_string())
    );
    assert_eq!(rows[0]["execution_id"], executions[0]);
    let stats = tenant.control_get("/stats").await.1;
    assert_eq!(stats["triggers"][0]["id"], "#teams_cache_cleanup");
    tenant.stop().await;
}

#[tokio::test]
async fn v2_finds_objects_by_any_identifier() {
    let tenant = Tenant::start().await;
    let device = tenant.running.people()[1].devices[0].clone();
    for target in [
        json!({ "name": device.name.to_lowercase() }),
        json!({ "collectorUid": device.collector_uid }),
    ] {
        let request = json!({ "workflowId": "teams_cache_cleanup", "devices": [target] });
        let (request, _) = started(&tenant, 2, request).await;
        assert_eq!(
            runs(&tenant, &request).await[0]["device.collector.uid"],
            device.collector_uid
        );
    }
    tenant.stop().await;
}

#[tokio::test]
async fn wrong_requests_are_refused_in_the_shape_of_the_api() {
    let tenant = Tenant::start().await;
    let device = tenant.device(1);
    let v1 = [
        json!({ "workflowId": "#teams_cache_cleanup" }),
        json!({ "workflowId": "#teams_cache_cleanup", "devices": [] }),
        json!({ "workflowId": "#nothing", "devices": [device] }),
        json!({ "workflowId": "#license_reclamation", "users": ["S-1-5-21-1004336348-1177238915-682003330-1101"] }),
        json!({ "workflowId": "#onboard_new_device", "devices": [device] }),
        json!({ "workflowId": "#teams_cache_cleanup", "devices": ["no uuid"] }),
        json!({ "workflowId": "#teams_cache_cleanup", "devices": ["11111111-1111-4111-8111-111111111111"] }),
        json!({ "workflowId": "#teams_cache_cleanup", "devices": vec![&device; 10_001] }),
        json!({ "workflowId": "#teams_cache_cleanup", "devices": [device], "users": ["ada"] }),
        json!({ "workflowId": "#teams_cache_cleanup", "devices": [device], "params": { "x": "y" } }),
        json!({ "devices": [device] }),
    ];
    let v2 = [
        json!({ "workflowId": "#teams_cache_cleanup", "devices": [{}] }),
        json!({ "workflowId": "#teams_cache_cleanup", "devices": [{ "name": "NOWHERE" }] }),
        json!({ "workflowId": "#teams_cache_cleanup", "devices": [{ "collectorUid": "x" }] }),
        json!({ "workflowId": "#teams_cache_cleanup", "devices": [{ "collectorUid": device }], "users": [{ "upn": "ada" }] }),
    ];
    for (version, requests) in [(1, v1.as_slice()), (2, v2.as_slice())] {
        for request in requests {
            let answer = tenant
                .post(&format!("/api/v{version}/workflows/execute"), request)
                .send()
                .await
                .unwrap();
            let text = request.to_string();
            assert_eq!(
                answer.status(),
                StatusCode::BAD_REQUEST,
                "{}",
                &text[..text.len().min(200)]
            );
            let answer = body(answer).await;
            assert!(answer["code"].is_string() && answer["details"].is_string());
        }
    }
    tenant.stop().await;
}

#[tokio::test]
async fn a_waiting_thinklet_goes_on_when_it_is_triggered() {
    let tenant = Tenant::start().await;
    let request = json!({ "workflowId": "#order_new_battery", "devices": [tenant.device(1)], "params": { "delivery_site": "Lyon" } });
    let (request, executions) = started(&tenant, 1, request).await;
    tenant.control("/clock/advance", json!({ "seconds": 60 })).await;
    let row = runs(&tenant, &request).await.remove(0);
    assert_eq!(
        (&row["status"], row["status_details"].is_string()),
        (&json!("in_progress"), true)
    );
    let details = body(
        tenant
            .get("/api/v1/workflows/details?nqlId=order_new_battery")
            .send()
            .await
            .unwrap(),
    )
    .await;
    let workflow = details["uuid"].as_str().unwrap();
    let path = format!(
        "/api/v1/workflows/workflows/{workflow}/execution/{}/trigger",
        executions[0]
    );
    let empty = tenant
        .post(&path, &json!({ "parameters": { "answer": "" } }))
        .send()
        .await
        .unwrap();
    assert_eq!(empty.status(), StatusCode::BAD_REQUEST);
    let answer = body(
        tenant
            .post(&path, &json!({ "parameters": { "answer": "yes" } }))
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert!(answer[0]["requestUuid"].is_string());
    tenant.wait(&request, "success").await;
    let again = tenant.post(&path, &json!({})).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::BAD_REQUEST);
    tenant.stop().await;
}
