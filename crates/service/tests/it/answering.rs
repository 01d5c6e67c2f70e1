//! A workflow asks on its way, and is answered once.

use std::{collections::BTreeMap, sync::Arc};

use domain::{Execution, Means, State, TenantStatus};
use service::{AnswerError, AnswerRequest, Reply, TroubleKind};

use crate::support::{
    Call, FakeTenant, LAPTOP, Line, Office, catalogue, dispatch_once, down, error, kim, minutes, press,
    robin, seconds, timed_out,
};

const RUN: &str = "5c5c5c5c-0000-4000-8000-000000000001";

/// The tenant shows that the workflow waits since `at`.
fn asks(office: &Office, run: &Execution, at: jiff::Timestamp) {
    let mut sighting = FakeTenant::sighting(run, TenantStatus::InProgress, at);
    sighting.report.details = "Waiting for an external trigger.".to_owned();
    sighting.report.run = Some(RUN.parse().unwrap());
    office.tenant.shows(sighting);
}

/// A workflow that asks.
async fn asking(office: &Office) -> Execution {
    let run = office.sent(1, "reset-network").await;
    office.clock.advance(seconds(5));
    asks(office, &run, office.now());
    office.watch().await;
    let run = office.execution(&run.order.id).await;
    assert_eq!(run.state(), State::WaitingForAnswer);
    run
}

fn answer(run: &Execution, site: &str) -> AnswerRequest {
    AnswerRequest {
        execution: run.order.id.clone(),
        asked_at: run.reported_at().unwrap(),
        given: BTreeMap::from([("site".to_owned(), site.to_owned())]),
    }
}

/// Robin answers, and it is kept.
async fn answers(office: &Office, run: &Execution) {
    office
        .service
        .answer(&robin(), &answer(run, "Main"))
        .await
        .unwrap();
}

fn replies(office: &Office) -> Vec<Reply> {
    let calls = office.tenant.calls(Line::Reply).into_iter();
    calls
        .filter_map(|call| match call {
            Call::Reply(reply) => Some(reply),
            _ => None,
        })
        .collect()
}

#[tokio::test]
async fn the_answer_goes_to_the_run_that_asked() {
    let office = Office::open().await;
    let run = asking(&office).await;
    let request = answer(&run, "Main");
    office.service.answer(&robin(), &request).await.unwrap();
    assert_eq!(office.state(&run).await, State::Answering);
    // A double click is the same answer.
    office.service.answer(&robin(), &request).await.unwrap();
    office.dispatch().await;
    let expected = Reply {
        workflow: "#reset_network".parse().unwrap(),
        run: RUN.parse().unwrap(),
        given: request.given.clone(),
    };
    assert_eq!(replies(&office), [expected]);
    assert_eq!(office.state(&run).await, State::Running);
    office.service.answer(&robin(), &request).await.unwrap();
    office.dispatch().await;
    assert_eq!(replies(&office).len(), 1);

    office
        .tenant
        .shows_run(&run, TenantStatus::Success, office.now() + seconds(9));
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Done);
}

#[tokio::test]
async fn whoever_was_asked_can_answer_though_content_asks_no_more() {
    let office = Office::open().await;
    let run = asking(&office).await;
    let mut silent = catalogue();
    for remedy in &mut silent.remedies {
        Arc::make_mut(remedy).asks = None;
    }
    silent.outcomes.retain(|rule| rule.means != Means::Asks);
    let service = office.service.with_catalogue(Arc::new(silent));
    office.clock.advance(seconds(5));
    asks(&office, &run, office.now());
    service.watch_once().await.unwrap();
    let run = office.execution(&run.order.id).await;
    assert_eq!(
        run.state(),
        State::WaitingForAnswer,
        "it is not taken for running"
    );
    service.answer(&robin(), &answer(&run, "Main")).await.unwrap();
    assert_eq!(office.state(&run).await, State::Answering);
}

#[tokio::test]
async fn an_answer_to_an_earlier_question_does_not_answer_the_next() {
    let office = Office::open().await;
    let run = asking(&office).await;
    let first = answer(&run, "Main");
    office.service.answer(&robin(), &first).await.unwrap();
    office.dispatch().await;
    office.clock.advance(seconds(20));
    asks(&office, &run, office.now());
    office.watch().await;
    assert_eq!(office.state(&run).await, State::WaitingForAnswer);
    let late = AnswerRequest {
        given: BTreeMap::from([("site".to_owned(), "North".to_owned())]),
        ..first
    };
    let refused = office.service.answer(&robin(), &late).await;
    assert!(matches!(refused, Err(AnswerError::NotAsked)), "{refused:?}");
    assert_eq!(office.state(&run).await, State::WaitingForAnswer);
}

