//! What each failure of a desk is said to mean.

use std::time::Duration;

use tickets::Fault;

use crate::support::{Desk, ServiceDesk, connector, impatient, report};

/// Kind, what `create` says, and whether there is a ticket.
const FAULTS: [(&str, &str, bool); 12] = [
    ("drop-before", "unknown", false),
    ("drop-after", "unknown", true),
    ("late", "unknown", false),
    ("silent", "unknown", true),
    ("busy", "busy", false),
    ("unavailable", "unknown", false),
    ("gateway", "unknown", true),
    ("garbage", "unknown", true),
    ("cut", "unknown", true),
    ("huge", "unknown", true),
    ("redirect", "unknown", false),
    ("forbidden", "refused", false),
];

#[tokio::test]
async fn every_failure_of_making_says_what_is_certain() {
    let stand_in = ServiceDesk::start();
    for desk in Desk::ALL {
        let connector = impatient(desk.settings(&stand_in.address));
        for (n, (kind, code, made)) in (1..).zip(FAULTS) {
            // A receiver of webhooks may say what it likes once it has said that it has taken it.
            let is_taken = desk == Desk::Webhook && kind == "garbage";
            stand_in.plan(&[("create", kind)]).await;
            let report = report(n);
            match connector.create(&report).await {
                Ok(ticket) => assert!(is_taken && ticket.number.is_none(), "{desk:?} {kind}: {ticket:?}"),
                Err(fault) => assert_eq!(fault.code(), code, "{desk:?} {kind}: {fault}"),
            }
            let tickets = stand_in.tickets_of(desk, &report).await;
            assert_eq!(!tickets.is_empty(), made, "{desk:?} {kind}");
        }
    }
}

#[tokio::test]
async fn the_desks_wish_to_wait_is_told() {
    let stand_in = ServiceDesk::start();
    for desk in Desk::ALL {
        let connector = connector(desk.settings(&stand_in.address));
        for kind in ["busy", "unavailable"] {
            stand_in.plan(&[("create", kind)]).await;
            let fault = connector.create(&report(1)).await.unwrap_err();
            assert_eq!(
                fault.retry_after(),
                Some(Duration::from_secs(7)),
                "{desk:?} {kind}"
            );
        }
    }
}

#[tokio::test]
async fn trouble_before_the_report_is_sent_makes_nothing() {
    let stand_in = ServiceDesk::start();
    for desk in [Desk::ServiceNow, Desk::Jira] {
        let connector = impatient(desk.settings(&stand_in.address));
        for (kind, ..) in FAULTS {
            stand_in.plan(&[("user", kind)]).await;
            let fault = connector.create(&report(1)).await.unwrap_err();
            let expected = if matches!(kind, "redirect" | "forbidden") {
                "refused"
            } else {
                "busy"
            };
            assert_eq!(fault.code(), expected, "{desk:?} {kind}: {fault}");
            assert!(stand_in.tickets(desk).await.is_empty(), "{desk:?} {kind}");
        }
    }
}

#[tokio::test]
async fn a_search_that_fails_is_no_proof() {
    let stand_in = ServiceDesk::start();
    for desk in [Desk::ServiceNow, Desk::Jira] {
        let connector = impatient(desk.settings(&stand_in.address));
        for (kind, ..) in FAULTS {
            stand_in.plan(&[("find", kind)]).await;
            let fault = connector.find(report(1).id).await.unwrap_err();
            assert_ne!(fault.code(), "unknown", "{desk:?} {kind}: {fault}");
        }
    }
}

#[tokio::test]
async fn an_answer_that_does_not_end_is_not_read_to_its_end() {
    let stand_in = ServiceDesk::start();
    for desk in Desk::ALL {
        stand_in.plan(&[("create", "huge")]).await;
        let fault = connector(desk.settings(&stand_in.address))
            .create(&report(1))
            .await
            .unwrap_err();
        assert!(
            fault.to_string().contains("more than 1048576 bytes"),
            "{desk:?}: {fault}"
        );
    }
}

#[tokio::test]
async fn a_desk_that_is_not_there_has_taken_nothing() {
    // Nobody listens at an address that was free a moment ago.
    let address = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    for desk in Desk::ALL {
        let fault = connector(desk.settings(&address))
            .create(&report(1))
            .await
            .unwrap_err();
        assert!(matches!(fault, Fault::Busy { .. }), "{desk:?}: {fault}");
    }
}

#[tokio::test]
async fn the_desks_own_words_are_told_and_no_secrets() {
    let stand_in = ServiceDesk::start();
    let (now, jira) = (
        connector(Desk::ServiceNow.settings(&stand_in.address)),
        connector(Desk::Jira.settings(&stand_in.address)),
    );
    stand_in.plan(&[("create", "forbidden")]).await;
    let fault = now.create(&report(1)).await.unwrap_err();
    assert_eq!(
        fault.to_string(),
        "the service desk refuses: status 403: Operation Failed; ACL"
    );
    stand_in.plan(&[("find", "redirect")]).await;
    let fault = jira.find(report(1).id).await.unwrap_err();
    assert!(
        fault
            .to_string()
            .ends_with("redirects are not followed, check the address"),
        "{fault}"
    );
    for desk in Desk::ALL {
        let shown = format!("{:?}", desk.settings(&stand_in.address));
        assert!(
            !shown.contains("hush") && !shown.contains("whsec") && !shown.contains("/hook"),
            "{shown}"
        );
    }
}
