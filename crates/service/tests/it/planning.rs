//! What is planned for later is sent then, once, and only if it is still offered.

use std::sync::Arc;

use domain::{
    Availability, Catalogue, CollectorUid, Condition, Execution, FailureKind, Rating, Refusal, Remedy, State,
};
use jiff::SignedDuration;
use service::{Employee, Service, StartError, StartRequest};

use crate::support::{
    LAPTOP, Line, MAC, Office, SHARED, catalogue, dispatch_once, down, english, kim, minutes, person_of,
    press, reading, robin, seconds, uid,
};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// A press that plans this remedy for an hour later.
fn plan(number: u32, device: u32, remedy: &str) -> StartRequest {
    StartRequest {
        later: Some(HOUR),
        ..press(number, device, remedy)
    }
}

async fn planned_by(office: &Office, who: &Employee, request: StartRequest) -> Execution {
    let started = office.start(who, request).await;
    office.execution(&started.execution).await
}

async fn planned(office: &Office) -> Execution {
    planned_by(office, &robin(), plan(1, LAPTOP, "restart-apps")).await
}

async fn availability(office: &Office, who: &Employee, device: u32) -> Availability {
    let page = office.service.device_page(who, &uid(device)).await.unwrap();
    let mut offers = page.sections.into_iter().flat_map(|section| section.offers);
    let offer = offers.find(|offer| offer.remedy.id.as_str() == "restart-apps");
    offer.unwrap().availability
}

/// The catalogue with this remedy changed.
fn with(id: &str, change: impl FnOnce(&mut Remedy)) -> Catalogue {
    let mut other = catalogue();
    let remedy = other.remedies.iter_mut().find(|known| known.id.as_str() == id);
    change(Arc::make_mut(remedy.unwrap()));
    other
}

async fn send_all(service: &Service) {
    while dispatch_once(service).await {}
}

async fn failure_of(office: &Office, run: &Execution) -> FailureKind {
    let run = office.execution(&run.order.id).await;
    assert_eq!(run.state(), State::Failed);
    run.failure().unwrap().kind
}

#[tokio::test]
async fn it_is_sent_at_its_time_once_and_survives_a_restart() {
    let office = Office::open().await;
    let run = planned(&office).await;
    let at = office.now() + HOUR;
    assert_eq!(run.planned_for(office.now()), Some(at));
    // It has as long to reach the device as one that is sent at once.
    assert_eq!(run.order.expires_at, at + SignedDuration::from_hours(2));
    office.clock.advance(HOUR - seconds(1));
    office.dispatch().await;
    assert!(office.tenant.triggers().is_empty());
    assert_eq!(office.state(&run).await, State::Queued);

    let restarted = office.another().await;
    office.clock.advance(seconds(1));
    send_all(&restarted).await;
    office.dispatch().await;
    assert_eq!(office.state(&run).await, State::Sent);
    assert_eq!(office.tenant.triggers().len(), 1);
    let receipt = office
        .service
        .receipt(&robin(), &run.order.id, minutes(1))
        .await
        .unwrap();
    assert_eq!(receipt.planned_for, Some(at));
    let page = office
        .service
        .execution_page(&robin(), &run.order.id)
        .await
        .unwrap();
    assert_eq!(page.elapsed, SignedDuration::ZERO, "the wait was no work");
}

#[tokio::test]
async fn the_same_press_is_the_same_plan_and_another_time_is_another_press() {
    let office = Office::open().await;
    let run = planned(&office).await;
    office.clock.advance(minutes(5));
    let again = office.start(&robin(), plan(1, LAPTOP, "restart-apps")).await;
    assert_eq!((again.execution, again.repeated), (run.order.id.clone(), true));
    for later in [None, Some(HOUR * 4)] {
        let other = StartRequest {
            later,
            ..plan(1, LAPTOP, "restart-apps")
        };
        let refused = office.service.start(&robin(), other).await;
        assert!(matches!(refused, Err(StartError::KeyReused)), "{refused:?}");
    }
}

#[tokio::test]
async fn only_what_is_offered_can_be_chosen() {
    let office = Office::open().await;
    for (remedy, later) in [("restart-apps", HOUR * 2), ("free-space", HOUR)] {
        let request = StartRequest {
            later: Some(later),
            ..press(1, LAPTOP, remedy)
        };
        let refused = office.service.start(&robin(), request).await;
        assert!(matches!(refused, Err(StartError::NotThen)), "{refused:?}");
    }
    assert!(office.executions_of(&robin()).await.is_empty());
}

#[tokio::test]
async fn what_is_planned_holds_the_remedy_and_says_until_when() {
    let office = Office::open().await;
    let request = plan(1, SHARED, "restart-apps");
    let run = planned_by(&office, &robin(), request).await;
    let at = office.now() + HOUR;
    let own = Availability::No(Refusal::Planned {
        execution: Some(run.order.id.clone()),
        at,
    });
    assert_eq!(availability(&office, &robin(), SHARED).await, own);
    let theirs = Refusal::Planned { execution: None, at };
    assert_eq!(
        availability(&office, &kim(), SHARED).await,
        Availability::No(theirs.clone())
    );
    let refused = office
        .service
        .start(&kim(), press(2, SHARED, "restart-apps"))
        .await;
    assert!(matches!(refused, Err(StartError::NotNow(said)) if said == theirs));
    // It is not under way: everything else can be run, and once it is taken back, this too.
    office.service.cancel(&robin(), &run.order.id).await.unwrap();
    office.start(&kim(), press(3, SHARED, "restart-apps")).await;
    office.clock.advance(HOUR);
    office.dispatch().await;
    assert_eq!(office.state(&run).await, State::Cancelled);
    assert_eq!(office.tenant.triggers().len(), 1);
}

