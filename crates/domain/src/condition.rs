//! Conditions over health, under which something is offered.

use serde::{Deserialize, Serialize};

use crate::{Health, MetricId, Rating};

/// Holds when the figure of `metric` has one of the ratings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Which figure.
    pub metric: MetricId,
    /// The ratings under which the condition holds.
    pub rated: Vec<Rating>,
}

impl Condition {
    /// Whether it holds. A figure that is not known has the rating `Unknown`.
    #[must_use]
    pub fn holds(&self, health: &Health) -> bool {
        let rating = health
            .figure(&self.metric)
            .map_or(Rating::Unknown, |figure| figure.rating);
        self.rated.contains(&rating)
    }
}
