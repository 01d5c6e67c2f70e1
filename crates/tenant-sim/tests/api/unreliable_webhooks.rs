//! Receivers and deliveries that are not as they should be.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::receiver::Receiver;
use crate::tenant::Tenant;
use crate::webhooks::{counts, of_actions, statuses, with};

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
    // Held until it has been seen in the queue.
    tenant
        .control("/webhooks/reorder", json!({ "on": true, "quiet_ms": 60_000 }))
        .await;
    act(&tenant).await;
    counts(&tenant, 1).await;
    tenant.control("/webhooks/reorder", json!({ "on": false })).await;
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
