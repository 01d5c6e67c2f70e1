use std::time::Duration;

use reqwest::StatusCode;
use serde_json::{Value, json};
use tenant_sim::Webhook;

use crate::receiver::{Call, Receiver};
use crate::tenant::Tenant;

const STATUS: &str = r#"{"id":"{{request_id}}","status":"{{remote_action.execution.status}}"}"#;

fn of_actions(receiver: &Receiver) -> Value {
    json!({
        "name": "portal",
        "table": "remote_action.executions",
        "url": receiver.url(),
        "resource": "hooks/nexthink?from=tenant",
        "payload": STATUS,
        "auth": { "kind": "bearer", "token": "hush" },
    })
}

fn with(webhook: &Value, key: &str, value: Value) -> Value {
    let mut webhook = webhook.clone();
    webhook[key] = value;
    webhook
}

fn statuses(calls: &[Call]) -> Vec<String> {
    calls
        .iter()
        .map(|call| call.json()["status"].as_str().unwrap().to_owned())
        .collect()
}

/// The counts of the first webhook, once so many deliveries are queued.
async fn counts(tenant: &Tenant, queued: u64) -> Value {
    let (status, listed) = tenant
        .control_get(&format!("/webhooks/wait?queued={queued}"))
        .await;
    assert_eq!(status, StatusCode::OK, "{listed}");
    listed[0]["deliveries"].clone()
}

/// A battery is asked for its status, to the end.
async fn act(tenant: &Tenant) {
    let request = tenant
        .act("#get_battery_status", &[&tenant.device(1)], json!({}))
        .await;
    tenant.wait(&request, "success").await;
}

/// Only ends are sent.
fn of_ends(receiver: &Receiver) -> Value {
    let condition = "remote_action.executions | where status == success | list status, request_id";
    with(&of_actions(receiver), "condition", json!(condition))
}

#[tokio::test]
async fn each_change_of_a_status_is_told_once_and_in_order() {
    let (tenant, receiver) = (Tenant::start().await, Receiver::start().await);
    tenant.control("/webhooks", of_actions(&receiver)).await;
    let request = tenant
        .act("#restart_device", &[&tenant.device(1)], json!({}))
        .await;
    let calls = receiver.calls(4).await;
    assert_eq!(
        statuses(&calls),
        ["waiting_on_device", "waiting_on_user", "in_progress", "success"]
    );
    assert!(calls.iter().all(|call| call.json()["id"] == request
        && call.method == "POST"
        && call.path == "/hooks/nexthink?from=tenant"
        && call.authorization == "Bearer hush"));
    let counts = counts(&tenant, 0).await;
    assert_eq!(counts["delivered"], 4);
    assert_eq!(
        (&counts["calls"], &counts["queued"], &counts["last_error"]),
        (&json!({ "204": 4 }), &json!(0), &Value::Null)
    );
    let listed = tenant.control_get("/webhooks").await.1;
    assert_eq!(
        listed[0]["auth"],
        json!({ "kind": "bearer" }),
        "secrets stay inside"
    );
    tenant.stop().await;
}

#[tokio::test]
async fn values_are_escaped_and_missing_ones_are_empty() {
    let (tenant, receiver) = (Tenant::start().await, Receiver::start().await);
    let payload = r#"{"outputs":"{{ outputs }}","details":"{{status_details}}","device":"{{device.name}}","at":"{{time}}"}"#;
    let webhook = with(&of_actions(&receiver), "payload", json!(payload));
    let webhook = with(
        &webhook,
        "resource",
        json!("/of/{{external_reference}}/{{status}}"),
    );
    tenant
        .control("/webhooks", with(&webhook, "method", json!("PATCH")))
        .await;
    let reference = json!({ "triggerInfo": { "externalReference": "INC 1/\"ä\"?" } });
    let device = tenant.running.people()[1].devices[0].clone();
    let request = tenant
        .act("#get_battery_status", &[&device.collector_uid], reference)
        .await;
    let calls = receiver.calls(3).await;
    assert_eq!(calls[2].path, "/of/INC%201%2F%22%C3%A4%22%3F/success");
    assert_eq!(calls[2].method, "PATCH");
    let (first, last) = (calls[0].json(), calls[2].json());
    assert_eq!(
        (&first["outputs"], &first["details"], &first["device"]),
        (&json!(""), &json!(""), &json!(device.name))
    );
    let row = tenant.executions(&request).await.remove(0);
    assert_eq!(last["outputs"], row["outputs"]);
    assert!(row["outputs"].as_str().unwrap().contains('"'));
    // As saved queries show it: in the tenant's zone, without saying so.
    assert!(
        last["at"]
            .as_str()
            .unwrap()
            .parse::<jiff::civil::DateTime>()
            .is_ok()
    );
    tenant.stop().await;
}

