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

/// Starts the workflow that waits for input, lets it come to its thinklet, and gives the thinklet's path.
async fn waiting(tenant: &Tenant, parameters: Value) -> (String, String, String) {
    let request =
        json!({ "workflowId": "#order_new_battery", "devices": [tenant.device(1)], "params": parameters });
    let (request, executions) = started(tenant, 1, request).await;
    tenant.control("/clock/advance", json!({ "seconds": 60 })).await;
    let details = tenant
        .get("/api/v1/workflows/details?nqlId=order_new_battery")
        .send()
        .await
        .unwrap();
    let workflow = body(details).await["uuid"].as_str().unwrap().to_owned();
    let execution = executions[0].clone();
    let path = format!("/api/v1/workflows/workflows/{workflow}/execution/{execution}/trigger");
    (request, execution, path)
}

#[tokio::test]
async fn a_waiting_thinklet_takes_what_is_injected_and_goes_on() {
    let tenant = Tenant::start().await;
    let (request, execution, path) = waiting(&tenant, json!({})).await;
    let row = runs(&tenant, &request).await.remove(0);
    assert_eq!(
        (&row["status"], &row["status_details"], &row["execution_id"]),
        (
            &json!("in_progress"),
            &json!("Waiting for an external trigger."),
            &json!(execution)
        )
    );
    let refused = async |path: &str, parameters: Value| {
        let answer = tenant
            .post(path, &json!({ "parameters": parameters }))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{parameters}");
        body(answer).await["details"].as_str().unwrap().to_owned()
    };
    let empty = refused(&path, json!({ "delivery_site": "" })).await;
    assert_eq!(
        empty,
        "the value of the parameter 'delivery_site' must not be empty"
    );
    assert_eq!(
        refused(&path, json!({})).await,
        "the thinklet needs the parameter 'delivery_site'"
    );
    assert_eq!(
        refused(&path, json!({ "delivery_site": "Lyon", "x": "y" })).await,
        "the thinklet has no parameter 'x'"
    );
    refused(&path, json!({ "delivery_site": 5 })).await;
    let other = path.replace(&execution, "11111111-1111-4111-8111-111111111111");
    refused(&other, json!({ "delivery_site": "Lyon" })).await;
    let no_uuid = path.replace(&execution, "nothing");
    refused(&no_uuid, json!({ "delivery_site": "Lyon" })).await;
    let still = runs(&tenant, &request).await.remove(0);
    assert_eq!(still["status_details"], "Waiting for an external trigger.");

    let injected = json!({ "parameters": { "delivery_site": "Lyon" } });
    let answer = body(tenant.post(&path, &injected).send().await.unwrap()).await;
    tenant.wait(&request, "success").await;
    assert_eq!(
        runs(&tenant, &request).await[0]["outcome_details"],
        "Battery ordered for Lyon."
    );
    let stats = tenant.control_get("/stats").await.1;
    let triggers = stats["triggers"].as_array().unwrap();
    assert_eq!((triggers.len(), &triggers[0]["execution_id"]), (2, &Value::Null));
    let trigger = &triggers[1];
    assert_eq!(
        (&trigger["endpoint"], &trigger["id"], &trigger["execution_id"]),
        (
            &json!("workflows/trigger"),
            &json!("#order_new_battery"),
            &json!(execution)
        )
    );
    assert_eq!(trigger["parameters"], json!({ "delivery_site": "Lyon" }));
    assert_eq!(trigger["request_id"], answer[0]["requestUuid"]);
    assert_eq!(trigger["devices"], json!([tenant.device(1)]));
    let again = tenant.post(&path, &injected).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::BAD_REQUEST);
    tenant.stop().await;
}

#[tokio::test]
async fn what_was_given_at_the_start_need_not_be_injected() {
    let tenant = Tenant::start().await;
    let (request, _, path) = waiting(&tenant, json!({ "delivery_site": "Zurich" })).await;
    let answer = tenant.post(&path, &json!({})).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    tenant.wait(&request, "success").await;
    assert_eq!(
        runs(&tenant, &request).await[0]["outcome_details"],
        "Battery ordered for Zurich."
    );
    tenant.stop().await;
}

#[tokio::test]
async fn a_workflow_that_waits_can_be_cancelled() {
    let tenant = Tenant::start().await;
    let (request, _, path) = waiting(&tenant, json!({})).await;
    let cancelled = tenant
        .control(&format!("/executions/{request}/cancel"), json!({}))
        .await;
    assert_eq!(cancelled["cancelled"], 1);
    assert_eq!(runs(&tenant, &request).await[0]["status"], "cancelled");
    let injected = json!({ "parameters": { "delivery_site": "Lyon" } });
    let late = tenant.post(&path, &injected).send().await.unwrap();
    assert_eq!(late.status(), StatusCode::BAD_REQUEST);
    tenant.stop().await;
}
