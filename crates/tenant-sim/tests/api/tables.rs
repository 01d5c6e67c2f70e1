//! Tables besides those that the portal reads: that there is something in them, and that it goes on.

use serde_json::{Value, json};

use crate::tenant::Tenant;

/// A tenant with one more saved query a pair.
async fn start(queries: &[(&str, &str)]) -> Tenant {
    let tenant = Tenant::start_with(|options| options.time_scale = 1.0).await;
    for (id, text) in queries {
        tenant.write_query(id, text);
    }
    tenant.control("/queries/reload", json!({})).await;
    tenant
}

async fn one(tenant: &Tenant, id: &str, column: &str) -> Value {
    tenant.rows(id, json!({})).await[0][column].clone()
}

#[tokio::test]
async fn every_table_has_a_history() {
    let tables = [
        "session.vdi_events during past 30d",
        "session.vdi_events from 7d ago to 1d ago",
        "web.events during past 30d",
        "web.transactions during past 30d",
        "connection.events during past 14d",
        "packages",
        "alert.alerts during past 30d",
        "alert.impacts during past 30d",
        "alert.monitors",
        "campaign.responses during past 30d",
        "remote_action.executions_summary during past 390d",
        "workflow.executions_summary during past 390d",
        "platform.nql_api_logs during past 30d",
        "platform.audit_logs during past 30d",
        "platform.data_export_logs during past 30d",
    ];
    let tenant = start(&[]).await;
    for (number, table) in tables.iter().enumerate() {
        tenant.write_query(
            &format!("table_{number}"),
            &format!("{table} | summarize n = count()"),
        );
    }
    tenant.control("/queries/reload", json!({})).await;
    for (number, table) in tables.iter().enumerate() {
        let count = one(&tenant, &format!("#table_{number}"), "n").await;
        assert!(count.as_i64().unwrap() > 0, "{table}");
    }
    tenant.stop().await;
}

#[tokio::test]
async fn executions_are_counted_by_day_and_triggers_are_logged() {
    let mut tenant = start(&[
        (
            "summary",
            "remote_action.executions_summary during past 3d | where remote_action.nql_id == \"#get_battery_status\" and status == success | summarize n = number_of_executions.sum()",
        ),
        (
            "cancelled",
            "workflow.executions_summary during past 3d | where status == cancelled | list workflow.nql_id, number_of_executions",
        ),
        (
            "audit",
            "platform.audit_logs during past 3d | where user_name == \"API\" | list action, object | sort time asc",
        ),
    ])
    .await;
    let before = one(&tenant, "#summary", "n").await.as_i64().unwrap_or_default();
    let device = tenant.device(1);
    for _ in 0..2 {
        tenant.act("#get_battery_status", &[&device], json!({})).await;
    }
    let workflow = json!({ "workflowId": "#order_new_battery", "devices": [device] });
    let started = tenant
        .post("/api/v1/workflows/execute", &workflow)
        .send()
        .await
        .unwrap();
    let started = crate::tenant::body(started).await;
    tenant.control("/clock/advance", json!({ "seconds": 60 })).await;
    let path = format!("/executions/{}/cancel", started["requestUuid"].as_str().unwrap());
    tenant.control(&path, json!({})).await;
    tenant.token = tenant.new_token().await;
    assert_eq!(one(&tenant, "#summary", "n").await, before + 2);
    assert_eq!(
        tenant.rows("#cancelled", json!({})).await,
        [json!({
            "workflow.nql_id": "#order_new_battery",
            "workflow.executions_summary.number_of_executions": 1,
        })]
    );
    let audited = tenant.rows("#audit", json!({})).await;
    let audited: Vec<(&str, &str)> = audited
        .iter()
        .map(|row| {
            let text = |key: &str| row[&format!("platform.audit_log.{key}")].as_str().unwrap();
            (text("action"), text("object"))
        })
        .collect();
    assert_eq!(
        audited,
        [
            ("remote_action_triggered", "#get_battery_status"),
            ("remote_action_triggered", "#get_battery_status"),
            ("workflow_triggered", "#order_new_battery"),
        ]
    );
    tenant.stop().await;
}

#[tokio::test]
async fn each_run_of_a_saved_query_is_logged() {
    let tenant = start(&[(
        "logs",
        "platform.nql_api_logs during past 3d | where query_id in [\"#device_names\", \"#broken\"] | list query_id, status, status_details, number_of_rows | sort time asc",
    )])
    .await;
    let devices = tenant.rows("#device_names", json!({})).await.len();
    let broken = json!({ "queryId": "#broken" });
    tenant.post("/api/v2/nql/execute", &broken).send().await.unwrap();
    let logs = tenant.rows("#logs", json!({})).await;
    let logs: Vec<Value> = logs
        .iter()
        .map(|row| crate::tenant::shortened(row, "platform.nql_api_log."))
        .collect();
    assert_eq!(
        logs[0],
        json!({ "query_id": "#device_names", "status": "success", "status_details": null, "number_of_rows": devices })
    );
    assert_eq!(
        logs[1]["status_details"],
        "unknown field 'colour' in table 'devices'"
    );
    assert_eq!(logs.len(), 2);
    tenant.stop().await;
}

#[tokio::test]
async fn an_alert_has_an_impact_until_it_is_closed() {
    let tenant = start(&[(
        "impacts",
        "alert.impacts during past 3d | where monitor.name == \"Battery worn\" | list status, device.collector.uid, user.upn, recovery_time",
    )])
    .await;
    let device = tenant.device(1);
    let alert = |status: &str| json!({ "monitor": "Battery worn", "device": device, "status": status });
    tenant.control("/alerts", alert("open")).await;
    let open = tenant.rows("#impacts", json!({})).await.remove(0);
    assert_eq!(
        (
            &open["alert.impact.status"],
            &open["device.collector.uid"],
            &open["user.upn"]
        ),
        (
            &json!("open"),
            &json!(device),
            &json!(tenant.running.people()[1].upn)
        )
    );
    assert!(open["alert.impact.recovery_time"].is_null());
    tenant.control("/alerts", alert("closed")).await;
    let closed = tenant.rows("#impacts", json!({})).await.remove(0);
    assert_eq!(closed["alert.impact.status"], "closed");
    assert!(closed["alert.impact.recovery_time"].is_string());
    tenant.stop().await;
}

#[tokio::test]
async fn a_virtual_desktop_measures_on() {
    let latest = "summarize latest = start_time.max(), who = device.count()";
    let (fine, coarse) = (
        format!("session.vdi_events during past 2d by 30s | {latest}"),
        format!("session.vdi_events during past 48h | {latest}"),
    );
    let tenant = start(&[("fine", &fine), ("coarse", &coarse)]).await;
    let before = (
        one(&tenant, "#fine", "latest").await,
        one(&tenant, "#coarse", "latest").await,
    );
    tenant.control("/clock/advance", json!({ "seconds": 600 })).await;
    let (fine, coarse) = (
        one(&tenant, "#fine", "latest").await,
        one(&tenant, "#coarse", "latest").await,
    );
    assert!(fine.as_str() > before.0.as_str() && coarse.as_str() > before.1.as_str());
    assert_eq!(one(&tenant, "#fine", "who").await, 1);
    tenant.stop().await;
}
