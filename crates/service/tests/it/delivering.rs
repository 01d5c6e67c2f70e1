//! Whatever fails and whoever dies, one hand-over becomes at most one ticket, and none is lost.

use domain::{HandOver, HandOverFailureKind, HandOverState};
use jiff::SignedDuration;
use service::{DeskTrouble, HandOverError};

use crate::{
    handing_over::{device, handed, kept, request},
    support::{DeskAnswer, LAPTOP, Office, deliver_once, minutes, press, robin, seconds},
};

/// When a lease of the sender runs out.
const HOLD: i64 = 180;

async fn open() -> (Office, HandOver) {
    let office = Office::open().await;
    let hand_over = handed(&office, &robin(), request(1, device(LAPTOP))).await;
    (office, hand_over)
}

async fn state(office: &Office, hand_over: &HandOver) -> HandOverState {
    kept(office, &hand_over.order.id).await.state()
}

/// Works on it every few seconds for so long.
async fn work_for(office: &Office, time: SignedDuration) {
    let until = office.now() + time;
    while office.now() < until {
        office.deliver().await;
        office.clock.advance(seconds(5));
    }
}

#[tokio::test]
async fn it_becomes_a_ticket_with_all_that_is_known() {
    let office = Office::open().await;
    let run = office
        .start(&robin(), press(9, LAPTOP, "clear-cache"))
        .await
        .execution;
    let hand_over = handed(&office, &robin(), request(1, device(LAPTOP))).await;
    office.clock.advance(minutes(5));
    office.deliver().await;
    let done = kept(&office, &hand_over.order.id).await;
    assert_eq!(done.ticket().unwrap().number.as_deref(), Some("INC1"));
    assert!(
        !deliver_once(&office.service).await,
        "there is nothing left to do"
    );
    let report = office.desk.tickets().remove(0);
    assert_eq!(report.hand_over.order, hand_over.order);
    assert_eq!(report.figures.len(), 2);
    assert_eq!(report.receipts[0].execution_id, run);
    assert_eq!(
        report.receipts[0].issued_at, hand_over.order.created_at,
        "it says the same however late it is sent"
    );
}

#[tokio::test]
async fn what_cannot_be_taken_now_is_asked_for_again() {
    let (office, hand_over) = open().await;
    let long = std::time::Duration::from_secs(30);
    office
        .desk
        .answers([DeskAnswer::NotNow(Some(long)), DeskAnswer::NotNow(None)]);
    office.deliver().await;
    assert_eq!(state(&office, &hand_over).await, HandOverState::Queued);
    office.clock.advance(seconds(29));
    office.deliver().await;
    assert_eq!(office.desk.creates(), 1, "it waits as long as it is asked to");
    office.clock.advance(seconds(1));
    office.deliver().await;
    office.clock.advance(seconds(2));
    office.deliver().await;
    assert_eq!(state(&office, &hand_over).await, HandOverState::Created);
    assert_eq!((office.desk.creates(), office.desk.finds()), (3, 0));
}

#[tokio::test]
async fn what_is_refused_ends_with_the_words_of_the_service_desk() {
    let (office, hand_over) = open().await;
    office.desk.answers([DeskAnswer::Refused]);
    work_for(&office, minutes(30)).await;
    let failed = kept(&office, &hand_over.order.id).await;
    assert_eq!(failed.failure().unwrap().kind, HandOverFailureKind::Refused);
    assert_eq!(failed.failure().unwrap().words, "Refused");
    assert_eq!(office.desk.creates(), 1);
    // The employee may try again when somebody has mended it.
    handed(&office, &robin(), request(2, device(LAPTOP))).await;
    office.deliver().await;
    assert_eq!(office.desk.tickets().len(), 1);
}

#[tokio::test]
async fn an_answer_that_is_lost_is_found() {
    let (office, hand_over) = open().await;
    office.desk.answers([DeskAnswer::LostAfter]);
    office.deliver().await;
    assert_eq!(state(&office, &hand_over).await, HandOverState::Unsure);
    office.clock.advance(seconds(2));
    office.deliver().await;
    assert_eq!(state(&office, &hand_over).await, HandOverState::Created);
    assert_eq!((office.desk.creates(), office.desk.tickets().len()), (1, 1));
}

