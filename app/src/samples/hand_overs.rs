//! Hand-overs to IT in every state.

use std::sync::Arc;

use domain::{
    Facts, Finding, HandOver, HandOverSignal, HandedDevice, Health, NewHandOver, Subject, Ticket, Verdict,
};
use service::view::{FigureView, HandOverForm, HandOverOffer, HandOverPage, HandedFacts};

use super::{
    ago,
    figures::{boot, disk, memory, uptime},
    findings, key, laptop, now, run_named, runs, slow, uid,
};

/// Where no service desk takes anything.
pub fn not_handed_over(about: Subject) -> HandOverOffer {
    HandOverOffer {
        about,
        available: false,
        by_mail: false,
        last: None,
        key: key(),
    }
}

/// Where a service desk takes it.
pub fn offered(about: Subject) -> HandOverOffer {
    HandOverOffer {
        available: true,
        ..not_handed_over(about)
    }
}

/// Where it is with IT already.
pub fn handed_over(about: Subject) -> HandOverOffer {
    HandOverOffer {
        last: Some(created()),
        ..not_handed_over(about)
    }
}

fn about() -> Subject {
    Subject::Diagnosis {
        diagnosis: "0199f6a0-3333-4222-8333-444455556601".parse().expect("an id"),
    }
}

fn figures() -> Vec<FigureView> {
    vec![disk(), memory(), boot(), uptime()]
}

fn facts() -> Facts {
    let found = findings([Verdict::Fine, Verdict::Found, Verdict::Fine, Verdict::Unknown]);
    Facts {
        device: Some(HandedDevice {
            uid: uid(1),
            name: "NB-ZRH-0042".into(),
            known: Some(laptop()),
            health: Some(Health {
                fetched_at: ago(4),
                reported_at: ago(4),
                figures: figures().into_iter().map(|view| view.figure).collect(),
            }),
        }),
        topic: Some(slow().id),
        findings: found
            .into_iter()
            .map(|view| Finding {
                check: view.check.id,
                verdict: view.verdict,
                evidence: view.evidence,
            })
            .collect(),
        runs: vec![run_named("not-fixed")],
    }
}

fn shown() -> HandedFacts {
    HandedFacts {
        topic: Some(Arc::new(slow())),
        findings: findings([Verdict::Fine, Verdict::Found, Verdict::Fine, Verdict::Unknown])
            .into_iter()
            .map(|view| service::view::FindingView {
                offers: vec![],
                ..view
            })
            .collect(),
        figures: figures(),
        runs: runs(&["not-fixed"]),
    }
}

fn hand_over(signals: Vec<HandOverSignal>) -> Arc<HandOver> {
    let new = HandOver::new(NewHandOver {
        id: "0199f6a0-4444-4222-8333-444455556601".parse().expect("an id"),
        employee: "alex.fischer@example.com".parse().expect("an id"),
        name: "Alex Fischer".into(),
        upn: "alex.fischer@example.com".into(),
        email: Some("alex.fischer@example.org".into()),
        about: about(),
        note: "It began after the last update.\nMostly in the morning."
            .parse()
            .ok(),
        facts: facts(),
        created_at: ago(3),
    });
    let moved = signals.into_iter().fold(new, |it, signal| {
        it.advance(signal, ago(2)).expect("a signal that moves it")
    });
    Arc::new(moved)
}

fn ticket(number: Option<&str>) -> HandOverSignal {
    HandOverSignal::Created(Ticket {
        number: number.map(str::to_owned),
        link: number.map(|_| "https://desk.example.com/nav_to.do?uri=incident.do".to_owned()),
        record: None,
    })
}

/// One that is a ticket.
pub fn created() -> Arc<HandOver> {
    hand_over(vec![
        HandOverSignal::Begun,
        ticket(Some("INC0012345")),
        HandOverSignal::Attached(true),
    ])
}

/// The page on which a look is handed over, in every way it can stand.
pub fn hand_over_forms() -> Vec<(&'static str, HandOverForm)> {
    let form = |offer| HandOverForm {
        now: now(),
        offer,
        mail: None,
        facts: facts(),
        shown: shown(),
        last_event: 41,
    };
    vec![
        ("hand-over", form(offered(about()))),
        (
            "hand-over-again",
            form(HandOverOffer {
                available: true,
                ..handed_over(about())
            }),
        ),
        ("hand-over-settled", form(handed_over(about()))),
        ("hand-over-no-desk", form(not_handed_over(about()))),
        (
            "hand-over-by-mail",
            HandOverForm {
                mail: Some(MAIL.into()),
                ..form(HandOverOffer {
                    by_mail: true,
                    ..not_handed_over(about())
                })
            },
        ),
        (
            "hand-over-device",
            HandOverForm {
                facts: Facts {
                    topic: None,
                    findings: vec![],
                    ..facts()
                },
                shown: HandedFacts {
                    topic: None,
                    findings: vec![],
                    ..shown()
                },
                ..form(offered(Subject::Device { device: uid(1) }))
            },
        ),
    ]
}

/// An e-mail that says the same.
pub const MAIL: &str = "mailto:it@example.com?subject=My%20computer%20is%20slow";

/// Every way a hand-over can stand.
pub fn hand_over_pages() -> Vec<(&'static str, HandOverPage)> {
    use HandOverSignal::{Attached, Begun, GivenUp, OutcomeUnknown, Refused};
    let unknown = || OutcomeUnknown { call: 1 };
    let refused = || Refused {
        call: 1,
        words: "Caller alex.fischer is not active".into(),
    };
    let page = |signals| HandOverPage {
        now: now(),
        hand_over: hand_over(signals),
        shown: shown(),
        last_event: 41,
    };
    vec![
        ("handed-queued", page(vec![])),
        ("handed-sending", page(vec![Begun])),
        ("handed-unsure", page(vec![Begun, unknown()])),
        ("handed-attaching", page(vec![Begun, ticket(Some("INC0012345"))])),
        (
            "handed-created",
            page(vec![Begun, ticket(Some("INC0012345")), Attached(true)]),
        ),
        ("handed-bare", page(vec![Begun, ticket(None), Attached(false)])),
        ("handed-refused", page(vec![Begun, refused()])),
        ("handed-never-sent", page(vec![GivenUp])),
        ("handed-never-heard", page(vec![Begun, unknown(), GivenUp])),
    ]
}
