//! What is handed over is the employee's own, with all that is known about it, once.

use std::collections::BTreeSet;

use domain::{HandOver, HandOverId, HandOverState, Subject, TenantStatus};
use futures::future::join_all;
use jiff::SignedDuration;
use service::{
    DiagnoseRequest, Employee, HandOverError, HandOverRequest, HandOvers as _, PageError, StartRequest,
};

use crate::support::{
    KIM_S, LAPTOP, Line, MAC, Office, SHARED, down, key, kim, person_of, press, robin, seconds, uid,
};

pub fn device(number: u32) -> Subject {
    Subject::Device { device: uid(number) }
}

pub fn request(number: u32, about: Subject) -> HandOverRequest {
    HandOverRequest {
        about,
        note: Some("It hangs.".parse().unwrap()),
        key: key(number),
        after: None,
    }
}

/// Handed over by whoever knows how the latest about it stands.
pub async fn handed(office: &Office, employee: &Employee, request: HandOverRequest) -> HandOver {
    let latest = office
        .store
        .hand_over_about(employee.id(), &request.about)
        .await
        .unwrap();
    let request = HandOverRequest {
        after: latest.map(|latest| latest.order.id),
        ..request
    };
    let id = office
        .service
        .hand_over(employee, request)
        .await
        .unwrap()
        .hand_over;
    kept(office, &id).await
}

