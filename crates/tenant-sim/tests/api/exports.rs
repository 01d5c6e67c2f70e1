use std::io::Read;

use reqwest::StatusCode;
use serde_json::{Value, json};
use tenant_sim::Limits;

use crate::tenant::{Tenant, body};

async fn status(tenant: &Tenant, id: &str) -> (StatusCode, Value) {
    let answer = tenant
        .get(&format!("/api/v1/nql/status/{id}"))
        .send()
        .await
        .unwrap();
    (answer.status(), body(answer).await)
}

/// Starts an export with time standing nearly still, and lets it end.
async fn export(tenant: &Tenant, compression: &str) -> String {
    let request = json!({ "queryId": "#device_names", "compression": compression });
    let answer = body(tenant.post("/api/v1/nql/export", &request).send().await.unwrap()).await;
    let id = answer["exportId"].as_str().unwrap().to_owned();
    tenant.control("/clock/advance", json!({ "seconds": 10 })).await;
    id
}

#[tokio::test]
async fn an_export_is_submitted_then_worked_at_then_there() {
    // So slow that the states are met whatever else the machine does.
    let tenant = Tenant::start_with(|options| options.time_scale = 0.01).await;
    let started = body(
        tenant
            .get("/api/v1/nql/export?queryId=%23device_names")
            .send()
            .await
            .unwrap(),
    )
    .await;
    let id = started["exportId"].as_str().unwrap();
    let (code, answer) = status(&tenant, id).await;
    assert_eq!(
        (code, &answer["status"], &answer["resultsFileUrl"]),
        (StatusCode::OK, &json!("SUBMITTED"), &Value::Null)
    );
    tenant.control("/clock/advance", json!({ "seconds": 60 })).await;
    assert_eq!(status(&tenant, id).await.1["status"], "IN_PROGRESS");
    tenant.control("/clock/advance", json!({ "seconds": 150 })).await;
    let (_, answer) = status(&tenant, id).await;
    assert_eq!(answer["status"], "COMPLETED");
    let url = answer["resultsFileUrl"].as_str().unwrap();
    assert!(url.starts_with(&tenant.api("/")), "{url}");
    let file = tenant.http.get(url).send().await.unwrap().text().await.unwrap();
    assert!(file.starts_with("device.name,"));
    let devices: usize = tenant
        .running
        .people()
        .iter()
        .map(|person| person.devices.len())
        .sum();
    assert_eq!(file.lines().count(), devices + 1);
    let (code, answer) = status(&tenant, "nothing").await;
    assert_eq!((code, answer["code"].is_i64()), (StatusCode::NOT_FOUND, true));
    tenant.stop().await;
}

#[tokio::test]
async fn the_address_refuses_authorization_and_ends_after_15_minutes() {
    let mut tenant = Tenant::start().await;
    let id = export(&tenant, "NONE").await;
    let url = status(&tenant, &id).await.1["resultsFileUrl"]
        .as_str()
        .unwrap()
        .to_owned();
    let with_token = tenant
        .http
        .get(&url)
        .bearer_auth(&tenant.token)
        .send()
        .await
        .unwrap();
    assert_eq!(with_token.status(), StatusCode::BAD_REQUEST);
    let forged = url.replace("X-Signature=", "X-Signature=x");
    assert_eq!(
        tenant.http.get(forged).send().await.unwrap().status(),
        StatusCode::FORBIDDEN
    );
    tenant.control("/clock/advance", json!({ "seconds": 890 })).await;
    assert_eq!(
        tenant.http.get(&url).send().await.unwrap().status(),
        StatusCode::OK
    );
    tenant.control("/clock/advance", json!({ "seconds": 11 })).await;
    assert_eq!(
        tenant.http.get(&url).send().await.unwrap().status(),
        StatusCode::FORBIDDEN
    );
    tenant.token = tenant.new_token().await;
    let again = status(&tenant, &id).await.1["resultsFileUrl"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        tenant.http.get(again).send().await.unwrap().status(),
        StatusCode::OK
    );
    tenant.stop().await;
}

#[tokio::test]
async fn files_are_compressed_as_asked() {
    let tenant = Tenant::start().await;
    for compression in ["GZIP", "ZSTD"] {
        let id = export(&tenant, compression).await;
        let url = status(&tenant, &id).await.1["resultsFileUrl"]
            .as_str()
            .unwrap()
            .to_owned();
        let packed = tenant.http.get(url).send().await.unwrap().bytes().await.unwrap();
        let mut text = String::new();
        if compression == "GZIP" {
            flate2::read::GzDecoder::new(packed.as_ref())
                .read_to_string(&mut text)
                .unwrap();
        } else {
            text = String::from_utf8(zstd::decode_all(packed.as_ref()).unwrap()).unwrap();
        }
        assert!(text.starts_with("device.name,"), "{compression}");
    }
    let wrong = json!({ "queryId": "#device_names", "compression": "RAR" });
    let answer = tenant.post("/api/v1/nql/export", &wrong).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    tenant.stop().await;
}

#[tokio::test]
async fn a_cut_off_export_is_206_and_too_many_are_429() {
    let tenant = Tenant::start_with(|options| {
        options.limits = Limits {
            export_rows: 3,
            exports_per_day: Some(1),
            ..Limits::none()
        };
    })
    .await;
    let id = export(&tenant, "NONE").await;
    let (code, answer) = status(&tenant, &id).await;
    assert_eq!(
        (code, &answer["status"]),
        (StatusCode::PARTIAL_CONTENT, &json!("COMPLETED"))
    );
    let file = tenant
        .http
        .get(answer["resultsFileUrl"].as_str().unwrap())
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    assert_eq!(file.lines().count(), 4);
    export(&tenant, "NONE").await;
    let refused = tenant
        .get(&format!("/api/v1/nql/status/{id}"))
        .send()
        .await
        .unwrap();
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers().contains_key("retry-after"));
    tenant.stop().await;
}