#[tokio::test]
async fn a_call_that_is_lost_is_made_again_when_it_is_proven_lost() {
    let (office, hand_over) = open().await;
    office.desk.answers([DeskAnswer::LostBefore]);
    // The longest call, and as long as the service desk needs to settle.
    work_for(&office, seconds(90 + 300 - 5)).await;
    assert_eq!(state(&office, &hand_over).await, HandOverState::Unsure);
    assert_eq!(office.desk.creates(), 1, "it may still be on its way");
    work_for(&office, minutes(2)).await;
    assert_eq!(state(&office, &hand_over).await, HandOverState::Created);
    assert_eq!((office.desk.creates(), office.desk.tickets().len()), (2, 1));
}

#[tokio::test]
async fn nothing_is_asked_for_again_while_nobody_can_say_what_there_is() {
    let (office, hand_over) = open().await;
    office.desk.answers([DeskAnswer::LostAfter]);
    office.desk.hides(true);
    work_for(&office, minutes(30)).await;
    assert_eq!(state(&office, &hand_over).await, HandOverState::Unsure);
    office.desk.hides(false);
    work_for(&office, minutes(2)).await;
    assert_eq!(state(&office, &hand_over).await, HandOverState::Created);
    assert_eq!((office.desk.creates(), office.desk.tickets().len()), (1, 1));
}

#[tokio::test]
async fn a_sender_that_dies_in_the_call_makes_no_second_ticket() {
    let (office, hand_over) = open().await;
    let gate = office.desk.hangs();
    let service = office.service.clone();
    let dying = tokio::spawn(async move { deliver_once(&service).await });
    office.desk.was_asked(1).await;
    dying.abort();
    assert!(dying.await.unwrap_err().is_cancelled());
    drop(gate);
    let next = office.another().await;
    assert!(!deliver_once(&next).await, "the dead one still holds it");
    office.clock.advance(seconds(HOLD));
    assert!(deliver_once(&next).await);
    assert_eq!(state(&office, &hand_over).await, HandOverState::Unsure);
    assert_eq!(office.desk.creates(), 1);
    work_for(&office, minutes(15)).await;
    assert_eq!(state(&office, &hand_over).await, HandOverState::Created);
    assert_eq!(office.desk.tickets().len(), 1);
}

