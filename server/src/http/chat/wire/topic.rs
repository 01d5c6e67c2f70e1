//! Topics: what can be wrong, in the employee's words.

use domain::{Catalogue, Lang, LocalText, Look};
use serde::Serialize;
use utoipa::ToSchema;

use super::names::PlatformName;

/// What can be wrong.
#[derive(Debug, Serialize, ToSchema)]
pub struct Topic {
    /// Its name, by which it is asked for.
    #[schema(example = "slow-computer")]
    pub id: String,
    /// The symptom in the employee's words.
    #[schema(example = "My computer is slow")]
    title: String,
    /// What will be looked at, in one sentence.
    intro: Option<String>,
    /// The group it belongs to.
    category: String,
    /// Other words for it.
    also: Vec<String>,
    /// The platforms it is made for.
    #[schema(value_type = Vec<PlatformName>)]
    platforms: Vec<domain::Platform>,
}

/// What can be wrong, and what is done about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TopicInFull {
    #[serde(flatten)]
    topic: Topic,
    /// What is looked at, in order.
    checks: Vec<Check>,
    /// Why this happens.
    explanation: Option<String>,
    /// What is worth trying when nothing was found, in order.
    remedies: Vec<String>,
    /// What one can do oneself, in order.
    help: Vec<SelfHelp>,
    /// What IT does when it is handed over.
    hand_over: Option<String>,
}

/// One thing that is looked at.
#[derive(Debug, Serialize, ToSchema)]
pub struct Check {
    /// Its name within the topic.
    id: String,
    /// What is looked at.
    #[schema(example = "Free disk space")]
    title: String,
    /// The remedy that reads it on the device; without one it is known anyway.
    collects: Option<String>,
    /// What helps against it, in order.
    remedies: Vec<String>,
}

/// Something that one can do oneself.
#[derive(Debug, Serialize, ToSchema)]
pub struct SelfHelp {
    /// What to do.
    text: String,
    /// Where to read more.
    url: Option<String>,
    /// What to call that.
    label: Option<String>,
}

impl Topic {
    /// The topic in this language.
    pub fn of(topic: &domain::Topic, catalogue: &Catalogue, lang: Lang) -> Self {
        let category = catalogue
            .categories
            .iter()
            .find(|category| category.id == topic.category);
        Self {
            id: topic.id.to_string(),
            title: topic.title.get(lang).to_owned(),
            intro: said(topic.intro.as_ref(), lang),
            category: category
                .map_or("", |category| category.label.get(lang))
                .to_owned(),
            also: topic.also.get(&lang).cloned().unwrap_or_default(),
            platforms: topic.platforms.clone(),
        }
    }
}

impl TopicInFull {
    /// The topic in this language.
    pub fn of(topic: &domain::Topic, catalogue: &Catalogue, lang: Lang) -> Self {
        let help = |help: &domain::SelfHelp| SelfHelp {
            text: help.text.get(lang).to_owned(),
            url: help.link.as_ref().map(|link| link.url.clone()),
            label: help.link.as_ref().map(|link| link.label.get(lang).to_owned()),
        };
        Self {
            topic: Topic::of(topic, catalogue, lang),
            checks: topic.checks.iter().map(|check| Check::of(check, lang)).collect(),
            explanation: said(topic.explanation.as_ref(), lang),
            remedies: names(&topic.remedies),
            help: topic.help.iter().map(help).collect(),
            hand_over: said(topic.hand_over.as_ref(), lang),
        }
    }
}

impl Check {
    fn of(check: &domain::Check, lang: Lang) -> Self {
        Self {
            id: check.id.to_string(),
            title: check.title.get(lang).to_owned(),
            collects: match &check.look {
                Look::Figure(_) => None,
                Look::Collect { remedy, .. } => Some(remedy.to_string()),
            },
            remedies: names(&check.remedies),
        }
    }
}

fn names(remedies: &[domain::RemedyId]) -> Vec<String> {
    remedies.iter().map(ToString::to_string).collect()
}

fn said(text: Option<&LocalText>, lang: Lang) -> Option<String> {
    text.map(|text| text.get(lang).to_owned())
}
