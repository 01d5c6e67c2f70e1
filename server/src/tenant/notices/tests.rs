use std::{collections::BTreeMap, fs, path::Path};

use domain::TenantStatus;
use serde::Deserialize;

use super::*;

const DEVICE: &str = "30adce7c-0000-4000-8000-000000000001";
const RUN: &str = "00000001-0000-4000-8000-000000000000";

/// A complete notice of a remote action, as JSON, with some of its fields changed.
fn changed(fields: &[(&str, Value)]) -> String {
    let mut notice = serde_json::json!({
        "kind": "remote_action.execution",
        "request_id": "request-1",
        "external_reference": RUN,
        "device": DEVICE,
        "status": "success",
        "status_details": "done",
        "outputs": "{\"freed\": 3}",
        "time": "2026-03-07 15:56:02",
    });
    for (key, value) in fields {
        notice[*key] = value.clone();
    }
    notice.to_string()
}

fn without(key: &str) -> String {
    let mut notice: Map<String, Value> = serde_json::from_str(&changed(&[])).unwrap();
    notice.remove(key).unwrap();
    Value::Object(notice).to_string()
}

fn read_one(body: &str) -> Notice {
    let mut notices = read(body.as_bytes()).unwrap();
    assert_eq!(notices.len(), 1);
    notices.remove(0)
}

fn execution_of(body: &str) -> Sighting {
    match read_one(body) {
        Notice::Execution(sighting) => sighting,
        other => panic!("{other:?}"),
    }
}

fn fault(body: &str) -> String {
    read(body.as_bytes()).unwrap_err().to_string()
}

#[test]
fn a_complete_notice_is_a_report() {
    let expected = Sighting {
        reference: Some(RUN.parse().unwrap()),
        device: DEVICE.parse().unwrap(),
        requested_at: None,
        report: Report {
            request: "request-1".parse().unwrap(),
            status: TenantStatus::Success,
            details: "done".into(),
            output: "{\"freed\": 3}".into(),
            changed_at: "2026-03-07T15:56:02Z".parse().unwrap(),
            run: None,
            meaning: None,
        },
    };
    assert_eq!(execution_of(&changed(&[])), expected);
    let workflow = [
        ("kind", "workflow.execution".into()),
        ("external_reference", Value::Null),
        ("execution_id", RUN.into()),
        ("outcome_details", "restarted".into()),
    ];
    let workflow = execution_of(&changed(&workflow));
    assert_eq!(
        (workflow.reference, &*workflow.report.output),
        (None, "restarted")
    );
    assert_eq!(workflow.report.run, Some(RUN.parse().unwrap()));
}

#[test]
fn placeholders_may_become_anything() {
    for (empty, words) in [("".into(), ""), (Value::Null, ""), ("  ".into(), "")] {
        let notice = changed(&[
            ("status_details", empty),
            ("outputs", serde_json::json!({"a": 1})),
        ]);
        let report = execution_of(&notice).report;
        assert_eq!((&*report.details, &*report.output), (words, "{\"a\":1}"));
    }
    let other_zone = changed(&[("time", "2026-03-07T15:56:02+01:00".into())]);
    let at = execution_of(&other_zone).report.changed_at;
    assert_eq!(at, "2026-03-07T14:56:02Z".parse().unwrap());
    let foreign = changed(&[("external_reference", "INC001".into())]);
    assert_eq!(execution_of(&foreign).reference, None);
}

#[test]
fn what_is_not_complete_is_a_hint() {
    for key in [
        "request_id",
        "device",
        "status",
        "status_details",
        "outputs",
        "time",
    ] {
        assert_eq!(read_one(&without(key)), Notice::Hint, "{key}");
    }
    for key in ["request_id", "device", "status", "time"] {
        assert_eq!(read_one(&changed(&[(key, "".into())])), Notice::Hint, "{key}");
    }
    let kind = ("kind", "workflow.execution".into());
    for (key, missing) in [
        ("execution_id", "outcome_details"),
        ("outcome_details", "execution_id"),
    ] {
        let workflow = changed(&[kind.clone(), (key, RUN.into())]);
        assert_eq!(read_one(&workflow), Notice::Hint, "it has no {missing}");
    }
}

