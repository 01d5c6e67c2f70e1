//! A symptom is looked at by what is known since the press, and by what only reads from the device, once.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Evidence, Execution, State, TenantStatus, Verdict};
use futures::future::join_all;
use service::{DiagnoseError, DiagnoseRequest, Diagnosing, Employee};

use crate::support::{
    KIM_S, LAPTOP, Line, Office, SHARED, down, key, kim, minutes, press, reading, robin, seconds, uid,
};

pub fn look(number: u32, device: u32, topic: &str) -> DiagnoseRequest {
    DiagnoseRequest {
        device: uid(device),
        topic: topic.parse().unwrap(),
        key: key(number),
    }
}

pub async fn diagnose(office: &Office, employee: &Employee, request: DiagnoseRequest) -> Diagnosing {
    office.service.diagnose(employee, request).await.unwrap()
}

/// What each check of a diagnosis says, by name.
pub async fn verdicts(
    office: &Office,
    employee: &Employee,
    diagnosing: &Diagnosing,
) -> BTreeMap<String, Verdict> {
    let page = office
        .service
        .diagnosis_page(employee, &diagnosing.diagnosis)
        .await
        .unwrap();
    let verdict = |finding: &service::view::FindingView| (finding.check.id.to_string(), finding.verdict);
    page.findings.iter().map(verdict).collect()
}

fn named<const N: usize>(verdicts: [(&str, Verdict); N]) -> BTreeMap<String, Verdict> {
    verdicts.map(|(name, verdict)| (name.to_owned(), verdict)).into()
}

pub async fn of(office: &Office, remedy: &str) -> Vec<Execution> {
    let [robins, kims] = [
        office.executions_of(&robin()).await,
        office.executions_of(&kim()).await,
    ];
    robins
        .into_iter()
        .chain(kims)
        .filter(|run| run.order.remedy.as_str() == remedy)
        .collect()
}

