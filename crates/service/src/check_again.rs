//! An employee has Nexthink asked about a device again, now.

use domain::CollectorUid;
use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

use crate::{
    Employee, EventKind, Service, Trouble, TroubleKind,
    household::{DeviceHealth, Household, PATIENTLY},
    shelf::Looked,
    view::{CheckAgain, Hold, ReportsEvery},
};

/// Who has just asked waits this long: devices report far less often, and the budget is everybody's.
const AGAIN_AFTER: SignedDuration = SignedDuration::from_secs(30);

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// There are fresh figures.
    Fresh,
    /// They are on their way; the employee's open pages are told when they are there.
    OnTheirWay,
}

/// Why there are no fresh figures. Those that are known are as old as before.
#[derive(Debug, Error)]
pub enum CheckAgainError {
    /// The employee has no such device.
    #[error("there is no such device")]
    NotFound,
    /// Nexthink was asked just now, or may not be asked so often.
    #[error("Nexthink is not asked again now: {0:?}")]
    NotNow(Hold),
    /// Nexthink did not answer.
    #[error("the tenant cannot be asked: {0:?}")]
    Unavailable(Trouble),
}

impl Service {
    /// Asks for fresh figures of a device of the employee. They come with those of their other devices; whoever asks
    /// meanwhile, in whichever tab, gets the same answer.
    ///
    /// # Errors
    /// Why there are none.
    pub async fn check_again(
        &self,
        employee: &Employee,
        device: &CollectorUid,
    ) -> Result<Checked, CheckAgainError> {
        let began = self.now();
        let known = match self.household_as_proven(employee).await {
            Some(known) => known,
            None => self
                .proven_household(employee)
                .await
                .map_err(CheckAgainError::Unavailable)?,
        };
        if known.value.device(device).is_none() {
            return Err(CheckAgainError::NotFound);
        }
        // Whose device it is may have had to be asked first, and that is the answer.
        if known.fetched_at < began {
            if let Some(hold) = self.pause().or_else(|| rest_after(known.fetched_at, began)) {
                return Err(CheckAgainError::NotNow(hold));
            }
            self.households().outdate(employee.id(), began).await;
            let looked = self
                .look_at_household(employee, SignedDuration::ZERO, PATIENTLY)
                .await;
            if looked.pending {
                return Ok(Checked::OnTheirWay);
            }
            if let Some(trouble) = looked.trouble() {
                return Err(CheckAgainError::Unavailable(trouble));
            }
            let asked = looked.known();
            if asked.is_none_or(|known| known.value.device(device).is_none()) {
                return Err(CheckAgainError::NotFound);
            }
        }
        self.tell_of(employee.id(), EventKind::Figures).await;
        Ok(Checked::Fresh)
    }

    /// What is said of asking again about this device, which was found by this look.
    pub(crate) fn check_again_view(
        &self,
        held: &DeviceHealth,
        looked: &Looked<Household>,
        now: Timestamp,
    ) -> CheckAgain {
        let usual = || self.catalogue().reports_every.map(ReportsEvery::Usual);
        CheckAgain {
            device: held.device.uid.clone(),
            reported_at: held.device.last_seen,
            online: held.device.is_online(now, self.catalogue().online_within),
            every: held.rhythm.every().map(ReportsEvery::Learnt).or_else(usual),
            hold: self.hold(looked, now),
        }
    }

    fn hold(&self, looked: &Looked<Household>, now: Timestamp) -> Option<Hold> {
        let asking = || looked.pending.then_some(Hold::Asking);
        let asked = || rest_after(looked.known()?.fetched_at, now);
        let failed = || {
            let until = looked.due_at().filter(|due| *due > now)?;
            Some(match looked.trouble()?.kind {
                TroubleKind::Throttled => Hold::Budget { until },
                _ => Hold::JustAsked { until },
            })
        };
        self.pause().or_else(asking).or_else(failed).or_else(asked)
    }

    fn pause(&self) -> Option<Hold> {
        let until = self.gateway().paused_until()?;
        Some(Hold::Budget { until })
    }
}

fn rest_after(asked_at: Timestamp, now: Timestamp) -> Option<Hold> {
    let until = asked_at.saturating_add(AGAIN_AFTER).ok()?;
    (until > now).then_some(Hold::JustAsked { until })
}