pub async fn kept(office: &Office, id: &HandOverId) -> HandOver {
    office.store.hand_over(id).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_device_goes_with_its_figures_and_ones_own_runs() {
    let office = Office::open().await;
    let mine = office
        .start(&robin(), press(1, SHARED, "clear-cache"))
        .await
        .execution;
    office.start(&kim(), press(2, SHARED, "free-space")).await;
    office.start(&robin(), press(3, LAPTOP, "free-space")).await;
    let hand_over = handed(&office, &robin(), request(4, device(SHARED))).await;
    let facts = &hand_over.order.facts;
    let known = facts.device.as_ref().unwrap();
    assert_eq!((&known.uid, known.name.as_str()), (&uid(SHARED), "DEVICE-4"));
    assert_eq!(known.health.as_ref().unwrap().figures.len(), 2);
    let runs: Vec<_> = facts.runs.iter().map(|run| &run.order.id).collect();
    assert_eq!(
        runs,
        [&mine],
        "nothing of anybody else, and nothing of other devices"
    );
    assert_eq!(hand_over.order.upn, "robin@example.com");
    assert_eq!(hand_over.order.email.as_deref(), Some("robin@mail.example.com"));
    assert_eq!(hand_over.order.note.unwrap().as_str(), "It hangs.");
    office.service.something_handed_over().await;
}

#[tokio::test]
async fn a_look_goes_with_what_was_found_and_what_was_run() {
    let office = Office::open().await;
    let looked = DiagnoseRequest {
        device: uid(LAPTOP),
        topic: "slow".parse().unwrap(),
        key: key(1),
    };
    let diagnosis = office.service.diagnose(&robin(), looked).await.unwrap().diagnosis;
    let because = StartRequest {
        diagnosis: Some(diagnosis.clone()),
        ..press(2, LAPTOP, "free-space")
    };
    let run = office.start(&robin(), because).await.execution;
    let by_look = handed(&office, &robin(), request(3, Subject::Diagnosis { diagnosis })).await;
    let by_run = handed(
        &office,
        &robin(),
        request(
            4,
            Subject::Execution {
                execution: run.clone(),
            },
        ),
    )
    .await;
    for hand_over in [by_look, by_run.clone()] {
        let facts = hand_over.order.facts;
        assert_eq!(facts.topic, Some("slow".parse().unwrap()));
        assert_eq!(facts.findings.len(), 3);
        assert_eq!(facts.runs.len(), 3);
        let distinct: BTreeSet<_> = facts.runs.iter().map(|run| &run.order.id).collect();
        assert_eq!(distinct.len(), 3);
    }
    assert_eq!(
        by_run.order.facts.runs[0].order.id, run,
        "what it is about comes first"
    );
}

#[tokio::test]
async fn what_is_shown_before_is_what_is_kept() {
    let office = Office::open().await;
    let form = office
        .service
        .hand_over_form(&robin(), device(LAPTOP))
        .await
        .unwrap();
    assert!(form.offer.available && form.offer.last.is_none());
    assert_eq!(form.shown.figures.len(), 2);
    let hand_over = handed(
        &office,
        &robin(),
        HandOverRequest {
            key: form.offer.key,
            ..request(1, device(LAPTOP))
        },
    )
    .await;
    assert_eq!(hand_over.order.facts, form.facts);
    let page = office
        .service
        .hand_over_page(&robin(), &hand_over.order.id)
        .await
        .unwrap();
    assert_eq!(page.shown.figures, form.shown.figures);
    let form = office
        .service
        .hand_over_form(&robin(), device(LAPTOP))
        .await
        .unwrap();
    assert!(!form.offer.available);
    assert_eq!(form.offer.last.unwrap().order.id, hand_over.order.id);
}

#[tokio::test]
async fn the_same_press_is_one_hand_over() {
    let office = Office::open().await;
    let first = office
        .service
        .hand_over(&robin(), request(1, device(LAPTOP)))
        .await
        .unwrap();
    let again = office
        .service
        .hand_over(&robin(), request(1, device(LAPTOP)))
        .await
        .unwrap();
    assert_eq!(
        (&again.hand_over, first.repeated, again.repeated),
        (&first.hand_over, false, true)
    );
    // Also when it has become a ticket, and when the tenant has gone.
    office.deliver().await;
    office.tenant.fails(Line::DevicesOf, down());
    office.clock.advance(SignedDuration::from_hours(48));
    assert!(
        office
            .service
            .hand_over(&robin(), request(1, device(LAPTOP)))
            .await
            .unwrap()
            .repeated
    );
    let others = [
        request(1, device(SHARED)),
        HandOverRequest {
            note: None,
            ..request(1, device(LAPTOP))
        },
    ];
    for other in others {
        let answer = office.service.hand_over(&robin(), other).await;
        assert!(matches!(answer, Err(HandOverError::KeyReused)), "{answer:?}");
    }
    assert_eq!(office.desk.tickets().len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_twenty_tabs_one_hands_it_over() {
    let office = Office::open().await;
    let presses = (1..=20).map(|number| {
        let service = office.service.clone();
        tokio::spawn(async move { service.hand_over(&robin(), request(number, device(LAPTOP))).await })
    });
    let answers: Vec<_> = join_all(presses).await.into_iter().map(Result::unwrap).collect();
    let done: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().ok()).collect();
    assert_eq!(done.len(), 1);
    let settled = |answer: &Result<_, HandOverError>| matches!(answer, Err(HandOverError::Settled(by)) if *by == done[0].hand_over);
    assert_eq!(answers.iter().filter(|answer| settled(answer)).count(), 19);
    office.deliver().await;
    assert_eq!(office.desk.tickets().len(), 1);
}

#[tokio::test]
async fn a_run_needs_one_ticket_and_a_device_may_need_another() {
    let office = Office::open().await;
    let run = office.done(1, "clear-cache").await;
    let about_run = Subject::Execution {
        execution: run.order.id,
    };
    handed(&office, &robin(), request(2, about_run.clone())).await;
    handed(&office, &robin(), request(3, device(LAPTOP))).await;
    office.deliver().await;
    let again = office.service.hand_over(&robin(), request(4, about_run)).await;
    assert!(matches!(again, Err(HandOverError::Settled(_))), "{again:?}");
    handed(&office, &robin(), request(5, device(LAPTOP))).await;
    office.deliver().await;
    assert_eq!(office.desk.tickets().len(), 3);
}

#[tokio::test]
async fn a_page_that_stood_open_makes_no_second_ticket() {
    let office = Office::open().await;
    let first = handed(&office, &robin(), request(1, device(LAPTOP))).await;
    office.deliver().await;
    let late = office
        .service
        .hand_over(&robin(), request(2, device(LAPTOP)))
        .await;
    assert!(
        matches!(&late, Err(HandOverError::Settled(by)) if *by == first.order.id),
        "{late:?}"
    );
    assert_eq!(office.desk.tickets().len(), 1);
}

#[tokio::test]
async fn nobody_hands_over_what_is_not_theirs() {
    let office = Office::open().await;
    let run = office.queued(1, "clear-cache").await.order.id;
    let look = DiagnoseRequest {
        device: uid(LAPTOP),
        topic: "slow".parse().unwrap(),
        key: key(2),
    };
    let diagnosis = office.service.diagnose(&robin(), look).await.unwrap().diagnosis;
    let topic = |topic: &str, device: Option<u32>| Subject::Topic {
        topic: topic.parse().unwrap(),
        device: device.map(uid),
    };
    let others = [
        device(LAPTOP),
        Subject::Execution { execution: run },
        Subject::Diagnosis { diagnosis },
        topic("slow", Some(LAPTOP)),
        topic("licence", None),
        topic("none", None),
    ];
    for (number, about) in (10..).zip(others) {
        let answer = office
            .service
            .hand_over(&kim(), request(number, about.clone()))
            .await;
        assert!(
            matches!(answer, Err(HandOverError::NotFound)),
            "{about:?}: {answer:?}"
        );
        let form = office.service.hand_over_form(&kim(), about).await;
        assert!(matches!(form, Err(PageError::NotFound)), "{form:?}");
    }
    handed(
        &office,
        &person_of("kim", &["design"]),
        request(30, topic("licence", None)),
    )
    .await;
    let mine = handed(&office, &robin(), request(31, device(LAPTOP))).await;
    let page = office.service.hand_over_page(&kim(), &mine.order.id).await;
    assert!(matches!(page, Err(PageError::NotFound)), "{page:?}");
    office.deliver().await;
    assert_eq!(office.desk.tickets().len(), 2);
}

#[tokio::test]
async fn a_device_that_went_to_somebody_else_gives_no_figures_away() {
    let office = Office::open().await;
    let run = office.done(1, "clear-cache").await.order;
    office.tenant.owns(robin().id(), &[uid(MAC)]);
    office.tenant.owns(kim().id(), &[uid(KIM_S), uid(LAPTOP)]);
    office.clock.advance(SignedDuration::from_hours(25));
    let hand_over = handed(
        &office,
        &robin(),
        request(2, Subject::Execution { execution: run.id }),
    )
    .await;
    let known = hand_over.order.facts.device.unwrap();
    assert_eq!((known.uid, known.name), (uid(LAPTOP), run.device_name));
    assert_eq!((known.known, known.health), (None, None));
}

#[tokio::test]
async fn ones_own_run_can_be_handed_over_while_the_tenant_is_down() {
    let office = Office::open().await;
    let sent = office.sent(1, "clear-cache").await;
    office
        .tenant
        .shows_run(&sent, TenantStatus::Failure, office.now());
    office.watch().await;
    office.tenant.fails(Line::DevicesOf, down());
    office.clock.advance(SignedDuration::from_hours(25));
    let topic = Subject::Topic {
        topic: "slow".parse().unwrap(),
        device: None,
    };
    handed(
        &office,
        &robin(),
        request(
            2,
            Subject::Execution {
                execution: sent.order.id,
            },
        ),
    )
    .await;
    handed(&office, &robin(), request(3, topic)).await;
    let answer = office
        .service
        .hand_over(&robin(), request(4, device(LAPTOP)))
        .await;
    assert!(matches!(answer, Err(HandOverError::Unavailable(_))), "{answer:?}");
}

#[tokio::test]
async fn where_no_service_desk_takes_it_nothing_is_offered() {
    let office = Office::open().await;
    let without = office.without_desk().await;
    let answer = without.hand_over(&robin(), request(1, device(LAPTOP))).await;
    assert!(matches!(answer, Err(HandOverError::NoDesk)), "{answer:?}");
    assert!(
        !without
            .device_page(&robin(), &uid(LAPTOP))
            .await
            .unwrap()
            .hand_over
            .available
    );
    assert!(
        office
            .service
            .device_page(&robin(), &uid(LAPTOP))
            .await
            .unwrap()
            .hand_over
            .available
    );
}

#[tokio::test]
async fn open_pages_hear_of_it() {
    let office = Office::open().await;
    let mut cursor = office.service.listen(&robin(), None);
    let hand_over = handed(&office, &robin(), request(1, device(LAPTOP))).await;
    // Before anything else happens: the press itself is told.
    let soon = std::time::Duration::from_secs(20);
    let first = tokio::time::timeout(soon, office.service.next_events(&mut cursor)).await;
    assert_eq!(first.expect("nobody is told").unwrap().len(), 1);
    office.clock.advance(seconds(2));
    office.deliver().await;
    let mut states = Vec::new();
    while states.last() != Some(&HandOverState::Created) {
        for event in office.service.next_events(&mut cursor).await.unwrap() {
            if let service::EventKind::HandOver { hand_over: id, state } = &event.kind {
                assert_eq!(*id, hand_over.order.id);
                states.push(*state);
            }
        }
    }
    assert_eq!(states, [HandOverState::Sending, HandOverState::Created]);
    let home = office.service.overview(&robin()).await.unwrap();
    assert_eq!(
        home.for_you.hand_overs[0].ticket().unwrap().number.as_deref(),
        Some("INC1")
    );
}

#[tokio::test]
async fn where_the_service_desk_takes_mails_only_the_form_opens_one_and_nothing_is_pressed() {
    let office = Office::open().await;
    office.start(&robin(), press(1, LAPTOP, "clear-cache")).await;
    let service = office.by_mail().await;
    let form = service.hand_over_form(&robin(), device(LAPTOP)).await.unwrap();
    assert_eq!(
        form.mail.as_deref(),
        Some("mailto:it?robin@example.com&2 figures&1 runs")
    );
    assert!(form.offer.by_mail && !form.offer.available);
    let pressed = service.hand_over(&robin(), request(2, device(LAPTOP))).await;
    assert!(matches!(pressed, Err(HandOverError::NoDesk)));
    let usual = office.service.hand_over_form(&robin(), device(LAPTOP)).await;
    let usual = usual.unwrap();
    assert_eq!(usual.mail, None);
    assert!(usual.offer.available && !usual.offer.by_mail);
}
