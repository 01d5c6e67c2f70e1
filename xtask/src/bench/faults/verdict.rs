//! What came of it, and whether it is as it must be.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    time::Duration,
};

use super::{
    ledger::Pressed,
    readers::Seen,
    settle::{Settled, is_end, may_last},
};
use crate::bench::{browser::PLANNED, figure::Figure, quantile::quantile, sse::Event, tenant::Trigger};

/// All that is known when everything is over.
pub struct Evidence {
    /// How many executions were to be accepted.
    pub wanted: usize,
    /// What was pressed, and what employees were told.
    pub ledger: Pressed,
    /// Where the executions stand, and what the tenant has started.
    pub settled: Settled,
    /// What each reader has seen.
    pub seen: Vec<Seen>,
    /// All events of each employee, from the first one on.
    pub replays: BTreeMap<String, Vec<Event>>,
    /// From each kill to the next first answer.
    pub restarts: Vec<Duration>,
    /// How often something was turned for the worse.
    pub troubles: usize,
    /// The NQL IDs of the workflows that remedies start, by remedy.
    pub workflows: BTreeMap<String, String>,
}

/// What came of it.
#[derive(Debug)]
pub struct Verdict {
    /// What the figures' names begin with.
    name: &'static str,
    figures: Vec<Figure>,
    faults: Vec<String>,
}

/// How the events of readers differ from what happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Differences {
    missing: usize,
    repeated: usize,
    out_of_order: usize,
    /// Events that the replay does not have, or has otherwise.
    foreign: usize,
}

impl Verdict {
    /// Judges what the benchmark of this name has found.
    pub fn of(name: &'static str, evidence: &Evidence, seed: u64) -> Self {
        let mut verdict = Self {
            name,
            figures: Vec::new(),
            faults: Vec::new(),
        };
        verdict.note("seed", usize::try_from(seed).unwrap_or_default());
        verdict.presses(evidence);
        verdict.executions(evidence);
        verdict.restarts(evidence);
        verdict.events(evidence);
        verdict
    }

    /// Whether everything is as it must be.
    pub const fn is_good(&self) -> bool {
        self.faults.is_empty()
    }

    /// In one line, for a run that was good.
    pub fn line(&self) -> String {
        let shown = [
            "accepted",
            "kills",
            "troubles",
            "state.unsure",
            "sse.events",
            "settled_after",
        ];
        let figure = |name: &&str| {
            let full = format!("{}.{name}", self.name);
            let found = self.figures.iter().find(|figure| figure.name == full);
            found.map(|figure| format!("{name} {}{}", figure.value, figure.unit))
        };
        let shown: Vec<_> = shown.iter().filter_map(figure).collect();
        format!("nothing doubled, lost or missing: {}", shown.join(", "))
    }

    /// Everything that was counted.
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    /// Adds a number of something.
    pub fn note(&mut self, name: &str, value: usize) {
        self.add(name, value as f64, "");
    }

    fn add(&mut self, name: &str, value: f64, unit: &'static str) {
        self.figures
            .push(Figure::new(format!("{}.{name}", self.name), value, unit));
    }

    /// A figure that has to be 0, with what it counts.
    pub fn must_not_be(&mut self, name: &str, cases: &[String]) {
        self.note(name, cases.len());
        self.faults
            .extend(cases.iter().map(|case| format!("{name}: {case}")));
    }

    fn presses(&mut self, evidence: &Evidence) {
        let pressed = &evidence.ledger;
        self.note("presses", pressed.presses);
        self.note("presses.broken_tries", pressed.broken);
        self.note("presses.refused", pressed.refused);
        self.must_not_be("presses.strange", &pressed.strange);
        let nothing = (0..pressed.unanswered).map(|_| "a press was not answered".to_owned());
        self.must_not_be("presses.unanswered", &nothing.collect::<Vec<_>>());
        self.note("troubles", evidence.troubles);
        self.note("accepted", pressed.accepted.len());
        if pressed.accepted.len() < evidence.wanted {
            let short = format!(
                "accepted: {} of {} in time",
                pressed.accepted.len(),
                evidence.wanted
            );
            self.faults.push(short);
        }
        self.note("triggers", evidence.settled.triggers.len());
    }