#[tokio::test]
async fn a_sender_that_was_given_up_for_dead_knows_better() {
    let (office, hand_over) = open().await;
    let gate = office.desk.hangs();
    let service = office.service.clone();
    let slow = tokio::spawn(async move { deliver_once(&service).await });
    office.desk.was_asked(1).await;
    office.clock.advance(seconds(HOLD));
    deliver_once(&office.another().await).await;
    assert_eq!(state(&office, &hand_over).await, HandOverState::Unsure);
    drop(gate);
    slow.await.unwrap();
    assert_eq!(state(&office, &hand_over).await, HandOverState::Created);
    work_for(&office, minutes(30)).await;
    assert_eq!((office.desk.creates(), office.desk.tickets().len()), (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_processes_one_asks() {
    let (office, hand_over) = open().await;
    let other = office.another().await;
    let (one, two) = tokio::join!(deliver_once(&office.service), deliver_once(&other));
    assert!(one != two);
    assert_eq!(state(&office, &hand_over).await, HandOverState::Created);
    assert_eq!(office.desk.creates(), 1);
}

#[tokio::test]
async fn what_never_came_through_ends_some_day() {
    let (office, hand_over) = open().await;
    let other = handed(&office, &robin(), request(2, device(crate::support::SHARED))).await;
    let day = SignedDuration::from_hours(24);
    office
        .desk
        .answers([DeskAnswer::LostBefore, DeskAnswer::NotNow(None)]);
    office.desk.hides(true);
    office.deliver().await;
    let lost = [state(&office, &hand_over).await, state(&office, &other).await];
    assert!(
        lost.contains(&HandOverState::Unsure) && lost.contains(&HandOverState::Queued),
        "{lost:?}"
    );
    office.clock.advance(3 * day + seconds(1));
    office.deliver().await;
    let mut kinds = Vec::new();
    for hand_over in [&hand_over, &other] {
        kinds.push(kept(&office, &hand_over.order.id).await.failure().unwrap().kind);
    }
    assert!(
        kinds.contains(&HandOverFailureKind::NeverHeard) && kinds.contains(&HandOverFailureKind::NeverSent),
        "{kinds:?}"
    );
    assert_eq!(office.desk.creates(), 2);
}

/// Its answer is lost, and nobody works on it or can be asked for more than three days.
async fn forgotten(answer: DeskAnswer) -> (Office, HandOver) {
    let (office, hand_over) = open().await;
    office.desk.answers([answer]);
    office.deliver().await;
    assert_eq!(state(&office, &hand_over).await, HandOverState::Unsure);
    office
        .clock
        .advance(SignedDuration::from_hours(3 * 24) + seconds(1));
    (office, hand_over)
}

#[tokio::test]
async fn what_is_late_is_looked_for_before_it_is_given_up() {
    let (office, hand_over) = forgotten(DeskAnswer::LostAfter).await;
    office.deliver().await;
    let found = kept(&office, &hand_over.order.id).await;
    assert_eq!(found.state(), HandOverState::Created, "{:?}", found.failure());
    assert_eq!(found.ticket().unwrap().number.as_deref(), Some("INC1"));
    assert_eq!((office.desk.creates(), office.desk.tickets().len()), (1, 1));
}

#[tokio::test]
async fn what_is_late_and_certainly_not_there_was_never_sent() {
    let (office, hand_over) = forgotten(DeskAnswer::LostBefore).await;
    office.deliver().await;
    let failed = kept(&office, &hand_over.order.id).await;
    assert_eq!(failed.failure().unwrap().kind, HandOverFailureKind::NeverSent);
    assert_eq!(
        (office.desk.creates(), office.desk.finds()),
        (1, 1),
        "it is not wanted any more"
    );
}

#[tokio::test]
async fn nobody_makes_a_second_ticket_who_was_not_told_that_there_may_be_one() {
    let (office, hand_over) = forgotten(DeskAnswer::LostAfter).await;
    office.desk.hides(true);
    office.deliver().await;
    assert_eq!(office.desk.finds(), 1, "it was asked for");
    let failed = kept(&office, &hand_over.order.id).await;
    assert_eq!(failed.failure().unwrap().kind, HandOverFailureKind::NeverHeard);
    // A page that stood open since before.
    let unaware = office
        .service
        .hand_over(&robin(), request(2, device(LAPTOP)))
        .await;
    assert!(
        matches!(&unaware, Err(HandOverError::Settled(by)) if *by == hand_over.order.id),
        "{unaware:?}"
    );
    let form = office.service.hand_over_form(&robin(), device(LAPTOP)).await;
    let shown = form.unwrap().offer.last.unwrap();
    assert_eq!(shown.failure().unwrap().kind, HandOverFailureKind::NeverHeard);
    office.deliver().await;
    assert_eq!(office.desk.tickets().len(), 1);
}

#[tokio::test]
async fn what_goes_along_is_given_to_the_ticket_that_is_there() {
    let (office, hand_over) = open().await;
    office
        .desk
        .does_not_attach([DeskTrouble::Unknown, DeskTrouble::NotNow(None)]);
    office.deliver().await;
    assert_eq!(
        state(&office, &hand_over).await,
        HandOverState::Created,
        "its number is shown meanwhile"
    );
    assert_eq!(kept(&office, &hand_over.order.id).await.attached(), None);
    work_for(&office, minutes(1)).await;
    assert_eq!(kept(&office, &hand_over.order.id).await.attached(), Some(true));
    assert_eq!((office.desk.creates(), office.desk.attached().len()), (1, 1));
}

#[tokio::test]
async fn a_ticket_stays_one_when_nothing_can_be_given_to_it() {
    let (office, hand_over) = open().await;
    office.desk.does_not_attach([DeskTrouble::Refused]);
    work_for(&office, minutes(1)).await;
    let kept = kept(&office, &hand_over.order.id).await;
    assert_eq!(
        (kept.state(), kept.attached()),
        (HandOverState::Created, Some(false))
    );
    assert_eq!((office.desk.creates(), office.desk.attached().len()), (1, 0));
}

#[tokio::test]
async fn the_sender_works_until_it_is_told_to_stop() {
    let office = Office::open().await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let service = office.service.clone();
    let keep = SignedDuration::from_hours(90 * 24);
    let sender = tokio::spawn(async move { service.deliver_until(keep, async { _ = stopped.await }).await });
    let mut cursor = office.service.listen(&robin(), None);
    let hand_over = handed(&office, &robin(), request(1, device(LAPTOP))).await;
    while state(&office, &hand_over).await != HandOverState::Created {
        office.service.next_events(&mut cursor).await.unwrap();
    }
    stop.send(()).unwrap();
    sender.await.unwrap();
    assert_eq!(office.desk.tickets().len(), 1);
}
