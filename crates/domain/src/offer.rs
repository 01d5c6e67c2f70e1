//! Whether a remedy can be run on a device now, and if not, why.
//!
//! There is one decision, a list of criteria in order: an employee is told the first that refuses, and whoever looks after
//! Deskside can see all of them.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    Catalogue, Condition, Device, Execution, ExecutionId, FailureKind, Figure, Health, Platform, Rating,
    Remedy, Standing, State,
};

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

/// One thing that decides whether a remedy can be run on a device now, with what it is decided by.
#[derive(Debug, Clone, PartialEq)]
pub enum Criterion {
    /// It has to be made for the device's operating system.
    Platform {
        /// What it is made for.
        made_for: Vec<Platform>,
        /// What the device has.
        has: Platform,
    },
    /// It must not be under way on the device, whoever started it.
    NotUnderWay {
        /// The execution that is under way.
        execution: Option<ExecutionId>,
        /// For when it is planned, where it has not been sent yet.
        planned: Option<Timestamp>,
    },
    /// It must not have run too short a while ago.
    CooledDown {
        /// How long it cools down; `None` when it need not.
        cooldown: Option<SignedDuration>,
        /// When it ran last, as far as is remembered.
        last: Option<Timestamp>,
        /// Until when it cools down; `None` when it does not.
        until: Option<Timestamp>,
    },
    /// It must not have run too often within 24 hours.
    BelowDailyCap {
        /// How often it may; `None` for as often as anybody wants.
        cap: Option<u32>,
        /// How often it has.
        ran: usize,
        /// When it may again; `None` when it may now.
        until: Option<Timestamp>,
    },
    /// The figures have to say that it is needed.
    Needed(
        /// What they are asked, and what they say. All must hold.
        Vec<Asked>,
    ),
    /// A device that is away gets it when it is back. This refuses nothing.
    Online {
        /// When the device last reported.
        last_seen: Timestamp,
        /// How long ago that may be at most.
        within: SignedDuration,
        /// Whether it is no longer ago.
        met: bool,
    },
}

/// A condition over a figure, and what the figure says.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The condition.
    pub condition: Condition,
    /// The figure; `None` when it is not known.
    pub figure: Option<Figure>,
    /// Whether it holds.
    pub holds: bool,
}

impl Asked {
    /// The rating that decides.
    #[must_use]
    pub fn rating(&self) -> Rating {
        self.figure
            .as_ref()
            .map_or(Rating::Unknown, |figure| figure.rating)
    }
}

impl Criterion {
    /// Whether it is met.
    #[must_use]
    pub fn is_met(&self) -> bool {
        match self {
            Self::Online { met, .. } => *met,
            _ => self.refusal().is_none(),
        }
    }

    /// Why the remedy cannot run now, as far as this decides it.
    #[must_use]
    pub fn refusal(&self) -> Option<Refusal> {
        match self {
            Self::Platform { made_for, has } => (!made_for.contains(has)).then_some(Refusal::WrongPlatform),
            Self::NotUnderWay { execution: None, .. } => None,
            Self::NotUnderWay { execution, planned } => Some(match *planned {
                Some(at) => Refusal::Planned {
                    execution: execution.clone(),
                    at,
                },
                None => Refusal::AlreadyRunning {
                    execution: execution.clone(),
                },
            }),
            Self::CooledDown { until, .. } => until.map(|until| Refusal::CoolingDown { until }),
            Self::BelowDailyCap { until, .. } => until.map(|until| Refusal::DailyCap { until }),
            Self::Needed(asked) => (!asked.iter().all(|asked| asked.holds)).then_some(Refusal::NotNeeded),
            Self::Online { .. } => None,
        }
    }
}

impl Availability {
    /// What these criteria, in order, come to.
    #[must_use]
    pub fn by(criteria: &[Criterion]) -> Self {
        match criteria.iter().find_map(Criterion::refusal) {
            Some(refusal) => Self::No(refusal),
            None if criteria.iter().all(Criterion::is_met) => Self::Ready,
            None => Self::WhenDeviceIsBack,
        }
    }
}

const DAY: SignedDuration = SignedDuration::from_hours(24);

impl Remedy {
    /// Whether somebody who belongs to this much is shown it on a device of this platform, whether it can run now or not.
    #[must_use]
    pub fn is_shown(&self, standing: &Standing, platform: Platform) -> bool {
        self.is_for(standing) && self.platforms.contains(&platform)
    }

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
        Availability::by(&self.criteria(catalogue, device, health, runs, now))
    }

    /// Everything that [`Self::availability`] is decided by, in order: of those that refuse, the first one is told.
    #[must_use]
    pub fn criteria(
        &self,
        catalogue: &Catalogue,
        device: &Device,
        health: Option<&Health>,
        runs: &[&Execution],
        now: Timestamp,
    ) -> [Criterion; 6] {
        // Only what reached the device counts, or may have: a run that never was does not keep anybody waiting.
        let mut ran: Vec<Timestamp> = runs
            .iter()
            .filter(|run| may_have_run(run))
            .map(|run| run.since())
            .collect();
        ran.sort_unstable();
        let open = runs.iter().find(|run| !run.state().is_end());
        let within = catalogue.online_within;
        [
            Criterion::Platform {
                made_for: self.platforms.clone(),
                has: device.platform,
            },
            Criterion::NotUnderWay {
                execution: open.map(|open| open.order.id.clone()),
                planned: open.and_then(|open| open.planned_for(now)),
            },
            self.cooled_down(&ran, now),
            self.below_daily_cap(&ran, now),
            Criterion::Needed(self.asked(health)),
            Criterion::Online {
                last_seen: device.last_seen,
                within,
                met: device.is_online(now, within),
            },
        ]
    }

    fn asked(&self, health: Option<&Health>) -> Vec<Asked> {
        let asked = |condition: &Condition| Asked {
            figure: health.and_then(|health| health.figure(&condition.metric).cloned()),
            holds: health.is_some_and(|health| condition.holds(health)),
            condition: condition.clone(),
        };
        self.offered_when.iter().map(asked).collect()
    }

    fn cooled_down(&self, ran: &[Timestamp], now: Timestamp) -> Criterion {
        let last = ran.last().copied();
        let until = self.cooldown.zip(last).map(|(cooldown, last)| {
            let until = last.saturating_add(cooldown);
            until.unwrap_or(now)
        });
        Criterion::CooledDown {
            cooldown: self.cooldown,
            last,
            until: until.filter(|until| *until > now),
        }
    }

    fn below_daily_cap(&self, ran: &[Timestamp], now: Timestamp) -> Criterion {
        let recent: Vec<_> = ran.iter().filter(|at| now.duration_since(**at) < DAY).collect();
        let cap = self.daily_cap.filter(|cap| *cap > 0);
        let oldest_that_counts = cap.and_then(|cap| {
            let index = recent.len().checked_sub(usize::try_from(cap).ok()?)?;
            recent.get(index)
        });
        Criterion::BelowDailyCap {
            cap,
            ran: recent.len(),
            until: oldest_that_counts.and_then(|oldest| oldest.saturating_add(DAY).ok()),
        }
    }
}

fn may_have_run(run: &Execution) -> bool {
    let unheard = run
        .failure()
        .is_some_and(|failure| failure.kind == FailureKind::NeverHeard);
    unheard || matches!(run.state(), State::Fixed | State::NotFixed | State::Done)
}
