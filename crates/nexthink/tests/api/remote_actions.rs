//! Remote actions: catalogue and trigger.

use nexthink::{
    Call, Error, InvalidRequest, Parameters, Purpose, RemoteActionId, RemoteActionRequest, RunAs, TriggerInfo,
};
use serde_json::{Value, json};
use wiremock::{
    Mock, ResponseTemplate,
    matchers::{method, path, query_param},
};

use crate::support::{ACT, Tenant, disk_cleanup, receipt};

const LIST: &str = "/api/v1/act/remote-action";
const DETAILS: &str = "/api/v1/act/remote-action/details";

fn full() -> Value {
    json!({
        "id": "#disk_cleanup", "uuid": "b1c1", "name": "Disk Cleanup", "description": null, "origin": "LIBRARY",
        "builtInContentVersion": "1.0.0.0", "purpose": ["REMEDIATION", "SOMETHING_NEW"],
        "targeting": {"apiEnabled": true, "manualEnabled": true, "workflowEnabled": false, "sparkEnabled": true},
        "targetingEntity": {"deviceEnabled": true},
        "scriptInfo": {
            "executionServiceDelegate": null, "runAs": "INTERACTIVE_USER", "timeoutSeconds": 300,
            "hasScriptWindows": true, "hasScriptMacOs": false,
            "inputs": [{"id": "1", "name": "Level", "description": "", "usedByWindows": true, "usedByMacOs": false,
                        "options": ["Standard"], "allowCustomValue": true}],
            "outputs": [{"id": "2", "name": "Freed", "type": "SIZE", "description": null}]
        }
    })
}

#[tokio::test]
async fn the_catalogue_is_read_with_its_gaps() {
    let tenant = Tenant::start().await;
    let list = json!([full(), {"id": "bare"}]);
    tenant
        .mount("GET", LIST, ResponseTemplate::new(200).set_body_json(list))
        .await;

    let actions = tenant.client().remote_actions().await.unwrap();
    let first = &actions[0];
    assert_eq!(first.id, RemoteActionId::new("disk_cleanup").unwrap());
    assert_eq!(
        (first.name.as_str(), first.description.as_str()),
        ("Disk Cleanup", "")
    );
    assert_eq!(
        first.purpose,
        [Purpose::Remediation, Purpose::Other("SOMETHING_NEW".to_owned())]
    );
    assert!(first.targeting.api_enabled && !first.targeting.workflow_enabled);
    assert_eq!(first.script_info.run_as, Some(RunAs::InteractiveUser));
    assert_eq!(first.script_info.timeout_seconds, Some(300));
    assert!(first.script_info.has_script_windows && !first.script_info.has_script_mac_os);
    assert_eq!(first.script_info.inputs[0].options, ["Standard"]);
    assert_eq!(first.script_info.outputs[0].kind, "SIZE");
    assert_eq!(actions[1].id.as_str(), "#bare");
    assert!(!actions[1].targeting.api_enabled);
}

#[tokio::test]
async fn one_remote_action_is_asked_for_by_its_id() {
    let tenant = Tenant::start().await;
    Mock::given(method("GET"))
        .and(path(DETAILS))
        .and(query_param("nql-id", "#disk_cleanup"))
        .respond_with(ResponseTemplate::new(200).set_body_json(full()))
        .mount(&tenant.server)
        .await;
    let client = tenant.client();
    let found = client
        .remote_action(&RemoteActionId::new("disk_cleanup").unwrap())
        .await
        .unwrap();
    assert_eq!(found.name, "Disk Cleanup");
    let error = client
        .remote_action(&RemoteActionId::new("unknown").unwrap())
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            Error::NotFound {
                call: Call::RemoteActionDetails,
                ..
            }
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn the_documented_trigger_is_sent() {
    let tenant = Tenant::start().await;
    tenant.mount("POST", ACT, receipt()).await;
    let request = RemoteActionRequest {
        parameters: Parameters::from([("Level".to_owned(), "Standard".to_owned())]),
        expires_in_minutes: Some(60),
        trigger_info: TriggerInfo {
            external_source: Some("Portal".to_owned()),
            external_reference: Some("INC001".to_owned()),
            reason: Some("self service".to_owned()),
        },
        ..disk_cleanup()
    };
    let receipt = tenant.client().execute_remote_action(&request).await.unwrap();
    assert_eq!(
        receipt.request_id.as_str(),
        "7d8c2f1e-0000-4000-8000-000000000002"
    );
    assert_eq!(receipt.expires_in_minutes, Some(60));

    let sent = &tenant.requests(ACT).await[0];
    assert_eq!(sent.headers["content-type"], "application/json");
    assert_eq!(
        serde_json::from_slice::<Value>(&sent.body).unwrap(),
        json!({
            "remoteActionId": "#disk_cleanup",
            "devices": ["30adce7c-0000-4000-8000-000000000001"],
            "params": {"Level": "Standard"},
            "expiresInMinutes": 60,
            "triggerInfo": {"externalSource": "Portal", "externalReference": "INC001", "reason": "self service"}
        })
    );
}

#[tokio::test]
async fn a_receipt_needs_its_id_only() {
    let tenant = Tenant::start().await;
    let odd = json!({"requestId": "r-1", "expiresInMinutes": "an hour"});
    tenant
        .mount("POST", ACT, ResponseTemplate::new(200).set_body_json(odd))
        .await;
    let receipt = tenant
        .client()
        .execute_remote_action(&disk_cleanup())
        .await
        .unwrap();
    assert_eq!(
        (receipt.request_id.as_str(), receipt.expires_in_minutes),
        ("r-1", None)
    );
}

#[tokio::test]
async fn a_trigger_that_breaks_a_limit_is_not_sent() {
    let tenant = Tenant::start().await;
    let request = RemoteActionRequest {
        expires_in_minutes: Some(59),
        ..disk_cleanup()
    };
    let error = tenant.client().execute_remote_action(&request).await.unwrap_err();
    assert_eq!(
        error,
        Error::InvalidRequest {
            call: Call::RemoteActionExecute,
            reason: InvalidRequest::Expiry { minutes: 59 }
        }
    );
    assert!(!error.is_transient() && !error.may_have_been_applied());
    assert_eq!(tenant.server.received_requests().await.unwrap().len(), 0);
}
