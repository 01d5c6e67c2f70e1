//! Whether a remedy can be run on a device now, and if not, why.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{Catalogue, Device, Execution, ExecutionId, FailureKind, Health, Remedy, State};

/// Why a remedy cannot be run now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum Refusal {
    /// It is not made for the device's operating system.
    WrongPlatform,
    /// The figures say that it is not needed, or the figure it depends on is not known.
    NotNeeded,
    /// It is already under way on this device.
    AlreadyRunning {
        /// The execution that is under way; `None` when it is somebody else's on a shared device.
        execution: Option<ExecutionId>,
    },
    /// It is planned on this device.
    Planned {
        /// The execution that waits; `None` when it is somebody else's on a shared device.
        execution: Option<ExecutionId>,
        /// When it is to be sent.
        at: Timestamp,
    },
    /// It ran a short while ago.
    CoolingDown {
        /// When it may run again.
        until: Timestamp,
    },
    /// It ran as often as it may within 24 hours.
    DailyCap {
        /// When it may run again.
        until: Timestamp,
    },
}

/// Whether a remedy can be run on a device now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Availability {
    /// It runs at once.
    Ready,
    /// It is sent at once and waits in Nexthink until the device is back.
    WhenDeviceIsBack,
    /// Not now.
    No(Refusal),
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

impl Remedy {
    /// Whether it can be run on this device now. `runs` are its executions on this device that are open or were
    /// made within the last 24 hours or the cool-down, whichever is longer, by whomever.
    #[must_use]
    pub fn availability(
        &self,
        catalogue: &Catalogue,
        device: &Device,
        health: Option<&Health>,
        runs: &[&Execution],
        now: Timestamp,
    ) -> Availability {
        self.refusal(device, health, runs, now).map_or_else(
            || match device.is_online(now, catalogue.online_within) {
                true => Availability::Ready,
                false => Availability::WhenDeviceIsBack,
            },
            Availability::No,
        )
    }

    fn refusal(
        &self,
        device: &Device,
        health: Option<&Health>,
        runs: &[&Execution],
        now: Timestamp,
    ) -> Option<Refusal> {
        if !self.platforms.contains(&device.platform) {
            return Some(Refusal::WrongPlatform);
        }
        if let Some(open) = runs.iter().find(|run| !run.state().is_end()) {
            let execution = Some(open.order.id.clone());
            return Some(match open.planned_for(now) {
                Some(at) => Refusal::Planned { execution, at },
                None => Refusal::AlreadyRunning { execution },
            });
        }
        // Only what reached the device counts, or may have: a run that never was does not keep anybody waiting.
        let mut ran: Vec<Timestamp> = runs
            .iter()
            .filter(|run| may_have_run(run))
            .map(|run| run.since())
            .collect();
        ran.sort_unstable();
        if let (Some(cooldown), Some(last)) = (self.cooldown, ran.last()) {
            let until = last.saturating_add(cooldown).unwrap_or(now);
            if until > now {
                return Some(Refusal::CoolingDown { until });
            }
        }
        if let Some(until) = self.capped_until(&ran, now) {
            return Some(Refusal::DailyCap { until });
        }
        let needed = self
            .offered_when
            .iter()
            .all(|condition| health.is_some_and(|health| condition.holds(health)));
        (!needed).then_some(Refusal::NotNeeded)
    }

    fn capped_until(&self, ran: &[Timestamp], now: Timestamp) -> Option<Timestamp> {
        let cap = usize::try_from(self.daily_cap?).ok().filter(|cap| *cap > 0)?;
        let recent: Vec<_> = ran.iter().filter(|at| now.duration_since(**at) < DAY).collect();
        let oldest_that_counts = recent
            .len()
            .checked_sub(cap)
            .and_then(|index| recent.get(index))?;
        oldest_that_counts.saturating_add(DAY).ok()
    }
}

fn may_have_run(run: &Execution) -> bool {
    let unheard = run
        .failure()
        .is_some_and(|failure| failure.kind == FailureKind::NeverHeard);
    unheard || matches!(run.state(), State::Fixed | State::NotFixed | State::Done)
}
