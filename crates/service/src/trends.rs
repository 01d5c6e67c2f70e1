//! The daily figures of a device.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use domain::{CollectorUid, Metric, TrendPoint};
use jiff::{SignedDuration, Timestamp};

use crate::{
    DayReading, Employee, EventKind, Service, Trouble,
    shelf::{Wait, Weigh},
};

/// Daily figures change once a day; an hour is fresh enough.
const FRESH: SignedDuration = SignedDuration::from_hours(1);

/// A page can be read without trends, so it hardly waits for them.
const PATIENCE: Duration = Duration::from_millis(150);

/// Daily figures by column, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Trends {
    columns: BTreeMap<String, Vec<TrendPoint>>,
}

impl Trends {
    fn read(days: impl IntoIterator<Item = DayReading>) -> Self {
        let mut columns: BTreeMap<String, Vec<TrendPoint>> = BTreeMap::new();
        for day in days {
            for (column, value) in day.numbers {
                columns
                    .entry(column)
                    .or_default()
                    .push(TrendPoint { at: day.at, value });
            }
        }
        for points in columns.values_mut() {
            points.sort_by_key(|point| point.at);
        }
        Self { columns }
    }

    /// The figures of each day, as the directory has kept them.
    fn kept(days: Vec<(i64, BTreeMap<String, f64>)>, metrics: &[Arc<Metric>]) -> Self {
        let mut columns: BTreeMap<String, Vec<TrendPoint>> = BTreeMap::new();
        for (day, numbers) in days {
            let Ok(at) = Timestamp::from_second(day.saturating_mul(86_400)) else {
                continue;
            };
            for metric in metrics {
                if let (Some(trend), Some(value)) = (&metric.trend_column, numbers.get(&metric.column)) {
                    let point = TrendPoint { at, value: *value };
                    columns.entry(trend.clone()).or_default().push(point);
                }
            }
        }
        Self { columns }
    }

    /// The daily values of a metric, oldest first; empty when there are none.
    pub fn of(&self, metric: &Metric) -> &[TrendPoint] {
        metric
            .trend_column
            .as_ref()
            .and_then(|column| self.columns.get(column))
            .map_or(&[], Vec::as_slice)
    }
}

impl Weigh for Trends {
    fn bytes(&self) -> usize {
        let column = |(column, points): (&String, &Vec<TrendPoint>)| {
            size_of::<(String, Vec<TrendPoint>)>() + column.len() + points.len() * size_of::<TrendPoint>()
        };
        self.columns.iter().map(column).sum()
    }
}

impl Service {
    /// The trends of a device, which the caller knows to be the employee's; `None` while they are not known, with
    /// whether they are on their way.
    pub(crate) async fn trends_of(
        &self,
        employee: &Employee,
        uid: &CollectorUid,
    ) -> crate::shelf::Looked<Trends> {
        let (asking, telling) = (self.clone(), self.clone());
        let (device, listener) = (uid.clone(), employee.id().clone());
        let kept = self.shows_directory();
        let fetch = async move || {
            if kept {
                return asking.kept_trends(&device).await;
            }
            let mut days = asking.gateway().daily_figures(&device).await?;
            days.extend(asking.gateway().daily_scores(&device).await?);
            Ok(Trends::read(days))
        };
        let landed = async move || telling.tell_of(&listener, EventKind::Trends).await;
        self.trends()
            .look(
                uid,
                employee.id(),
                Wait {
                    bearable: SignedDuration::MAX,
                    patience: PATIENCE,
                },
                |_| FRESH,
                fetch,
                landed,
            )
            .await
    }

    /// The trends of a device without asking for it.
    async fn kept_trends(&self, device: &CollectorUid) -> Result<Trends, Trouble> {
        let days = self.store().days_of(device).await.map_err(|error| {
            tracing::error!("trends cannot be read: {error}");
            self.silence()
        })?;
        Ok(Trends::kept(days, &self.catalogue().metrics))
    }
}
