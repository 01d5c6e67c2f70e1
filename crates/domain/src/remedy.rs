//! Something an employee may run, as the portal admin describes it in `content/remedies`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    Audience, CategoryId, Condition, LocalText, MetricId, NqlId, OutcomeRule, Output, Platform, RemedyId,
    Standing,
};

/// The version of the Workflows API by which a workflow is triggered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WorkflowVersion {
    /// `/api/v1/workflows/execute`: Collector UIDs and SIDs.
    V1,
    /// `/api/v2/workflows/execute`: objects that name a device or user.
    #[default]
    V2,
}

/// What is started in Nexthink.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Launch {
    /// A remote action, by its NQL ID.
    RemoteAction(NqlId),
    /// A workflow, by its NQL ID.
    Workflow {
        /// The workflow's NQL ID.
        id: NqlId,
        /// Which API triggers it.
        version: WorkflowVersion,
    },
}

impl Launch {
    /// The NQL ID of the remote action or workflow.
    #[must_use]
    pub const fn nql_id(&self) -> &NqlId {
        match self {
            Self::RemoteAction(id) | Self::Workflow { id, .. } => id,
        }
    }
}

/// Which way a figure must move to prove a fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// More is better.
    Rises,
    /// Less is better.
    Falls,
}

/// How a fix proves itself: a figure read before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proof {
    /// The figure.
    pub metric: MetricId,
    /// Which way it must move.
    pub direction: Direction,
    /// By how much at least, in the metric's unit.
    pub by: f64,
}

impl Proof {
    /// Whether the second figure proves the fix.
    #[must_use]
    pub fn is_shown_by(&self, before: f64, after: f64) -> bool {
        match self.direction {
            Direction::Rises => after - before >= self.by,
            Direction::Falls => before - after >= self.by,
        }
    }
}

/// One input of the remote action or workflow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name in Nexthink.
    pub name: String,
    /// Its name on the page.
    pub label: LocalText,
    /// The values to choose from; empty when any value fits.
    pub options: Vec<String>,
    /// Whether a value outside the options fits too.
    pub custom: bool,
    /// The value when the employee says nothing; without one the employee must choose.
    pub default: Option<String>,
    /// The longest value that fits, in characters.
    pub max_length: usize,
}

/// Why the parameters of a run do not fit its remedy.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ParameterFault {
    /// The remedy has no such parameter.
    #[error("there is no parameter {0:?}")]
    Unknown(String),
    /// Nothing was given and there is no default.
    #[error("the parameter {0:?} is missing")]
    Missing(String),
    /// The value is not one of the options.
    #[error("the parameter {0:?} does not take this value")]
    NotAnOption(String),
    /// The value is too long or has control characters in it.
    #[error("the value of the parameter {0:?} is too long or not plain text")]
    Malformed(String),
}

/// What a workflow asks on its way, when it waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The question in the employee's words.
    pub text: LocalText,
    /// What belongs to the answer, by the names that the workflow's thinklet expects.
    pub parameters: Vec<Parameter>,
}

/// Something an employee may run on a device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Remedy {
    /// Its name in files and addresses.
    pub id: RemedyId,
    /// The group it is shown in.
    pub category: CategoryId,
    /// What is started in Nexthink.
    pub launch: Launch,
    /// The outcome in the employee's words, which is also what the button says: "Free up space".
    pub title: LocalText,
    /// What it does, in one or two sentences.
    pub summary: LocalText,
    /// What the employee will notice meanwhile: "You can keep working".
    pub impact: LocalText,
    /// What to agree to before it runs; without one the button is enough.
    pub consent: Option<LocalText>,
    /// The name of the running step: "Removing temporary files".
    pub doing: LocalText,
    /// The platforms it is made for.
    pub platforms: Vec<Platform>,
    /// Who is offered it; everybody when it is empty.
    #[serde(default)]
    pub audiences: BTreeSet<Audience>,
    /// The figures it improves: where one of them is bad, this remedy is suggested.
    pub helps: Vec<MetricId>,
    /// Conditions that must all hold for it to be offered.
    pub offered_when: Vec<Condition>,
    /// Its inputs.
    pub parameters: Vec<Parameter>,
    /// What it asks on its way; only a workflow can.
    pub asks: Option<Question>,
    /// What the words of its executions mean, before those of all remedies.
    pub outcomes: Vec<OutcomeRule>,
    /// What its runs tell; only what is named here can be judged by a check.
    #[serde(default)]
    pub outputs: Vec<Output>,
    /// Whether it only looks at the device and changes nothing on it.
    #[serde(default)]
    pub reads_only: bool,
    /// How long it usually takes.
    pub expected: SignedDuration,
    /// Whether the device restarts afterwards.
    pub restarts: bool,
    /// How long after a run it may run again on the same device.
    pub cooldown: Option<SignedDuration>,
    /// How often it may run on one device within 24 hours.
    pub daily_cap: Option<u32>,
    /// How much later than now it can be sent instead, the shortest first; empty where it is always sent at once.
    #[serde(default)]
    pub later: Vec<SignedDuration>,
    /// How long Nexthink keeps trying to reach the device (Nexthink Remote Actions API: 60–10080 minutes).
    pub expires: SignedDuration,
    /// How the fix proves itself.
    pub proof: Option<Proof>,
    /// How much work of IT one run saves that helps by itself; without it, nothing is claimed.
    #[serde(default)]
    pub saves: Option<SignedDuration>,
}

impl Remedy {
    /// Whether somebody who belongs to this much is offered it.
    #[must_use]
    pub fn is_for(&self, standing: &Standing) -> bool {
        standing.is_among(&self.audiences)
    }

    /// The parameters to send: what was given, completed by the defaults, if everything fits.
    ///
    /// # Errors
    /// The first parameter that does not fit.
    pub fn fit(&self, given: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, ParameterFault> {
        fit(&self.parameters, given)
    }
}

impl Question {
    /// The answer to send: what was given, completed by the defaults, if everything fits.
    ///
    /// # Errors
    /// The first parameter that does not fit.
    pub fn fit(&self, given: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>, ParameterFault> {
        fit(&self.parameters, given)
    }
}

fn fit(
    parameters: &[Parameter],
    given: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, String>, ParameterFault> {
    if let Some(name) = given
        .keys()
        .find(|name| parameters.iter().all(|known| known.name != **name))
    {
        return Err(ParameterFault::Unknown(name.chars().take(80).collect()));
    }
    let mut fitted = BTreeMap::new();
    for parameter in parameters {
        let value = given
            .get(&parameter.name)
            .filter(|value| !value.is_empty())
            .or(parameter.default.as_ref());
        let value = value.ok_or_else(|| ParameterFault::Missing(parameter.name.clone()))?;
        parameter.accept(value)?;
        fitted.insert(parameter.name.clone(), value.clone());
    }
    Ok(fitted)
}

impl Parameter {
    fn accept(&self, value: &str) -> Result<(), ParameterFault> {
        if value.chars().count() > self.max_length || value.chars().any(char::is_control) {
            return Err(ParameterFault::Malformed(self.name.clone()));
        }
        let free = self.options.is_empty() || self.custom;
        if free || self.options.iter().any(|option| option == value) {
            Ok(())
        } else {
            Err(ParameterFault::NotAnOption(self.name.clone()))
        }
    }
}
