//! What the portal admin wrote, read and checked.

use std::sync::Arc;

use jiff::SignedDuration;

use crate::{CategoryId, LocalText, Metric, MetricId, Remedy, RemedyId};

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
    /// The metric that is the device's overall score.
    pub score: MetricId,
    /// A device that reported within this time counts as online.
    pub online_within: SignedDuration,
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
}
