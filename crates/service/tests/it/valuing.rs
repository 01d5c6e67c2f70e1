//! What Deskside is worth is counted from what is kept, claims nothing that nobody knows, and names nobody.

use domain::{FeedbackOn, Subject, TenantStatus};
use jiff::SignedDuration;
use service::{
    Admin, DiagnoseRequest, Employee, HandOverRequest, Period,
    view::{RemedyCounts, TopicCounts, ValuePage},
};

use crate::support::{
    LAPTOP, MAC, Office, SHARED, admin, key, kim, minutes, person, press, reading, robin, seconds, uid,
};

const DAY: SignedDuration = SignedDuration::from_hours(24);

async fn page(office: &Office) -> ValuePage {
    office
        .service
        .value_page(&admin(), Period::Week, 1)
        .await
        .unwrap()
}

async fn value(office: &Office, remedy: &str) -> RemedyCounts {
    let values = page(office).await.remedies;
    let found = values.into_iter().find(|value| value.id.as_str() == remedy);
    let counts = found.and_then(|value| value.counts);
    counts.unwrap_or_else(|| panic!("{remedy} was not run"))
}

async fn topic(office: &Office, topic: &str) -> TopicCounts {
    let values = page(office).await.topics;
    let found = values.into_iter().find(|value| value.id.as_str() == topic);
    let counts = found.and_then(|value| value.counts);
    counts.unwrap_or_else(|| panic!("{topic} was not looked at"))
}

async fn hand_over(office: &Office, employee: &Employee, number: u32, device: u32) {
    let request = HandOverRequest {
        about: Subject::Device { device: uid(device) },
        note: None,
        key: key(number),
        after: None,
    };
    office.service.hand_over(employee, request).await.unwrap();
}

async fn look(office: &Office, employee: &Employee, number: u32) -> domain::DiagnosisId {
    let request = DiagnoseRequest {
        device: uid(LAPTOP),
        topic: "slow".parse().unwrap(),
        key: key(number),
    };
    office
        .service
        .diagnose(employee, request)
        .await
        .unwrap()
        .diagnosis
}

#[tokio::test]
async fn nothing_is_deflected_before_the_time_for_a_hand_over_is_over() {
    let office = Office::open().await;
    office.done(1, "clear-cache").await;
    office.clock.advance(DAY - seconds(1));
    let early = value(&office, "clear-cache").await;
    assert_eq!(
        (early.started, early.done, early.deflected, early.too_early),
        (1, 1, 0, 1)
    );
    assert_eq!(early.saved, Some(SignedDuration::ZERO));

    office.clock.advance(seconds(1));
    let late = value(&office, "clear-cache").await;
    assert_eq!((late.deflected, late.too_early), (1, 0));
    assert_eq!(late.saved, Some(minutes(20)));
    let total = page(&office).await.total;
    assert_eq!(
        (total.started, total.deflected, total.saved),
        (1, 1, Some(minutes(20)))
    );
}

#[tokio::test]
async fn whoever_goes_to_it_about_the_same_device_was_not_helped() {
    let office = Office::open().await;
    office.done(1, "clear-cache").await;
    office.clock.advance(DAY - seconds(1));
    hand_over(&office, &robin(), 2, LAPTOP).await;
    office.clock.advance(DAY);
    let value = value(&office, "clear-cache").await;
    assert_eq!((value.deflected, value.too_early, value.done), (0, 0, 1));
    assert_eq!(value.saved, Some(SignedDuration::ZERO));
}

#[tokio::test]
async fn what_others_hand_over_or_about_other_devices_or_later_does_not_count() {
    let office = Office::open().await;
    let shared = office
        .start(&robin(), press(1, SHARED, "clear-cache"))
        .await
        .execution;
    office.dispatch().await;
    let run = office.execution(&shared).await;
    office.tenant.shows_run(&run, TenantStatus::Success, office.now());
    office.watch().await;
    hand_over(&office, &kim(), 2, SHARED).await;
    hand_over(&office, &robin(), 3, MAC).await;
    office.clock.advance(DAY);
    hand_over(&office, &robin(), 4, SHARED).await;
    assert_eq!(value(&office, "clear-cache").await.deflected, 1);
}

#[tokio::test]
async fn what_its_owner_says_did_not_help_is_not_claimed() {
    let office = Office::open().await;
    let run = office.done(1, "clear-cache").await;
    office.clock.advance(DAY);
    assert_eq!(value(&office, "clear-cache").await.deflected, 1);
    let on = FeedbackOn::Execution(run.order.id);
    office
        .service
        .give_feedback(&robin(), &on, false, None)
        .await
        .unwrap();
    assert_eq!(value(&office, "clear-cache").await.deflected, 0);
}

