//! How often the tenant is asked how things stand: less where webhooks tell, and never so seldom that somebody waits.

use domain::{Execution, HookSource, State, TenantStatus};
use service::Notice;

use crate::support::{FakeTenant, LAPTOP, Line, Office, minutes, reading, seconds};

/// A webhook tells how this execution stands since a while.
async fn told(office: &Office, body: &str, run: &Execution, status: TenantStatus, ago: i64) {
    let mut sighting = FakeTenant::sighting(run, status, office.now() - seconds(ago));
    // Something is new each time.
    body.clone_into(&mut sighting.report.details);
    office.tenant.says(body, vec![Notice::Execution(sighting)]);
    let source: HookSource = "acme".parse().unwrap();
    office.service.take_in(&source, body.as_bytes()).await.unwrap();
    office.service.digest_inbox_once().await.unwrap();
}

fn looks(office: &Office) -> usize {
    office.tenant.calls(Line::Sightings).len()
}

/// One that runs, as a webhook has told.
async fn running(office: &Office) -> Execution {
    let run = office.sent(1, "clear-cache").await;
    told(office, "runs", &run, TenantStatus::InProgress, 0).await;
    assert_eq!(office.state(&run).await, State::Running);
    run
}

#[tokio::test]
async fn what_webhooks_tell_of_is_asked_about_when_they_are_silent() {
    let office = Office::open().await;
    let run = running(&office).await;
    office
        .tenant
        .shows_run(&run, TenantStatus::InProgress, office.now());
    assert_eq!(office.watch().await, 60);
    office.clock.advance(seconds(90));
    assert_eq!(office.watch().await, 30);
    assert_eq!(looks(&office), 0);
    office.clock.advance(seconds(30));
    office.watch().await;
    assert_eq!(looks(&office), 1);
    // It is silent for twice as long then.
    office.clock.advance(seconds(110));
    assert_eq!(office.watch().await, 10);
    assert_eq!(looks(&office), 1);
    office.clock.advance(seconds(10));
    office.watch().await;
    assert_eq!(looks(&office), 2);
    // Nothing has told for an hour.
    office.clock.advance(minutes(60));
    office.watch().await;
    let run = office.sent(2, "free-space").await;
    assert_eq!(office.watch().await, 5);
    assert_eq!(office.state(&run).await, State::Sent);
}

#[tokio::test]
async fn what_is_silent_for_long_is_asked_about_every_hour() {
    let office = Office::open().await;
    let silent = running(&office).await;
    office
        .tenant
        .shows_run(&silent, TenantStatus::InProgress, office.now());
    let other = office.sent(2, "free-space").await;
    office
        .tenant
        .shows_run(&other, TenantStatus::InProgress, office.now());
    told(&office, "other", &other, TenantStatus::InProgress, 0).await;
    // Webhooks tell of the other one all the time.
    for minute in 1..=24 * 60 {
        office.clock.advance(minutes(1));
        told(&office, &minute.to_string(), &other, TenantStatus::InProgress, 0).await;
        office.watch().await;
    }
    // After 2, 4 … 64 minutes, and then every hour.
    assert_eq!(looks(&office), 6 + 22);
}

#[tokio::test]
async fn what_no_webhook_has_told_makes_them_doubted() {
    let office = Office::open().await;
    let run = running(&office).await;
    let other = office.sent(2, "free-space").await;
    assert_eq!(office.watch().await, 60);
    office.clock.advance(seconds(20));
    office.tenant.shows_run(&run, TenantStatus::Success, office.now());
    office.clock.advance(seconds(100));
    assert_eq!(office.watch().await, 5);
    assert_eq!(office.state(&run).await, State::Done);
    // They are believed again later, if they tell.
    office.clock.advance(minutes(10));
    told(&office, "other", &other, TenantStatus::InProgress, 0).await;
    assert_eq!(office.watch().await, 60);
}

#[tokio::test]
async fn what_is_found_before_it_was_told_is_no_reason_to_doubt() {
    let office = Office::open().await;
    let run = running(&office).await;
    office.clock.advance(seconds(120));
    office.sent(2, "free-space").await;
    office
        .tenant
        .shows_run(&run, TenantStatus::Success, office.now() - seconds(2));
    assert_eq!(office.watch().await, 60);
    assert_eq!(office.state(&run).await, State::Done);
}

#[tokio::test]
async fn a_hint_is_looked_after_at_once() {
    let office = Office::open().await;
    running(&office).await;
    office.watch().await;
    assert_eq!(looks(&office), 0);
    office.tenant.says("anything", vec![Notice::Hint]);
    let source: HookSource = "acme".parse().unwrap();
    office.service.take_in(&source, b"anything").await.unwrap();
    office.service.digest_inbox_once().await.unwrap();
    office.watch().await;
    assert_eq!(looks(&office), 1);
    office.watch().await;
    assert_eq!(looks(&office), 1);
}

#[tokio::test]
async fn the_figure_of_a_fix_is_read_less_and_less_often() {
    let office = Office::open().await;
    let run = office.sent(1, "free-space").await;
    office.tenant.shows_run(&run, TenantStatus::Success, office.now());
    office.watch().await;
    let read = || office.tenant.calls(Line::Device).len();
    let before = read();
    // The device reports nothing new; whoever wakes the watcher makes it read no more often.
    while office.state(&run).await == State::Verifying {
        office.clock.advance(seconds(5));
        let wait = office.watch().await;
        assert!((5..=60).contains(&wait), "{wait}");
    }
    assert_eq!(
        office.state(&run).await,
        State::Done,
        "not proven after 15 minutes"
    );
    // 10, 20 … 60 s; 90 s … 5 min; 6 … 15 min, and once more when the time is over.
    assert_eq!(read() - before, 6 + 8 + 10 + 1);
    // As soon as it reports, it is proven.
    let run = office.sent(2, "free-space").await;
    office.tenant.shows_run(&run, TenantStatus::Success, office.now());
    office.watch().await;
    office.clock.advance(seconds(10));
    let mut better = reading(LAPTOP, office.now());
    better.numbers.insert("disk_free".into(), 80.0);
    office.tenant.reads(better);
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Fixed);
}
