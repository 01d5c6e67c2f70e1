//! What webhooks bring: it moves an execution of ours at once, and everything else only makes the watcher look.

use std::{sync::Arc, time::Duration};

use domain::{HookSource, State, TenantStatus};
use service::{Caller, Digested, HookCount, Inbox as _, Notice, Service, Sighting, TakenIn};

use crate::support::{
    Call, FakeTenant, LAPTOP, Line, MAC, Office, kim, minutes, person, reading, robin, seconds, uid,
};

/// How long a reader holds what it has taken.
const HOLD: i64 = 60;

fn source() -> HookSource {
    "acme".parse().unwrap()
}

async fn arrives(office: &Office, body: &str) -> TakenIn {
    office.service.take_in(&source(), body.as_bytes()).await.unwrap()
}

/// A webhook with this body arrives, says this, and is read.
async fn told(office: &Office, body: &str, notice: Notice) {
    office.tenant.says(body, vec![notice]);
    assert_eq!(arrives(office, body).await, TakenIn::New);
    assert_eq!(office.service.digest_inbox_once().await.unwrap(), 1);
}

fn counted(office: &Office, what: HookCount) -> u64 {
    office.service.hook_counts().of(what)
}

/// Whether the watcher was woken since the last time somebody asked.
async fn watcher_is_woken(service: &Service) -> bool {
    let woken = service.something_to_watch();
    tokio::time::timeout(Duration::ZERO, woken).await.is_ok()
}

#[tokio::test]
async fn a_report_moves_its_execution_at_once() {
    let office = Office::open().await;
    let run = office.sent(1, "clear-cache").await;
    office.service.overview(&robin()).await.unwrap();
    watcher_is_woken(&office.service).await;
    let mut cursor = office.service.listen(&robin(), None);
    let report = FakeTenant::sighting(&run, TenantStatus::Success, office.now());
    told(&office, "1", Notice::Execution(report)).await;
    assert_eq!(office.state(&run).await, State::Done);
    let events = office.service.next_events(&mut cursor).await.unwrap();
    assert_eq!(events.len(), 1, "open pages are told");
    assert!(
        office.service.overview(&robin()).await.unwrap().freshness.pending,
        "what ran has changed the device, so its figures are asked again"
    );
    assert_eq!(counted(&office, HookCount::Applied), 1);
    assert!(office.tenant.calls(Line::Sightings).is_empty());
    assert!(
        !watcher_is_woken(&office.service).await,
        "there is nothing left to ask"
    );
}

#[tokio::test]
async fn a_fix_that_is_done_is_proven_by_the_watcher() {
    let office = Office::open().await;
    let run = office.sent(1, "free-space").await;
    watcher_is_woken(&office.service).await;
    let report = FakeTenant::sighting(&run, TenantStatus::Success, office.now());
    told(&office, "1", Notice::Execution(report)).await;
    assert_eq!(office.state(&run).await, State::Verifying);
    assert!(watcher_is_woken(&office.service).await);
}

#[tokio::test]
async fn an_execution_is_known_by_its_request_where_there_is_no_reference() {
    let office = Office::open().await;
    let run = office.sent(1, "reset-network").await;
    let report = Sighting {
        reference: None,
        ..FakeTenant::sighting(&run, TenantStatus::InProgress, office.now())
    };
    told(&office, "1", Notice::Execution(report)).await;
    assert_eq!(office.state(&run).await, State::Running);
}

#[tokio::test]
async fn a_duplicate_is_counted_and_nothing_else() {
    let office = Office::open().await;
    let run = office.sent(1, "clear-cache").await;
    let report = FakeTenant::sighting(&run, TenantStatus::InProgress, office.now());
    told(&office, "1", Notice::Execution(report.clone())).await;
    let before = office.execution(&run.order.id).await;
    assert_eq!(arrives(&office, "1").await, TakenIn::Repeated);
    assert_eq!(office.service.digest_inbox_once().await.unwrap(), 0);
    // The same news in other words.
    told(&office, "1 ", Notice::Execution(report)).await;
    assert_eq!(office.execution(&run.order.id).await, before);
    let counts = [
        HookCount::Accepted,
        HookCount::Duplicate,
        HookCount::Applied,
        HookCount::Stale,
    ];
    assert_eq!(counts.map(|what| counted(&office, what)), [2, 1, 1, 1]);
}

