//! Remote actions that ask the person at the device, and executions that are called off.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::tenant::Tenant;

/// Fast enough to test, slow enough that nobody's time to answer is over before the test has looked: a campaign is shown
/// for 30 seconds.
async fn start() -> Tenant {
    Tenant::start_with(|options| options.time_scale = 20.0).await
}

async fn mode(tenant: &Tenant, answer: &str) {
    tenant
        .control("/campaigns/mode", json!({ "answer": answer }))
        .await;
}

async fn answer(tenant: &Tenant, request: &str, answer: &str) -> (StatusCode, Value) {
    let path = format!("/executions/{request}/answer");
    tenant.try_control(&path, json!({ "answer": answer })).await
}

async fn boots(tenant: &Tenant) -> Value {
    let rows = tenant.rows("#boots", json!({ "device": tenant.device(1) })).await;
    rows[0].clone()
}

#[tokio::test]
async fn the_person_agrees_after_a_while_and_the_device_restarts() {
    let tenant = start().await;
    // Until the test has looked at who is asked.
    mode(&tenant, "manual").await;
    let device = tenant.device(1);
    let before = boots(&tenant).await;
    let request = tenant.act("#restart_device", &[&device], json!({})).await;
    tenant.wait(&request, "waiting_on_user").await;
    let asked = tenant.responses().await.remove(0);
    assert_eq!(
        (
            &asked["state"],
            &asked["campaign.nql_id"],
            &asked["trigger_method"]
        ),
        (
            &json!("targeted"),
            &json!("#restart_device_confirm"),
            &json!("remote_action")
        )
    );
    assert_eq!(
        (&asked["user.upn"], &asked["device.collector.uid"]),
        (&json!(tenant.running.people()[1].upn), &json!(device))
    );
    mode(&tenant, "agree").await;
    tenant.wait(&request, "success").await;
    let answered = tenant.responses().await.remove(0);
    assert_eq!(
        (&answered["state"], &answered["answers"], &answered["request_id"]),
        (
            &json!("answered"),
            &json!(r#"{"restart":"Restart now"}"#),
            &asked["request_id"]
        )
    );
    let after = boots(&tenant).await;
    assert_eq!(after["device.boot.days_since_last_full_boot"], 0);
    assert_eq!(after["last_boot"], "full_boot");
    assert_eq!(
        after["boots"].as_i64().unwrap(),
        before["boots"].as_i64().unwrap() + 1
    );
    tenant.stop().await;
}

#[tokio::test]
async fn whoever_declines_keeps_the_device_as_it_is() {
    let tenant = start().await;
    mode(&tenant, "decline").await;
    let before = boots(&tenant).await;
    let request = tenant
        .act("#restart_device", &[&tenant.device(1)], json!({}))
        .await;
    tenant.wait(&request, "failure").await;
    let row = tenant.executions(&request).await.remove(0);
    assert_eq!(row["status_details"], "The user declined the campaign.");
    assert!(row["outputs"].is_null());
    let response = tenant.responses().await.remove(0);
    assert_eq!(
        (&response["state"], &response["answers"]),
        (&json!("declined"), &Value::Null)
    );
    assert_eq!(boots(&tenant).await, before);
    tenant.stop().await;
}

#[tokio::test]
async fn nobody_answers_until_the_campaign_is_over() {
    let mut tenant = Tenant::start_with(|options| options.time_scale = 1.0).await;
    mode(&tenant, "ignore").await;
    let request = tenant
        .act("#restart_device", &[&tenant.device(1)], json!({}))
        .await;
    tenant.control("/clock/advance", json!({ "seconds": 7 })).await;
    assert_eq!(tenant.executions(&request).await[0]["status"], "waiting_on_user");
    // It is shown for ten minutes from when the device picked it up, within the first six seconds.
    tenant.control("/clock/advance", json!({ "seconds": 590 })).await;
    assert_eq!(tenant.executions(&request).await[0]["status"], "waiting_on_user");
    tenant.control("/clock/advance", json!({ "seconds": 12 })).await;
    tenant.token = tenant.new_token().await;
    let row = tenant.executions(&request).await.remove(0);
    assert_eq!(
        (&row["status"], &row["status_details"]),
        (
            &json!("failure"),
            &json!("The campaign timed out without an answer of the user.")
        )
    );
    assert_eq!(tenant.responses().await[0]["state"], "expired");
    assert_eq!(answer(&tenant, &request, "agree").await.0, StatusCode::CONFLICT);
    tenant.stop().await;
}

#[tokio::test]
async fn the_control_port_answers_for_people() {
    let tenant = start().await;
    mode(&tenant, "manual").await;
    let device = tenant.device(1);
    let (yes, no) = (
        tenant.act("#restart_device", &[&device], json!({})).await,
        tenant.act("#restart_device", &[&device], json!({})).await,
    );
    for request in [&yes, &no] {
        tenant.wait(request, "waiting_on_user").await;
    }
    // The answer that was due is not given: the device's 8 seconds pass, and nothing happens.
    tenant.control("/clock/advance", json!({ "seconds": 1 })).await;
    assert_eq!(tenant.executions(&yes).await[0]["status"], "waiting_on_user");
    assert_eq!(
        answer(&tenant, &yes, "agree").await,
        (StatusCode::OK, json!({ "answered": 1 }))
    );
    assert_eq!(answer(&tenant, &no, "decline").await.0, StatusCode::OK);
    tenant.wait(&yes, "success").await;
    tenant.wait(&no, "failure").await;
    assert_eq!(
        answer(&tenant, &yes, "agree").await,
        (StatusCode::CONFLICT, json!({ "answered": 0 }))
    );
    assert_eq!(answer(&tenant, "nothing", "agree").await.0, StatusCode::NOT_FOUND);
    assert!(answer(&tenant, &yes, "perhaps").await.0.is_client_error());
    // Whoever waits hears of a new mode as well.
    let request = tenant.act("#restart_device", &[&device], json!({})).await;
    tenant.wait(&request, "waiting_on_user").await;
    mode(&tenant, "agree").await;
    tenant.wait(&request, "success").await;
    tenant.stop().await;
}

#[tokio::test]
async fn the_real_device_is_never_restarted() {
    let tenant = start().await;
    let request = tenant
        .act("#restart_device", &[&tenant.real_device()], json!({}))
        .await;
    tenant.wait(&request, "failure").await;
    assert_eq!(
        tenant.executions(&request).await[0]["status_details"],
        "The remote action has no script for the platform of this device."
    );
    assert!(tenant.responses().await.is_empty(), "nobody is asked for nothing");
    tenant.stop().await;
}

#[tokio::test]
async fn executions_are_cancelled_wherever_they_are() {
    let tenant = start().await;
    mode(&tenant, "manual").await;
    let (device, away) = (tenant.device(1), tenant.device(2));
    tenant
        .control(&format!("/devices/{away}/offline"), json!({}))
        .await;
    tenant.control("/executions/hold", json!({})).await;
    let waiting = tenant.act("#disk_cleanup", &[&away], json!({})).await;
    let asking = tenant.act("#restart_device", &[&device], json!({})).await;
    let running = tenant.act("#disk_cleanup", &[&device], json!({})).await;
    tenant.wait(&asking, "waiting_on_user").await;
    tenant.wait(&running, "in_progress").await;
    // Past the end of what runs, which is held.
    tenant.control("/clock/advance", json!({ "seconds": 2 })).await;
    // Two at once: this one waits for its turn.
    let queued = tenant.act("#get_startup_impact", &[&device], json!({})).await;
    tenant.control("/clock/advance", json!({ "seconds": 1 })).await;
    for request in [&waiting, &asking, &running] {
        let path = format!("/executions/{request}/cancel");
        assert_eq!(
            tenant.try_control(&path, json!({})).await,
            (StatusCode::OK, json!({ "cancelled": 1 }))
        );
        assert_eq!(tenant.try_control(&path, json!({})).await.0, StatusCode::CONFLICT);
    }
    tenant.control("/executions/release", json!({})).await;
    tenant
        .control(&format!("/devices/{away}/online"), json!({}))
        .await;
    tenant.wait(&queued, "success").await;
    tenant.control("/clock/advance", json!({ "seconds": 60 })).await;
    for request in [&waiting, &asking, &running] {
        let row = tenant.executions(request).await.remove(0);
        assert_eq!(
            (&row["status"], &row["status_details"]),
            (&json!("cancelled"), &json!("The execution was cancelled."))
        );
        assert!(row["outputs"].is_null());
    }
    let response = tenant.responses().await.remove(0);
    assert_eq!(
        (&response["state"], &response["state_details"]),
        (&json!("expired"), &json!("The campaign was withdrawn."))
    );
    let (status, _) = tenant.try_control("/executions/nothing/cancel", json!({})).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    tenant.stop().await;
}
