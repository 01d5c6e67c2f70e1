//! What can be wrong in the employee's words, as the portal admin describes it in `content/topics`: what to look at, what
//! each thing that is found means, and what helps.

mod examine;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use examine::{Collected, Evidence, Finding, Verdict};

use crate::{
    Audience, CategoryId, CheckId, Condition, Lang, LocalText, Platform, RemedyId, Standing, TopicId, Unit,
};

/// What counts as found in an output.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// A number below this one, in the unit of the output.
    Below(f64),
    /// A number above this one, in the unit of the output.
    Above(f64),
    /// One of these texts, whatever its case.
    OneOf(Vec<String>),
}

/// Where a check looks, and what counts as found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// Figures that are known anyway: found when all of the conditions hold. There is at least one.
    Figure(Vec<Condition>),
    /// What a remedy that changes nothing reads on the device.
    Collect {
        /// The remedy.
        remedy: RemedyId,
        /// The name of the output in Nexthink.
        output: String,
        /// What the output is measured in; `None` for a text.
        unit: Option<Unit>,
        /// What counts as found.
        judged: Judgement,
    },
}

/// One thing that is looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// Its name within the topic.
    pub id: CheckId,
    /// What is looked at: "Free disk space".
    pub title: LocalText,
    /// Where.
    pub look: Look,
    /// What to say when something was found; `{value}` stands for what it was judged by, `{device}` for the device's name.
    pub found: LocalText,
    /// What that does to the employee.
    pub why: Option<LocalText>,
    /// What helps against it, in order.
    pub remedies: Vec<RemedyId>,
}

/// A page that tells more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its address: https, without credentials.
    pub url: String,
    /// What to call it.
    pub label: LocalText,
}

/// Something that one can do oneself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfHelp {
    /// What to do.
    pub text: LocalText,
    /// Where to read more.
    pub link: Option<Link>,
}

/// A symptom, and the way from it to a fix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// Its name in files and addresses.
    pub id: TopicId,
    /// The group it belongs to.
    pub category: CategoryId,
    /// The symptom in the employee's words: "My computer is slow".
    pub title: LocalText,
    /// Other words for it, which the search knows.
    pub also: BTreeMap<Lang, Vec<String>>,
    /// The platforms it is made for.
    pub platforms: Vec<Platform>,
    /// Who is shown it; everybody when it is empty.
    #[serde(default)]
    pub audiences: BTreeSet<Audience>,
    /// What will be looked at, in one sentence.
    pub intro: Option<LocalText>,
    /// What is looked at, in order; none when there is only something to do oneself.
    pub checks: Vec<Check>,
    /// Why this happens, for whoever wants to know.
    pub explanation: Option<LocalText>,
    /// What is worth trying when nothing was found, or what was found did not help; in order.
    pub remedies: Vec<RemedyId>,
    /// What one can do oneself, in order.
    pub help: Vec<SelfHelp>,
    /// What IT does when it is handed over.
    pub hand_over: Option<LocalText>,
}

impl Topic {
    /// Whether somebody who belongs to this much is shown it.
    #[must_use]
    pub fn is_for(&self, standing: &Standing) -> bool {
        standing.is_among(&self.audiences)
    }

    /// Whether it is made for this platform.
    #[must_use]
    pub fn fits(&self, platform: Platform) -> bool {
        self.platforms.contains(&platform)
    }

    /// The check of this name.
    #[must_use]
    pub fn check(&self, id: &CheckId) -> Option<&Check> {
        self.checks.iter().find(|check| check.id == *id)
    }

    /// The remedies that its checks collect from, each once, in order.
    #[must_use]
    pub fn collects(&self) -> Vec<&RemedyId> {
        let mut remedies = Vec::new();
        for check in &self.checks {
            if let Look::Collect { remedy, .. } = &check.look
                && !remedies.contains(&remedy)
            {
                remedies.push(remedy);
            }
        }
        remedies
    }
}
