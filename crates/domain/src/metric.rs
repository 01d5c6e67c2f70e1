//! What a figure means: its unit, its bands, where it is found in an answer.

use serde::{Deserialize, Serialize};

use crate::{CategoryId, LocalText, MetricId, Rating};

/// What a figure is measured in. Values are kept in the base unit named here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Bytes; shown as GB.
    Bytes,
    /// 0 to 100.
    Percent,
    /// Seconds.
    Seconds,
    /// Days.
    Days,
    /// How often something happened.
    Count,
    /// A DEX score, 0 to 100, rounded to a whole number as Nexthink shows it.
    Score,
    /// Signal strength in dBm, negative.
    Dbm,
}

/// Whether the bands speak of the value itself or of its share of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RatedBy {
    /// The value in its unit.
    #[default]
    Value,
    /// The value as percent of the whole, 0 to 100.
    Share,
}

/// When a figure was measured, which no column says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasuredAt {
    /// With the device's last report (`device.last_seen`).
    #[default]
    DeviceReport,
    /// Nexthink computes DEX scores at 00:00 UTC and stamps them 04:00 UTC (NQL data model, `dex.scores`).
    DailyScore,
}

/// The values from `from` up to but not including `to`; an open end reaches to infinity.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Range {
    /// The lowest value inside.
    pub from: Option<f64>,
    /// The lowest value above it that is no longer inside.
    pub to: Option<f64>,
}

impl Range {
    /// Whether the value lies inside.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.from.is_none_or(|from| value >= from) && self.to.is_none_or(|to| value < to)
    }

    /// Whether no value lies inside.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if from >= to)
    }

    /// Whether some value lies in both.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let below =
            |to: Option<f64>, from: Option<f64>| matches!((to, from), (Some(to), Some(from)) if to <= from);
        !self.is_empty() && !other.is_empty() && !below(self.to, other.from) && !below(other.to, self.from)
    }
}

/// Which values are good, average and frustrating.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bands {
    /// Green values.
    pub good: Range,
    /// Yellow values.
    pub average: Range,
    /// Red values.
    pub frustrating: Range,
}

impl Bands {
    /// The rating of a value. A value in no band is `Unknown`: better no colour than a wrong one.
    #[must_use]
    pub fn rate(&self, value: f64) -> Rating {
        let bands = [
            (self.good, Rating::Good),
            (self.average, Rating::Average),
            (self.frustrating, Rating::Frustrating),
        ];
        bands
            .into_iter()
            .find(|(band, _)| band.contains(value))
            .map_or(Rating::Unknown, |(_, rating)| rating)
    }
}

/// One figure of a device's health, as the portal admin describes it in `content/health.yaml`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Metric {
    /// Its name.
    pub id: MetricId,
    /// The group it is shown in.
    pub category: CategoryId,
    /// Its name for the employee, such as "Free disk space".
    pub label: LocalText,
    /// Why it matters, in one sentence.
    pub why: LocalText,
    /// The first sentence of the home page when this figure is the worst; `{device}` stands for the device's name.
    pub trouble: LocalText,
    /// What the value is measured in.
    pub unit: Unit,
    /// The column of the health queries that holds the value.
    pub column: String,
    /// The column that holds the whole of which the value is a part, such as the disk's capacity.
    pub whole_column: Option<String>,
    /// The column that holds the usual value, to compare the latest with.
    pub usual_column: Option<String>,
    /// The column of the history queries that holds its daily values.
    pub trend_column: Option<String>,
    /// What the value is when Nexthink has no row to compute it from: 0 for a count of bad events.
    pub when_missing: Option<f64>,
    /// Whether the bands are in the unit or in percent of the whole.
    pub rated_by: RatedBy,
    /// When it was measured.
    pub measured_at: MeasuredAt,
    /// Its bands.
    pub bands: Bands,
}

impl Metric {
    /// The value as Nexthink would show it: scores are whole numbers, and rated as such, so that a "70" is never green.
    #[must_use]
    pub fn settle(&self, value: f64) -> f64 {
        if self.unit == Unit::Score {
            value.round()
        } else {
            value
        }
    }

    /// How good a value is, given the whole it is a part of.
    #[must_use]
    pub fn rate(&self, value: f64, whole: Option<f64>) -> Rating {
        match (self.rated_by, whole) {
            (RatedBy::Value, _) => self.bands.rate(value),
            (RatedBy::Share, Some(whole)) if whole > 0.0 => self.bands.rate(value / whole * 100.0),
            (RatedBy::Share, _) => Rating::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: impl Into<Option<f64>>, to: impl Into<Option<f64>>) -> Range {
        Range {
            from: from.into(),
            to: to.into(),
        }
    }

    #[test]
    fn the_dex_bands_put_seventy_in_average() {
        let bands = Bands {
            good: range(71.0, None),
            average: range(31.0, 71.0),
            frustrating: range(None, 31.0),
        };
        assert_eq!(bands.rate(71.0), Rating::Good);
        assert_eq!(bands.rate(70.0), Rating::Average);
        assert_eq!(bands.rate(30.0), Rating::Frustrating);
        assert_eq!(bands.rate(f64::NAN), Rating::Unknown);
    }

    #[test]
    fn ranges_that_only_touch_do_not_overlap() {
        assert!(!range(0.0, 10.0).overlaps(&range(10.0, None)));
        assert!(range(0.0, 10.1).overlaps(&range(10.0, None)));
        assert!(range(None, None).overlaps(&range(5.0, 6.0)));
        assert!(!range(5.0, 5.0).overlaps(&range(None, None)));
    }
}