#[tokio::test]
async fn only_whoever_started_it_is_asked_and_only_for_what_fits() {
    let office = Office::open().await;
    let run = asking(&office).await;
    let foreign = office.service.answer(&kim(), &answer(&run, "Main")).await;
    assert!(matches!(foreign, Err(AnswerError::NotFound)), "{foreign:?}");
    for site in ["", "a site whose name is far too long"] {
        let unfit = office.service.answer(&robin(), &answer(&run, site)).await;
        assert!(matches!(unfit, Err(AnswerError::Parameters(_))), "{unfit:?}");
    }
    assert_eq!(office.state(&run).await, State::WaitingForAnswer);
    let other = office.start(&robin(), press(2, LAPTOP, "free-space")).await;
    let never = AnswerRequest {
        execution: other.execution,
        ..answer(&run, "Main")
    };
    let never = office.service.answer(&robin(), &never).await;
    assert!(matches!(never, Err(AnswerError::NotAsked)), "{never:?}");
}

#[tokio::test]
async fn an_answer_waits_for_a_tenant_that_is_down() {
    let office = Office::open().await;
    let run = asking(&office).await;
    office.tenant.fails_once(Line::Reply, down());
    answers(&office, &run).await;
    office.dispatch().await;
    assert_eq!(office.state(&run).await, State::Answering);
    office.clock.advance(seconds(1));
    office.dispatch().await;
    assert_eq!(office.state(&run).await, State::Running);
    assert_eq!(replies(&office).len(), 2);
}

#[tokio::test]
async fn an_answer_that_may_have_arrived_is_not_sent_again_by_itself() {
    for (failure, times) in [
        (timed_out(), 1),
        // Nothing waits any more.
        (error(TroubleKind::Misconfigured), 1),
    ] {
        let office = Office::open().await;
        let run = asking(&office).await;
        office.tenant.fails_once(Line::Reply, failure);
        answers(&office, &run).await;
        office.dispatch().await;
        office.clock.advance(minutes(1));
        office.dispatch().await;
        office.watch().await;
        assert_eq!(office.state(&run).await, State::Running);
        // The question is still there: the person is asked again, and the same answer is a new one.
        office.clock.advance(minutes(2));
        office.watch().await;
        assert_eq!(office.state(&run).await, State::WaitingForAnswer);
        assert_eq!(replies(&office).len(), times);
        answers(&office, &run).await;
        office.dispatch().await;
        assert_eq!(replies(&office).len(), times + 1);
    }
}

#[tokio::test]
async fn a_dispatcher_that_dies_while_it_answers_leaves_it_unknown() {
    let office = Office::open().await;
    let run = asking(&office).await;
    answers(&office, &run).await;
    let gate = office.tenant.hangs(Line::Reply);
    let service = office.service.clone();
    let dying = tokio::spawn(async move { dispatch_once(&service).await });
    office.tenant.was_called(Line::Reply, 1).await;
    dying.abort();
    assert!(dying.await.unwrap_err().is_cancelled());
    drop(gate);
    office.clock.advance(minutes(3));
    assert!(dispatch_once(&office.another().await).await);
    assert_eq!(office.state(&run).await, State::Running);
    assert_eq!(replies(&office).len(), 1);
}

#[tokio::test]
async fn a_workflow_that_goes_on_without_it_needs_no_answer() {
    let office = Office::open().await;
    let run = asking(&office).await;
    office.tenant.fails(Line::Reply, down());
    answers(&office, &run).await;
    office.dispatch().await;
    office.clock.advance(seconds(1));
    office.tenant.shows_run(&run, TenantStatus::Expired, office.now());
    office.watch().await;
    assert_eq!(office.state(&run).await, State::Expired);
    office.tenant.recovers(Line::Reply);
    office.clock.advance(minutes(5));
    office.dispatch().await;
    assert_eq!(replies(&office).len(), 1);
}

#[tokio::test]
async fn whoever_declines_on_the_device_ends_it() {
    let office = Office::open().await;
    let run = office.sent(1, "free-space").await;
    let mut sighting = FakeTenant::sighting(&run, TenantStatus::Failure, office.now());
    sighting.report.details = "The user declined the campaign.".to_owned();
    office.tenant.shows(sighting);
    office.watch().await;
    let ended = office.execution(&run.order.id).await;
    assert_eq!(ended.state(), State::Declined);
    assert_eq!(ended.outcome().unwrap().as_str(), "declined");
}
