//! Workflows: catalogue, triggers of both versions, thinklets.

use nexthink::{
    Call, CollectorUid, DeviceIdentity, Error, ExecutionUuid, InvalidRequest, Parameters, TriggerMethod,
    UserIdentity, UserSid, WorkflowDependency, WorkflowFilter, WorkflowId, WorkflowRequest, WorkflowStatus,
    WorkflowUuid,
};
use serde_json::{Value, json};
use wiremock::{
    Mock, ResponseTemplate,
    matchers::{method, path, query_param},
};

use crate::support::Tenant;

const LIST: &str = "/api/v1/workflows";
const DETAILS: &str = "/api/v1/workflows/details";
const THINKLET: &str = "/api/v1/workflows/workflows/w-1/execution/e-1/trigger";

fn workflow() -> WorkflowId {
    WorkflowId::new("license_reclamation").unwrap()
}

fn live() -> Value {
    json!({
        "id": "license_reclamation", "uuid": "w-1", "name": "License reclamation", "description": "…",
        "status": "ACTIVE", "lastUpdateTime": "2023-12-07T16:26:36Z",
        "triggerMethods": {"apiEnabled": true, "manualEnabled": false},
        "versions": [
            {"version": 1, "status": "INACTIVE"},
            {"version": 2, "status": "ACTIVE", "valid": true, "hasDevice": true, "hasUser": false,
             "parameters": [{"id": "p1", "allowCustomValue": true, "options": []}]}
        ]
    })
}

#[tokio::test]
async fn the_live_shape_and_the_published_one_are_read() {
    let tenant = Tenant::start().await;
    let list = json!([live(), {"id": "#old", "triggerMethods": ["API"], "lastUpdateTime": "unknown"}]);
    tenant
        .mount("GET", LIST, ResponseTemplate::new(200).set_body_json(list))
        .await;

    let found = tenant
        .client()
        .workflows(&WorkflowFilter::default())
        .await
        .unwrap();
    assert_eq!(found[0].id, workflow());
    assert_eq!(found[0].uuid, Some(WorkflowUuid::new("w-1").unwrap()));
    assert_eq!(found[0].status, Some(WorkflowStatus::Active));
    assert_eq!(
        found[0].last_update_time,
        Some("2023-12-07T16:26:36Z".parse().unwrap())
    );
    assert!(found[0].trigger_methods.unwrap().api_enabled);
    let version = found[0].active_version().unwrap();
    assert_eq!(
        (version.version, version.has_device, version.has_user),
        (Some(2), true, false)
    );
    assert_eq!(version.parameters[0].id, "p1");
    assert_eq!(
        (found[1].trigger_methods, found[1].last_update_time),
        (None, None)
    );

    assert_eq!(tenant.requests(LIST).await[0].url.query(), None);
}

#[tokio::test]
async fn a_filter_is_sent() {
    let tenant = Tenant::start().await;
    tenant
        .mount("GET", LIST, ResponseTemplate::new(200).set_body_json(json!([])))
        .await;
    let filter = WorkflowFilter {
        dependency: Some(WorkflowDependency::UserAndDevice),
        trigger_method: Some(TriggerMethod::Api),
        only_active: true,
    };
    tenant.client().workflows(&filter).await.unwrap();
    assert_eq!(
        tenant.requests(LIST).await[0].url.query(),
        Some("dependency=USER_AND_DEVICE&triggerMethod=API&fetchOnlyActiveWorkflows=true")
    );
}

#[tokio::test]
async fn details_come_as_an_object_or_as_an_array() {
    for answer in [live(), json!([live()])] {
        let tenant = Tenant::start().await;
        Mock::given(method("GET"))
            .and(path(DETAILS))
            .and(query_param("nqlId", "#license_reclamation"))
            .respond_with(ResponseTemplate::new(200).set_body_json(answer))
            .mount(&tenant.server)
            .await;
        assert_eq!(
            tenant.client().workflow(&workflow()).await.unwrap().name,
            "License reclamation"
        );
    }
}

#[tokio::test]
async fn no_details_are_not_found() {
    let tenant = Tenant::start().await;
    tenant
        .mount(
            "GET",
            DETAILS,
            ResponseTemplate::new(200).set_body_json(json!([])),
        )
        .await;
    let error = tenant.client().workflow(&workflow()).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::NotFound {
                call: Call::WorkflowDetails,
                ..
            }
        ),
        "{error:?}"
    );
}

fn receipt() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({"requestUuid": "r-1", "executionsUuids": ["e-1", "e-2"]}))
}

