//! The home page: what matters first, then everything else.

use std::sync::Arc;

use domain::{Execution, Rating};
use jiff::Timestamp;

use crate::{
    Employee, PageError, Service,
    household::Household,
    offers::best_for,
    view::{Attention, Overview},
};

/// How many ended executions the home page lists.
const RECENT: usize = 4;

impl Service {
    /// What the home page shows. It comes even when the tenant does not answer.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn overview(&self, employee: &Employee) -> Result<Overview, PageError> {
        let last_event = self.last_event();
        let looked = self.household(employee, crate::household::BRIEFLY).await;
        let runs = self.runs_of(employee).await?;
        let now = self.now();
        let (devices, attention) = match looked.known() {
            Some(known) => {
                let devices = known
                    .value
                    .devices
                    .iter()
                    .map(|held| self.summary(held, now))
                    .collect();
                (devices, self.attention(employee, &known.value, now).await?)
            }
            None => (Vec::new(), None),
        };
        let held = looked.known().map_or(&[][..], |known| &known.value.devices);
        let for_you = self.for_you(employee, held).await?;
        let (open, ended): (Vec<_>, Vec<_>) = runs
            .executions
            .iter()
            .partition(|run: &&Arc<Execution>| !run.state().is_end());
        Ok(Overview {
            now,
            name: employee.identity().name.clone(),
            devices,
            attention,
            open: open.into_iter().map(|run| self.execution_summary(run)).collect(),
            recent: ended
                .into_iter()
                .take(RECENT)
                .map(|run| self.execution_summary(run))
                .collect(),
            for_you,
            freshness: self.freshness(&looked),
            last_event: last_event.min(runs.as_of),
        })
    }

    /// The worst figure of all devices. An average one matters only when something can be done about it.
    async fn attention(
        &self,
        employee: &Employee,
        household: &Household,
        now: Timestamp,
    ) -> Result<Option<Attention>, PageError> {
        let mut found: Option<Attention> = None;
        for held in &household.devices {
            let troubles = self.summary(held, now).troubles;
            if troubles.is_empty() {
                continue;
            }
            let runs = self.runs_on(&held.device.uid).await?;
            let offers = self.offers(employee, held, &runs.executions, now);
            for figure in troubles {
                let offer = best_for(&offers, &figure).cloned();
                let matters = figure.figure.rating == Rating::Frustrating || offer.is_some();
                let rank = |rating: Rating, offer: bool| (rating, !offer);
                let better = found.as_ref().is_none_or(|known| {
                    rank(figure.figure.rating, offer.is_some())
                        < rank(known.figure.figure.rating, known.offer.is_some())
                });
                if matters && better {
                    found = Some(Attention {
                        device: held.device.clone(),
                        figure,
                        offer,
                    });
                }
            }
        }
        Ok(found)
    }
}
