use reqwest::{RequestBuilder, StatusCode};
use serde_json::json;
use tenant_sim::{Credential, Permissions};

use crate::tenant::{Tenant, body};

const ID: &str = Credential::DEFAULT_ID;
const SECRET: &str = Credential::DEFAULT_SECRET;
const GRANT: &str = "grant_type=client_credentials&scope=service:integration";
const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn every_variant_of_real_clients_gets_a_token() {
    let tenant = Tenant::start().await;
    let with_secret = format!("client_id={ID}&client_secret={SECRET}&{GRANT}");
    for path in ["/oauth2/default/v1/token", "/api/v1/token"] {
        let url = tenant.api(path);
        let basic = |request: RequestBuilder| request.basic_auth(ID, Some(SECRET));
        let form = |text: &str| {
            tenant
                .http
                .post(&url)
                .header("content-type", FORM)
                .body(text.to_owned())
        };
        let variants = [
            basic(form(GRANT)),
            basic(tenant.http.post(&url)),
            basic(tenant.http.post(&url).header("content-type", "application/json")),
            basic(tenant.http.post(format!("{url}?{GRANT}"))),
            form(&with_secret),
        ];
        for variant in variants {
            let answer = variant.send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::OK);
            assert!(answer.headers().contains_key("date"));
            let answer = body(answer).await;
            assert_eq!(answer["token_type"], "Bearer");
            assert_eq!(answer["expires_in"], 900);
            assert_eq!(answer["scope"], "service:integration");
            assert!(answer["access_token"].as_str().unwrap().len() > 20);
        }
    }
    tenant.stop().await;
}

#[tokio::test]
async fn a_wrong_client_is_refused() {
    let tenant = Tenant::start().await;
    let url = tenant.api("/oauth2/default/v1/token");
    for request in [
        tenant.http.post(&url).basic_auth(ID, Some("wrong")),
        tenant.http.post(&url).basic_auth("nobody", Some(SECRET)),
        tenant.http.post(&url),
    ] {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        assert_eq!(body(answer).await["error"], "invalid_client");
    }
    let other_grant = tenant
        .http
        .post(&url)
        .basic_auth(ID, Some(SECRET))
        .header("content-type", FORM)
        .body("grant_type=password");
    let answer = other_grant.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
    assert_eq!(body(answer).await["error"], "unsupported_grant_type");
    tenant.stop().await;
}

#[tokio::test]
async fn tokens_end_after_900_seconds_or_when_told() {
    let mut tenant = Tenant::start().await;
    let works = async |tenant: &Tenant| {
        let answer = tenant.get("/api/v1/workflows").send().await.unwrap();
        let status = answer.status();
        (status, answer.text().await.unwrap().is_empty())
    };
    tenant.control("/clock/advance", json!({ "seconds": 890 })).await;
    assert_eq!(works(&tenant).await, (StatusCode::OK, false));
    tenant.control("/clock/advance", json!({ "seconds": 11 })).await;
    assert_eq!(works(&tenant).await, (StatusCode::UNAUTHORIZED, true));
    tenant.token = tenant.new_token().await;
    assert_eq!(works(&tenant).await, (StatusCode::OK, false));
    tenant.control("/tokens/expire", json!({})).await;
    assert_eq!(works(&tenant).await, (StatusCode::UNAUTHORIZED, true));
    tenant.token = "made up".to_owned();
    assert_eq!(works(&tenant).await, (StatusCode::UNAUTHORIZED, true));
    let without = tenant
        .http
        .post(tenant.api("/api/v2/nql/execute"))
        .body("{}")
        .send()
        .await
        .unwrap();
    assert_eq!(without.status(), StatusCode::UNAUTHORIZED);
    tenant.stop().await;
}

#[tokio::test]
async fn a_missing_check_box_is_403_in_the_shape_of_each_api() {
    let tenant = Tenant::start_with(|options| {
        options.credentials[0].permissions = Permissions {
            nql: false,
            remote_actions: false,
            workflows: false,
            ..Permissions::default()
        };
    })
    .await;
    let query = json!({ "queryId": "#device_names" });
    for request in [
        tenant.post("/api/v1/nql/execute", &query),
        tenant.post("/api/v2/nql/execute", &query),
        tenant.post("/api/v1/nql/export", &query),
        tenant.get("/api/v1/nql/export?queryId=%23device_names"),
        tenant.get("/api/v1/nql/status/x"),
    ] {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
        let answer = body(answer).await;
        assert!(
            answer["code"].is_i64() && answer["message"].is_string(),
            "{answer}"
        );
    }
    for request in [
        tenant.post("/api/v1/act/execute", &json!({})),
        tenant.get("/api/v1/act/remote-action"),
        tenant.get("/api/v1/act/remote-action/details?nql-id=%23disk_cleanup"),
    ] {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
        let answer = body(answer).await;
        assert!(
            answer["code"].is_string() && answer["message"].is_string(),
            "{answer}"
        );
    }
    for request in [
        tenant.post("/api/v1/workflows/execute", &json!({})),
        tenant.post("/api/v2/workflows/execute", &json!({})),
        tenant.get("/api/v1/workflows"),
        tenant.get("/api/v1/workflows/details?nqlId=%23teams_cache_cleanup"),
    ] {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
        let answer = body(answer).await;
        assert!(
            answer["code"].is_string() && answer["details"].is_string(),
            "{answer}"
        );
    }
    tenant
        .control(&format!("/credentials/{ID}/permissions"), json!({ "nql": true }))
        .await;
    assert_eq!(
        tenant
            .post("/api/v1/nql/execute", &query)
            .send()
            .await
            .unwrap()
            .status(),
        StatusCode::OK
    );
    assert_eq!(
        tenant.get("/api/v1/workflows").send().await.unwrap().status(),
        StatusCode::FORBIDDEN
    );
    tenant.stop().await;
}
