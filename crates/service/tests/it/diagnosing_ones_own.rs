//! A look shows and runs what is the employee's own, and nothing of anybody else.

use std::{collections::BTreeMap, sync::Arc};

use domain::Verdict;
use jiff::SignedDuration;
use service::{DiagnoseError, PageError, StartError, StartRequest};

use crate::{
    diagnosing::{diagnose, look, of, verdicts},
    support::{KIM_S, LAPTOP, MAC, Office, SHARED, catalogue, kim, person_of, press, robin, uid},
};

#[tokio::test]
async fn what_somebody_else_reads_is_not_read_along() {
    let office = Office::open().await;
    let theirs = office
        .start(&kim(), press(9, SHARED, "check-battery"))
        .await
        .execution;
    let mine = diagnose(&office, &robin(), look(1, SHARED, "slow")).await;
    assert_eq!(
        verdicts(&office, &robin(), &mine).await["check-battery"],
        Verdict::Unknown
    );
    office.dispatch().await;
    let run = office.execution(&theirs).await;
    office
        .tenant
        .shows_outputs(&run, r#"{"Health": 41}"#, office.now());
    office.watch().await;
    let later = diagnose(&office, &robin(), look(2, SHARED, "slow")).await;
    for mine in [mine, later] {
        let page = office
            .service
            .diagnosis_page(&robin(), &mine.diagnosis)
            .await
            .unwrap();
        let battery = &page.findings[1];
        assert!(
            !page
                .diagnosis
                .collected_by
                .contains_key(&"check-battery".parse().unwrap())
        );
        assert_eq!(
            (battery.verdict, &battery.collected_by),
            (Verdict::Unknown, &None)
        );
    }
    assert_eq!(of(&office, "check-battery").await.len(), 1);
}

#[tokio::test]
async fn what_was_run_otherwise_is_not_read_instead() {
    let office = Office::open().await;
    let mut other = catalogue();
    let remedies = other.remedies.clone();
    let choice = remedies.iter().find(|remedy| !remedy.parameters.is_empty());
    for remedy in &mut other.remedies {
        if remedy.id.as_str() == "check-battery" {
            Arc::make_mut(remedy).parameters = choice.unwrap().parameters.clone();
        }
    }
    let service = office.service.with_catalogue(Arc::new(other));
    let otherwise = StartRequest {
        parameters: BTreeMap::from([("browser".to_owned(), "firefox".to_owned())]),
        ..press(9, LAPTOP, "check-battery")
    };
    let run = service.start(&robin(), otherwise).await.unwrap().execution;
    office.dispatch().await;
    let run = office.execution(&run).await;
    office
        .tenant
        .shows_outputs(&run, r#"{"Health": "88"}"#, office.now());
    office.watch().await;
    let mine = service.diagnose(&robin(), look(1, LAPTOP, "slow")).await.unwrap();
    assert_eq!(
        verdicts(&office, &robin(), &mine).await["check-battery"],
        Verdict::Unknown
    );
}

#[tokio::test]
async fn nobody_looks_at_what_is_not_theirs() {
    let office = Office::open().await;
    for request in [
        look(1, KIM_S, "slow"),
        look(2, 99, "slow"),
        look(3, LAPTOP, "none"),
        look(4, LAPTOP, "licence"),
    ] {
        let answer = office.service.diagnose(&robin(), request).await;
        assert!(matches!(answer, Err(DiagnoseError::NotFound)), "{answer:?}");
    }
    let answer = office.service.diagnose(&robin(), look(5, MAC, "slow")).await;
    assert!(matches!(answer, Err(DiagnoseError::WrongPlatform)), "{answer:?}");
    diagnose(
        &office,
        &person_of("robin", &["design"]),
        look(6, LAPTOP, "licence"),
    )
    .await;
    office.dispatch().await;
    assert!(office.tenant.triggers().is_empty());

    let mine = diagnose(&office, &robin(), look(7, LAPTOP, "slow")).await;
    let page = office.service.diagnosis_page(&kim(), &mine.diagnosis).await;
    assert!(matches!(page, Err(PageError::NotFound)), "{page:?}");
}

#[tokio::test]
async fn a_device_that_went_to_somebody_else_shows_nothing_of_them() {
    let office = Office::open().await;
    let mine = diagnose(&office, &robin(), look(1, LAPTOP, "slow")).await;
    office.tenant.owns(robin().id(), &[uid(MAC)]);
    office.tenant.owns(kim().id(), &[uid(LAPTOP)]);
    office.clock.advance(SignedDuration::from_hours(25));
    let page = office
        .service
        .diagnosis_page(&robin(), &mine.diagnosis)
        .await
        .unwrap();
    assert_eq!((page.device, page.findings[0].verdict), (None, Verdict::Unknown));
    assert!(page.offers.is_empty());
}

#[tokio::test]
async fn what_is_run_because_of_it_belongs_to_it() {
    let office = Office::open().await;
    let mine = diagnose(&office, &robin(), look(1, LAPTOP, "slow")).await;
    let because = |number, device| StartRequest {
        diagnosis: Some(mine.diagnosis.clone()),
        ..press(number, device, "free-space")
    };
    let run = office.start(&robin(), because(2, LAPTOP)).await.execution;
    let page = office
        .service
        .diagnosis_page(&robin(), &mine.diagnosis)
        .await
        .unwrap();
    assert_eq!(page.runs.len(), 1, "what reads for it is no fix");
    assert_eq!(page.runs[0].execution.order.id, run);
    let of_run = office.service.execution_page(&robin(), &run).await.unwrap();
    assert_eq!(of_run.diagnosis.unwrap().diagnosis.id, mine.diagnosis);
    // Not on another device, and not because of somebody else's.
    for (employee, request) in [(robin(), because(3, SHARED)), (kim(), because(4, SHARED))] {
        let answer = office.service.start(&employee, request).await;
        assert!(matches!(answer, Err(StartError::NotFound)), "{answer:?}");
    }
}
