//! What people saw on a day.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::Timestamp;

use crate::bench::{figure::Figure, quantile::quantile};

/// What is older than this is of a device that has been off: an hourly directory that is late, and a device that reports
/// now and then, make less.
const OFF: Duration = Duration::from_secs(3 * 60 * 60);

/// All of it, by everybody.
#[derive(Debug, Default)]
pub struct Seen(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    views: usize,
    failed: usize,
    empty: usize,
    fixes: usize,
    not_started: usize,
    ends: BTreeMap<String, usize>,
    ages: Vec<Duration>,
    off: usize,
    late: Duration,
}

impl Seen {
    /// A page was looked at, that much later than planned.
    pub fn view(&self, status: u16, late: Duration) {
        let mut counts = self.lock();
        counts.views += 1;
        counts.failed += usize::from(status != 200);
        counts.late = counts.late.max(late);
    }

    /// The page of a device showed figures; how old the newest of them was.
    pub fn figures_of(&self, page: &str, now: Timestamp) {
        let newest = ages(page).max();
        let mut counts = self.lock();
        match newest.and_then(|at| Duration::try_from(now.duration_since(at)).ok()) {
            Some(age) if age > OFF => counts.off += 1,
            Some(age) => counts.ages.push(age),
            None => counts.empty += 1,
        }
    }

    /// A fix was pressed; whether it was started.
    pub fn press(&self, started: bool) {
        let mut counts = self.lock();
        counts.fixes += usize::from(started);
        counts.not_started += usize::from(!started);
    }

    /// A fix that was followed stands so when nobody looks any more.
    pub fn end(&self, state: String) {
        *self.lock().ends.entry(state).or_default() += 1;
    }

    /// How many pages were looked at.
    pub fn views(&self) -> usize {
        self.lock().views
    }

    /// All of it.
    pub fn figures(&self) -> Vec<Figure> {
        let mut counts = self.lock();
        counts.ages.sort_unstable();
        let count = |name: &str, number: usize| Figure::new(format!("fleet.{name}"), number as f64, "");
        let mut figures = vec![
            count("views", counts.views),
            count("views.failed", counts.failed),
            count("views.without_figures", counts.empty),
            Figure::new("fleet.views.latest", counts.late.as_secs_f64(), "s"),
            count("views.of_devices_that_are_off", counts.off),
            count("fixes", counts.fixes),
            count("fixes.not_started", counts.not_started),
        ];
        for (state, number) in &counts.ends {
            figures.push(count(&format!("fixes.{state}"), *number));
        }
        for (name, per_mille) in [("p50", 500), ("p95", 950), ("max", 1000)] {
            if let Some(age) = quantile(&counts.ages, per_mille) {
                figures.push(Figure::new(
                    format!("fleet.age_of_newest_figure.{name}"),
                    age.as_secs_f64() / 60.0,
                    "min",
                ));
            }
        }
        figures
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The times of which a page says how long ago they were.
fn ages(page: &str) -> impl Iterator<Item = Timestamp> {
    page.split("<time datetime=\"").skip(1).filter_map(|rest| {
        let (at, rest) = rest.split_once('"')?;
        rest.trim_start()
            .starts_with("data-age")
            .then(|| at.parse().ok())?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ages_of_a_page_are_found() {
        let page = r#"<time datetime="2026-01-01T10:00:00Z" data-age="">5 min</time>
            <time datetime="2026-01-01T11:00:00Z" data-clock="m">11:00</time>"#;
        let found: Vec<_> = ages(page).map(|at| at.to_string()).collect();
        assert_eq!(found, ["2026-01-01T10:00:00Z"]);
    }
}
