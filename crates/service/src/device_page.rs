//! The page of one device: its health by category, and what can be done about it.

use domain::{CollectorUid, Health, Subject};
use jiff::Timestamp;

use crate::{
    Employee, PageError, Service,
    household::Household,
    offers::best_for,
    shelf::Looked,
    trends::Trends,
    view::{DevicePage, FigureView, Offer, Section},
};

impl Service {
    /// The device that the employee's address without a name means: the one that they chose last, else the one that was
    /// seen last. `None` for somebody who has no device.
    ///
    /// # Errors
    /// [`PageError::Unavailable`] when nobody knows; the employee's open pages are told when somebody does.
    pub async fn main_device(&self, employee: &Employee) -> Result<Option<CollectorUid>, PageError> {
        let last_event = self.last_event();
        let looked = self.household(employee, crate::household::PATIENTLY).await;
        let known = looked
            .known()
            .ok_or_else(|| self.unavailable(&looked, last_event))?;
        let chosen = self.preferences_of(employee).await?.device;
        let chosen = chosen.and_then(|uid| known.value.device(&uid));
        let main = chosen.or_else(|| known.value.devices.first());
        Ok(main.map(|held| held.device.uid.clone()))
    }

    /// What the page of one of the employee's devices shows.
    ///
    /// # Errors
    /// [`PageError::NotFound`] for a device that is not the employee's, whether it exists or not.
    pub async fn device_page(
        &self,
        employee: &Employee,
        uid: &CollectorUid,
    ) -> Result<DevicePage, PageError> {
        let last_event = self.last_event();
        let looked = self.household(employee, crate::household::PATIENTLY).await;
        let known = looked
            .known()
            .ok_or_else(|| self.unavailable(&looked, last_event))?;
        let held = known.value.device(uid).ok_or(PageError::NotFound)?;
        let trends = self.trends_of(employee, uid).await;
        let runs = self.runs_on(uid).await?;
        let now = self.now();

        let nothing = Trends::default();
        let daily = trends.known().map_or(&nothing, |known| &known.value);
        let offers = self.offers(employee, held, &runs.executions, now);
        let mut summary = self.summary(held, now);
        if let Some(score) = &mut summary.score {
            score.trend = daily.of(&score.metric).to_vec();
        }
        let suggested = summary
            .troubles
            .iter()
            .find_map(|trouble| best_for(&offers, trouble))
            .cloned();
        let own = runs
            .executions
            .iter()
            .filter(|run| run.order.employee == *employee.id());
        let about = Subject::Device { device: uid.clone() };
        let mut freshness = self.freshness(&looked);
        freshness.pending |= trends.pending;
        Ok(DevicePage {
            now,
            others: known
                .value
                .devices
                .iter()
                .map(|other| &other.device)
                .filter(|other| other.uid != *uid)
                .cloned()
                .collect(),
            sections: self.sections(&held.health, daily, offers, now),
            suggested,
            runs: own.map(|run| self.execution_summary(run)).collect(),
            hand_over: self.hand_over_offer(employee, about).await?,
            again: self.check_again_view(held, &looked, now),
            chosen: self.preferences_of(employee).await?.device.as_ref() == Some(uid),
            summary,
            freshness,
            last_event: last_event.min(runs.as_of),
        })
    }

    fn unavailable(&self, looked: &Looked<Household>, last_event: i64) -> PageError {
        PageError::Unavailable {
            trouble: looked.trouble().unwrap_or_else(|| self.silence()),
            last_event,
        }
    }

    fn sections(&self, health: &Health, trends: &Trends, offers: Vec<Offer>, now: Timestamp) -> Vec<Section> {
        let catalogue = self.catalogue();
        let mut left = offers;
        let mut sections = Vec::with_capacity(catalogue.categories.len());
        for category in &catalogue.categories {
            let metrics = catalogue
                .metrics
                .iter()
                .filter(|metric| metric.category == category.id);
            let figures: Vec<FigureView> = metrics
                .filter_map(|metric| {
                    let figure = health.figure(&metric.id)?;
                    Some(self.figure_view(metric, figure, health.fetched_at, trends.of(metric), now))
                })
                .collect();
            let (offers, others) = left
                .into_iter()
                .partition(|offer: &Offer| offer.remedy.category == category.id);
            left = others;
            if !(figures.is_empty() && offers.is_empty()) {
                sections.push(Section {
                    category: category.clone(),
                    figures,
                    offers,
                });
            }
        }
        sections
    }
}
