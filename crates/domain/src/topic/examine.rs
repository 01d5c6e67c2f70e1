//! What the checks of a topic find.

use serde::{Deserialize, Serialize};

use super::{Check, Judgement, Look, Topic};
use crate::{CheckId, Condition, Figure, Health, Outputs, Rating, RemedyId, Unit};

/// What came of collecting from a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Collected {
    /// Nothing, and nothing is on its way: it was not run, or did not end well.
    Nothing,
    /// It is under way.
    UnderWay,
    /// The outputs of a run that ended well, as Nexthink gave them.
    Outputs(String),
}

/// What a check says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is as it should be.
    Fine,
    /// This is, or adds to, the trouble.
    Found,
    /// It is still being looked at.
    Looking,
    /// It could not be looked at: nobody measured it.
    Unknown,
}

/// What a check was judged by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// A figure of the device's health.
    Figure(Figure),
    /// An output that is a number.
    Number {
        /// The number.
        value: f64,
        /// What it is measured in.
        unit: Unit,
    },
    /// An output that is a text.
    Text(String),
}

/// What came of one check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The check.
    pub check: CheckId,
    /// What it says.
    pub verdict: Verdict,
    /// What it was judged by; always there when it is `Fine` or `Found`, and never otherwise.
    pub evidence: Option<Evidence>,
}

impl Topic {
    /// What its checks say, in their order. `health` is what is known of the device, `collected` what came of running a
    /// remedy to read from it.
    #[must_use]
    pub fn examine(
        &self,
        health: Option<&Health>,
        collected: impl Fn(&RemedyId) -> Collected,
    ) -> Vec<Finding> {
        let examine = |check: &Check| {
            let (verdict, evidence) = match &check.look {
                Look::Figure(conditions) => by_figures(conditions, health),
                Look::Collect {
                    remedy,
                    output,
                    unit,
                    judged,
                } => match collected(remedy) {
                    Collected::UnderWay => (Verdict::Looking, None),
                    Collected::Nothing => UNKNOWN,
                    Collected::Outputs(outputs) => by_output(&Outputs::read(&outputs), output, *unit, judged),
                },
            };
            Finding {
                check: check.id.clone(),
                verdict,
                evidence,
            }
        };
        self.checks.iter().map(examine).collect()
    }
}

const UNKNOWN: (Verdict, Option<Evidence>) = (Verdict::Unknown, None);

/// One condition that is known not to hold settles it; else nothing may be unknown.
fn by_figures(conditions: &[Condition], health: Option<&Health>) -> (Verdict, Option<Evidence>) {
    let Some(health) = health else {
        return UNKNOWN;
    };
    let known = |condition: &Condition| {
        let figure = health.figure(&condition.metric);
        figure.filter(|figure| figure.rating != Rating::Unknown)
    };
    let by = |figure: &Figure| Some(Evidence::Figure(figure.clone()));
    let mut first = None;
    let mut all_known = true;
    for condition in conditions {
        match known(condition) {
            Some(figure) if !condition.holds(health) => return (Verdict::Fine, by(figure)),
            Some(figure) => first = first.or(Some(figure)),
            None => all_known = false,
        }
    }
    match first.filter(|_| all_known) {
        Some(figure) => (Verdict::Found, by(figure)),
        None => UNKNOWN,
    }
}

fn by_output(
    outputs: &Outputs,
    name: &str,
    unit: Option<Unit>,
    judged: &Judgement,
) -> (Verdict, Option<Evidence>) {
    let Some(text) = outputs.text(name).filter(|text| !text.is_empty()) else {
        return UNKNOWN;
    };
    let number = text.parse().ok().filter(|number: &f64| number.is_finite());
    let found = match (judged, number) {
        (Judgement::Below(limit), Some(number)) => number < *limit,
        (Judgement::Above(limit), Some(number)) => number > *limit,
        // A number was promised: that something else came says nothing about the device.
        (Judgement::Below(_) | Judgement::Above(_), None) => return UNKNOWN,
        (Judgement::OneOf(texts), _) => {
            let text = text.to_lowercase();
            texts.iter().any(|wanted| wanted.to_lowercase() == text)
        }
    };
    let evidence = match (number, unit) {
        (Some(value), Some(unit)) => Evidence::Number { value, unit },
        _ => Evidence::Text(text),
    };
    let verdict = if found { Verdict::Found } else { Verdict::Fine };
    (verdict, Some(evidence))
}