#[tokio::test]
async fn news_that_come_in_the_wrong_order_end_right() {
    let office = Office::open().await;
    let run = office.sent(1, "clear-cache").await;
    let began = office.now();
    office.clock.advance(seconds(10));
    let statuses = [
        (TenantStatus::InProgress, office.now(), State::Running),
        (TenantStatus::WaitingOnDevice, began, State::Running),
        (TenantStatus::Success, office.now(), State::Done),
        (TenantStatus::Failure, office.now(), State::Done),
    ];
    for (number, (status, at, state)) in statuses.into_iter().enumerate() {
        let report = FakeTenant::sighting(&run, status, at);
        told(&office, &number.to_string(), Notice::Execution(report)).await;
        assert_eq!(office.state(&run).await, state, "{status:?}");
    }
    assert_eq!(counted(&office, HookCount::Stale), 2);
}

#[tokio::test]
async fn a_time_that_cannot_be_right_is_not_believed() {
    let office = Office::open().await;
    let run = office.sent(1, "clear-cache").await;
    // Half an hour off is the least by which a zone can be.
    for (number, wrong) in [minutes(30), minutes(-30), minutes(6), minutes(-16)]
        .into_iter()
        .enumerate()
    {
        let report = FakeTenant::sighting(&run, TenantStatus::Success, office.now() + wrong);
        told(&office, &number.to_string(), Notice::Execution(report)).await;
        assert_eq!(office.state(&run).await, State::Sent, "{wrong:?}");
    }
    assert_eq!(counted(&office, HookCount::Hint), 4);
    for (number, fair) in [minutes(-15), minutes(5)].into_iter().enumerate() {
        let report = FakeTenant::sighting(&run, TenantStatus::InProgress, office.now() + fair);
        told(&office, &format!("fair {number}"), Notice::Execution(report)).await;
    }
    assert_eq!(office.state(&run).await, State::Running);
    assert_eq!(counted(&office, HookCount::Applied), 2);
}

#[tokio::test]
async fn another_device_or_an_unknown_run_is_only_a_hint() {
    let office = Office::open().await;
    let run = office.sent(1, "clear-cache").await;
    let right = FakeTenant::sighting(&run, TenantStatus::Success, office.now());
    let mut unknown = Sighting {
        reference: None,
        ..right.clone()
    };
    unknown.report.request = "somebody-elses".parse().unwrap();
    let foreign_reference = Sighting {
        reference: Some("00000009-0000-4000-8000-000000000000".parse().unwrap()),
        ..unknown.clone()
    };
    let elsewhere = Sighting {
        device: uid(MAC),
        ..right.clone()
    };
    for (number, wrong) in [unknown, foreign_reference, elsewhere].into_iter().enumerate() {
        // Each is far enough from the one before to be passed on.
        office.clock.advance(seconds(5));
        watcher_is_woken(&office.service).await;
        told(&office, &number.to_string(), Notice::Execution(wrong)).await;
        assert_eq!(office.state(&run).await, State::Sent, "{number}");
        assert!(watcher_is_woken(&office.service).await, "{number}");
    }
    assert_eq!(counted(&office, HookCount::Applied), 0);
    assert_eq!(counted(&office, HookCount::Hint), 3);
}

#[tokio::test]
async fn many_hints_are_one_look_in_five_seconds() {
    let office = Office::open().await;
    let mut looks = 0;
    for number in 0..100 {
        told(&office, &number.to_string(), Notice::Hint).await;
        looks += u32::from(watcher_is_woken(&office.service).await);
    }
    assert_eq!(looks, 1);
    // The last of them is not lost: whoever comes next passes it on.
    office.clock.advance(seconds(5));
    assert_eq!(office.service.digest_inbox_once().await.unwrap(), 0);
    assert!(watcher_is_woken(&office.service).await);
    office.clock.advance(seconds(5));
    office.service.digest_inbox_once().await.unwrap();
    assert!(!watcher_is_woken(&office.service).await);
}

#[tokio::test]
async fn an_alert_makes_the_figures_of_its_device_due() {
    let office = Office::open().await;
    office.service.overview(&robin()).await.unwrap();
    office.service.overview(&kim()).await.unwrap();
    office.tenant.reads(reading(LAPTOP, office.now()));
    let alert = |device| Notice::Alert { device };
    told(&office, "nowhere", alert(None)).await;
    assert!(!office.service.overview(&robin()).await.unwrap().freshness.pending);
    told(&office, "laptop", alert(Some(uid(LAPTOP)))).await;
    assert!(office.service.overview(&robin()).await.unwrap().freshness.pending);
    assert!(
        !office.service.overview(&kim()).await.unwrap().freshness.pending,
        "it is not Kim's"
    );
    assert_eq!(counted(&office, HookCount::Alert), 2);
    // Nobody is asked for whom nothing is known.
    let asked = Call::DevicesOf(person("sam").id().clone());
    assert!(!office.tenant.calls(Line::DevicesOf).contains(&asked));
}