#[tokio::test]
async fn workflows_alerts_and_answers_have_webhooks_too_and_conditions_choose() {
    let (tenant, receiver) = (Tenant::start().await, Receiver::start().await);
    let of = |table: &str, payload: &str, condition: &str| {
        json!({
            "name": table, "table": table, "url": receiver.url(), "resource": table,
            "payload": payload, "condition": condition,
            "auth": { "kind": "basic", "user": "tenant", "password": "hush" },
        })
    };
    let ends = "workflow.executions | where status == success | list execution_id, status, outcome_details";
    tenant
        .control(
            "/webhooks",
            of("workflow.executions", r#"{"id":"{{execution_id}}"}"#, ends),
        )
        .await;
    let disks = "alert.alerts | where monitor.tags contains 'disk' | where alert.context contains '*drive*' \
                 | list alert.monitor.name, alert.status, alert.monitor.priority, alert.recovery_time";
    let alert =
        r#"{"name":"{{alert.monitor.name}}","state":"{{alert.status}}","priority":"{{monitor.priority}}"}"#;
    tenant
        .control("/webhooks", of("alert.alerts", alert, disks))
        .await;
    let answered = "campaign.responses | where state in [answered, declined] | list state, user.upn";
    tenant
        .control(
            "/webhooks",
            of("campaign.responses", r#"{"state":"{{state}}"}"#, answered),
        )
        .await;

    let device = tenant.device(1);
    let raise = async |monitor: &str, context: &str, status: &str| {
        let alert = json!({ "monitor": monitor, "device": device, "context": context, "status": status });
        tenant.try_control("/alerts", alert).await.0
    };
    assert_eq!(
        raise("System crashes", "system drive", "open").await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        raise("Low disk space", "memory", "open").await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        raise("Low disk space", "System drive: 3 %", "open").await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        raise("Low disk space", "", "closed").await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(raise("Battery worn", "", "closed").await, StatusCode::CONFLICT);
    let nowhere = json!({ "monitor": "Low disk space", "device": "nowhere" });
    assert_eq!(
        tenant.try_control("/alerts", nowhere).await.0,
        StatusCode::NOT_FOUND
    );
    let calls = receiver.calls(2).await;
    assert_eq!(
        calls[0].json(),
        json!({ "name": "Low disk space", "state": "open", "priority": "high" })
    );
    assert_eq!(calls[1].json()["state"], "closed");

    tenant.act("#restart_device", &[&device], json!({})).await;
    let calls = receiver.calls(3).await;
    assert_eq!(calls[2].json(), json!({ "state": "answered" }));
    let request = json!({ "workflowId": "#teams_cache_cleanup", "devices": [device] });
    let started = tenant
        .post("/api/v1/workflows/execute", &request)
        .send()
        .await
        .unwrap();
    let started = crate::tenant::body(started).await;
    let calls = receiver.calls(4).await;
    assert_eq!(calls[3].json()["id"], started["executionsUuids"][0]);
    assert_eq!(
        (calls[3].path.as_str(), calls[3].authorization.as_str()),
        ("/workflow.executions", "Basic dGVuYW50Omh1c2g=")
    );
    tenant.stop().await;
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let (tenant, receiver) = (Tenant::start().await, Receiver::start().await);
    let good = of_actions(&receiver);
    let listed = "remote_action.executions | list status";
    for (webhook, reason) in [
        (
            with(&good, "table", json!("devices")),
            "the table 'devices' cannot trigger webhooks",
        ),
        (
            with(&good, "url", json!("ftp://x")),
            "'ftp://x' is no http or https address",
        ),
        (
            with(&good, "payload", json!("{{status")),
            "a placeholder is not closed: every '{{' needs its '}}'",
        ),
        (
            with(&good, "payload", json!("{{colour}}")),
            "unknown field 'colour' in table 'remote_action.executions'",
        ),
        (
            with(&good, "condition", json!(listed)),
            "'list' cannot be used here: it does not name 'request_id'",
        ),
        (
            with(
                &good,
                "condition",
                json!("remote_action.executions | where status == success"),
            ),
            "'list' cannot be used here: a condition needs one",
        ),
        (
            with(
                &good,
                "condition",
                json!(format!("{listed}, request_id | limit 5")),
            ),
            "'limit' cannot be used here: a condition has only 'where' and one 'list'",
        ),
        (
            with(&good, "condition", json!("workflow.executions | list status")),
            "the condition is about 'workflow.executions', not about the webhook's table",
        ),
        (
            with(
                &good,
                "condition",
                json!("remote_action.executions during past 1d | list status, request_id"),
            ),
            "'during' cannot be used here: a condition is asked of each event when it happens",
        ),
    ] {
        let (status, answer) = tenant.try_control("/webhooks", webhook).await;
        assert_eq!(
            (status, answer["error"].as_str()),
            (StatusCode::BAD_REQUEST, Some(reason))
        );
    }
    assert_eq!(tenant.control_get("/webhooks").await.1, json!([]));
    tenant.stop().await;
}

#[tokio::test]
async fn a_server_error_is_tried_again_and_a_refusal_is_not() {
    let (tenant, receiver) = (Tenant::start().await, Receiver::start().await);
    tenant.control("/webhooks", of_ends(&receiver)).await;
    receiver.answer([503, 500, 204]);
    act(&tenant).await;
    let calls = receiver.calls(3).await;
    assert!(calls[1].at - calls[0].at >= Duration::from_millis(250));
    assert!(calls[2].at - calls[1].at >= Duration::from_millis(500));
    let first = counts(&tenant, 0).await;
    assert_eq!(
        (&first["delivered"], &first["retried"], &first["dropped"]),
        (&json!(1), &json!(2), &json!(0))
    );

    receiver.answer([400]);
    act(&tenant).await;
    receiver.calls(4).await;
    let second = counts(&tenant, 0).await;
    assert_eq!(
        (&second["retried"], &second["dropped"], &second["last_error"]),
        (&json!(2), &json!(1), &json!("answered 400"))
    );

    receiver.answer([500; 4]);
    act(&tenant).await;
    receiver.calls(8).await;
    let third = counts(&tenant, 0).await;
    assert_eq!(
        (&third["retried"], &third["dropped"], &third["calls"]),
        (
            &json!(5),
            &json!(2),
            &json!({ "204": 1, "400": 1, "500": 5, "503": 1 })
        )
    );
    tenant.stop().await;
}

#[tokio::test]
async fn a_receiver_that_is_not_there_does_not_hold_up_the_tenant() {
    let (tenant, receiver) = (Tenant::start().await, Receiver::start().await);
    let gone = with(&of_ends(&receiver), "url", json!("http://127.0.0.1:1/"));
    tenant.control("/webhooks", gone).await;
    act(&tenant).await;
    counts(&tenant, 1).await;
    let counts = counts(&tenant, 0).await;
    let why = counts["last_error"].as_str().unwrap();
    assert!(why.starts_with("no answer"), "{why}");
    assert_eq!(
        (&counts["dropped"], &counts["calls"]),
        (&json!(1), &json!({ "connect": 4 }))
    );
    tenant.stop().await;
}

#[tokio::test]
async fn oauth_tokens_are_kept_and_renewed_when_they_are_refused() {
    let (tenant, receiver) = (Tenant::start().await, Receiver::start().await);
    let auth = json!({
        "kind": "oauth2", "token_url": format!("{}token", receiver.url()),
        "client_id": "tenant", "client_secret": "hush",
    });
    tenant
        .control("/webhooks", with(&of_actions(&receiver), "auth", auth))
        .await;
    act(&tenant).await;
    let calls = receiver.calls(3).await;
    assert!(calls.iter().all(|call| call.authorization == "Bearer token-1"));
    receiver.answer([401]);
    act(&tenant).await;
    let calls = receiver.calls(7).await;
    let tokens: Vec<&str> = calls[3..]
        .iter()
        .map(|call| call.authorization.as_str())
        .collect();
    assert_eq!(
        tokens,
        [
            "Bearer token-1",
            "Bearer token-2",
            "Bearer token-2",
            "Bearer token-2"
        ]
    );
    assert_eq!(
        receiver.tokens_given()[0],
        "Basic dGVuYW50Omh1c2g= grant_type=client_credentials"
    );
    assert_eq!(receiver.tokens_given().len(), 2);
    tenant.stop().await;
}

#[tokio::test]
async fn deliveries_come_again_twice_and_out_of_order_when_told() {
    let (tenant, receiver) = (Tenant::start().await, Receiver::start().await);
    tenant.control("/webhooks", of_actions(&receiver)).await;
    let order = ["waiting_on_device", "in_progress", "success"];
    act(&tenant).await;
    assert_eq!(statuses(&receiver.calls(3).await), order);
    counts(&tenant, 0).await;
    assert_eq!(tenant.control("/webhooks/replay", json!({})).await["replayed"], 3);
    let calls = receiver.calls(6).await;
    assert_eq!(statuses(&calls[3..]), order);
    assert_eq!(counts(&tenant, 0).await["delivered"], 6);
    assert_eq!(
        tenant.control("/webhooks/replay", json!({})).await["replayed"],
        3,
        "what was replayed is not delivered anew"
    );
    receiver.calls(9).await;
    counts(&tenant, 0).await;

    // Held for as long as it takes, then sent when it is switched off.
    tenant
        .control("/webhooks/reorder", json!({ "on": true, "quiet_ms": 60_000 }))
        .await;
    act(&tenant).await;
    counts(&tenant, 3).await;
    tenant.control("/webhooks/reorder", json!({ "on": false })).await;
    let calls = receiver.calls(12).await;
    let mut shuffled = statuses(&calls[9..]);
    assert_ne!(shuffled, order);
    shuffled.sort();
    assert_eq!(shuffled, ["in_progress", "success", "waiting_on_device"]);

    tenant
        .control("/webhooks/duplicate", json!({ "probability": 1.0 }))
        .await;
    act(&tenant).await;
    let calls = receiver.calls(18).await;
    let twice: Vec<&str> = order.iter().flat_map(|status| [*status; 2]).collect();
    assert_eq!(statuses(&calls[12..]), twice);
    assert_eq!(counts(&tenant, 0).await["duplicated"], 3);
    let (status, _) = tenant
        .try_control("/webhooks/duplicate", json!({ "probability": 1.5 }))
        .await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    tenant.stop().await;
}

#[tokio::test]
async fn garbage_and_samples_are_sent_on_demand() {
    let (tenant, receiver) = (Tenant::start().await, Receiver::start().await);
    tenant.control("/webhooks", of_actions(&receiver)).await;
    let test = tenant.control("/webhooks/test", json!({})).await;
    assert_eq!(test, json!([{ "name": "portal", "kind": "test", "status": 204 }]));
    assert_eq!(
        receiver.calls(1).await[0].json(),
        json!({ "id": "", "status": "" })
    );
    let said = tenant.control("/webhooks/garbage", json!({})).await;
    let said: Vec<(&str, u64)> = said
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["kind"].as_str().unwrap(), it["status"].as_u64().unwrap_or(0)))
        .collect();
    // The receiver of these tests takes everything but what is too large: that it may also break off.
    let taken = said.iter().filter(|(_, status)| *status == 204).count();
    assert_eq!((said.len(), taken), (8, 7));
    assert!(said.contains(&("huge", 413)) || said.contains(&("huge", 0)));
    let calls = receiver.calls(8).await;
    assert!(calls.iter().any(|call| call.body.is_empty()));
    for call in &calls[1..] {
        let sound = serde_json::from_slice::<Value>(&call.body).is_ok_and(|body| body["status"].is_string());
        assert!(!sound && call.authorization == "Bearer hush");
    }
    tenant.stop().await;
}

#[tokio::test]
async fn webhooks_are_throttled_and_can_be_there_from_the_start() {
    let receiver = Receiver::start().await;
    let url = format!("{}hooks/nexthink", receiver.url());
    let tenant = Tenant::start_with(|options| {
        options.webhooks = Webhook::of_executions(&url, Some("hush"));
        options.limits.webhooks_per_second = Some(10.0);
    })
    .await;
    let devices = [tenant.device(0), tenant.device(1), tenant.device(2)];
    let devices: Vec<&str> = devices.iter().map(String::as_str).collect();
    let request = tenant.act("#get_battery_status", &devices, json!({})).await;
    let calls = receiver.calls(9).await;
    assert!(calls[8].at - calls[0].at >= Duration::from_millis(790));
    let first = calls[0].json();
    assert_eq!(
        (
            &first["table"],
            &first["request_id"],
            &first["remote_action.nql_id"]
        ),
        (
            &json!("remote_action.executions"),
            &json!(request),
            &json!("#get_battery_status")
        )
    );
    assert_eq!(calls[0].path, "/hooks/nexthink");
    let delete = format!("http://{}/webhooks", tenant.running.control_addr);
    let cleared = tenant.http.delete(delete).send().await.unwrap();
    assert_eq!(cleared.status(), StatusCode::NO_CONTENT);
    assert_eq!(tenant.control_get("/webhooks").await.1, json!([]));
    tenant.stop().await;
}
