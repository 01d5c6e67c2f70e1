use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::tenant::Tenant;

fn outputs(row: &Value) -> Value {
    serde_json::from_str(row["outputs"].as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn a_clean_up_runs_and_the_device_has_more_space() {
    let tenant = Tenant::start().await;
    let device = tenant.device(1);
    let free = async || {
        tenant.rows("#free_space", json!({ "device": device })).await[0]["free"]
            .as_i64()
            .unwrap()
    };
    let before = free().await;
    let info = json!({ "externalSource": "Portal", "externalReference": "INC001", "reason": "self service" });
    let more = json!({ "params": { "Level": "Deep" }, "triggerInfo": info });
    let request = tenant.act("#disk_cleanup", &[&device], more).await;
    tenant.wait(&request, "success").await;
    let row = tenant.executions(&request).await.remove(0);
    assert_eq!(
        (&row["external_source"], &row["external_reference"]),
        (&json!("Portal"), &json!("INC001"))
    );
    assert_eq!(
        (&row["purpose"], &row["trigger_method"]),
        (&json!("remediation"), &json!("api"))
    );
    assert_eq!(row["inputs"], r#"{"Level":"Deep"}"#);
    let freed: i64 = outputs(&row)["FreedSpace"].as_str().unwrap().parse().unwrap();
    tenant.control("/clock/advance", json!({ "seconds": 6 })).await;
    assert_eq!(free().await, before + freed);
    let stats = tenant.control_get("/stats").await.1;
    let trigger = &stats["triggers"][0];
    assert_eq!(
        (&trigger["id"], &trigger["devices"]),
        (&json!("#disk_cleanup"), &json!([device]))
    );
    assert_eq!(
        (&trigger["external_reference"], &trigger["request_id"]),
        (&json!("INC001"), &json!(request))
    );
    tenant.stop().await;
}

#[tokio::test]
async fn a_run_is_waiting_then_in_progress_then_ended() {
    // Slow, so that only the clock moves it.
    let tenant = Tenant::start_with(|options| options.time_scale = 0.01).await;
    let device = tenant.device(1);
    let request = tenant
        .act(
            "#restart_stuck_app",
            &[&device],
            json!({ "params": { "Application": "Notes" } }),
        )
        .await;
    let status = async || {
        tenant.executions(&request).await[0]["status"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(status().await, "waiting_on_device");
    // Picked up after 2 to 6 seconds of the device and done after 20 more, a hundred times slower.
    tenant.control("/executions/hold", json!({})).await;
    tenant
        .control("/clock/advance", json!({ "seconds": 3_000 }))
        .await;
    let mut tenant = tenant;
    tenant.token = tenant.new_token().await;
    let status = async || {
        tenant.executions(&request).await[0]["status"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(status().await, "in_progress", "held");
    tenant.control("/executions/release", json!({})).await;
    assert_eq!(status().await, "success");
    assert_eq!(
        outputs(&tenant.executions(&request).await[0])["RestartedApplication"],
        "Notes"
    );
    tenant.stop().await;
}

#[tokio::test]
async fn an_offline_device_is_waited_for_until_it_is_back_or_the_time_is_over() {
    let mut tenant = Tenant::start().await;
    let device = tenant.device(1);
    tenant
        .control(&format!("/devices/{device}/offline"), json!({}))
        .await;
    let first = tenant
        .act("#disk_cleanup", &[&device], json!({ "expiresInMinutes": 60 }))
        .await;
    let second = tenant
        .act("#disk_cleanup", &[&device], json!({ "expiresInMinutes": 120 }))
        .await;
    tenant
        .control("/clock/advance", json!({ "seconds": 3_590 }))
        .await;
    tenant.token = tenant.new_token().await;
    assert_eq!(tenant.executions(&first).await[0]["status"], "waiting_on_device");
    tenant.control("/clock/advance", json!({ "seconds": 11 })).await;
    assert_eq!(tenant.executions(&first).await[0]["status"], "expired");
    assert_eq!(tenant.executions(&second).await[0]["status"], "waiting_on_device");
    tenant
        .control(&format!("/devices/{device}/online"), json!({}))
        .await;
    tenant.wait(&second, "success").await;
    assert_eq!(tenant.executions(&first).await[0]["status"], "expired");
    tenant.stop().await;
}

#[tokio::test]
async fn a_device_runs_two_actions_at_once_and_no_more() {
    let tenant = Tenant::start().await;
    let device = tenant.device(1);
    tenant.control("/executions/hold", json!({})).await;
    let mut requests = Vec::new();
    for _ in 0..3 {
        requests.push(tenant.act("#get_startup_impact", &[&device], json!({})).await);
    }
    tenant.control("/clock/advance", json!({ "seconds": 60 })).await;
    let mut statuses = Vec::new();
    for request in &requests {
        statuses.push(
            tenant.executions(request).await[0]["status"]
                .as_str()
                .unwrap()
                .to_owned(),
        );
    }
    statuses.sort();
    assert_eq!(statuses, ["in_progress", "in_progress", "waiting_on_device"]);
    tenant.control("/executions/release", json!({})).await;
    for request in &requests {
        tenant.wait(request, "success").await;
    }
    tenant.stop().await;
}

#[tokio::test]
async fn some_runs_fail_with_a_reason() {
    let tenant = Tenant::start().await;
    let weak = tenant.device(2);
    let request = tenant.act("#reset_wifi", &[&weak], json!({})).await;
    tenant.wait(&request, "failure").await;
    let row = tenant.executions(&request).await.remove(0);
    assert_eq!(
        row["status_details"],
        "The script timed out and was terminated before completion."
    );
    assert!(row["outputs"].is_null());
    // Windows only, and asks the person first.
    let rows = tenant.rows("#device_names", json!({})).await;
    for (platform, status) in [("macOS", "failure"), ("Windows", "success")] {
        let is_one = |row: &&Value| row["device.operating_system.platform"] == platform;
        let name = &rows.iter().find(is_one).unwrap()["device.name"];
        let people = tenant.running.people();
        let mut devices = people.iter().flat_map(|person| &person.devices);
        let device = &devices.find(|device| device.name == *name).unwrap().collector_uid;
        // It may be one of those that have been offline for days.
        tenant
            .control(&format!("/devices/{device}/online"), json!({}))
            .await;
        let request = tenant.act("#repair_outlook_profile", &[device], json!({})).await;
        tenant.wait(&request, status).await;
    }
    tenant.stop().await;
}

#[tokio::test]
async fn one_request_has_one_row_a_device() {
    let tenant = Tenant::start().await;
    let devices = [tenant.device(0), tenant.device(1), tenant.device(1)];
    let devices: Vec<&str> = devices.iter().map(String::as_str).collect();
    let request = tenant.act("#get_battery_status", &devices, json!({})).await;
    tenant.wait(&request, "success").await;
    let rows = tenant.executions(&request).await;
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row["purpose"] == "data_collection"));
    assert_eq!(outputs(&rows[0])["BatteryPresent"], "true");
    let (code, _) = tenant
        .control_get("/executions/nothing/wait?status=success")
        .await;
    assert_eq!(code, StatusCode::NOT_FOUND);
    tenant.stop().await;
}
