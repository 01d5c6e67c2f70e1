//! After a send whose outcome is unknown, the tenant is asked, and only a person sends again.

use domain::{Execution, FailureKind, State, TenantStatus};
use service::Sighting;

use crate::support::{
    FakeTenant, LAPTOP, Line, Office, down, error, minutes, press, robin, seconds, timed_out,
};

/// The tenant shows everything it has after this long.
const ABSENT_AFTER: i64 = 15;

async fn unsure(office: &Office, remedy: &str) -> Execution {
    office.tenant.fails_once(Line::Trigger, timed_out());
    let run = office.queued(1, remedy).await;
    office.dispatch().await;
    let run = office.execution(&run.order.id).await;
    assert_eq!(run.state(), State::Unsure);
    run
}

#[tokio::test]
async fn what_the_tenant_does_not_have_may_be_started_again_by_a_person() {
    let office = Office::open().await;
    let run = unsure(&office, "free-space").await;
    office.clock.advance(minutes(ABSENT_AFTER) - seconds(1));
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Unsure, "it may still show it");
    let again = press(2, LAPTOP, "free-space");
    assert!(office.service.start(&robin(), again.clone()).await.is_err());

    office.clock.advance(seconds(1));
    office.watch().await;
    let ended = office.execution(&run.order.id).await;
    assert_eq!(ended.failure().unwrap().kind, FailureKind::NeverArrived);
    assert_eq!(office.tenant.triggers().len(), 1, "nothing is sent by itself");
    office.start(&robin(), again).await;
    office.dispatch().await;
    assert_eq!(office.tenant.triggers().len(), 2);
}

#[tokio::test]
async fn a_tenant_that_cannot_be_asked_proves_nothing() {
    let office = Office::open().await;
    let run = unsure(&office, "free-space").await;
    office.tenant.fails(Line::Sightings, down());
    office.clock.advance(minutes(ABSENT_AFTER));
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Unsure);
}

#[tokio::test]
async fn an_answer_that_is_cut_off_proves_only_what_it_reaches_back_to() {
    let office = Office::open().await;
    let begun_at = office.now();
    let run = unsure(&office, "free-space").await;
    office.clock.advance(minutes(ABSENT_AFTER));
    for unproven in [None, Some(begun_at), Some(begun_at + minutes(5))] {
        office.tenant.vouches_since(unproven);
        office.watch().await;
        assert_eq!(office.state(&run).await, State::Unsure, "{unproven:?}");
    }
    office.tenant.vouches_since(Some(begun_at - minutes(2)));
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Failed);
}

#[tokio::test]
async fn an_answer_that_is_always_cut_off_keeps_nothing_open_for_ever() {
    let office = Office::open().await;
    let run = unsure(&office, "free-space").await;
    office.clock.advance(minutes(60 * 4));
    office.tenant.vouches_since(Some(office.now()));
    office.watch().await;
    let over = office.execution(&run.order.id).await;
    assert_eq!(
        over.failure().unwrap().kind,
        FailureKind::NeverHeard,
        "it may have run"
    );
}

/// A workflow as the tenant shows it: without a reference.
fn shown(run: &Execution, requested_at: jiff::Timestamp, request: &str) -> Sighting {
    let mut sighting = FakeTenant::sighting(run, TenantStatus::InProgress, requested_at);
    sighting.reference = None;
    sighting.requested_at = Some(requested_at);
    sighting.report.request = request.parse().unwrap();
    sighting
}

#[tokio::test]
async fn a_workflow_is_recognised_by_its_device_and_time() {
    let office = Office::open().await;
    let begun_at = office.now();
    let run = unsure(&office, "reset-network").await;
    // One from long before, and one on another device.
    office
        .tenant
        .shows(shown(&run, begun_at - minutes(10), "earlier"));
    let mut elsewhere = shown(&run, begun_at, "elsewhere");
    elsewhere.device = crate::support::uid(99);
    office.tenant.shows(elsewhere);
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Unsure);

    office.tenant.shows(shown(&run, begun_at + seconds(2), "ours"));
    office.watch().await;
    let found = office.execution(&run.order.id).await;
    assert_eq!(
        (found.state(), found.request().unwrap().as_str()),
        (State::Running, "ours")
    );
}

#[tokio::test]
async fn two_workflows_that_fit_are_none() {
    let office = Office::open().await;
    let run = unsure(&office, "reset-network").await;
    for request in ["one", "two"] {
        office.tenant.shows(shown(&run, office.now(), request));
    }
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Unsure, "nobody can say which");
    office.clock.advance(minutes(ABSENT_AFTER));
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Unsure, "one of them may be it");
}

#[tokio::test]
async fn a_request_of_one_that_waited_long_to_be_sent_is_not_taken_for_ours() {
    let office = Office::open().await;
    office.tenant.fails_once(Line::Trigger, down());
    let first = office.queued(2, "reset-network").await;
    office.dispatch().await;
    office.clock.advance(minutes(30));
    office.dispatch().await;
    let mut ours = shown(
        &first,
        office.now(),
        first_request(&office, &first).await.as_str(),
    );
    ours.report.status = TenantStatus::Success;
    office.tenant.shows(ours);
    office.watch().await;
    assert_eq!(office.state(&first).await, State::Done);
    // Its request is within the time in which the next one looks for its own.
    office.clock.advance(seconds(40));
    let run = unsure(&office, "reset-network").await;
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Unsure);
}

async fn first_request(office: &Office, run: &Execution) -> String {
    let run = office.execution(&run.order.id).await;
    run.request().unwrap().to_string()
}

#[tokio::test]
async fn what_another_run_is_known_by_is_not_taken_for_ours() {
    let office = Office::open().await;
    let first = office.sent(2, "reset-network").await;
    office
        .tenant
        .shows_run(&first, TenantStatus::Success, office.now());
    office.watch().await;
    assert_eq!(office.state(&first).await, State::Done);
    let run = unsure(&office, "reset-network").await;
    office
        .tenant
        .shows(shown(&run, office.now(), first.request().unwrap().as_str()));
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Unsure);
}

#[tokio::test]
async fn one_that_was_refused_after_all_has_failed() {
    let office = Office::open().await;
    let run = office.queued(1, "free-space").await;
    let gate = office.tenant.hangs(Line::Trigger);
    office
        .tenant
        .fails_once(Line::Trigger, error(service::TroubleKind::Misconfigured));
    let service = office.service.clone();
    let slow = tokio::spawn(async move { crate::support::dispatch_once(&service).await });
    office.tenant.was_called(Line::Trigger, 1).await;
    // Somebody else finds it begun and given up.
    office.clock.advance(minutes(3));
    crate::support::dispatch_once(&office.another().await).await;
    assert_eq!(office.state(&run).await, State::Unsure);
    drop(gate);
    slow.await.unwrap();
    let ended = office.execution(&run.order.id).await;
    assert_eq!(ended.failure().unwrap().kind, FailureKind::Refused);
}