#[tokio::test]
async fn what_cannot_be_read_waits_for_somebody_to_look_at_it() {
    let office = Office::open().await;
    let run = office.sent(1, "clear-cache").await;
    arrives(&office, "{{status}}").await;
    assert_eq!(office.service.digest_inbox_once().await.unwrap(), 1);
    assert_eq!(office.service.digest_inbox_once().await.unwrap(), 0);
    let kept = office.store.quarantined().await.unwrap();
    assert_eq!((kept.len(), &*kept[0].fault), (1, "it makes no sense"));
    assert_eq!(counted(&office, HookCount::Quarantined), 1);

    // After an update it makes sense.
    let report = FakeTenant::sighting(&run, TenantStatus::InProgress, office.now());
    office.tenant.says("{{status}}", vec![Notice::Execution(report)]);
    office.clock.advance(minutes(60));
    assert!(office.store.replay(kept[0].id, office.now()).await.unwrap());
    assert_eq!(office.service.digest_inbox_once().await.unwrap(), 1);
    assert_eq!(office.state(&run).await, State::Running);
    assert!(office.store.quarantined().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_body_that_cannot_be_read_does_not_keep_others() {
    let office = Office::open().await;
    let run = office.sent(1, "clear-cache").await;
    let report = FakeTenant::sighting(&run, TenantStatus::Success, office.now());
    office.tenant.says("good", vec![Notice::Execution(report)]);
    arrives(&office, "bad").await;
    arrives(&office, "good").await;
    assert_eq!(office.service.digest_inbox_once().await.unwrap(), 2);
    assert_eq!(office.state(&run).await, State::Done);
}

#[tokio::test]
async fn a_reader_that_dies_before_it_has_read_loses_nothing() {
    let office = Office::open().await;
    let run = office.sent(1, "clear-cache").await;
    let report = FakeTenant::sighting(&run, TenantStatus::Success, office.now());
    office.tenant.says("1", vec![Notice::Execution(report)]);
    arrives(&office, "1").await;
    let taken = office
        .store
        .lease_arrivals(1, seconds(HOLD), office.now())
        .await
        .unwrap();
    assert_eq!(taken.len(), 1);

    let next = office.another().await;
    assert_eq!(
        next.digest_inbox_once().await.unwrap(),
        0,
        "the dead one still holds it"
    );
    office.clock.advance(seconds(HOLD));
    assert_eq!(next.digest_inbox_once().await.unwrap(), 1);
    assert_eq!(office.state(&run).await, State::Done);
}

#[tokio::test]
async fn a_reader_that_dies_after_it_has_acted_does_nothing_twice() {
    let office = Office::open().await;
    let run = office.sent(1, "clear-cache").await;
    let report = FakeTenant::sighting(&run, TenantStatus::InProgress, office.now());
    told(&office, "1", Notice::Execution(report.clone())).await;
    let after = office.execution(&run.order.id).await;
    // Acted upon, and never recorded as read.
    office.tenant.says("2", vec![Notice::Execution(report)]);
    arrives(&office, "2").await;
    let taken = office
        .store
        .lease_arrivals(1, seconds(HOLD), office.now())
        .await
        .unwrap();
    office.clock.advance(seconds(HOLD));
    let next = office.another().await;
    assert_eq!(next.digest_inbox_once().await.unwrap(), 1);
    assert_eq!(office.execution(&run.order.id).await, after);
    // Whoever was only slow settles nothing any more.
    let late = Digested::Quarantined("too late".into());
    office.store.settle(&taken[0], &late, office.now()).await.unwrap();
    assert!(office.store.quarantined().await.unwrap().is_empty());
}

#[tokio::test]
async fn whoever_waits_hears_of_an_arrival_at_once() {
    let office = Office::open().await;
    let service = Arc::new(office.service.clone());
    let waiting = tokio::spawn({
        let service = service.clone();
        async move { service.something_to_read().await }
    });
    arrives(&office, "1").await;
    tokio::time::timeout(Duration::from_secs(20), waiting)
        .await
        .expect("nobody wakes the reader")
        .unwrap();
}

#[tokio::test]
async fn a_token_is_known_until_it_is_over() {
    let office = Office::open().await;
    let issued = office.service.issue_token(&Caller::Hook(source())).await.unwrap();
    let other: HookSource = "other".parse().unwrap();
    let next = office.another().await;
    let knows = async |source: &HookSource, token: &str| {
        let caller = Caller::Hook(source.clone());
        next.knows_token(&caller, token).await.unwrap()
    };
    assert!(knows(&source(), &issued.token).await);
    assert!(!knows(&other, &issued.token).await);
    assert!(!knows(&source(), &issued.token[1..]).await);
    office.clock.advance(minutes(60));
    assert!(!knows(&source(), &issued.token).await);
    office.clock.advance(seconds(1));
    let gone = office.service.forget_older_than(minutes(60 * 24)).await.unwrap();
    assert_eq!(gone, 1);
}
