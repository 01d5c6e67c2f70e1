//! Which remedies a device is offered, and what a page says about its figures.

use std::sync::Arc;

use domain::{
    Availability, Device, Execution, ExecutionId, Figure, Metric, Rating, Refusal, Source, TrendPoint,
};
use jiff::Timestamp;

use crate::{
    Employee, Service,
    household::{self, DeviceHealth},
    shelf::Looked,
    view::{DeviceSummary, ExecutionSummary, FigureView, Freshness, Offer},
};

impl Service {
    /// Every remedy that is made for this device's platform and this employee, in the catalogue's order, with whether it can run now.
    pub(crate) fn offers(
        &self,
        employee: &Employee,
        held: &DeviceHealth,
        runs: &[Arc<Execution>],
        now: Timestamp,
    ) -> Vec<Offer> {
        let remedies = self.catalogue().remedies.iter();
        let fitting = remedies.filter(|remedy| remedy.is_shown(employee.standing(), held.device.platform));
        fitting
            .map(|remedy| self.offer(employee, remedy, held, runs, now))
            .collect()
    }

    fn offer(
        &self,
        employee: &Employee,
        remedy: &Arc<domain::Remedy>,
        held: &DeviceHealth,
        runs: &[Arc<Execution>],
        now: Timestamp,
    ) -> Offer {
        let of_this: Vec<&Execution> = runs
            .iter()
            .map(|run| &**run)
            .filter(|run| run.order.remedy == remedy.id)
            .collect();
        let availability =
            remedy.availability(self.catalogue(), &held.device, Some(&held.health), &of_this, now);
        let availability = match availability {
            Availability::No(refusal) => Availability::No(for_eyes_of(employee, refusal, &of_this)),
            other => other,
        };
        // What somebody else did on a shared device keeps a remedy from running twice, and is shown to nobody.
        let own = runs
            .iter()
            .find(|run| run.order.remedy == remedy.id && run.order.employee == *employee.id());
        Offer {
            device: held.device.uid.clone(),
            remedy: remedy.clone(),
            availability,
            last: own.cloned(),
            key: self.new_key(),
        }
    }

    /// What is said about one figure.
    pub(crate) fn figure_view(
        &self,
        metric: &Arc<Metric>,
        figure: &Figure,
        fetched_at: Timestamp,
        trend: &[TrendPoint],
        now: Timestamp,
    ) -> FigureView {
        let live = now.duration_since(fetched_at) <= household::FRESH;
        let source = if live { Source::Live } else { Source::Cache };
        FigureView {
            metric: metric.clone(),
            figure: figure.clone(),
            source,
            trend: trend.to_vec(),
        }
    }

    /// A device in one view, without trends.
    pub(crate) fn summary(&self, held: &DeviceHealth, now: Timestamp) -> DeviceSummary {
        let catalogue = self.catalogue();
        let view = |figure: &Figure| {
            let metric = catalogue.metric(&figure.metric)?;
            Some(self.figure_view(metric, figure, held.health.fetched_at, &[], now))
        };
        let bad = |figure: &&Figure| matches!(figure.rating, Rating::Frustrating | Rating::Average);
        let mut troubles: Vec<FigureView> = held
            .health
            .figures
            .iter()
            .filter(|figure| figure.metric != catalogue.score)
            .filter(bad)
            .filter_map(view)
            .collect();
        troubles.sort_by_key(|trouble| trouble.figure.rating);
        DeviceSummary {
            device: held.device.clone(),
            online: is_online(catalogue, &held.device, now),
            score: held.health.figure(&catalogue.score).and_then(view),
            rating: held.health.worst(),
            troubles,
        }
    }

    /// How fresh a look at the shelf is.
    pub(crate) fn freshness<V>(&self, looked: &Looked<V>) -> Freshness {
        let (now, trouble) = (self.now(), looked.trouble());
        let due = looked.due_at().max(self.gateway().paused_until());
        Freshness {
            fetched_at: looked.known().map(|known| known.fetched_at),
            trouble,
            pending: looked.pending,
            again_at: due.filter(|due| trouble.is_some() && *due > now),
        }
    }

    /// An execution in a list.
    pub(crate) fn execution_summary(&self, execution: &Arc<Execution>) -> ExecutionSummary {
        let remedy = self.known().remedy(&execution.order.remedy).cloned();
        ExecutionSummary {
            execution: execution.clone(),
            remedy,
        }
    }
}

fn is_online(catalogue: &domain::Catalogue, device: &Device, now: Timestamp) -> bool {
    device.is_online(now, catalogue.online_within)
}

/// A refusal without the name of somebody else's execution.
pub(crate) fn for_eyes_of(employee: &Employee, refusal: Refusal, runs: &[&Execution]) -> Refusal {
    let is_own = |id: &ExecutionId| {
        runs.iter()
            .any(|run| run.order.id == *id && run.order.employee == *employee.id())
    };
    match refusal {
        Refusal::AlreadyRunning { execution } => Refusal::AlreadyRunning {
            execution: execution.filter(is_own),
        },
        Refusal::Planned { execution, at } => Refusal::Planned {
            execution: execution.filter(is_own),
            at,
        },
        other => other,
    }
}

/// The offer that helps this figure: one that can run now before one that cannot.
pub(crate) fn best_for<'a>(offers: &'a [Offer], figure: &FigureView) -> Option<&'a Offer> {
    let helping = || {
        offers
            .iter()
            .filter(|offer| offer.remedy.helps.contains(&figure.metric.id))
    };
    let refused = |offer: &&Offer| matches!(offer.availability, domain::Availability::No(_));
    helping()
        .find(|offer| !refused(offer))
        .or_else(|| helping().next())
}
