//! `health.yaml`: categories and metrics.

mod bands;
mod known;
mod metric;

use domain::{Category, CategoryId, Metric, MetricId, Unit};
use jiff::SignedDuration;

pub(crate) use known::Known;
pub(crate) use metric::{Column, ColumnUse};

use crate::{
    At,
    fault::Sheet,
    read::{self, Keys},
    schema::{self, Group, list_of, local_text},
    yaml::Node,
};

/// The file's path in the content folder.
pub(crate) const HEALTH: &str = "health.yaml";

/// What `health.yaml` says, as far as it could be read.
#[derive(Debug, Default)]
pub(crate) struct Health {
    pub(crate) online_within: Option<SignedDuration>,
    pub(crate) reports_every: Option<SignedDuration>,
    pub(crate) score: Option<MetricId>,
    pub(crate) categories: Vec<Category>,
    pub(crate) metrics: Vec<Metric>,
    /// The columns that the metrics need.
    pub(crate) columns: Vec<At<Column>>,
    /// What other files may refer to.
    pub(crate) known: Known,
}

impl Health {
    pub(crate) fn read(node: &Node, sheet: &mut Sheet<'_>) -> Option<Self> {
        let mut keys = Keys::open("this file", HEALTH, node, sheet)?;
        let online_within = keys.required("online_within", read::duration).map(|at| at.value);
        let reports_every = keys.optional("reports_every", read::duration).map(|at| at.value);
        let mut health = Self {
            online_within,
            reports_every,
            ..Self::default()
        };
        let score = keys.required("score", read::id::<MetricId>);
        keys.required(
            "categories",
            read::list(|key, node, sheet| health.read_category(key, node, sheet)),
        );
        keys.required(
            "metrics",
            read::list(|key, node, sheet| health.read_metric(key, node, sheet)),
        );
        if let Some(score) = score {
            health.check_score(&score, keys.sheet);
            health.score = Some(score.value);
        }
        keys.close();
        Some(health)
    }

    fn read_category(&mut self, key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<()> {
        let mut keys = Keys::open("a category", key, node, sheet)?;
        let id = keys.required("id", read::id::<CategoryId>);
        let label = keys.required("label", read::local_text);
        if let Some(id) = &id {
            self.known.add_category(id, keys.sheet);
        }
        keys.close();
        self.categories.push(Category {
            id: id?.value,
            label: label?.value,
        });
        Some(())
    }

    fn read_metric(&mut self, key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<()> {
        let (id, metric) = metric::read(key, node, &self.known, &mut self.columns, sheet)?;
        if let Some(id) = id {
            self.known.add_metric(&id, metric.clone(), sheet);
        }
        self.metrics.push(metric?);
        Some(())
    }

    fn check_score(&self, score: &At<MetricId>, sheet: &mut Sheet<'_>) {
        let metric = self.known.metric(score, sheet);
        if metric.is_some_and(|metric| metric.unit != Unit::Score) {
            let what = format!("`{}` is not a score: its unit is another one", score.value);
            sheet.add(score.place, what, "name a metric with `unit: score`");
        }
    }
}

/// What the file looks like.
pub(crate) fn schema() -> Group {
    let category = Group::new("A group on the page.")
        .required("id", schema::id(), "Its name in the files.")
        .required("label", local_text(), "Its name on the page.");
    Group::new("The health of a device: what is shown, how it is rated and what it is called.")
        .required(
            "online_within",
            schema::duration(),
            "A device that reported within this time counts as online.",
        )
        .optional(
            "reports_every",
            schema::duration(),
            "How often devices usually report; said of a device whose own rhythm is not known yet.",
        )
        .required(
            "score",
            schema::id(),
            "The metric that is the overall score of a device.",
        )
        .required(
            "categories",
            list_of(category),
            "The groups on the page, in this order.",
        )
        .required(
            "metrics",
            list_of(metric::schema()),
            "The figures, in this order within their group.",
        )
}
