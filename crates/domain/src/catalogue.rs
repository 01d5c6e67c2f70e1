//! What the portal admin wrote, read and checked.

use std::sync::Arc;

use jiff::SignedDuration;

use crate::{
    Asks, CategoryId, LocalText, Meaning, Means, Metric, MetricId, OutcomeId, OutcomeRule, Remedy, RemedyId,
    Report, Topic, TopicId,
};

/// A group of figures and remedies on the device page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Its name in the files.
    pub id: CategoryId,
    /// Its name on the page.
    pub label: LocalText,
}

/// All content of one installation, in the order in which it is shown.
///
/// Whoever makes one has checked it: names are unique, references lead somewhere, bands do not overlap.
#[derive(Debug, Clone, PartialEq)]
pub struct Catalogue {
    /// Groups, in order.
    pub categories: Vec<Category>,
    /// Figures, in order.
    pub metrics: Vec<Arc<Metric>>,
    /// Remedies, in order.
    pub remedies: Vec<Arc<Remedy>>,
    /// Topics, in order.
    pub topics: Vec<Arc<Topic>>,
    /// What Nexthink's words about any execution mean; a remedy's own outcomes come first.
    pub outcomes: Vec<OutcomeRule>,
    /// The metric that is the device's overall score.
    pub score: MetricId,
    /// A device that reported within this time counts as online.
    pub online_within: SignedDuration,
    /// How often devices usually report, where somebody knows.
    pub reports_every: Option<SignedDuration>,
}

impl Catalogue {
    /// The metric of this name.
    #[must_use]
    pub fn metric(&self, id: &MetricId) -> Option<&Arc<Metric>> {
        self.metrics.iter().find(|metric| metric.id == *id)
    }

    /// The remedy of this name.
    #[must_use]
    pub fn remedy(&self, id: &RemedyId) -> Option<&Arc<Remedy>> {
        self.remedies.iter().find(|remedy| remedy.id == *id)
    }

    /// The topic of this name.
    #[must_use]
    pub fn topic(&self, id: &TopicId) -> Option<&Arc<Topic>> {
        self.topics.iter().find(|topic| topic.id == *id)
    }

    fn outcomes_of(&self, remedy: &RemedyId) -> impl Iterator<Item = &OutcomeRule> {
        let own = self.remedy(remedy).map_or(&[][..], |remedy| &remedy.outcomes);
        own.iter().chain(&self.outcomes)
    }

    /// What a remedy asks on its way, with the outcomes that tell of it; `None` when it asks nothing.
    #[must_use]
    pub fn asks(&self, remedy: &RemedyId) -> Option<Asks> {
        let rules = self.outcomes_of(remedy).filter(|rule| rule.means == Means::Asks);
        Some(Asks {
            question: self.remedy(remedy)?.asks.clone()?,
            told_by: rules.cloned().collect(),
        })
    }

    /// What a report about an execution of this remedy means: the first outcome that fits it. Where the remedy does
    /// not ask any more, an execution that was `asked` to still may.
    #[must_use]
    pub fn meaning(&self, remedy: &RemedyId, asked: Option<&Asks>, report: &Report) -> Option<Meaning> {
        let asks_now = self.remedy(remedy).is_some_and(|remedy| remedy.asks.is_some());
        let former = asked
            .filter(|_| !asks_now)
            .map_or(&[][..], |asked| &asked.told_by);
        let rules = self
            .outcomes_of(remedy)
            .filter(|rule| asks_now || rule.means != Means::Asks);
        let rule = former.iter().chain(rules).find(|rule| rule.fits(report))?;
        Some(rule.meaning())
    }

    /// The outcome of this name, for an execution of this remedy.
    #[must_use]
    pub fn outcome(&self, remedy: &RemedyId, id: &OutcomeId) -> Option<&OutcomeRule> {
        self.outcomes_of(remedy).find(|rule| rule.id == *id)
    }
}