#[tokio::test]
async fn version_1_takes_collector_uids_and_sids() {
    let tenant = Tenant::start().await;
    tenant.mount("POST", "/api/v1/workflows/execute", receipt()).await;
    let request = WorkflowRequest {
        workflow: workflow(),
        devices: vec![CollectorUid::new("30adce7c-0000-4000-8000-000000000001").unwrap()],
        users: vec![UserSid::new("S-1-5-21-1-2-3-1001").unwrap()],
        parameters: Parameters::from([("p1".to_owned(), "v".to_owned())]),
    };
    let receipt = tenant.client().execute_workflow(&request).await.unwrap();
    assert_eq!(receipt.request_id.as_str(), "r-1");
    assert_eq!(
        receipt
            .executions
            .iter()
            .map(ExecutionUuid::as_str)
            .collect::<Vec<_>>(),
        ["e-1", "e-2"]
    );
    assert_eq!(
        serde_json::from_slice::<Value>(&tenant.requests("/api/v1/workflows/execute").await[0].body).unwrap(),
        json!({
            "workflowId": "#license_reclamation",
            "devices": ["30adce7c-0000-4000-8000-000000000001"],
            "users": ["S-1-5-21-1-2-3-1001"],
            "params": {"p1": "v"}
        })
    );
}

#[tokio::test]
async fn version_2_takes_identities() {
    let tenant = Tenant::start().await;
    tenant.mount("POST", "/api/v2/workflows/execute", receipt()).await;
    let request = WorkflowRequest {
        workflow: workflow(),
        devices: vec![
            DeviceIdentity::Name("LAPTOP-1".to_owned()),
            DeviceIdentity::CollectorUid(CollectorUid::new("c-1").unwrap()),
            DeviceIdentity::Uid("u-1".to_owned()),
        ],
        users: vec![
            UserIdentity::Upn("jdoe@example.com".to_owned()),
            UserIdentity::Sid(UserSid::new("S-1-5-21-1").unwrap()),
            UserIdentity::Uid("u-2".to_owned()),
        ],
        parameters: Parameters::new(),
    };
    tenant
        .client()
        .execute_workflow_by_identity(&request)
        .await
        .unwrap();
    assert_eq!(
        serde_json::from_slice::<Value>(&tenant.requests("/api/v2/workflows/execute").await[0].body).unwrap(),
        json!({
            "workflowId": "#license_reclamation",
            "devices": [{"name": "LAPTOP-1"}, {"collectorUid": "c-1"}, {"uid": "u-1"}],
            "users": [{"upn": "jdoe@example.com"}, {"sid": "S-1-5-21-1"}, {"uid": "u-2"}]
        })
    );
}

#[tokio::test]
async fn a_refusal_keeps_its_details() {
    let tenant = Tenant::start().await;
    let refusal = json!({"code": "INVALID", "details": "no such device"});
    tenant
        .mount(
            "POST",
            "/api/v1/workflows/execute",
            ResponseTemplate::new(400).set_body_json(refusal),
        )
        .await;
    let request = WorkflowRequest::for_users(workflow(), vec![UserSid::new("0").unwrap()]);
    let error = tenant.client().execute_workflow(&request).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Rejected {
                call: Call::WorkflowExecute,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(error.problem().unwrap().text.as_deref(), Some("no such device"));
}

#[tokio::test]
async fn a_thinklet_answers_as_an_array_or_as_an_object() {
    for answer in [json!([{"requestUuid": "r-1"}]), json!({"requestUuid": "r-1"})] {
        let tenant = Tenant::start().await;
        tenant
            .mount("POST", THINKLET, ResponseTemplate::new(200).set_body_json(answer))
            .await;
        let (workflow, execution) = (
            WorkflowUuid::new("w-1").unwrap(),
            ExecutionUuid::new("e-1").unwrap(),
        );
        let parameters = Parameters::from([("k".to_owned(), "v".to_owned())]);
        let requests = tenant
            .client()
            .trigger_thinklet(&workflow, &execution, &parameters)
            .await
            .unwrap();
        assert_eq!(requests.len(), 1);
        assert_eq!(requests[0].as_str(), "r-1");
        assert_eq!(
            serde_json::from_slice::<Value>(&tenant.requests(THINKLET).await[0].body).unwrap(),
            json!({"parameters": {"k": "v"}})
        );
    }
}

#[tokio::test]
async fn what_breaks_a_rule_is_not_sent() {
    let tenant = Tenant::start().await;
    let client = tenant.client();
    let nobody = WorkflowRequest::for_users(workflow(), Vec::<UserSid>::new());
    assert_eq!(
        client.execute_workflow(&nobody).await.unwrap_err(),
        Error::InvalidRequest {
            call: Call::WorkflowExecute,
            reason: InvalidRequest::NoTarget
        }
    );
    let (w, e) = (
        WorkflowUuid::new("w-1").unwrap(),
        ExecutionUuid::new("e-1").unwrap(),
    );
    let empty = Parameters::from([("k".to_owned(), String::new())]);
    assert_eq!(
        client.trigger_thinklet(&w, &e, &empty).await.unwrap_err(),
        Error::InvalidRequest {
            call: Call::ThinkletTrigger,
            reason: InvalidRequest::EmptyParameter { name: "k".to_owned() }
        }
    );
    assert_eq!(tenant.server.received_requests().await.unwrap().len(), 0);
}
