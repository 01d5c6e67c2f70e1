//! The figures of one device, each with its rating and its age.

use jiff::{Timestamp, civil};
use serde::{Deserialize, Serialize};

use crate::{Catalogue, MeasuredAt, Metric, MetricId, Rating};

/// Where a figure on the page comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// Asked of Nexthink for this view.
    Live,
    /// Known from an earlier answer.
    Cache,
}

/// One measured figure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Which metric it is of.
    pub metric: MetricId,
    /// The value in the metric's unit.
    pub value: f64,
    /// The whole it is a part of, in the same unit.
    pub whole: Option<f64>,
    /// What it usually is.
    pub usual: Option<f64>,
    /// How good it is.
    pub rating: Rating,
    /// When it was measured on the device.
    pub as_of: Timestamp,
}

/// The health of one device at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Health {
    /// Every figure that is known, in the catalogue's order.
    pub figures: Vec<Figure>,
    /// When the device last reported.
    pub reported_at: Timestamp,
    /// When Nexthink was asked.
    pub fetched_at: Timestamp,
}

impl Health {
    /// Rates the numbers of an answer by the catalogue's metrics. `number` gives the number in a column, or `None`
    /// where the answer has null.
    #[must_use]
    pub fn read(
        catalogue: &Catalogue,
        number: impl Fn(&str) -> Option<f64>,
        reported_at: Timestamp,
        fetched_at: Timestamp,
    ) -> Self {
        let figures = catalogue
            .metrics
            .iter()
            .filter_map(|metric| figure(metric, &number, reported_at, fetched_at));
        Self {
            figures: figures.collect(),
            reported_at,
            fetched_at,
        }
    }

    /// The figure of one metric, if it was measured.
    #[must_use]
    pub fn figure(&self, metric: &MetricId) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.metric == *metric)
    }

    /// The worst rating among all figures; `Unknown` when nothing is known.
    #[must_use]
    pub fn worst(&self) -> Rating {
        self.figures
            .iter()
            .map(|figure| figure.rating)
            .min()
            .unwrap_or(Rating::Unknown)
    }
}

fn figure(
    metric: &Metric,
    number: impl Fn(&str) -> Option<f64>,
    reported_at: Timestamp,
    fetched_at: Timestamp,
) -> Option<Figure> {
    let finite = |column: &String| number(column).filter(|number| number.is_finite());
    let value = metric.settle(finite(&metric.column).or(metric.when_missing)?);
    let whole = metric.whole_column.as_ref().and_then(finite);
    let as_of = match metric.measured_at {
        MeasuredAt::DeviceReport => reported_at,
        MeasuredAt::DailyScore => last_score_before(fetched_at),
    };
    Some(Figure {
        metric: metric.id.clone(),
        value,
        whole,
        usual: metric.usual_column.as_ref().and_then(finite),
        rating: metric.rate(value, whole),
        as_of,
    })
}

/// The latest 04:00 UTC that is not after `moment`.
fn last_score_before(moment: Timestamp) -> Timestamp {
    let utc = moment.to_zoned(jiff::tz::TimeZone::UTC);
    let today = utc.date();
    let day = if utc.hour() >= 4 {
        today
    } else {
        today.yesterday().unwrap_or(today)
    };
    day.to_datetime(civil::time(4, 0, 0, 0))
        .to_zoned(jiff::tz::TimeZone::UTC)
        .map_or(moment, |at| at.timestamp())
}

/// One day of a figure's history.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TrendPoint {
    /// When the day begins.
    pub at: Timestamp,
    /// The day's average in the metric's unit.
    pub value: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_is_as_old_as_its_stamp() {
        let stamp = |text: &str| last_score_before(text.parse().unwrap()).to_string();
        assert_eq!(stamp("2026-03-07T04:00:00Z"), "2026-03-07T04:00:00Z");
        assert_eq!(stamp("2026-03-07T03:59:59Z"), "2026-03-06T04:00:00Z");
        assert_eq!(stamp("2026-03-07T23:10:00Z"), "2026-03-07T04:00:00Z");
    }
}
