use reqwest::StatusCode;
use serde_json::{Value, json};
use tenant_sim::Limits;

use crate::tenant::{Tenant, body};

async fn execute(tenant: &Tenant, request: Value) -> (StatusCode, Value) {
    let answer = tenant.post("/api/v2/nql/execute", &request).send().await.unwrap();
    (answer.status(), body(answer).await)
}

#[tokio::test]
async fn v1_is_a_matrix_and_v2_objects() {
    let tenant = Tenant::start().await;
    let request = json!({ "queryId": "#device_names", "platform": "ignored" });
    let v1 = body(tenant.post("/api/v1/nql/execute", &request).send().await.unwrap()).await;
    let v2 = body(tenant.post("/api/v2/nql/execute", &request).send().await.unwrap()).await;
    assert_eq!(
        v1["headers"],
        json!([
            "device.name",
            "device.operating_system.platform",
            "device.last_seen"
        ])
    );
    assert_eq!(
        v1["rows"].as_u64().unwrap() as usize,
        v1["data"].as_array().unwrap().len()
    );
    assert!(v1["executionDateTime"]["year"].is_i64() && v1["executionDateTime"]["second"].is_i64());
    let name = &v1["data"][0][0];
    assert_eq!(v2["data"][0]["device.name"], *name);
    assert_eq!(v2["queryId"], "#device_names");
    let date = v2["executionDateTime"].as_str().unwrap();
    assert_eq!((date.len(), &date[10..11]), (19, "T"));
    let devices: usize = tenant
        .running
        .people()
        .iter()
        .map(|person| person.devices.len())
        .sum();
    assert_eq!(v2["rows"].as_u64().unwrap() as usize, devices);
    tenant.stop().await;
}

#[tokio::test]
async fn times_are_the_tenants_unless_utc_is_asked_for() {
    let tenant = Tenant::start().await;
    let seen = async |utc: bool| {
        let request = tenant.post("/api/v2/nql/execute", &json!({ "queryId": "#device_names" }));
        let request = if utc {
            request.header("x-utc-times", "true")
        } else {
            request
        };
        let answer = body(request.send().await.unwrap()).await;
        let real = tenant.running.people()[0].devices[0].name.clone();
        let row = answer["data"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["device.name"] == real)
            .unwrap()
            .clone();
        row["device.last_seen"]
            .as_str()
            .unwrap()
            .parse::<jiff::civil::DateTime>()
            .unwrap()
    };
    let apart = seen(false).await.duration_since(seen(true).await).as_hours();
    // Zurich is one or two hours ahead; the device may have reported between the two.
    assert!((1..=2).contains(&(apart + i64::from(apart == 0))), "{apart}");
    tenant.stop().await;
}

#[tokio::test]
async fn the_accept_header_chooses_csv_or_is_refused() {
    let tenant = Tenant::start().await;
    let accept = async |accept: &str| {
        let request = tenant.post("/api/v2/nql/execute", &json!({ "queryId": "#device_names" }));
        request.header("accept", accept).send().await.unwrap()
    };
    let csv = accept("text/csv").await;
    assert_eq!(csv.headers()["content-type"], "text/csv");
    let csv = csv.text().await.unwrap();
    assert_eq!(
        csv.lines().next(),
        Some("device.name,device.operating_system.platform,device.last_seen")
    );
    assert!(
        accept("*/*").await.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("application/json")
    );
    assert_eq!(
        accept("application/xml").await.status(),
        StatusCode::NOT_ACCEPTABLE
    );
    tenant.stop().await;
}

#[tokio::test]
async fn unknown_and_wrong_queries_say_so() {
    let tenant = Tenant::start().await;
    for id in ["#unknown_query", "device_names", "#Device_Names", "#x"] {
        let (status, answer) = execute(&tenant, json!({ "queryId": id })).await;
        assert_eq!(
            (status, &answer["code"]),
            (StatusCode::NOT_FOUND, &json!(100)),
            "{id}"
        );
    }
    let (status, answer) = execute(&tenant, json!({ "queryId": "#broken" })).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(answer["message"].as_str().unwrap().contains("'colour'") && answer["code"].is_i64());
    let (status, answer) = execute(&tenant, json!({ "queryId": "#no_query" })).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(answer["message"].as_str().unwrap().contains("1:"), "{answer}");
    for request in [
        json!({}),
        json!({ "queryId": "#free_space", "parameters": { "device": 5 } }),
        json!([]),
    ] {
        assert_eq!(execute(&tenant, request).await.0, StatusCode::BAD_REQUEST);
    }
    tenant.stop().await;
}

#[tokio::test]
async fn parameters_go_by_name_or_number_and_show_in_the_executed_query() {
    let tenant = Tenant::start().await;
    let device = tenant.device(1);
    for parameters in [json!({ "device": device }), json!({ "param0": device })] {
        let (status, answer) = execute(
            &tenant,
            json!({ "queryId": "#free_space", "parameters": parameters }),
        )
        .await;
        assert_eq!(status, StatusCode::OK);
        assert_eq!(answer["rows"], 1);
        assert!(
            answer["executedQuery"]
                .as_str()
                .unwrap()
                .contains(&format!("collector.uid == \"{device}\""))
        );
    }
    for parameters in [json!({}), json!({ "$device": device })] {
        let (status, answer) = execute(
            &tenant,
            json!({ "queryId": "#free_space", "parameters": parameters }),
        )
        .await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(answer["message"].as_str().unwrap().contains("'device'"));
    }
    tenant.stop().await;
}