    fn executions(&mut self, evidence: &Evidence) {
        self.must_not_be("doubled", &doubled(evidence));
        self.must_not_be("untold", &untold(evidence));
        self.must_not_be("lost", &lost(evidence));
        let mut by_state: BTreeMap<&str, usize> = BTreeMap::new();
        for state in evidence.settled.states.values().flatten() {
            *by_state.entry(state).or_default() += 1;
        }
        for (state, number) in by_state {
            self.note(&format!("state.{state}"), number);
        }
        self.add("settled_after", evidence.settled.took.as_secs_f64(), "s");
    }

    fn restarts(&mut self, evidence: &Evidence) {
        let mut times = evidence.restarts.clone();
        times.sort_unstable();
        self.note("kills", times.len());
        for (name, per_mille) in [("p50", 500), ("max", 1000)] {
            if let Some(time) = quantile(&times, per_mille) {
                let name = format!("kill_to_first_answer.{name}");
                self.add(&name, time.as_secs_f64() * 1000.0, "ms");
            }
        }
    }

    fn events(&mut self, evidence: &Evidence) {
        self.note("sse.readers", evidence.seen.len());
        self.note("sse.opened", evidence.seen.iter().map(|seen| seen.opened).sum());
        self.note(
            "sse.events",
            evidence.seen.iter().map(|seen| seen.events.len()).sum(),
        );
        let nothing = Vec::new();
        let mut cases: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for seen in &evidence.seen {
            let truth = evidence.replays.get(&seen.employee).unwrap_or(&nothing);
            let differences = compare(&seen.events, truth);
            for (name, number) in [
                ("missing", differences.missing),
                ("repeated", differences.repeated),
                ("out_of_order", differences.out_of_order),
                ("foreign", differences.foreign),
            ] {
                let case = || format!("a reader of {} differs from the replay", seen.employee);
                cases.entry(name).or_default().extend((0..number).map(|_| case()));
            }
        }
        for name in ["missing", "repeated", "out_of_order", "foreign"] {
            let cases = cases.remove(name).unwrap_or_default();
            self.must_not_be(&format!("sse.{name}"), &cases);
        }
        self.must_not_be("sse.stale", &stale(evidence));
    }
}

impl fmt::Display for Verdict {
    /// What is wrong, a line each; of many of a kind, the first.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = 20;
        for fault in self.faults.iter().take(most) {
            writeln!(f, "{fault}")?;
        }
        match self.faults.len().saturating_sub(most) {
            0 => Ok(()),
            more => writeln!(f, "and {more} more"),
        }
    }
}

/// What ran twice.
fn doubled(evidence: &Evidence) -> Vec<String> {
    let mut cases = Vec::new();
    for (reference, triggers) in by_reference(&evidence.settled.triggers) {
        if triggers > 1 {
            cases.push(format!("execution {reference} was triggered {triggers} times"));
        }
    }
    // Workflows carry no reference: on each device there must be no more of them than presses were accepted.
    let mut left: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for execution in evidence.ledger.accepted.values() {
        if let Some(workflow) = evidence.workflows.get(&execution.remedy) {
            *left.entry((workflow, &execution.device)).or_default() += 1;
        }
    }
    for trigger in workflows(&evidence.settled.triggers) {
        for device in &trigger.devices {
            let left = left.entry((&trigger.id, device)).or_default();
            *left -= 1;
            if *left < 0 {
                cases.push(format!(
                    "workflow {} on {device}: more triggers than presses",
                    trigger.id
                ));
            }
        }
    }
    for [one, other] in &evidence.ledger.split {
        cases.push(format!("one press started {one} and {other}"));
    }
    // After one that failed, the other may run; after one that worked, it has to wait for longer than all this takes.
    let worked = |id: &String| {
        let state = evidence.settled.states.get(id).and_then(Option::as_deref);
        state.is_some_and(|state| ["done", "fixed", "not_fixed", "verifying"].contains(&state))
    };
    for [one, other] in &evidence.ledger.tabs {
        if worked(one) && worked(other) {
            cases.push(format!("two tabs ran {one} and {other} at the same time"));
        }
    }
    cases
}

