//! One metric.

use domain::{CategoryId, MeasuredAt, Metric, MetricId, RatedBy, Unit};

use super::{Known, bands};
use crate::{
    At,
    fault::Sheet,
    quantity::Quantity,
    read::{self, Keys},
    schema::{self, Group, local_text, text},
    yaml::Node,
};

/// Which queries must give a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnUse {
    /// Every query for the latest figures.
    Latest,
    /// One of the queries for daily figures.
    Daily,
}

/// A column that a metric needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) used: ColumnUse,
}

/// Reads a metric: its id, where that is well-formed, and the metric, where nothing is wrong with it.
pub(super) fn read(
    key: &str,
    node: &Node,
    known: &Known,
    needed: &mut Vec<At<Column>>,
    sheet: &mut Sheet<'_>,
) -> Option<(Option<At<MetricId>>, Option<Metric>)> {
    let mut keys = Keys::open("a metric", key, node, sheet)?;
    let id = keys.required("id", read::id::<MetricId>);
    let category = keys.required("category", read::id::<CategoryId>);
    let label = keys.required("label", read::local_text);
    let why = keys.required("why", read::local_text);
    let trouble = keys.required("trouble", read::local_text_with(&["{device}"]));
    let unit = keys.required("unit", read::word::<Unit>).map(|at| at.value);
    let measured_at = keys
        .optional("measured", read::word::<MeasuredAt>)
        .map(|at| at.value);
    let columns = keys.required("columns", |key, node, sheet| {
        Columns::read(key, node, needed, sheet)
    });
    let when_missing = keys.optional("when_missing", read::quantity);
    let bands = keys.required("bands", |key, node, sheet| bands::read(key, node, unit, sheet));
    if let Some(category) = &category {
        known.category(category, keys.sheet);
    }
    let when_missing = when_missing.map(|amount| in_unit("when_missing", &amount, unit?, keys.sheet));
    if let (Some(bands), Some(columns)) = (&bands, &columns)
        && bands.value.rated_by == RatedBy::Share
        && columns.value.whole.is_none()
    {
        let what = "these bands are in percent of a whole, but `columns` names no whole";
        let remedy =
            "add `whole: …` to `columns`, the column of what 100% is, or write the bands in the unit";
        keys.sheet.add(bands.place, what, remedy);
    }
    keys.close();
    let whole = (|| {
        let (columns, bands) = (columns?.value, bands?.value);
        Some(Metric {
            id: id.as_ref()?.value.clone(),
            category: category?.value,
            label: label?.value,
            why: why?.value,
            trouble: trouble?.value,
            unit: unit?,
            column: columns.value,
            whole_column: columns.whole,
            usual_column: columns.usual,
            trend_column: columns.trend,
            when_missing: match when_missing {
                Some(amount) => Some(amount?),
                None => None,
            },
            rated_by: bands.rated_by,
            measured_at: measured_at.unwrap_or_default(),
            bands: bands.bands,
        })
    })();
    Some((id, whole))
}

struct Columns {
    value: String,
    whole: Option<String>,
    usual: Option<String>,
    trend: Option<String>,
}

impl Columns {
    fn read(key: &str, node: &Node, needed: &mut Vec<At<Column>>, sheet: &mut Sheet<'_>) -> Option<Self> {
        let mut keys = Keys::open("the list of columns", key, node, sheet)?;
        let value = keys.required("value", read::text);
        let whole = keys.optional("whole", read::text);
        let usual = keys.optional("usual", read::text);
        let trend = keys.optional("trend", read::text);
        keys.close();
        let mut need = |column: &Option<At<String>>, used| {
            needed.extend(column.as_ref().map(|at| {
                At::new(
                    Column {
                        name: at.value.clone(),
                        used,
                    },
                    at.place,
                )
            }));
        };
        need(&value, ColumnUse::Latest);
        need(&whole, ColumnUse::Latest);
        need(&usual, ColumnUse::Latest);
        need(&trend, ColumnUse::Daily);
        let name = |column: Option<At<String>>| column.map(|at| at.value);
        Some(Self {
            value: value?.value,
            whole: name(whole),
            usual: name(usual),
            trend: name(trend),
        })
    }
}

/// The amount in the base unit, or a fault that says how to write it.
pub(super) fn in_unit(key: &str, amount: &At<Quantity>, unit: Unit, sheet: &mut Sheet<'_>) -> Option<f64> {
    let fault = |remedy| {
        let what = format!(
            "`{key}` should be in the unit of the metric, not `{}`",
            amount.value
        );
        sheet.add(amount.place, what, remedy);
    };
    amount.value.to_base(unit).map_err(fault).ok()
}

/// What it looks like.
pub(super) fn schema() -> Group {
    let columns = Group::new("Columns of the saved queries.")
        .required("value", text(), "The value.")
        .optional(
            "whole",
            text(),
            "The whole that the value is a part of, such as the memory that is installed.",
        )
        .optional("usual", text(), "The usual value, to compare with.")
        .optional("trend", text(), "The daily values, of the history queries.");
    Group::new("A figure.")
        .required("id", schema::id(), "Its name in the files.")
        .required("category", schema::id(), "The group that it is shown in.")
        .required("label", local_text(), "Its name on the page.")
        .required("why", local_text(), "Why it matters, in one sentence.")
        .required(
            "trouble",
            local_text(),
            "The sentence when it is the worst; {device} becomes the device's name.",
        )
        .required("unit", schema::word::<Unit>(), "What it is measured in.")
        .optional("measured", schema::word::<MeasuredAt>(), "When it is measured.")
        .required("columns", columns, "Where it is found.")
        .optional(
            "when_missing",
            schema::amount(),
            "What it is when Nexthink has nothing to compute it from.",
        )
        .required(
            "bands",
            bands::schema(),
            "Which values are good, average and frustrating.",
        )
}
