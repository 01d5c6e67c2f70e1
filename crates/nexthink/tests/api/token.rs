//! Tokens: how they are asked for, shared, renewed, and what happens without one.

use std::{sync::Arc, time::Duration};

use nexthink::{Call, Client, Credentials, Endpoints, Error, Timeouts, TokenEndpoint};
use tokio::task::JoinSet;
use wiremock::ResponseTemplate;

use crate::support::{
    ACT, EXECUTE, InTurn, TOKEN, Tenant, TokensFrom, disk_cleanup, no_parameters, no_rows, query, receipt,
    token_answer,
};

/// `portal:hush` in Base64.
const BASIC: &str = "Basic cG9ydGFsOmh1c2g=";

async fn run(client: &Client) -> Result<(), Error> {
    client.execute_query(&query(), &no_parameters()).await.map(drop)
}

/// Runs the query `count` times at once.
async fn run_at_once(client: &Client, count: usize) -> Vec<Result<(), Error>> {
    let mut calls = JoinSet::new();
    for _ in 0..count {
        let client = client.clone();
        calls.spawn(async move { run(&client).await });
    }
    calls.join_all().await
}

#[tokio::test]
async fn the_documented_request_is_sent() {
    let tenant = Tenant::start().await;
    tenant.mount("POST", EXECUTE, no_rows()).await;
    run(&tenant.client()).await.unwrap();

    let request = &tenant.requests(TOKEN).await[0];
    assert_eq!(request.headers["authorization"], BASIC);
    assert_eq!(
        request.headers["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(
        request.body,
        b"grant_type=client_credentials&scope=service%3Aintegration"
    );
    assert_eq!(
        tenant.requests(EXECUTE).await[0].headers["authorization"],
        "Bearer token-1"
    );
}

#[tokio::test]
async fn what_was_prepared_leaves_at_once() {
    let tenant = Tenant::start().await;
    tenant.mount("POST", EXECUTE, no_rows()).await;
    let client = tenant.client();
    client.prepare().await.unwrap();
    assert_eq!(tenant.requests(TOKEN).await.len(), 1);
    client.prepare().await.unwrap();
    run(&client).await.unwrap();
    assert_eq!(tenant.requests(TOKEN).await.len(), 1);
}

#[tokio::test]
async fn the_legacy_request_has_no_body() {
    let tenant = Tenant::without_token().await;
    tenant
        .mount("POST", "/api/v1/token", token_answer("old", 900))
        .await;
    tenant.mount("POST", EXECUTE, no_rows()).await;
    let endpoints = Endpoints::new(&tenant.server.uri(), "https://login.example.com").unwrap();
    let client = Client::builder(
        endpoints.with_token_endpoint(TokenEndpoint::Legacy),
        Credentials::new("portal", "hush".into()),
    );
    run(&client.build().unwrap()).await.unwrap();

    let request = &tenant.requests("/api/v1/token").await[0];
    assert_eq!(request.headers["authorization"], BASIC);
    assert_eq!(request.headers["content-length"], "0");
    assert!(request.body.is_empty());
    assert_eq!(
        tenant.requests(EXECUTE).await[0].headers["authorization"],
        "Bearer old"
    );
}

#[tokio::test]
async fn nothing_is_asked_before_it_is_needed_and_then_once_for_all() {
    let tenant = Tenant::start().await;
    tenant.mount("POST", EXECUTE, no_rows()).await;
    let client = tenant.client();
    assert_eq!(tenant.count(TOKEN).await, 0);

    for result in run_at_once(&client, 20).await {
        result.unwrap();
    }
    assert_eq!((tenant.count(TOKEN).await, tenant.count(EXECUTE).await), (1, 20));
}

#[tokio::test]
async fn a_wrong_secret_is_tried_once_for_all_who_wait() {
    let tenant = Tenant::without_token().await;
    let refusal = ResponseTemplate::new(401).set_body_raw(
        r#"{"error": "invalid_client", "error_description": "unknown client"}"#,
        "application/json",
    );
    tenant
        .mount("POST", TOKEN, refusal.set_delay(Duration::from_millis(50)))
        .await;

    for result in run_at_once(&tenant.client(), 10).await {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::CredentialsRefused { .. }), "{error:?}");
        assert_eq!((error.call(), error.status()), (Call::Token, Some(401)));
        assert_eq!(error.problem().unwrap().code.as_deref(), Some("invalid_client"));
        assert!(!error.is_transient());
    }
    assert_eq!((tenant.count(TOKEN).await, tenant.count(EXECUTE).await), (1, 0));
}

#[tokio::test]
async fn a_token_is_renewed_before_it_ends() {
    let tenant = Tenant::start().await;
    tenant.mount("POST", EXECUTE, no_rows()).await;
    let client = tenant.client();
    for (seconds, tokens) in [(0, 1), (839, 1), (1, 2), (839, 2), (1, 3)] {
        tenant.advance(seconds);
        run(&client).await.unwrap();
        assert_eq!(tenant.count(TOKEN).await, tokens);
    }
}