#[tokio::test]
async fn an_execute_is_cut_off_at_a_thousand_rows_without_a_word() {
    let tenant = Tenant::start().await;
    let (status, answer) = execute(&tenant, json!({ "queryId": "#many_rows" })).await;
    assert_eq!((status, &answer["rows"]), (StatusCode::OK, &json!(1_000)));
    tenant.stop().await;
}

#[tokio::test]
async fn too_many_queries_are_429_with_retry_after() {
    let tenant = Tenant::start_with(|options| options.limits = Limits::default()).await;
    let request = json!({ "queryId": "#device_names" });
    let send = async || tenant.post("/api/v2/nql/execute", &request).send().await.unwrap();
    // Other calls of the test may take longer than a second on a busy machine, two in a row do not.
    tenant
        .control("/limits", json!({ "queries_per_second": 0.01 }))
        .await;
    assert_eq!(send().await.status(), StatusCode::OK);
    let refused = send().await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    let seconds: u64 = refused.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((90..=100).contains(&seconds), "{seconds}");
    tenant
        .control("/clock/advance", json!({ "seconds": seconds }))
        .await;
    assert_eq!(send().await.status(), StatusCode::OK);
    tenant
        .control(
            "/limits",
            json!({ "queries_per_second": null, "queries_per_day": 1, "retry_after_as_date": true }),
        )
        .await;
    assert_eq!(send().await.status(), StatusCode::OK);
    let date = send().await.headers()["retry-after"].to_str().unwrap().to_owned();
    assert!(
        date.ends_with(" GMT") && jiff::fmt::rfc2822::parse(&date.replace("GMT", "+0000")).is_ok(),
        "{date}"
    );
    tenant.stop().await;
}

#[tokio::test]
async fn every_shipped_query_answers_for_people_with_devices() {
    let tenant = Tenant::start().await;
    let person = &tenant.running.people()[0];
    let devices = tenant
        .rows("#deskside_devices_of_user", json!({ "upn": person.upn }))
        .await;
    assert_eq!(devices.len(), 2);
    let simulated = devices
        .iter()
        .find(|row| row["device.collector.uid"] == tenant.device(0))
        .unwrap();
    for key in [
        "dex_score",
        "disk_free",
        "memory_used",
        "boot_duration",
        "logon_duration",
        "wifi_signal",
    ] {
        assert!(simulated[key].is_number(), "{key}: {simulated}");
    }
    let health = tenant
        .rows("#deskside_device_health", json!({ "device": tenant.device(1) }))
        .await;
    let part = |key: &str| health[0][key].as_f64().unwrap();
    assert!(
        part("disk_free") / part("disk_capacity") < 0.07,
        "the second person's disk is nearly full"
    );
    let history = tenant
        .rows("#deskside_device_history", json!({ "device": tenant.device(1) }))
        .await;
    assert_eq!(history.len(), 14);
    let scores = tenant
        .rows("#deskside_score_history", json!({ "device": tenant.device(1) }))
        .await;
    assert!((13..=14).contains(&scores.len()));
    for (query, parameter, value) in [
        ("#deskside_user_by_email", "email", person.upn.to_uppercase()),
        ("#deskside_user_by_name", "name", person.user_name.clone()),
        ("#deskside_user_by_sid", "sid", person.sid.clone()),
    ] {
        let users = tenant.rows(query, json!({ parameter: value })).await;
        assert_eq!(
            (users.len(), users[0]["user.upn"].as_str()),
            (1, Some(person.upn.as_str())),
            "{query}"
        );
        assert!(
            tenant
                .rows(query, json!({ parameter: "nobody" }))
                .await
                .is_empty()
        );
    }
    assert_eq!(
        tenant
            .rows("#deskside_remote_action_results", json!({ "source": "x" }))
            .await
            .len(),
        0
    );
    assert_eq!(
        tenant
            .rows("#deskside_workflow_results", json!({ "workflow": "#x" }))
            .await
            .len(),
        0
    );
    tenant.stop().await;
}

#[tokio::test]
async fn queries_are_read_again_when_told() {
    let tenant = Tenant::start().await;
    tenant.write_query("fresh", "devices | summarize n = count()");
    assert_eq!(
        execute(&tenant, json!({ "queryId": "#fresh" })).await.0,
        StatusCode::NOT_FOUND
    );
    let read = tenant.control("/queries/reload", json!({})).await;
    assert!(read["queries"].as_array().unwrap().contains(&json!("#fresh")));
    assert!(tenant.rows("#fresh", json!({})).await[0]["n"].as_i64().unwrap() > 12);
    tenant.stop().await;
}
