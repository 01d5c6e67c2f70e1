//! Triggers are sent once, whatever happens.

use std::time::Duration;

use nexthink::{
    Client, DeviceIdentity, Error, ExecutionUuid, RetryPolicy, Timeouts, WorkflowId, WorkflowRequest,
    WorkflowUuid,
};
use wiremock::{Mock, ResponseTemplate, matchers::any};

use crate::support::{Numbered, Raw, Reply, TOKEN, Tenant, disk_cleanup, no_parameters};

/// As eager a client as can be had.
fn eager(tenant: &Tenant, api: &str) -> Client {
    tenant
        .builder_for(api)
        .retry_policy(RetryPolicy {
            attempts: 10,
            longest_retry_after: Duration::from_hours(1),
            ..RetryPolicy::none()
        })
        .timeouts(Timeouts {
            total: Duration::from_millis(200),
            ..Timeouts::default()
        })
        .build()
        .unwrap()
}

/// Each kind of trigger, once.
async fn trigger_all(client: &Client) -> [Error; 4] {
    let workflow = WorkflowId::new("onboarding").unwrap();
    let devices = disk_cleanup().devices;
    let identities = vec![DeviceIdentity::Name("LAPTOP-1".to_owned())];
    [
        client.execute_remote_action(&disk_cleanup()).await.unwrap_err(),
        client
            .execute_workflow(&WorkflowRequest::for_devices(workflow.clone(), devices))
            .await
            .unwrap_err(),
        client
            .execute_workflow_by_identity(&WorkflowRequest::for_devices(workflow, identities))
            .await
            .unwrap_err(),
        client
            .trigger_thinklet(
                &WorkflowUuid::new("w-1").unwrap(),
                &ExecutionUuid::new("e-1").unwrap(),
                &no_parameters(),
            )
            .await
            .unwrap_err(),
    ]
}

#[tokio::test]
async fn after_a_lost_connection() {
    for reply in [
        Reply::Drop,
        Reply::Write("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{"),
        Reply::Silence,
    ] {
        let tenant = Tenant::start().await;
        let raw = Raw::start(reply).await;
        for error in trigger_all(&eager(&tenant, &raw.url)).await {
            assert!(error.may_have_been_applied(), "{error:?}");
        }
        assert_eq!(raw.requests(), 4);
    }
}

#[tokio::test]
async fn after_any_answer() {
    for status in [200, 307, 400, 429, 500, 502, 503, 504] {
        let tenant = Tenant::without_token().await;
        tenant.mount("POST", TOKEN, Numbered::default()).await;
        let answer = ResponseTemplate::new(status)
            .insert_header("retry-after", "0")
            .set_body_string("{");
        Mock::given(any())
            .respond_with(answer)
            .with_priority(9)
            .mount(&tenant.server)
            .await;
        trigger_all(&eager(&tenant, &tenant.server.uri())).await;
        let requests = tenant.server.received_requests().await.unwrap();
        assert_eq!(
            requests
                .iter()
                .filter(|request| request.url.path() != TOKEN)
                .count(),
            4,
            "{status}"
        );
    }
}
