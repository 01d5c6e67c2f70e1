//! Each thing that must not be is found when it is there.

use super::*;
use crate::bench::faults::ledger::Accepted;

fn event(id: i64, state: &str) -> Event {
    Event {
        id,
        data: format!(r#"{{"kind":"execution","execution":"e-1","device":"d","state":"{state}"}}"#),
    }
}

fn trigger(endpoint: &str, id: &str, reference: Option<&str>) -> Trigger {
    Trigger {
        endpoint: endpoint.to_owned(),
        id: id.to_owned(),
        devices: vec!["d".to_owned()],
        external_reference: reference.map(str::to_owned),
        request_id: "r-1".to_owned(),
        time: "2026-01-01T00:00:00Z".to_owned(),
    }
}

/// One remote action and one workflow that were pressed by one employee, and came to their ends.
fn evidence() -> Evidence {
    let accepted = |remedy: &str| Accepted {
        employee: "ana".to_owned(),
        device: "d".to_owned(),
        remedy: remedy.to_owned(),
    };
    let events = vec![event(3, "queued"), event(5, "done")];
    Evidence {
        wanted: 2,
        ledger: Pressed {
            accepted: [
                ("e-1".to_owned(), accepted("clean")),
                ("e-2".to_owned(), accepted("repair")),
            ]
            .into(),
            ..Pressed::default()
        },
        settled: Settled {
            states: [
                ("e-1".to_owned(), Some("done".to_owned())),
                ("e-2".to_owned(), Some("unsure".to_owned())),
            ]
            .into(),
            triggers: vec![
                trigger("act/execute", "#clean", Some("e-1")),
                trigger("workflows/execute", "#repair", None),
            ],
            took: Duration::ZERO,
        },
        seen: vec![Seen {
            employee: "ana".to_owned(),
            events: events.clone(),
            opened: 1,
        }],
        replays: [("ana".to_owned(), events)].into(),
        restarts: Vec::new(),
        troubles: 0,
        workflows: [("repair".to_owned(), "#repair".to_owned())].into(),
    }
}

fn faults(change: impl FnOnce(&mut Evidence)) -> Vec<String> {
    let mut evidence = evidence();
    change(&mut evidence);
    let faults = Verdict::of("faults", &evidence, 1).faults;
    let kind = |fault: String| fault.split(':').next().unwrap_or_default().to_owned();
    faults.into_iter().map(kind).collect()
}

#[test]
fn what_is_as_it_must_be_is_good() {
    assert_eq!(faults(|_| {}), Vec::<String>::new());
}

#[test]
fn what_runs_twice_is_found() {
    let again = |evidence: &mut Evidence, which: usize| {
        let trigger = evidence.settled.triggers[which].clone();
        evidence.settled.triggers.push(trigger);
    };
    assert_eq!(faults(|it| again(it, 0)), ["doubled"]);
    assert_eq!(faults(|it| again(it, 1)), ["doubled"]);
    let pair = || ["e-1".to_owned(), "e-2".to_owned()];
    assert_eq!(faults(|it| it.ledger.split.push(pair())), ["doubled"]);
    assert_eq!(faults(|it| it.ledger.tabs.push(pair())), Vec::<String>::new());
    let both_worked = |it: &mut Evidence| {
        it.ledger.tabs.push(pair());
        it.replays.clear();
        it.seen.clear();
        it.settled
            .states
            .insert("e-2".to_owned(), Some("done".to_owned()));
    };
    assert_eq!(faults(both_worked), ["doubled"]);
}

#[test]
fn presses_without_an_answer_that_makes_sense_are_found() {
    assert_eq!(faults(|it| it.wanted = 3), ["accepted"]);
    assert_eq!(faults(|it| it.ledger.unanswered = 1), ["presses.unanswered"]);
    assert_eq!(
        faults(|it| it.ledger.strange.push("404".to_owned())),
        ["presses.strange"]
    );
}

#[test]
fn what_nobody_was_told_of_is_found() {
    let stranger = trigger("act/execute", "#clean", Some("e-9"));
    assert_eq!(faults(|it| it.settled.triggers.push(stranger)), ["untold"]);
}

#[test]
fn what_is_nowhere_or_stands_still_is_found() {
    let stands = |it: &mut Evidence, state: Option<&str>| {
        it.settled
            .states
            .insert("e-1".to_owned(), state.map(str::to_owned));
        it.replays.clear();
        it.seen.clear();
    };
    assert_eq!(faults(|it| stands(it, None)), ["lost"]);
    assert_eq!(faults(|it| stands(it, Some("queued"))), ["lost"]);
    assert_eq!(faults(|it| stands(it, Some("verifying"))), Vec::<String>::new());
    assert_eq!(
        faults(|it| stands(it, Some("unsure"))),
        ["lost"],
        "the tenant has it"
    );
    assert_eq!(
        faults(|it| stands(it, Some(PLANNED))),
        ["lost"],
        "before its time"
    );
    let planned = |it: &mut Evidence| {
        it.settled.triggers.remove(0);
        stands(it, Some(PLANNED));
    };
    assert_eq!(faults(planned), Vec::<String>::new());
}

#[test]
fn readers_that_differ_from_what_happened_are_found() {
    let seen = |it: &mut Evidence, events: &[Event]| it.seen[0].events = events.to_vec();
    let (one, two) = (event(3, "queued"), event(5, "done"));
    assert_eq!(faults(|it| seen(it, std::slice::from_ref(&two))), ["sse.missing"]);
    assert_eq!(
        faults(|it| seen(it, &[one.clone(), two.clone(), one.clone()])),
        ["sse.repeated"]
    );
    assert_eq!(
        faults(|it| seen(it, &[two.clone(), one.clone()])),
        ["sse.out_of_order"]
    );
    let other = [one.clone(), two.clone(), event(6, "done")];
    assert_eq!(faults(|it| seen(it, &other)), ["sse.foreign"]);
    let otherwise = |it: &mut Evidence| {
        it.settled
            .states
            .insert("e-1".to_owned(), Some("failed".to_owned()));
    };
    assert_eq!(faults(otherwise), ["sse.stale"]);
}
