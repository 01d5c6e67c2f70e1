//! Receipts.

use std::collections::BTreeMap;

use domain::Execution;
use jiff::SignedDuration;
use service::view::{
    Receipt, ReceiptAnswer, ReceiptDevice, ReceiptEmployee, ReceiptLaunch, ReceiptProof, ReceiptRemedy,
    ReceiptValue,
};

use super::{figures::disk, now, summary_of, text};

/// The receipt of an execution.
pub fn receipt(execution: &Execution) -> Receipt {
    let remedy = summary_of(execution.clone()).remedy.expect("a remedy");
    let order = &execution.order;
    let ended_at = execution.state().is_end().then(|| execution.since());
    let metric = disk().metric;
    let values = |given: &BTreeMap<String, String>| {
        let label = |name: &str| (name == "delivery_site").then(|| text("Site", "Standort"));
        given
            .iter()
            .map(|(name, value)| ReceiptValue {
                name: name.clone(),
                label: label(name),
                value: value.clone(),
            })
            .collect()
    };
    Receipt {
        issued_at: now(),
        keep_days: 180,
        kept_until: ended_at.map(|end| end + SignedDuration::from_hours(180 * 24)),
        execution_id: order.id.clone(),
        code: execution.code(),
        state: execution.state(),
        employee: ReceiptEmployee {
            id: order.employee.clone(),
            name: "Alex Fischer".into(),
        },
        device: ReceiptDevice {
            collector_uid: order.device.clone(),
            name: order.device_name.clone(),
        },
        remedy: ReceiptRemedy {
            id: order.remedy.clone(),
            title: Some(remedy.title.clone()),
        },
        launch: ReceiptLaunch::RemoteAction {
            id: order.launch.nql_id().clone(),
        },
        created_at: order.created_at,
        planned_for: order.planned_for,
        expires_at: order.expires_at,
        ended_at,
        steps: execution.steps().to_vec(),
        parameters: values(&order.parameters),
        answer: execution.answer().map(|answer| ReceiptAnswer {
            question: remedy.asks.as_ref().map(|asks| asks.text.clone()),
            asked_at: answer.to,
            answered_at: answer.at,
            taken: answer.taken,
            given: values(&answer.given),
        }),
        calls: execution.calls().to_vec(),
        request_id: execution.request().cloned(),
        workflow_run_id: None,
        reported_at: execution.reported_at(),
        details: execution.details().to_owned(),
        output: execution.output().to_owned(),
        outputs: remedy.outputs.clone(),
        failure: execution.failure().cloned(),
        outcome: execution.outcome().cloned(),
        explanation: None,
        proof: order.proof.as_ref().map(|proof| ReceiptProof {
            metric: proof.metric.clone(),
            label: Some(metric.label.clone()),
            unit: Some(metric.unit),
            direction: proof.direction,
            by: proof.by,
            before: execution.before().copied(),
            after: execution.after().copied(),
        }),
    }
}