#[tokio::test]
async fn what_is_said_of_the_look_is_said_of_its_runs() {
    let office = Office::open().await;
    let diagnosis = look(&office, &robin(), 1).await;
    let because = service::StartRequest {
        diagnosis: Some(diagnosis.clone()),
        ..press(2, LAPTOP, "clear-cache")
    };
    let id = office.start(&robin(), because).await.execution;
    office.dispatch().await;
    let run = office.execution(&id).await;
    office.tenant.shows_run(&run, TenantStatus::Success, office.now());
    office.watch().await;
    office.clock.advance(DAY);
    assert_eq!(value(&office, "clear-cache").await.deflected, 1);
    let on = FeedbackOn::Diagnosis(diagnosis);
    office
        .service
        .give_feedback(&robin(), &on, false, None)
        .await
        .unwrap();
    assert_eq!(value(&office, "clear-cache").await.deflected, 0);
}

#[tokio::test]
async fn what_only_looks_helps_nobody_by_itself() {
    let office = Office::open().await;
    office.done(1, "check-battery").await;
    office.clock.advance(DAY);
    let value = value(&office, "check-battery").await;
    assert_eq!((value.done, value.deflected, value.too_early), (1, 0, 0));
    assert_eq!(value.saved, None, "content does not say what it saves");
}

#[tokio::test]
async fn every_run_stands_somewhere() {
    let office = Office::open().await;
    office.queued(1, "free-space").await;
    office.done(2, "clear-cache").await;
    let failed = office.sent(3, "restart-apps").await;
    office
        .tenant
        .shows_run(&failed, TenantStatus::Failure, office.now());
    office.watch().await;
    let page = page(&office).await;
    assert_eq!(page.total.started, 3);
    for value in page.remedies.into_iter().filter_map(|value| value.counts) {
        let ended = value.fixed + value.done + value.not_fixed + value.failed + value.expired;
        assert_eq!(value.under_way + value.unsure + ended, value.started, "{value:?}");
    }
}

#[tokio::test]
async fn nothing_is_told_of_what_few_people_did() {
    let office = Office::open().await;
    for number in 1..=5_u32 {
        let (somebody, device) = (person(&format!("person-{number}")), 10 + number);
        office.tenant.owns(somebody.id(), &[uid(device)]);
        office.tenant.reads(reading(device, office.now()));
        let started = office
            .start(&somebody, press(number, device, "clear-cache"))
            .await;
        if number == 1 {
            office
                .service
                .cancel(&somebody, &started.execution)
                .await
                .unwrap();
        }
        if number == 4 {
            let few = office
                .service
                .value_page(&admin(), Period::Week, 5)
                .await
                .unwrap();
            assert_eq!(few.remedies.len(), 1);
            assert_eq!(few.remedies[0].counts, None);
            assert_eq!(
                (few.total.started, few.total.too_early, few.total.saved),
                (0, 0, None)
            );
        }
    }
    let enough = office
        .service
        .value_page(&admin(), Period::Week, 5)
        .await
        .unwrap();
    let counts = enough.remedies[0].counts.as_ref().unwrap();
    assert_eq!((counts.started, counts.people, counts.cancelled), (5, 5, 1));
    assert_eq!((counts.helped, counts.handed_over), (0, 0));
    assert_eq!(enough.total.started, 5);
}

#[tokio::test]
async fn a_look_found_something_once_somebody_has_seen_it() {
    let office = Office::open().await;
    let diagnosis = look(&office, &robin(), 1).await;
    let unseen = topic(&office, "slow").await;
    assert_eq!((unseen.looks, unseen.found, unseen.nothing_found), (1, 0, 0));

    office.service.diagnosis_page(&robin(), &diagnosis).await.unwrap();
    assert_eq!(topic(&office, "slow").await.found, 0, "two checks still look");
    office.dispatch().await;
    for run in office.executions_of(&robin()).await {
        office
            .tenant
            .shows_outputs(&run, "{\"Health\": 90}", office.now());
    }
    office.watch().await;
    office.service.diagnosis_page(&robin(), &diagnosis).await.unwrap();
    let seen = topic(&office, "slow").await;
    assert_eq!((seen.looks, seen.found, seen.nothing_found), (1, 1, 0));
    assert_eq!(seen.helped, 0);
}

#[tokio::test]
async fn a_period_begins_to_the_second() {
    let office = Office::open().await;
    office.done(1, "clear-cache").await;
    office.clock.advance(SignedDuration::from_hours(7 * 24));
    assert_eq!(page(&office).await.total.started, 1);
    office.clock.advance(seconds(1));
    assert_eq!(page(&office).await.total.started, 0);
    let month = office
        .service
        .value_page(&admin(), Period::Month, 1)
        .await
        .unwrap();
    assert_eq!(month.total.deflected, 1);
    assert!(month.knows_hand_overs);
    let quiet = office.without_desk().await;
    let month = quiet.value_page(&admin(), Period::Month, 1).await.unwrap();
    assert!(!month.knows_hand_overs);
}

#[tokio::test]
async fn only_who_looks_after_deskside_is_an_admin() {
    assert!(Admin::of(&robin()).is_none());
    assert_eq!(admin().employee().id().as_str(), "ada@example.com");
}