#[tokio::test]
async fn what_is_found_is_shown_as_it_comes() {
    let office = Office::open().await;
    let diagnosing = diagnose(&office, &robin(), look(1, LAPTOP, "slow")).await;
    use Verdict::{Found, Looking, Unknown};
    let expected = [
        ("disk", Found),
        ("check-battery", Looking),
        ("check-startup", Looking),
    ];
    assert_eq!(verdicts(&office, &robin(), &diagnosing).await, named(expected));

    office.dispatch().await;
    let triggered: BTreeSet<_> = office
        .tenant
        .triggers()
        .into_iter()
        .map(|sent| sent.launch.nql_id().to_string())
        .collect();
    assert_eq!(
        triggered,
        ["#check_battery".to_owned(), "#check_startup".to_owned()].into()
    );
    let battery = of(&office, "check-battery").await.remove(0);
    office
        .tenant
        .shows_outputs(&battery, r#"{"Health": 41}"#, office.now());
    office.watch().await;
    let expected = [
        ("disk", Found),
        ("check-battery", Found),
        ("check-startup", Looking),
    ];
    assert_eq!(verdicts(&office, &robin(), &diagnosing).await, named(expected));

    let startup = of(&office, "check-startup").await.remove(0);
    office
        .tenant
        .shows_run(&startup, TenantStatus::Failure, office.now());
    office.watch().await;
    let page = office
        .service
        .diagnosis_page(&robin(), &diagnosing.diagnosis)
        .await
        .unwrap();
    let verdicts: Vec<_> = page.findings.iter().map(|finding| finding.verdict).collect();
    assert_eq!(
        verdicts,
        [Found, Found, Unknown],
        "what failed to look says nothing, and not that all is well"
    );
    assert!(!page.looking && page.runs.is_empty());
    let battery = &page.findings[1];
    let by = Evidence::Number {
        value: 41.0,
        unit: domain::Unit::Percent,
    };
    assert_eq!(battery.evidence, Some(by));
    assert_eq!(battery.offers[0].remedy.id.as_str(), "reset-network");
    let disk = &page.findings[0];
    assert_eq!(disk.figure.as_ref().unwrap().figure.value, 5.0);
    assert_eq!(disk.offers.len(), 2);
    assert!(
        page.findings[2].offers.is_empty(),
        "nothing helps against what was not found"
    );
    assert_eq!(page.offers[0].remedy.id.as_str(), "restart-apps");
}

#[tokio::test]
async fn only_figures_from_after_the_press_count() {
    let office = Office::open().await;
    // The page of the device was looked at a moment before.
    office.service.device_page(&robin(), &uid(LAPTOP)).await.unwrap();
    office.clock.advance(seconds(5));
    let diagnosing = diagnose(&office, &robin(), look(1, LAPTOP, "slow")).await;
    let mut emptied = reading(LAPTOP, office.now());
    emptied.numbers.insert("disk_free".into(), 50.0);
    office.tenant.reads(emptied);
    let page = office
        .service
        .diagnosis_page(&robin(), &diagnosing.diagnosis)
        .await
        .unwrap();
    assert_eq!(page.findings[0].verdict, Verdict::Fine);
    assert_eq!(page.freshness.fetched_at, Some(office.now()));
    // What was asked once for it is not asked again by every look.
    let asked = office.tenant.calls(Line::DevicesOf).len();
    for _ in 0..5 {
        office
            .service
            .diagnosis_page(&robin(), &diagnosing.diagnosis)
            .await
            .unwrap();
    }
    assert_eq!(office.tenant.calls(Line::DevicesOf).len(), asked);
}

#[tokio::test]
async fn figures_that_do_not_come_are_unknown_and_never_fine() {
    let office = Office::open().await;
    office.service.overview(&robin()).await.unwrap();
    office.clock.advance(seconds(5));
    let diagnosing = diagnose(&office, &robin(), look(1, LAPTOP, "slow")).await;
    office.tenant.fails(Line::DevicesOf, down());
    let page = office
        .service
        .diagnosis_page(&robin(), &diagnosing.diagnosis)
        .await
        .unwrap();
    assert_eq!(page.findings[0].verdict, Verdict::Unknown);
    assert!(page.freshness.trouble.is_some());
    assert!(page.device.is_some(), "whose device it is was known");
}

#[tokio::test]
async fn the_same_press_looks_once() {
    let office = Office::open().await;
    let first = diagnose(&office, &robin(), look(1, LAPTOP, "slow")).await;
    let again = diagnose(&office, &robin(), look(1, LAPTOP, "slow")).await;
    assert_eq!(
        (&again.diagnosis, first.repeated, again.repeated),
        (&first.diagnosis, false, true)
    );
    let other = office.service.diagnose(&robin(), look(1, SHARED, "slow")).await;
    assert!(matches!(other, Err(DiagnoseError::KeyReused)), "{other:?}");
    // The same key of somebody else is another press.
    assert!(!diagnose(&office, &kim(), look(1, KIM_S, "slow")).await.repeated);
    office.dispatch().await;
    assert_eq!(office.tenant.triggers().len(), 4);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_presses_at_once_run_each_reading_once() {
    let office = Office::open().await;
    for one_key in [true, false] {
        let looks = (0..20).map(|number| {
            let (service, number) = (office.service.clone(), if one_key { 100 } else { 200 + number });
            tokio::spawn(async move {
                service
                    .diagnose(&robin(), look(number, LAPTOP, "slow"))
                    .await
                    .unwrap()
            })
        });
        let ids: BTreeSet<_> = join_all(looks)
            .await
            .into_iter()
            .map(|done| done.unwrap().diagnosis)
            .collect();
        assert_eq!(ids.len(), if one_key { 1 } else { 20 });
    }
    office.dispatch().await;
    assert_eq!(
        office.tenant.triggers().len(),
        2,
        "what is under way is read by all of them"
    );
}

#[tokio::test]
async fn what_is_under_way_or_was_read_a_moment_ago_is_read_again() {
    let office = Office::open().await;
    let pressed = office
        .start(&robin(), press(9, LAPTOP, "check-battery"))
        .await
        .execution;
    let first = diagnose(&office, &robin(), look(1, LAPTOP, "slow")).await;
    office.dispatch().await;
    let run = office.execution(&pressed).await;
    assert_eq!(run.order.diagnosis, None);
    office
        .tenant
        .shows_outputs(&run, r#"{"Health": "88"}"#, office.now());
    office.watch().await;
    assert_eq!(
        verdicts(&office, &robin(), &first).await["check-battery"],
        Verdict::Fine
    );

    office.clock.advance(minutes(29));
    let second = diagnose(&office, &robin(), look(2, LAPTOP, "slow")).await;
    assert_eq!(
        verdicts(&office, &robin(), &second).await["check-battery"],
        Verdict::Fine
    );
    assert_eq!(of(&office, "check-battery").await.len(), 1);

    office.clock.advance(minutes(2));
    let third = diagnose(&office, &robin(), look(3, LAPTOP, "slow")).await;
    assert_eq!(
        verdicts(&office, &robin(), &third).await["check-battery"],
        Verdict::Looking
    );
    assert_eq!(of(&office, "check-battery").await.len(), 2);
    // What the first one found stays what it found.
    assert_eq!(
        verdicts(&office, &robin(), &first).await["check-battery"],
        Verdict::Fine
    );
}

#[tokio::test]
async fn what_changes_something_or_asks_first_is_never_run_by_a_look() {
    let office = Office::open().await;
    let diagnosing = diagnose(&office, &robin(), look(1, LAPTOP, "guarded")).await;
    let verdicts = verdicts(&office, &robin(), &diagnosing).await;
    assert!(
        verdicts.values().all(|verdict| *verdict == Verdict::Unknown),
        "{verdicts:?}"
    );
    office.dispatch().await;
    assert!(office.tenant.triggers().is_empty());
    assert!(office.executions_of(&robin()).await.is_empty());
}

#[tokio::test]
async fn it_is_looked_at_only_where_the_tenant_proves_whose_device_it_is() {
    let office = Office::open().await;
    office.tenant.fails(Line::DevicesOf, down());
    let answer = office.service.diagnose(&robin(), look(1, LAPTOP, "slow")).await;
    assert!(matches!(answer, Err(DiagnoseError::Unavailable(_))), "{answer:?}");
    office.tenant.recovers(Line::DevicesOf);
    office.clock.advance(seconds(6));
    assert!(
        !diagnose(&office, &robin(), look(1, LAPTOP, "slow"))
            .await
            .repeated
    );
}

#[tokio::test]
async fn a_look_survives_a_restart() {
    let office = Office::open().await;
    let mine = diagnose(&office, &robin(), look(1, LAPTOP, "slow")).await;
    let next = office.another().await;
    let page = next.diagnosis_page(&robin(), &mine.diagnosis).await.unwrap();
    assert_eq!(page.findings[0].verdict, Verdict::Found);
    assert_eq!(
        page.findings[1].collected_by.as_ref().unwrap().execution.state(),
        State::Queued
    );
}
