//! How a fix proves itself.

use domain::{Direction, MeasuredAt, Metric, MetricId, Proof, Unit};

use crate::{
    At,
    fault::Sheet,
    health::Known,
    quantity::Quantity,
    read::{self, Keys},
    schema::{self, Group},
    yaml::Node,
};

/// Reads `metric: …` with `rises_by: …` or `falls_by: …`.
pub(super) fn read(key: &str, node: &Node, known: Option<&Known>, sheet: &mut Sheet<'_>) -> Option<Proof> {
    let mut keys = Keys::open("a proof", key, node, sheet)?;
    let metric = keys.required("metric", read::id::<MetricId>);
    let rises = keys.optional("rises_by", read::quantity);
    let falls = keys.optional("falls_by", read::quantity);
    let (has_rises, has_falls, place) = (keys.has("rises_by"), keys.has("falls_by"), keys.place());
    if has_rises == has_falls {
        let what = if has_rises {
            "a figure cannot rise and fall at once"
        } else {
            "this proof names no amount"
        };
        let remedy = "write either `rises_by: …` or `falls_by: …`: by how much the figure must move at least";
        keys.sheet.add(place, what, remedy);
    }
    let (direction, by) = match (rises, falls) {
        (Some(by), None) => (Direction::Rises, Some(by)),
        (_, by) => (Direction::Falls, by),
    };
    let described = match (known, &metric) {
        (Some(known), Some(metric)) => known.metric(metric, keys.sheet),
        _ => None,
    };
    if let (Some(described), Some(metric)) = (described, &metric) {
        check_timing(described, metric, keys.sheet);
    }
    let amount = match (described, &by) {
        (Some(described), Some(by)) if has_rises != has_falls => {
            check_direction(described, direction, by, keys.sheet);
            amount(described, by, keys.sheet)
        }
        _ => None,
    };
    keys.close();
    Some(Proof {
        metric: metric?.value,
        direction,
        by: amount?,
    })
}

fn amount(metric: &Metric, by: &At<Quantity>, sheet: &mut Sheet<'_>) -> Option<f64> {
    let most = matches!(metric.unit, Unit::Percent | Unit::Score).then_some(100.0);
    let (what, remedy) = match by.value.to_base(metric.unit) {
        Err(remedy) => (
            format!("`{}` is not in the unit of `{}`", by.value, metric.id),
            remedy,
        ),
        Ok(amount) if amount <= 0.0 => (
            format!("an amount of {} proves nothing", by.value),
            "write by how much the figure must move at least, more than nothing".to_owned(),
        ),
        Ok(amount) if most.is_some_and(|most| amount > most) => (
            format!("`{}` can never move by {}", metric.id, by.value),
            "write an amount up to 100".to_owned(),
        ),
        Ok(amount) => return Some(amount),
    };
    sheet.add(by.place, what, remedy);
    None
}

fn check_direction(metric: &Metric, direction: Direction, by: &At<Quantity>, sheet: &mut Sheet<'_>) {
    let floor = |from: Option<f64>| from.unwrap_or(f64::NEG_INFINITY);
    let more_is_good = floor(metric.bands.good.from) > floor(metric.bands.frustrating.from);
    if more_is_good != (direction == Direction::Rises) {
        let what = format!("this would prove that `{}` has become worse", metric.id);
        let remedy = if more_is_good {
            "write `rises_by`"
        } else {
            "write `falls_by`"
        };
        sheet.add(
            by.place,
            what,
            format!(
                "{remedy}: its good values are the {} ones",
                if more_is_good { "high" } else { "low" }
            ),
        );
    }
}

fn check_timing(metric: &Metric, id: &At<MetricId>, sheet: &mut Sheet<'_>) {
    if metric.measured_at == MeasuredAt::DailyScore {
        let what = format!("`{}` is computed once a day, too late to prove a fix", metric.id);
        sheet.add(
            id.place,
            what,
            "name a metric that the device reports itself, or leave the proof out",
        );
    }
}

/// What it looks like.
pub(super) fn schema() -> Group {
    Group::new("The fix is proven when a figure has moved by at least this much.")
        .required("metric", schema::id(), "The figure.")
        .optional("rises_by", schema::amount(), "By how much it must rise at least.")
        .optional("falls_by", schema::amount(), "By how much it must fall at least.")
        .exactly_one(&["rises_by", "falls_by"])
}