#[tokio::test]
async fn a_short_token_is_used_for_half_its_life() {
    let tenant = Tenant::without_token().await;
    tenant.mount("POST", TOKEN, token_answer("brief", 10)).await;
    tenant.mount("POST", EXECUTE, no_rows()).await;
    let client = tenant.client();
    for (seconds, tokens) in [(0, 1), (4, 1), (1, 2)] {
        tenant.advance(seconds);
        run(&client).await.unwrap();
        assert_eq!(tenant.count(TOKEN).await, tokens);
    }
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_for_all_and_the_calls_repeated() {
    let tenant = Tenant::start().await;
    tenant.mount("POST", EXECUTE, TokensFrom(2, no_rows())).await;
    for result in run_at_once(&tenant.client(), 10).await {
        result.unwrap();
    }
    assert_eq!((tenant.count(TOKEN).await, tenant.count(EXECUTE).await), (2, 20));
}

#[tokio::test]
async fn a_trigger_is_repeated_with_a_new_token_as_well() {
    let tenant = Tenant::start().await;
    tenant.mount("POST", ACT, TokensFrom(2, receipt())).await;
    tenant
        .client()
        .execute_remote_action(&disk_cleanup())
        .await
        .unwrap();
    assert_eq!((tenant.count(TOKEN).await, tenant.count(ACT).await), (2, 2));
}

#[tokio::test]
async fn a_second_refusal_is_an_error() {
    let tenant = Tenant::start().await;
    tenant.mount("POST", ACT, ResponseTemplate::new(401)).await;
    let error = tenant
        .client()
        .execute_remote_action(&disk_cleanup())
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            Error::Unauthorized {
                call: Call::RemoteActionExecute,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(!error.is_transient() && !error.may_have_been_applied());
    assert_eq!((tenant.count(TOKEN).await, tenant.count(ACT).await), (2, 2));
}

#[tokio::test]
async fn a_trigger_without_a_token_was_not_applied() {
    let tenant = Tenant::without_token().await;
    tenant.mount("POST", TOKEN, ResponseTemplate::new(500)).await;
    let error = tenant
        .client()
        .execute_remote_action(&disk_cleanup())
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            Error::Server {
                call: Call::Token,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(error.is_transient() && !error.may_have_been_applied());
    assert_eq!((tenant.count(TOKEN).await, tenant.count(ACT).await), (3, 0));
}

#[tokio::test]
async fn a_call_is_not_repeated_for_a_token_that_was_tried_often_enough() {
    let tenant = Tenant::without_token().await;
    tenant.mount("POST", TOKEN, ResponseTemplate::new(500)).await;
    run(&tenant.client()).await.unwrap_err();
    assert_eq!((tenant.count(TOKEN).await, tenant.count(EXECUTE).await), (3, 0));
}

#[tokio::test]
async fn a_token_that_comes_at_the_third_try_is_used() {
    let tenant = Tenant::without_token().await;
    let answers = [
        ResponseTemplate::new(503),
        ResponseTemplate::new(500),
        token_answer("at-last", 900),
    ];
    tenant.mount("POST", TOKEN, InTurn::new(answers)).await;
    tenant.mount("POST", EXECUTE, no_rows()).await;
    run(&tenant.client()).await.unwrap();
    assert_eq!(tenant.count(TOKEN).await, 3);
}

#[tokio::test]
async fn a_caller_who_gives_up_does_not_end_the_request_for_the_next() {
    let tenant = Tenant::start().await;
    tenant.mount("POST", EXECUTE, no_rows()).await;
    let client = tenant.client();
    tokio::time::timeout(Duration::ZERO, run(&client))
        .await
        .unwrap_err();
    run(&client).await.unwrap();
    assert_eq!((tenant.count(TOKEN).await, tenant.count(EXECUTE).await), (1, 1));
}

#[tokio::test]
async fn an_unusable_answer_is_told_without_the_token() {
    for (body, expected) in [
        (r#"{"access_token": "", "expires_in": 900}"#, "not as documented"),
        (
            r#"{"access_token": "hidden", "expires_in": "hidden"}"#,
            "not as documented",
        ),
        (r#"{"token": "hidden"}"#, "not as documented"),
        (r#"{"access_token": "hidden"#, "broken"),
    ] {
        let tenant = Tenant::without_token().await;
        tenant
            .mount("POST", TOKEN, ResponseTemplate::new(200).set_body_string(body))
            .await;
        let error = run(&tenant.client()).await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(
            shown.contains(expected) && !shown.contains("hidden"),
            "{body}: {shown}"
        );
        assert_eq!(error.call(), Call::Token);
    }
}

#[tokio::test]
async fn a_token_endpoint_at_a_wrong_address_is_no_refused_credential() {
    let tenant = Tenant::without_token().await;
    let error = run(&tenant.client()).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Rejected {
                call: Call::Token,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(error.status(), Some(404));
}

#[tokio::test]
async fn secrets_do_not_show() {
    let tenant = Tenant::start().await;
    let credentials = Credentials::new("portal", "hush".into());
    assert!(!format!("{credentials:?} {:?}", tenant.client()).contains("hush"));
}

#[test]
fn a_client_outlives_the_runtime_that_asked_for_a_token() {
    let runtime = || {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
    };
    let lasting = runtime();
    let tenant = Arc::new(lasting.block_on(Tenant::start()));
    lasting.block_on(tenant.mount("POST", EXECUTE, no_rows()));
    let client = tenant.builder().timeouts(Timeouts::default()).build().unwrap();

    let brief = runtime();
    brief
        .block_on(async { tokio::time::timeout(Duration::ZERO, run(&client)).await })
        .unwrap_err();
    drop(brief);
    lasting.block_on(run(&client)).unwrap();
}
