//! Somebody else's devices and executions are not there, whether they exist or not.

use domain::{Availability, Refusal};
use service::{PageError, StartError, Store};

use crate::support::{KIM_S, LAPTOP, MAC, Office, SHARED, kim, minutes, person_of, press, robin, uid};

#[tokio::test]
async fn the_page_of_somebody_elses_device_is_not_there() {
    let office = Office::open().await;
    for device in [KIM_S, 99] {
        let page = office.service.device_page(&robin(), &uid(device)).await;
        assert!(matches!(page, Err(PageError::NotFound)), "{page:?}");
    }
    assert!(office.service.device_page(&kim(), &uid(KIM_S)).await.is_ok());
    let asked = office.tenant.calls(crate::support::Line::Daily);
    let theirs = |call: &crate::support::Call| format!("{call:?}").contains(uid(99).as_str());
    assert!(
        !asked.iter().any(theirs),
        "nothing is asked about a device that is not theirs"
    );
}

#[tokio::test]
async fn nothing_starts_on_somebody_elses_device() {
    let office = Office::open().await;
    for device in [KIM_S, 99] {
        let answer = office
            .service
            .start(&robin(), press(device, device, "free-space"))
            .await;
        assert!(matches!(answer, Err(StartError::NotFound)), "{answer:?}");
    }
    office.dispatch().await;
    assert!(office.tenant.triggers().is_empty());
    assert!(office.store.open().await.unwrap().is_empty());
    assert!(office.executions_of(&robin()).await.is_empty());
    assert_eq!(
        office.store.last_event().await.unwrap(),
        0,
        "nothing was stored and nobody was told"
    );
}

#[tokio::test]
async fn somebody_elses_execution_is_not_there() {
    let office = Office::open().await;
    let mine = office.queued(1, "free-space").await;
    assert!(
        office
            .service
            .execution_page(&robin(), &mine.order.id)
            .await
            .is_ok()
    );
    let page = office.service.execution_page(&kim(), &mine.order.id).await;
    assert!(matches!(page, Err(PageError::NotFound)), "{page:?}");
    let unknown = "ffffffff-0000-4000-8000-000000000000".parse().unwrap();
    let page = office.service.execution_page(&robin(), &unknown).await;
    assert!(matches!(page, Err(PageError::NotFound)), "{page:?}");
}

#[tokio::test]
async fn who_shares_a_device_is_not_told_of_the_others_runs() {
    let office = Office::open().await;
    office.start(&robin(), press(1, SHARED, "free-space")).await;

    let page = office.service.device_page(&kim(), &uid(SHARED)).await.unwrap();
    assert!(page.runs.is_empty());
    let offers: Vec<_> = page.sections.iter().flat_map(|section| &section.offers).collect();
    assert!(offers.iter().all(|offer| offer.last.is_none()));
    let busy = Availability::No(Refusal::AlreadyRunning { execution: None });
    assert_eq!(offers[0].availability, busy, "but it does not run twice");
    assert!(office.service.history_page(&kim()).await.unwrap().runs.is_empty());
    let overview = office.service.overview(&kim()).await.unwrap();
    assert!(overview.open.is_empty() && overview.recent.is_empty());

    let own = office.service.device_page(&robin(), &uid(SHARED)).await.unwrap();
    assert_eq!(own.runs.len(), 1);
}

#[tokio::test]
async fn who_shares_a_device_cannot_run_it_a_second_time() {
    let office = Office::open().await;
    office.start(&robin(), press(1, SHARED, "free-space")).await;
    let answer = office.service.start(&kim(), press(2, SHARED, "free-space")).await;
    let running = Refusal::AlreadyRunning { execution: None };
    assert!(matches!(answer, Err(StartError::NotNow(refusal)) if refusal == running));
    office.dispatch().await;
    assert_eq!(office.tenant.triggers().len(), 1);
}

#[tokio::test]
async fn two_people_with_one_key_press_two_buttons() {
    let office = Office::open().await;
    let mine = office.start(&robin(), press(1, LAPTOP, "free-space")).await;
    let theirs = office.start(&kim(), press(1, KIM_S, "free-space")).await;
    assert!(!theirs.repeated);
    assert_ne!(mine.execution, theirs.execution);
    office.dispatch().await;
    let devices: Vec<_> = office
        .tenant
        .triggers()
        .into_iter()
        .map(|trigger| trigger.device)
        .collect();
    assert_eq!(devices, [uid(LAPTOP), uid(KIM_S)]);
}

#[tokio::test]
async fn a_device_that_went_to_somebody_else_is_gone() {
    let office = Office::open().await;
    assert!(office.service.device_page(&robin(), &uid(LAPTOP)).await.is_ok());
    office.tenant.owns(robin().id(), &[uid(MAC)]);
    office.tenant.owns(kim().id(), &[uid(KIM_S), uid(LAPTOP)]);
    office.clock.advance(minutes(60 * 24));
    let answer = office
        .service
        .start(&robin(), press(1, LAPTOP, "free-space"))
        .await;
    assert!(matches!(answer, Err(StartError::NotFound)), "{answer:?}");
    office.start(&kim(), press(1, LAPTOP, "free-space")).await;
}

#[tokio::test]
async fn what_is_for_others_is_neither_offered_nor_run() {
    let office = Office::open().await;
    let designer = person_of("robin", &["design", "staff"]);
    let offered = async |employee| {
        let page = office.service.device_page(employee, &uid(LAPTOP)).await.unwrap();
        let mut offers = page.sections.iter().flat_map(|section| &section.offers);
        offers.any(|offer| offer.remedy.id.as_str() == "renew-licence")
    };
    assert!(offered(&designer).await);
    assert!(!offered(&robin()).await);
    let refused = office
        .service
        .start(&robin(), press(1, LAPTOP, "renew-licence"))
        .await;
    assert!(matches!(refused, Err(StartError::NotFound)), "{refused:?}");
    office.start(&designer, press(2, LAPTOP, "renew-licence")).await;
}
