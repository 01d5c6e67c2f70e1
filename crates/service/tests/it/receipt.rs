//! The receipt of an execution: complete, in a shape that stays, and for nobody else.

use domain::{Execution, TenantStatus};
use jiff::SignedDuration;
use serde_json::{Value, json};
use service::{AnswerRequest, Employee, PageError, view::Receipt};

use crate::support::{FakeTenant, LAPTOP, Line, Office, down, kim, minutes, press, robin, seconds, uid};

const KEEP: SignedDuration = SignedDuration::from_hours(180 * 24);

async fn receipt_of(office: &Office, run: &Execution, who: &Employee) -> Result<Receipt, PageError> {
    office.service.receipt(who, &run.order.id, KEEP).await
}

async fn receipt(office: &Office, run: &Execution) -> Value {
    serde_json::to_value(receipt_of(office, run, &robin()).await.unwrap()).unwrap()
}

#[tokio::test]
async fn somebody_elses_receipt_is_not_there() {
    let office = Office::open().await;
    let mine = office.queued(1, "free-space").await;
    assert!(receipt_of(&office, &mine, &robin()).await.is_ok());
    let theirs = receipt_of(&office, &mine, &kim()).await;
    assert!(matches!(theirs, Err(PageError::NotFound)), "{theirs:?}");
    let unknown = "ffffffff-0000-4000-8000-000000000000".parse().unwrap();
    let unknown = office.service.receipt(&robin(), &unknown, KEEP).await;
    assert!(matches!(unknown, Err(PageError::NotFound)), "{unknown:?}");
}

#[tokio::test]
async fn it_says_everything_in_a_shape_that_stays() {
    let office = Office::open().await;
    let start = office.now();
    let mut request = press(1, LAPTOP, "clear-cache");
    request.parameters.insert("browser".into(), "firefox".into());
    let started = office.start(&robin(), request).await;
    office.tenant.fails_once(Line::Trigger, down());
    office.dispatch().await;
    office.clock.advance(minutes(1));
    office.dispatch().await;
    let run = office.execution(&started.execution).await;
    let mut sighting = FakeTenant::sighting(&run, TenantStatus::Failure, office.now());
    sighting.report.details = "It was declined by the user".into();
    sighting.report.output = r#"{"Freed":"0"}"#.into();
    office.tenant.shows(sighting);
    office.clock.advance(seconds(5));
    office.watch().await;
    office.clock.advance(minutes(3));

    let (sent, ended) = (start + minutes(1), start + minutes(1) + seconds(5));
    let refused = down().message;
    assert_eq!(
        receipt(&office, &run).await,
        json!({
            "issued_at": office.now(),
            "keep_days": 180,
            "kept_until": ended + KEEP,
            "execution_id": run.order.id,
            "code": run.code(),
            "state": "declined",
            "employee": { "id": "robin@example.com", "name": "robin" },
            "device": { "collector_uid": uid(LAPTOP), "name": "DEVICE-1" },
            "remedy": { "id": "clear-cache", "title": { "en": "clear-cache" } },
            "launch": { "kind": "remote_action", "id": run.order.launch.nql_id() },
            "created_at": start,
            "planned_for": null,
            "expires_at": run.order.expires_at,
            "ended_at": ended,
            "steps": [
                { "state": "queued", "at": start },
                { "state": "sent", "at": sent },
                { "state": "declined", "at": ended },
            ],
            "parameters": [{ "name": "browser", "label": { "en": "Browser" }, "value": "firefox" }],
            "answer": null,
            "calls": [
                { "begun_at": start, "ended_at": start, "times": 1, "result": "put_off", "words": refused },
                { "begun_at": sent, "ended_at": sent, "times": 1, "result": "accepted", "words": "" },
            ],
            "request_id": run.request(),
            "workflow_run_id": null,
            "reported_at": sent,
            "details": "It was declined by the user",
            "output": "{\"Freed\":\"0\"}",
            "outputs": [{ "name": "Freed", "label": { "en": "Space freed" }, "holds": { "number": "bytes" } }],
            "failure": null,
            "outcome": "declined",
            "explanation": null,
            "proof": null,
        })
    );
}

#[tokio::test]
async fn it_has_the_question_and_the_answer() {
    let office = Office::open().await;
    let run = office.sent(1, "reset-network").await;
    let asked_at = office.now();
    let mut sighting = FakeTenant::sighting(&run, TenantStatus::InProgress, asked_at);
    sighting.report.details = "Waiting for an external trigger.".into();
    sighting.report.run = Some("5c5c5c5c-0000-4000-8000-000000000001".parse().unwrap());
    office.tenant.shows(sighting);
    office.watch().await;
    office.clock.advance(seconds(30));
    let request = AnswerRequest {
        execution: run.order.id.clone(),
        asked_at,
        given: [("site".to_owned(), "Main".to_owned())].into(),
    };
    office.service.answer(&robin(), &request).await.unwrap();
    let open = receipt(&office, &run).await;
    assert_eq!(
        open["answer"],
        json!({
            "question": { "en": "Where are you?" },
            "asked_at": asked_at,
            "answered_at": office.now(),
            "taken": null,
            "given": [{ "name": "site", "label": { "en": "Site" }, "value": "Main" }],
        })
    );
    assert_eq!(
        open["launch"],
        json!({ "kind": "workflow", "id": run.order.launch.nql_id() })
    );
    assert_eq!(open["workflow_run_id"], "5c5c5c5c-0000-4000-8000-000000000001");
    assert_eq!(
        (&open["ended_at"], &open["kept_until"]),
        (&Value::Null, &Value::Null),
        "it has not ended"
    );
}

#[tokio::test]
async fn it_has_the_figures_that_prove_it() {
    let office = Office::open().await;
    let run = office.queued(1, "free-space").await;
    assert_eq!(
        receipt(&office, &run).await["proof"],
        json!({
            "metric": "disk-free",
            "label": { "en": "disk-free" },
            "unit": "percent",
            "direction": "rises",
            "by": 10.0,
            "before": { "value": 5.0, "as_of": office.now() },
            "after": null,
        })
    );
}