#[test]
fn several_come_in_a_list_and_all_can_be_read_or_none() {
    let (good, bad) = (changed(&[]), changed(&[("status", "exploded".into())]));
    let all = read(format!("[{good}, {good}]").as_bytes()).unwrap();
    assert_eq!(all.len(), 2);
    assert!(fault(&format!("[{good}, {bad}]")).contains("\"exploded\" is unknown"));
    assert_eq!(fault("[]"), "it holds no notice");
}

#[test]
fn what_makes_no_sense_says_why() {
    for (body, why) in [
        ("", "it is not JSON"),
        ("{\"kind\": \"alert\"", "it is not JSON"),
        ("7", "neither an object"),
        ("[[]]", "neither an object"),
        ("{}", "its kind is missing"),
        ("{\"kind\": \"campaign\"}", "its kind is missing or unknown"),
        (&changed(&[("device", "LAPTOP-1".into())]), "not a Collector UID"),
        (&changed(&[("time", "yesterday".into())]), "time is no date"),
    ] {
        assert!(fault(body).contains(why), "{body}: {}", fault(body));
    }
}

#[test]
fn an_alert_may_name_a_device() {
    let alert = |device: &str| format!("{{\"kind\": \"alert\", \"device\": \"{device}\"}}");
    let device = Some(DEVICE.parse().unwrap());
    assert_eq!(read_one(&alert(DEVICE)), Notice::Alert { device });
    assert_eq!(read_one(&alert("")), Notice::Alert { device: None });
}

/// A file of `content/webhooks`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Template {
    method: String,
    resource: String,
    nql: String,
    payload: String,
}

fn template(name: &str) -> Template {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/webhooks");
    let text = fs::read_to_string(folder.join(name)).unwrap();
    serde_saphyr::from_str(&text).unwrap()
}

/// What Nexthink sends for a payload: the names in braces become the values of an event.
fn filled(payload: &str) -> String {
    let values = BTreeMap::from([
        ("request_id", "request-1"),
        ("external_reference", RUN),
        ("execution_id", RUN),
        ("device.collector.uid", DEVICE),
        ("status", "in_progress"),
        ("time", "2026-03-07 15:56:02"),
        ("trigger_time", "2026-03-07 15:56:02"),
    ]);
    let mut parts = payload.split("{{");
    let mut text = parts.next().unwrap().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap();
        text += values.get(name).copied().unwrap_or_default();
        text += rest;
    }
    text
}

#[test]
fn the_shipped_payloads_are_complete_notices() {
    for name in ["remote_action_executions.yaml", "workflow_executions.yaml"] {
        let report = execution_of(&filled(&template(name).payload)).report;
        assert_eq!(report.status, TenantStatus::InProgress, "{name}");
    }
    let alert = read_one(&filled(&template("alerts.yaml").payload));
    let device = Some(DEVICE.parse().unwrap());
    assert_eq!(alert, Notice::Alert { device });
}

#[test]
fn the_shipped_webhooks_list_what_their_payloads_name() {
    for name in [
        "remote_action_executions.yaml",
        "workflow_executions.yaml",
        "alerts.yaml",
    ] {
        let template = template(name);
        assert_eq!(template.method, "POST");
        assert!(template.resource.starts_with("hooks/nexthink/"), "{name}");
        nql::parse(&template.nql).unwrap_or_else(|error| panic!("{name}: {error}"));
        let (_, list) = template.nql.split_once("| list ").unwrap();
        let listed: Vec<&str> = list.trim().split(", ").collect();
        for part in template.payload.split("{{").skip(1) {
            let (field, _) = part.split_once("}}").unwrap();
            assert!(listed.contains(&field), "{name}: {field} is not listed");
        }
    }
}
