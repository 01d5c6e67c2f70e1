//! A database that was put back from a copy: what was sent since is not sent again.

use std::sync::Arc;

use domain::{Execution, FailureKind, HandOverSignal, HandOverState, State, TenantStatus};
use service::{HandOvers as _, MadeUnsure, Service, Store as _, make_unsure};
use store::Database;

use crate::{
    handing_over::{device, handed, request},
    support::{
        FakeTenant, LAPTOP, Line, Office, deliver_once, dispatch_once, down, minutes, press, robin, seconds,
    },
};

/// The copy that is put back, and a server that starts on it.
async fn put_back(office: &Office, copy: &Arc<Database>) -> (MadeUnsure, Service) {
    let made = make_unsure(&**copy, office.now()).await.unwrap();
    (made, office.another_on(copy).await)
}

async fn of(copy: &Database, run: &Execution) -> Execution {
    copy.execution(&run.order.id).await.unwrap().unwrap()
}

#[tokio::test]
async fn what_waited_and_was_sent_meanwhile_is_found_and_not_sent_again() {
    let office = Office::open().await;
    let run = office.queued(1, "free-space").await;
    let copy = office.copied().await;
    office.clock.advance(minutes(30));
    office.dispatch().await;
    let sent = office.execution(&run.order.id).await;
    assert_eq!((sent.state(), office.tenant.triggers().len()), (State::Sent, 1));

    office.clock.advance(minutes(1));
    let (made, service) = put_back(&office, &copy).await;
    assert_eq!((made.executions, made.hand_overs), (1, 0));
    assert!(!dispatch_once(&service).await, "nothing is to be sent");
    office.clock.advance(minutes(10));
    assert!(!dispatch_once(&service).await, "nor later");
    assert_eq!(office.tenant.triggers().len(), 1);
    assert!(
        service
            .start(&robin(), press(2, LAPTOP, "free-space"))
            .await
            .is_err(),
        "nor by another press, while nobody knows"
    );

    office
        .tenant
        .shows_run(&sent, TenantStatus::InProgress, office.now());
    service.watch_once().await.unwrap();
    let found = of(&copy, &run).await;
    assert_eq!((found.state(), found.request()), (State::Running, sent.request()));
}

#[tokio::test]
async fn what_waited_and_never_arrived_is_proven_absent_not_before_it_may_show() {
    let office = Office::open().await;
    let run = office.queued(1, "free-space").await;
    let copy = office.copied().await;
    office.clock.advance(minutes(30));
    let (_, service) = put_back(&office, &copy).await;
    office.clock.advance(minutes(15) - seconds(1));
    service.watch_once().await.unwrap();
    assert_eq!(
        of(&copy, &run).await.state(),
        State::Unsure,
        "it was sent just before, perhaps"
    );
    office.clock.advance(seconds(1));
    service.watch_once().await.unwrap();
    let ended = of(&copy, &run).await;
    assert_eq!(ended.failure().unwrap().kind, FailureKind::NeverArrived);
    assert!(!dispatch_once(&service).await);
    assert!(office.tenant.triggers().is_empty());
}

#[tokio::test]
async fn a_workflow_of_a_time_of_which_nothing_is_known_is_taken_for_nobodys_and_not_sent_again() {
    let office = Office::open().await;
    office.tenant.fails_once(Line::Trigger, down());
    let run = office.queued(1, "reset-network").await;
    office.dispatch().await;
    let copy = office.copied().await;
    office.clock.advance(minutes(20));
    office.dispatch().await;
    let sent = office.execution(&run.order.id).await;
    let mut shown = FakeTenant::sighting(&sent, TenantStatus::InProgress, office.now());
    shown.reference = None;
    shown.requested_at = Some(office.now());
    office.tenant.shows(shown);
    office.clock.advance(minutes(30));
    let (_, service) = put_back(&office, &copy).await;
    office.clock.advance(minutes(16));
    let triggers = office.tenant.triggers().len();
    dispatch_once(&service).await;
    service.watch_once().await.unwrap();
    let found = of(&copy, &run).await;
    assert_eq!(
        (found.state(), found.request()),
        (State::Unsure, None),
        "somebody else may have asked for the same"
    );
    assert_eq!(office.tenant.triggers().len(), triggers);
}

#[tokio::test]
async fn a_hand_over_that_became_a_ticket_meanwhile_becomes_no_second_one() {
    let office = Office::open().await;
    let id = handed(&office, &robin(), request(1, device(LAPTOP)))
        .await
        .order
        .id;
    let copy = office.copied().await;
    office.clock.advance(minutes(30));
    office.deliver().await;
    assert_eq!(office.desk.creates(), 1);

    let (made, service) = put_back(&office, &copy).await;
    assert_eq!((made.executions, made.hand_overs), (0, 1));
    for _ in 0..4 {
        deliver_once(&service).await;
        office.clock.advance(minutes(2));
    }
    let found = copy.hand_over(&id).await.unwrap().unwrap();
    assert_eq!(found.state(), HandOverState::Created);
    assert_eq!(office.desk.creates(), 1, "it was found");
}

#[tokio::test]
async fn what_was_unsure_before_counts_from_when_it_was_put_back() {
    let office = Office::open().await;
    let id = handed(&office, &robin(), request(1, device(LAPTOP)))
        .await
        .order
        .id;
    let now = office.now();
    let leases = office.store.lease_hand_overs(1, minutes(3), now).await.unwrap();
    let begun = leases[0].hand_over.advance(HandOverSignal::Begun, now).unwrap();
    office
        .store
        .begin_hand_over(&leases[0], &begun, now)
        .await
        .unwrap();
    let copy = office.copied().await;
    office.clock.advance(minutes(30));
    for _ in 0..2 {
        let (made, _) = put_back(&office, &copy).await;
        assert_eq!(made.hand_overs, 1, "also a second time");
        let unsure = copy.hand_over(&id).await.unwrap().unwrap();
        assert_eq!(
            (unsure.state(), unsure.begun_at()),
            (HandOverState::Unsure, Some(office.now()))
        );
        office.clock.advance(minutes(1));
    }
}
