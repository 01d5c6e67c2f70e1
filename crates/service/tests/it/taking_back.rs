//! What was not sent can be taken back, and what was begun cannot.

use domain::State;
use service::CancelError;

use crate::support::{Line, Office, dispatch_once, down, kim, minutes, robin, seconds};

#[tokio::test]
async fn what_is_taken_back_is_never_sent() {
    let office = Office::open().await;
    let run = office.queued(1, "free-space").await;
    office.service.cancel(&robin(), &run.order.id).await.unwrap();
    office.service.cancel(&robin(), &run.order.id).await.unwrap();
    office.clock.advance(minutes(60));
    office.dispatch().await;
    assert_eq!(office.state(&run).await, State::Cancelled);
    assert!(office.tenant.triggers().is_empty());
    // It did not run, so nobody has to wait.
    office.queued(2, "free-space").await;
}

#[tokio::test]
async fn what_waits_for_the_tenant_can_be_taken_back() {
    let office = Office::open().await;
    office.tenant.fails(Line::Trigger, down());
    let run = office.queued(1, "free-space").await;
    office.dispatch().await;
    assert_eq!(office.tenant.triggers().len(), 1);
    office.service.cancel(&robin(), &run.order.id).await.unwrap();
    office.tenant.recovers(Line::Trigger);
    office.clock.advance(minutes(60));
    office.dispatch().await;
    assert_eq!(office.tenant.triggers().len(), 1);
}

#[tokio::test]
async fn what_is_being_sent_cannot_be_taken_back() {
    let office = Office::open().await;
    let run = office.queued(1, "clear-cache").await;
    let gate = office.tenant.hangs(Line::Trigger);
    let service = office.service.clone();
    let sending = tokio::spawn(async move { dispatch_once(&service).await });
    office.tenant.was_called(Line::Trigger, 1).await;
    let answer = office.service.cancel(&robin(), &run.order.id).await;
    assert!(matches!(answer, Err(CancelError::TooLate)), "{answer:?}");
    drop(gate);
    sending.await.unwrap();
    assert_eq!(office.state(&run).await, State::Sent);
    let answer = office.service.cancel(&robin(), &run.order.id).await;
    assert!(matches!(answer, Err(CancelError::TooLate)), "{answer:?}");
}

#[tokio::test]
async fn a_lease_that_was_taken_is_lost_with_it() {
    let office = Office::open().await;
    let run = office.queued(1, "clear-cache").await;
    let lease = office.service.due(1).await.unwrap().remove(0);
    office.service.cancel(&robin(), &run.order.id).await.unwrap();
    office.service.send(lease).await.unwrap();
    assert_eq!(office.state(&run).await, State::Cancelled);
    assert!(office.tenant.triggers().is_empty());
}

#[tokio::test]
async fn nobody_takes_back_what_is_not_theirs() {
    let office = Office::open().await;
    let run = office.queued(1, "free-space").await;
    let answer = office.service.cancel(&kim(), &run.order.id).await;
    assert!(matches!(answer, Err(CancelError::NotFound)), "{answer:?}");
    office.clock.advance(seconds(1));
    office.dispatch().await;
    assert_eq!(office.state(&run).await, State::Sent);
}