#[tokio::test]
async fn what_content_or_audience_no_longer_offers_is_not_sent() {
    let gone = || {
        let mut less = catalogue();
        less.remedies
            .retain(|remedy| remedy.id.as_str() != "restart-apps");
        less
    };
    let others = with("restart-apps", |remedy| {
        remedy.audiences = ["design".parse().unwrap()].into();
    });
    let another_action = with("restart-apps", |remedy| {
        remedy.launch = domain::Launch::RemoteAction("wipe".parse().unwrap());
    });
    let more_to_agree_to = with("restart-apps", |remedy| {
        remedy.consent = Some(english("Everything closes."));
    });
    let more_to_say = with("restart-apps", |remedy| {
        let other = catalogue();
        let other = other.remedies.iter().find(|other| !other.parameters.is_empty());
        remedy.parameters.clone_from(&other.unwrap().parameters);
    });
    for changed in [gone(), others, another_action, more_to_agree_to, more_to_say] {
        let office = Office::open().await;
        let run = planned(&office).await;
        let service = office.service.with_catalogue(Arc::new(changed));
        office.clock.advance(HOUR);
        send_all(&service).await;
        assert_eq!(failure_of(&office, &run).await, FailureKind::Withdrawn);
        assert!(office.tenant.triggers().is_empty());
    }
}

#[tokio::test]
async fn it_is_offered_to_whoever_pressed() {
    let office = Office::open().await;
    let designer = person_of("robin", &["design"]);
    let run = planned_by(&office, &designer, plan(1, LAPTOP, "renew-licence")).await;
    office.clock.advance(HOUR);
    office.dispatch().await;
    assert_eq!(office.state(&run).await, State::Sent);
}

#[tokio::test]
async fn a_device_that_is_not_theirs_any_more_is_left_alone() {
    let office = Office::open().await;
    let run = planned(&office).await;
    let left: [CollectorUid; 1] = [uid(MAC)];
    office.tenant.owns(robin().id(), &left);
    office.clock.advance(HOUR);
    office.dispatch().await;
    assert_eq!(failure_of(&office, &run).await, FailureKind::NotTheirs);
    assert!(office.tenant.triggers().is_empty());
}

#[tokio::test]
async fn what_is_not_needed_any_more_does_not_run() {
    let office = Office::open().await;
    let when_full = with("free-space", |remedy| {
        remedy.later = vec![HOUR];
        remedy.offered_when = vec![Condition {
            metric: "disk-free".parse().unwrap(),
            rated: vec![Rating::Frustrating],
        }];
    });
    let service = office.service.with_catalogue(Arc::new(when_full));
    let started = service
        .start(&robin(), plan(1, LAPTOP, "free-space"))
        .await
        .unwrap();
    let run = office.execution(&started.execution).await;
    office.clock.advance(HOUR);
    let mut tidy = reading(LAPTOP, office.now());
    tidy.numbers.insert("disk_free".into(), 60.0);
    office.tenant.reads(tidy);
    send_all(&service).await;
    assert_eq!(failure_of(&office, &run).await, FailureKind::NotNeeded);
}

#[tokio::test]
async fn the_figure_before_it_is_the_one_of_its_time() {
    let office = Office::open().await;
    let later = with("free-space", |remedy| remedy.later = vec![HOUR]);
    let service = office.service.with_catalogue(Arc::new(later));
    let started = service.start(&robin(), plan(1, LAPTOP, "free-space")).await;
    let run = office.execution(&started.unwrap().execution).await;
    office.clock.advance(HOUR);
    let mut tidied = reading(LAPTOP, office.now());
    tidied.numbers.insert("disk_free".into(), 30.0);
    office.tenant.reads(tidied);
    // However busy the tenant is: what was just looked at is not asked for again.
    office.tenant.fails(Line::Device, down());
    send_all(&service).await;
    let run = office.execution(&run.order.id).await;
    assert_eq!(run.state(), State::Sent);
    assert_eq!(run.before().unwrap().value, 30.0);
}

#[tokio::test]
async fn what_was_put_off_for_long_is_looked_at_again_as_well() {
    let office = Office::open().await;
    let pressed = office.start(&robin(), press(1, LAPTOP, "restart-apps")).await;
    let run = office.execution(&pressed.execution).await;
    let left: [CollectorUid; 1] = [uid(MAC)];
    office.tenant.owns(robin().id(), &left);
    office.clock.advance(HOUR + seconds(1));
    office.dispatch().await;
    assert_eq!(failure_of(&office, &run).await, FailureKind::NotTheirs);
    assert!(office.tenant.triggers().is_empty());
}

#[tokio::test]
async fn while_nobody_can_say_it_waits_and_nothing_is_sent() {
    let office = Office::open().await;
    let run = planned(&office).await;
    office.clock.advance(HOUR);
    office.tenant.fails(Line::DevicesOf, down());
    office.dispatch().await;
    assert_eq!(office.state(&run).await, State::Queued);
    assert!(office.tenant.triggers().is_empty());
    office.tenant.recovers(Line::DevicesOf);
    office.clock.advance(minutes(1));
    office.dispatch().await;
    assert_eq!(office.state(&run).await, State::Sent);
    assert_eq!(office.tenant.triggers().len(), 1);
}
