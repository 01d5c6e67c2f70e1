//! What was sent is followed to its proven end, and nothing else is taken for it.

use domain::{FailureKind, State, TenantStatus};
use service::Sighting;

use crate::proving::reports;
use crate::support::{
    Call, LAPTOP, Line, MAC, Office, SHARED, down, minutes, press, robin, seconds, timed_out, uid,
};

#[tokio::test]
async fn other_ends_are_what_the_tenant_says() {
    let cases = [
        (TenantStatus::Failure, State::Failed),
        (TenantStatus::Expired, State::Expired),
        (TenantStatus::Cancelled, State::Cancelled),
    ];
    for (status, state) in cases {
        let office = Office::open().await;
        let run = office.sent(1, "free-space").await;
        office.tenant.shows_run(&run, status, office.now());
        office.watch().await;
        let ended = office.execution(&run.order.id).await;
        assert_eq!(ended.state(), state);
        let failed = ended.failure().map(|failure| failure.kind);
        assert_eq!(failed, (state == State::Failed).then_some(FailureKind::OnDevice));
        assert_eq!(
            office.tenant.calls(Line::Device).len(),
            1,
            "the figure before the fix was read, and there is nothing to prove after it"
        );
        assert_eq!(office.watch().await, 60, "and nothing to follow");
    }
}

#[tokio::test]
async fn without_a_proof_it_is_done_when_the_device_says_so() {
    let office = Office::open().await;
    office.done(1, "clear-cache").await;
}

#[tokio::test]
async fn what_is_on_another_device_is_another_run() {
    let office = Office::open().await;
    office.tenant.fails_once(Line::Trigger, timed_out());
    let run = office.queued(1, "clear-cache").await;
    office.dispatch().await;
    for device in [MAC, SHARED, 99] {
        office.tenant.shows(Sighting {
            device: uid(device),
            ..crate::support::FakeTenant::sighting(&run, TenantStatus::Success, office.now())
        });
        office.watch().await;
        assert_eq!(
            office.state(&run).await,
            State::Unsure,
            "our reference, but device {device}"
        );
    }
    office.tenant.shows_run(&run, TenantStatus::Success, office.now());
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Done);
}

#[tokio::test]
async fn a_run_is_not_ended_by_another_one_of_the_same_remedy() {
    let office = Office::open().await;
    let earlier = office.done(1, "clear-cache").await;
    office.clock.advance(seconds(5));
    let run = office.sent(2, "clear-cache").await;
    // The earlier run stands there with its success, and so does one that somebody started in Nexthink itself.
    office
        .tenant
        .shows_run(&earlier, TenantStatus::Success, office.now());
    let mut foreign = crate::support::FakeTenant::sighting(&run, TenantStatus::Success, office.now());
    foreign.reference = None;
    foreign.report.request = "somebody-elses".parse().unwrap();
    office.tenant.shows(foreign);
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Sent);
}

#[tokio::test]
async fn a_run_is_known_by_its_request_where_there_is_no_reference() {
    let office = Office::open().await;
    let run = office.sent(1, "reset-network").await;
    office.tenant.shows(Sighting {
        reference: None,
        ..crate::support::FakeTenant::sighting(&run, TenantStatus::Success, office.now())
    });
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Done);
}

#[tokio::test]
async fn late_news_changes_nothing() {
    let office = Office::open().await;
    let run = office.sent(1, "clear-cache").await;
    office
        .tenant
        .shows_run(&run, TenantStatus::InProgress, office.now());
    office.watch().await;
    office
        .tenant
        .shows_run(&run, TenantStatus::WaitingOnDevice, office.now() - seconds(9));
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Running);
    office.tenant.shows_run(&run, TenantStatus::Success, office.now());
    office.watch().await;
    office
        .tenant
        .shows_run(&run, TenantStatus::Failure, office.now() + seconds(9));
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Done);
}

#[tokio::test]
async fn all_that_is_open_is_one_question() {
    let office = Office::open().await;
    assert_eq!(office.watch().await, 60);
    assert!(
        office.tenant.calls(Line::Sightings).is_empty(),
        "nothing is open, so nothing is asked"
    );
    for (number, remedy) in (1..).zip(["free-space", "clear-cache", "restart-apps"]) {
        office.queued(number, remedy).await;
    }
    assert_eq!(office.watch().await, 60, "what was not sent cannot be seen");
    assert!(office.tenant.calls(Line::Sightings).is_empty());
    office.dispatch().await;
    office.watch().await;
    assert_eq!(
        office.tenant.calls(Line::Sightings),
        [Call::RemoteActionSightings]
    );
    office.sent(4, "reset-network").await;
    office.watch().await;
    let asked = office.tenant.calls(Line::Sightings);
    let workflow = Call::WorkflowSightings("reset_network".parse().unwrap());
    assert_eq!(asked[1..], [Call::RemoteActionSightings, workflow]);
}

