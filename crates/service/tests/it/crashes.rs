//! A dispatcher may die at any moment. What it had begun is never begun again, what it had not begun is not lost.

use domain::{State, TenantStatus};
use service::Store;

use crate::support::{Line, Office, dispatch_once, down, error, one_action_a_second, seconds};

/// When a lease of the dispatcher runs out.
const HOLD: i64 = 120;

#[tokio::test]
async fn a_dispatcher_that_dies_in_the_call_leaves_it_unsure() {
    let office = Office::open().await;
    let run = office.queued(1, "clear-cache").await;
    let gate = office.tenant.hangs(Line::Trigger);
    let service = office.service.clone();
    let dying = tokio::spawn(async move { dispatch_once(&service).await });
    office.tenant.was_called(Line::Trigger, 1).await;
    dying.abort();
    assert!(dying.await.unwrap_err().is_cancelled());
    drop(gate);

    let next = office.another().await;
    assert!(!dispatch_once(&next).await, "the dead one still holds it");
    assert_eq!(office.state(&run).await, State::Queued);
    office.clock.advance(seconds(HOLD));
    assert!(dispatch_once(&next).await);
    assert_eq!(office.state(&run).await, State::Unsure);
    office.clock.advance(seconds(10 * HOLD));
    assert!(!dispatch_once(&next).await);
    assert_eq!(office.tenant.triggers().len(), 1);

    // It had arrived, as the tenant shows by our reference.
    office.tenant.shows_run(&run, TenantStatus::Success, office.now());
    next.watch_once().await.unwrap();
    assert_eq!(office.state(&run).await, State::Done);
}

#[tokio::test]
async fn a_dispatcher_that_dies_before_the_call_leaves_it_unsure() {
    let office = Office::open().await;
    let run = office.queued(1, "clear-cache").await;
    let held = office
        .store
        .lease(1, seconds(HOLD), office.now())
        .await
        .unwrap()
        .remove(0);
    office
        .store
        .begin_send(&held, seconds(HOLD), office.now())
        .await
        .unwrap();
    office.clock.advance(seconds(HOLD));
    office.dispatch().await;
    assert_eq!(
        office.state(&run).await,
        State::Unsure,
        "nobody can know that it was not called"
    );
    assert!(office.tenant.triggers().is_empty());
}

#[tokio::test]
async fn a_dispatcher_that_dies_before_it_begins_loses_nothing() {
    let office = Office::open().await;
    let run = office.queued(1, "clear-cache").await;
    office.store.lease(1, seconds(HOLD), office.now()).await.unwrap();
    office.dispatch().await;
    assert!(
        office.tenant.triggers().is_empty(),
        "somebody else may be about to send it"
    );
    office.clock.advance(seconds(HOLD));
    office.dispatch().await;
    assert_eq!(office.state(&run).await, State::Sent);
    assert_eq!(office.tenant.triggers().len(), 1);
}

#[tokio::test]
async fn an_answer_that_comes_after_the_lease_still_counts() {
    let office = Office::open().await;
    let run = office.queued(1, "clear-cache").await;
    let gate = office.tenant.hangs(Line::Trigger);
    let service = office.service.clone();
    let slow = tokio::spawn(async move { dispatch_once(&service).await });
    office.tenant.was_called(Line::Trigger, 1).await;
    office.clock.advance(seconds(HOLD));
    let other = office.another().await;
    dispatch_once(&other).await;
    assert_eq!(office.state(&run).await, State::Unsure);
    drop(gate);
    slow.await.unwrap();
    assert_eq!(office.state(&run).await, State::Sent);
    assert_eq!(office.tenant.triggers().len(), 1);
}

#[tokio::test]
async fn a_send_that_waited_for_its_turn_is_held_until_its_answer() {
    let office = Office::open().await;
    let run = office.queued(1, "clear-cache").await;
    office.tenant.fails_once(Line::Trigger, down());
    let lease = office.service.due(1).await.unwrap().remove(0);
    // It waits for its permit that long.
    office.clock.advance(seconds(HOLD - 10));
    let gate = office.tenant.hangs(Line::Trigger);
    let service = office.service.clone();
    let slow = tokio::spawn(async move { service.send(lease).await });
    office.tenant.was_called(Line::Trigger, 1).await;
    office.clock.advance(seconds(20));
    assert!(
        !dispatch_once(&office.another().await).await,
        "its call is still under way"
    );
    drop(gate);
    slow.await.unwrap().unwrap();
    assert_eq!(
        office.state(&run).await,
        State::Queued,
        "it certainly was not sent"
    );
    office.clock.advance(seconds(HOLD));
    office.dispatch().await;
    assert_eq!(office.state(&run).await, State::Sent);
}

#[tokio::test]
async fn a_failure_that_comes_after_the_lease_sends_nothing_again() {
    let office = Office::open().await;
    let run = office.queued(1, "clear-cache").await;
    office.tenant.fails(Line::Trigger, down());
    let gate = office.tenant.hangs(Line::Trigger);
    let service = office.service.clone();
    let slow = tokio::spawn(async move { dispatch_once(&service).await });
    office.tenant.was_called(Line::Trigger, 1).await;
    office.clock.advance(seconds(HOLD));
    dispatch_once(&office.another().await).await;
    drop(gate);
    slow.await.unwrap();
    office.clock.advance(seconds(10 * HOLD));
    office.dispatch().await;
    assert_eq!(office.state(&run).await, State::Unsure);
    assert_eq!(office.tenant.triggers().len(), 1);
}

#[tokio::test]
async fn a_dispatcher_that_was_held_up_leaves_the_rest_to_others() {
    let office = Office::open().await;
    let first = office.queued(1, "clear-cache").await;
    let second = office.queued(2, "free-space").await;
    // It takes both, sends one, and waits for the permit of the other until its lease has run out.
    let held_up = office.another_with(one_action_a_second()).await;
    let held_up = tokio::spawn(async move { dispatch_once(&held_up).await });
    office.tenant.was_called(Line::Trigger, 1).await;
    office.clock.advance(seconds(HOLD));
    office.dispatch().await;
    assert_eq!(office.tenant.triggers().len(), 2);
    held_up.await.unwrap();
    assert_eq!(
        [office.state(&first).await, office.state(&second).await],
        [State::Sent; 2]
    );
    assert_eq!(office.tenant.triggers().len(), 2, "each of the two once");
}

#[tokio::test]
async fn a_restart_knows_what_was_pressed_before() {
    let office = Office::open().await;
    let run = office.queued(1, "clear-cache").await;
    let next = office.another().await;
    let again = next
        .start(
            &crate::support::robin(),
            crate::support::press(1, crate::support::LAPTOP, "clear-cache"),
        )
        .await
        .unwrap();
    assert_eq!((again.execution, again.repeated), (run.order.id.clone(), true));
    office
        .tenant
        .fails_once(Line::Trigger, error(service::TroubleKind::Throttled));
    dispatch_once(&next).await;
    office.clock.advance(seconds(1));
    dispatch_once(&office.another().await).await;
    assert_eq!(office.state(&run).await, State::Sent);
}
