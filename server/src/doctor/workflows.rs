//! The workflows that content's remedies run.

use content::Content;
use domain::{Launch, NqlId, Remedy};
use nexthink::{Workflow, WorkflowStatus, WorkflowVersion};

use super::{
    asking::Asking,
    finding::Finding,
    inputs::{Input, Misfit, misfits},
    launched::{self, Kind},
};

/// Where workflows are.
const PLACE: &str = "In Nexthink: Workflows → Manage workflows";
const KIND: Kind = Kind {
    one: "workflow",
    api: "Workflows API",
    place: PLACE,
    is: |launch| matches!(launch, Launch::Workflow { .. }),
};

/// Asks about each of them.
pub async fn examine(asking: &mut Asking, content: &Content) -> Vec<Finding> {
    let ask = async |id: &NqlId| Some(asking.workflow(&id.as_str().parse().ok()?).await);
    launched::examine(&KIND, content, ask, faults).await
}

/// What is wrong with it, for the remedies that run it. What it asks on its way is not among what the API tells.
fn faults(id: &NqlId, workflow: &Workflow, remedies: &[&Remedy]) -> Vec<Misfit> {
    let mut faults = Vec::new();
    let version = workflow.active_version();
    let runs = workflow
        .status
        .as_ref()
        .is_none_or(|status| *status == WorkflowStatus::Active);
    if !runs || version.is_none() {
        faults.push((
            "It is not active, so it cannot be started.".to_owned(),
            format!("{PLACE} → `{id}`: activate it."),
        ));
    }
    // What a tenant does not say is no fault.
    if workflow
        .trigger_methods
        .is_some_and(|methods| !methods.api_enabled)
    {
        faults.push((
            "The API may not start it.".to_owned(),
            format!("{PLACE} → `{id}` → Edit → General: tick “API”, and save."),
        ));
    }
    if let Some(version) = version {
        faults.extend(of_version(id, version, remedies));
    }
    faults
}

fn of_version(id: &NqlId, version: &WorkflowVersion, remedies: &[&Remedy]) -> Vec<Misfit> {
    let mut faults = Vec::new();
    if !version.has_device {
        faults.push((
            "It is not made for devices, and Deskside starts it for one.".to_owned(),
            format!("{PLACE} → `{id}` → Edit: have it run for devices."),
        ));
    }
    let inputs: Vec<Input<'_>> = version
        .parameters
        .iter()
        .map(|parameter| Input {
            name: &parameter.id,
            options: &parameter.options,
            custom: parameter.allow_custom_value,
        })
        .collect();
    faults.extend(remedies.iter().flat_map(|remedy| misfits(remedy, &inputs)));
    faults
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// What is said about a workflow of these, for no remedy in particular.
    fn said(changes: Value) -> Vec<String> {
        let mut workflow = json!({
            "id": "#order", "status": "ACTIVE", "triggerMethods": { "apiEnabled": true },
            "versions": [{ "status": "ACTIVE", "hasDevice": true }],
        });
        for (name, value) in changes.as_object().unwrap() {
            workflow[name] = value.clone();
        }
        let workflow: Workflow = serde_json::from_value(workflow).unwrap();
        let faults = faults(&"#order".parse().unwrap(), &workflow, &[]);
        faults.into_iter().map(|(found, _)| found).collect()
    }

    #[test]
    fn a_workflow_is_active_for_the_api_and_for_devices() {
        assert_eq!(said(json!({})), [""; 0]);
        assert_eq!(
            said(json!({ "triggerMethods": null, "status": null })),
            [""; 0],
            "what is not said is no fault"
        );
        for (changes, words) in [
            (json!({ "status": "INACTIVE" }), "not active"),
            (
                json!({ "versions": [{ "status": "INACTIVE", "hasDevice": true }] }),
                "not active",
            ),
            (
                json!({ "triggerMethods": { "apiEnabled": false } }),
                "may not start it",
            ),
            (
                json!({ "versions": [{ "status": "ACTIVE", "hasUser": true }] }),
                "not made for devices",
            ),
        ] {
            let said = said(changes);
            assert!(said.len() == 1 && said[0].contains(words), "{said:?}");
        }
    }
}
