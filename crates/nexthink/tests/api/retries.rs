//! How calls that change nothing are repeated.

use nexthink::{Client, Error, RetryPolicy, Table};
use wiremock::ResponseTemplate;

use crate::support::{EXECUTE, InTurn, Raw, Reply, Tenant, no_parameters, no_rows, query};

async fn run(client: &Client) -> Result<Table, Error> {
    client.execute_query(&query(), &no_parameters()).await
}

#[tokio::test]
async fn a_call_that_fails_in_passing_is_repeated() {
    for passing in [
        ResponseTemplate::new(500),
        ResponseTemplate::new(503),
        ResponseTemplate::new(429),
        ResponseTemplate::new(503).insert_header("retry-after", "0"),
        ResponseTemplate::new(200).set_body_string("{"),
    ] {
        let tenant = Tenant::start().await;
        tenant
            .mount(
                "POST",
                EXECUTE,
                InTurn::new([passing.clone(), passing, no_rows()]),
            )
            .await;
        run(&tenant.client()).await.unwrap();
        assert_eq!(tenant.count(EXECUTE).await, 3);
    }
}

#[tokio::test]
async fn repetition_is_bounded() {
    for (policy, calls) in [
        (RetryPolicy::none(), 1),
        (
            RetryPolicy {
                attempts: 2,
                ..RetryPolicy::none()
            },
            2,
        ),
        (
            RetryPolicy {
                attempts: 5,
                ..RetryPolicy::none()
            },
            5,
        ),
    ] {
        let tenant = Tenant::start().await;
        tenant.mount("POST", EXECUTE, ResponseTemplate::new(500)).await;
        run(&tenant.builder().retry_policy(policy).build().unwrap())
            .await
            .unwrap_err();
        assert_eq!(tenant.count(EXECUTE).await, calls);
    }
}

#[tokio::test]
async fn what_will_not_pass_is_not_repeated() {
    for status in [302, 400, 403, 404, 406] {
        let tenant = Tenant::start().await;
        tenant.mount("POST", EXECUTE, ResponseTemplate::new(status)).await;
        run(&tenant.client()).await.unwrap_err();
        assert_eq!(tenant.count(EXECUTE).await, 1, "{status}");
    }
}

#[tokio::test]
async fn a_long_wish_to_wait_is_handed_on_at_once() {
    for wish in ["3", "Sat, 07 Mar 2026 15:57:00 GMT"] {
        let tenant = Tenant::start().await;
        let busy = ResponseTemplate::new(429).insert_header("retry-after", wish);
        tenant
            .mount("POST", EXECUTE, InTurn::new([busy, no_rows()]))
            .await;
        let error = run(&tenant.client()).await.unwrap_err();
        assert!(error.retry_after().is_some());
        assert_eq!(tenant.count(EXECUTE).await, 1);
    }
}

#[tokio::test]
async fn a_broken_connection_is_tried_again() {
    let tenant = Tenant::start().await;
    let raw = Raw::start(Reply::Drop).await;
    let error = run(&tenant.builder_for(&raw.url).build().unwrap())
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
    assert_eq!(raw.requests(), 3);
}
