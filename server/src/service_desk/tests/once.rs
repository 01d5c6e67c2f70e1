//! One ticket, whatever fails.

use axum::{body::Body, http::Request};
use domain::{HandOverFailureKind, HandOverState};

use super::{
    company::{deliver, deliver_once, kept, open, place, slow, state},
    desk::{Kind, ServiceDesk},
};
use crate::testing::text;

#[tokio::test]
async fn whatever_fails_there_is_one_ticket_with_all_that_goes_along() {
    let desk = ServiceDesk::start();
    let faults = [
        "drop-before",
        "drop-after",
        "late",
        "busy",
        "unavailable",
        "gateway",
        "garbage",
        "cut",
        "redirect",
        "forbidden",
    ];
    for kind in Kind::ALL {
        let server = open(&desk.section(kind, "")).await;
        for (number, fault) in (1..).zip(faults) {
            let before = desk.tickets(kind).await.len();
            let hand_over = slow(number);
            place(&server, &hand_over).await;
            desk.plan(&[("create", fault)]).await;
            let over = deliver(&server, &desk, &hand_over.order.id).await;
            assert_eq!(over.state(), HandOverState::Created, "{kind:?} {fault}");
            let number = over.ticket().unwrap().number.clone();
            // What says nothing to be read is taken by its status: a webhook's receiver need not tell a number.
            let untold = kind == Kind::Webhook && matches!(fault, "garbage");
            assert!(number.is_some() || untold, "{kind:?} {fault}");
            assert_eq!(over.attached(), Some(true), "{kind:?} {fault}");
            let made = desk.tickets(kind).await.split_off(before);
            assert_eq!(made.len(), 1, "{kind:?} {fault}");
            assert_eq!(made[0]["attachments"].as_array().unwrap().len(), 1);
        }
    }
}

#[tokio::test]
async fn what_credentials_keep_from_being_sent_is_sent_when_somebody_has_mended_them() {
    let desk = ServiceDesk::start();
    for kind in Kind::ALL {
        let server = open(&desk.section_of_yesterday(kind)).await;
        let hand_over = slow(1);
        let id = &hand_over.order.id;
        place(&server, &hand_over).await;
        for _ in 0..3 {
            deliver_once(&server).await;
            assert_eq!(state(&server, id).await, HandOverState::Queued, "{kind:?}");
            server.wait(100);
        }
        assert_eq!(desk.tickets(kind).await.len(), 0);
        let server = server.restarted_with(&desk.section(kind, "")).await;
        let over = deliver(&server, &desk, id).await;
        assert_eq!(over.state(), HandOverState::Created, "{kind:?}");
        assert_eq!(desk.tickets(kind).await.len(), 1);
    }
}

#[tokio::test]
async fn what_the_service_desk_does_not_want_fails_at_once_and_says_why() {
    let desk = ServiceDesk::start();
    let section = desk.section(Kind::ServiceNow, "fields = { no_such_column = '1' }");
    let server = open(&section).await;
    let hand_over = slow(1);
    place(&server, &hand_over).await;
    let over = deliver(&server, &desk, &hand_over.order.id).await;
    let failure = over.failure().unwrap();
    assert_eq!(failure.kind, HandOverFailureKind::Refused);
    assert!(
        failure.words.contains("unknown columns: no_such_column"),
        "{failure:?}"
    );
    assert_eq!(desk.creates().await, 1);
}

#[tokio::test]
async fn files_that_could_not_be_added_are_added_later() {
    let desk = ServiceDesk::start();
    let server = open(&desk.section(Kind::ServiceNow, "")).await;
    let hand_over = slow(1);
    let id = &hand_over.order.id;
    place(&server, &hand_over).await;
    desk.plan(&[("attach", "forbidden"), ("attach", "drop-after")])
        .await;
    deliver_once(&server).await;
    assert_eq!(
        kept(&server, id).await.ticket().unwrap().number.as_deref(),
        Some("INC0010001")
    );
    let over = deliver(&server, &desk, id).await;
    assert_eq!(over.attached(), Some(true));
    let tickets = desk.tickets(Kind::ServiceNow).await;
    assert_eq!(tickets[0]["attachments"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn whoever_watches_sees_what_waits() {
    let desk = ServiceDesk::start();
    let server = open(&desk.section(Kind::Webhook, "")).await;
    let (sent, waits) = (slow(1), slow(2));
    place(&server, &sent).await;
    deliver(&server, &desk, &sent.order.id).await;
    let other = domain::Subject::Topic {
        topic: "teams".parse().unwrap(),
        device: None,
    };
    let mut order = waits.order.clone();
    order.about = other;
    place(&server, &domain::HandOver::new(order)).await;
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let said = text(server.call(request).await).await;
    for line in [
        "# TYPE deskside_hand_overs gauge",
        "deskside_hand_overs{state=\"queued\"} 1",
        "deskside_hand_overs{state=\"created\"} 1",
        "deskside_hand_overs{state=\"failed\"} 0",
    ] {
        assert!(said.lines().any(|said| said == line), "{line} is not in\n{said}");
    }
}