/// What runs in the tenant though no employee was told of it.
fn untold(evidence: &Evidence) -> Vec<String> {
    let references = by_reference(&evidence.settled.triggers).into_keys();
    references
        .filter(|reference| !evidence.ledger.accepted.contains_key(*reference))
        .map(|reference| format!("{reference} was triggered, and nobody was told of it"))
        .collect()
}

/// What employees were told of and what is nowhere, or stands still.
fn lost(evidence: &Evidence) -> Vec<String> {
    let triggered = by_reference(&evidence.settled.triggers);
    let mut cases = Vec::new();
    for id in evidence.ledger.accepted.keys() {
        match evidence.settled.states.get(id).and_then(Option::as_deref) {
            None => cases.push(format!("execution {id} does not exist")),
            // The tenant shows it with its reference, and answers.
            Some("unsure") if triggered.contains_key(id.as_str()) => {
                cases.push(format!(
                    "execution {id} is still unsure, though the tenant has it"
                ));
            }
            Some(PLANNED) if triggered.contains_key(id.as_str()) => {
                cases.push(format!("execution {id} is planned for later, and was triggered"));
            }
            Some(state) if is_end(state) || may_last(state) => {}
            Some(state) => cases.push(format!("execution {id} stands still: {state}")),
        }
    }
    cases
}

/// Executions of which the readers' last word is not how they stand.
fn stale(evidence: &Evidence) -> Vec<String> {
    let mut last: BTreeMap<String, String> = BTreeMap::new();
    let followed: BTreeSet<&str> = evidence.replays.keys().map(String::as_str).collect();
    for event in evidence.replays.values().flatten() {
        let said: serde_json::Value = serde_json::from_str(&event.data).unwrap_or_default();
        if let (Some(id), Some(state)) = (said["execution"].as_str(), said["state"].as_str()) {
            last.insert(id.to_owned(), state.to_owned());
        }
    }
    let theirs = evidence
        .ledger
        .accepted
        .iter()
        .filter(|(_, execution)| followed.contains(execution.employee.as_str()));
    theirs
        .filter_map(|(id, _)| {
            let stands = evidence.settled.states.get(id).and_then(Option::as_deref)?;
            // What only time helps may have moved since it was looked at.
            let said = last.get(id).map(String::as_str);
            (said != Some(stands) && !may_last(stands))
                .then(|| format!("execution {id} is {stands}, and the last event says {said:?}"))
        })
        .collect()
}

fn by_reference(triggers: &[Trigger]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for reference in triggers
        .iter()
        .filter_map(|trigger| trigger.external_reference.as_deref())
    {
        *counts.entry(reference).or_default() += 1;
    }
    counts
}

fn workflows(triggers: &[Trigger]) -> impl Iterator<Item = &Trigger> {
    triggers
        .iter()
        .filter(|trigger| trigger.endpoint == "workflows/execute")
}

/// Compares what a reader has seen with what happened.
fn compare(seen: &[Event], truth: &[Event]) -> Differences {
    let happened: BTreeMap<i64, &Event> = truth.iter().map(|event| (event.id, event)).collect();
    let mut known = BTreeSet::new();
    let mut found = Differences::default();
    let mut newest = i64::MIN;
    for event in seen {
        if !known.insert(event.id) {
            found.repeated += 1;
        } else if event.id < newest {
            found.out_of_order += 1;
        }
        newest = newest.max(event.id);
        if happened.get(&event.id) != Some(&event) {
            found.foreign += 1;
        }
    }
    found.missing = happened.keys().filter(|id| !known.contains(id)).count();
    found
}

#[cfg(test)]
mod tests;