#[tokio::test]
async fn while_the_tenant_cannot_be_asked_nothing_is_concluded() {
    let office = Office::open().await;
    let run = office.sent(1, "clear-cache").await;
    office.tenant.shows_run(&run, TenantStatus::Success, office.now());
    office.tenant.fails(Line::Sightings, down());
    let since = office.now();
    office.watch().await;
    office.clock.advance(minutes(1));
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Sent);
    let page = office
        .service
        .execution_page(&robin(), &run.order.id)
        .await
        .unwrap();
    assert_eq!(page.freshness.trouble.unwrap().since, since);

    office.tenant.recovers(Line::Sightings);
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Done);
    let page = office
        .service
        .execution_page(&robin(), &run.order.id)
        .await
        .unwrap();
    assert_eq!(page.freshness.trouble, None);
}

#[tokio::test]
async fn what_is_never_heard_of_does_not_keep_its_device_for_ever() {
    for remedy in ["free-space", "reset-network"] {
        let office = Office::open().await;
        let run = office.sent(1, remedy).await;
        // Nexthink tries for two hours, and is given another one to say so.
        office.clock.advance(minutes(180));
        office.watch().await;
        assert_eq!(office.state(&run).await, State::Sent);
        office.clock.advance(seconds(1));
        office.tenant.fails(Line::Sightings, down());
        office.watch().await;
        assert_eq!(
            office.state(&run).await,
            State::Sent,
            "a tenant that does not answer proves nothing"
        );
        office.tenant.recovers(Line::Sightings);
        office.watch().await;
        let over = office.execution(&run.order.id).await;
        assert_eq!(over.state(), State::Failed);
        assert_eq!(
            over.failure().unwrap().kind,
            FailureKind::NeverHeard,
            "it may have run"
        );
        assert_eq!(office.tenant.triggers().len(), 1);
        office.sent(2, remedy).await;
    }
}

#[tokio::test]
async fn what_the_tenant_still_shows_is_waited_for() {
    let office = Office::open().await;
    let run = office.sent(1, "free-space").await;
    office
        .tenant
        .shows_run(&run, TenantStatus::InProgress, office.now());
    office.clock.advance(minutes(60 * 24));
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Running);
}

#[tokio::test]
async fn what_is_young_is_looked_at_often() {
    let office = Office::open().await;
    let run = office.sent(1, "free-space").await;
    assert_eq!(office.watch().await, 5);
    office.clock.advance(minutes(10));
    assert_eq!(office.watch().await, 15);
    office.clock.advance(minutes(50));
    assert_eq!(office.watch().await, 60);
    // Whatever moves is young again.
    office
        .tenant
        .shows_run(&run, TenantStatus::InProgress, office.now());
    assert_eq!(office.watch().await, 5);
}

#[tokio::test]
async fn after_a_fix_the_page_asks_for_new_figures() {
    let office = Office::open().await;
    office.service.overview(&robin()).await.unwrap();
    office.done(1, "clear-cache").await;
    let asked = office.tenant.calls(Line::DevicesOf).len();
    reports(&office, 40.0);
    let mut cursor = office.service.listen(&robin(), None);
    assert!(office.service.overview(&robin()).await.unwrap().freshness.pending);
    office.service.next_events(&mut cursor).await.unwrap();
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), asked + 1);
    let page = office.service.overview(&robin()).await.unwrap();
    assert!(page.devices[0].troubles.is_empty());
}

#[tokio::test]
async fn two_watchers_at_once_are_one_end() {
    let office = Office::open().await;
    let run = office.sent(1, "clear-cache").await;
    office.tenant.shows_run(&run, TenantStatus::Success, office.now());
    let other = office.another().await;
    let (one, two) = tokio::join!(office.service.watch_once(), other.watch_once());
    one.unwrap();
    two.unwrap();
    let run = office.execution(&run.order.id).await;
    assert_eq!((run.state(), run.steps().len()), (State::Done, 3));
    office.start(&robin(), press(2, LAPTOP, "clear-cache")).await;
}
