//! Saved queries: what is sent, and the one table that both versions become.

use nexthink::{Error, NqlVersion, Parameters, Table, TableError};
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::support::{EXECUTE, Tenant, no_parameters, query};

const EXECUTE_V1: &str = "/api/v1/nql/execute";

async fn ask(version: NqlVersion, answer: Value) -> Result<Table, Error> {
    let tenant = Tenant::start().await;
    let path = match version {
        NqlVersion::V1 => EXECUTE_V1,
        NqlVersion::V2 => EXECUTE,
    };
    tenant
        .mount("POST", path, ResponseTemplate::new(200).set_body_json(answer))
        .await;
    tenant
        .builder()
        .nql_version(version)
        .build()
        .unwrap()
        .execute_query(&query(), &no_parameters())
        .await
}

fn v1() -> Value {
    json!({
        "queryId": "#devices_of_user",
        "executedQuery": "devices | where user.name == \"jdoe\"",
        "rows": 2,
        "executionDateTime": {"year": 2026, "month": 3, "day": 7, "hour": 15, "minute": 56, "second": 2},
        "headers": ["device.name", "device.free_space", "device.last_seen", "device.boots"],
        "data": [
            ["LAPTOP-1", 12.5, "2026-03-07 15:40:00", "3"],
            ["LAPTOP-2", null, null, 0]
        ]
    })
}

fn v2() -> Value {
    json!({
        "queryId": "#devices_of_user",
        "executedQuery": "devices | where user.name == \"jdoe\"",
        "rows": 2,
        "executionDateTime": "2026-03-07T15:56:02",
        "data": [
            {
                "device.name": "LAPTOP-1", "device.free_space": 12.5,
                "device.last_seen": "2026-03-07 15:40:00", "device.boots": "3"
            },
            {"device.name": "LAPTOP-2", "device.free_space": null, "device.boots": 0}
        ]
    })
}

#[tokio::test]
async fn both_versions_become_the_same_table() {
    for (version, answer) in [(NqlVersion::V1, v1()), (NqlVersion::V2, v2())] {
        let table = ask(version, answer).await.unwrap();
        assert_eq!(table.query(), &query());
        assert_eq!(
            table.executed_query(),
            Some("devices | where user.name == \"jdoe\"")
        );
        assert_eq!(table.executed_at(), Some("2026-03-07T15:56:02Z".parse().unwrap()));
        assert_eq!((table.len(), table.reached_row_limit()), (2, false));
        assert_eq!(
            table.missing_columns(&["device.boots", "device.model"]),
            Some(vec!["device.model"])
        );

        let rows: Vec<_> = table.rows().collect();
        assert_eq!(rows[0].required_text("device.name").unwrap(), "LAPTOP-1");
        assert_eq!(rows[0].number("device.free_space").unwrap(), Some(12.5));
        assert_eq!(
            rows[0].timestamp("device.last_seen").unwrap(),
            Some("2026-03-07T15:40:00Z".parse().unwrap())
        );
        assert_eq!(rows[0].integer("device.boots").unwrap(), Some(3));
        assert_eq!(rows[1].required_text("device.name").unwrap(), "LAPTOP-2");
        assert_eq!(rows[1].number("device.free_space").unwrap(), None);
        assert_eq!(rows[1].timestamp("device.last_seen").unwrap(), None);
        assert_eq!(rows[1].integer("device.boots").unwrap(), Some(0));
        assert_eq!(
            rows[0].text("device.model").unwrap_err(),
            TableError::MissingColumn {
                query: query(),
                column: "device.model".to_owned()
            }
        );
    }
}

#[tokio::test]
async fn only_version_1_knows_the_columns_of_an_empty_table() {
    let empty = ask(
        NqlVersion::V1,
        json!({"rows": 0, "headers": ["device.name"], "data": []}),
    )
    .await
    .unwrap();
    assert_eq!(empty.columns(), Some(&["device.name".to_owned()][..]));
    let empty = ask(NqlVersion::V2, json!({"rows": 0, "data": []})).await.unwrap();
    assert!(empty.is_empty());
    assert_eq!(empty.columns(), None);
    assert_eq!((empty.executed_at(), empty.executed_query()), (None, None));
}

#[tokio::test]
async fn a_full_answer_is_flagged() {
    let rows = vec![json!({"device.name": "LAPTOP-1"}); 1_000];
    let table = ask(NqlVersion::V2, json!({"rows": 1_000, "data": rows}))
        .await
        .unwrap();
    assert!(table.reached_row_limit());
}

#[tokio::test]
async fn what_is_no_table_is_an_error() {
    for (version, answer) in [
        (NqlVersion::V1, json!({"headers": ["a"], "data": [[1, 2]]})),
        (NqlVersion::V1, json!({"headers": ["a"], "data": [{"a": 1}]})),
        (NqlVersion::V2, json!({"data": [[1]]})),
        (NqlVersion::V1, json!({"data": []})),
        (NqlVersion::V2, json!([])),
        (NqlVersion::V2, json!({"rows": 0})),
        (NqlVersion::V2, json!({"error": "not today"})),
    ] {
        let error = ask(version, answer.clone()).await.unwrap_err();
        assert!(
            matches!(error, Error::UnexpectedShape { .. }),
            "{answer}: {error:?}"
        );
    }
}

#[tokio::test]
async fn the_documented_request_is_sent() {
    let tenant = Tenant::start().await;
    for path in [EXECUTE, EXECUTE_V1] {
        tenant
            .mount(
                "POST",
                path,
                ResponseTemplate::new(200).set_body_json(json!({"headers": [], "data": []})),
            )
            .await;
    }
    let parameters = Parameters::from([("username".to_owned(), "jdoe".to_owned())]);
    tenant
        .client()
        .execute_query(&query(), &parameters)
        .await
        .unwrap();
    let older = tenant.builder().nql_version(NqlVersion::V1).build().unwrap();
    older.execute_query(&query(), &parameters).await.unwrap();

    for path in [EXECUTE, EXECUTE_V1] {
        let request = &tenant.requests(path).await[0];
        assert_eq!(request.headers["x-utc-times"], "true");
        assert_eq!(request.headers["accept"], "application/json");
        assert_eq!(request.headers["content-type"], "application/json");
        let agent = format!("deskside-nexthink/{}", env!("CARGO_PKG_VERSION"));
        assert_eq!(request.headers["user-agent"], agent.as_str());
        assert_eq!(
            serde_json::from_slice::<Value>(&request.body).unwrap(),
            json!({"queryId": "#devices_of_user", "parameters": {"username": "jdoe"}})
        );
    }
}
