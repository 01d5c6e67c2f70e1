//! What a webhook brings is kept as it came, and read afterwards.
//!
//! A webhook is a hint: identity is never taken from it. What it says of an execution counts only where the execution
//! is ours and on the same device; everything else makes the watcher look sooner.

mod counts;
mod hints;

use domain::{Execution, HookSource, Report, State};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;

pub use counts::{HookCount, HookCounts};

use self::hints::Hints;
use crate::{
    Arrival, Digested, Notice, Service, Sighting, StoreError, TakenIn, follow::is_of, household::Household,
    watch::line,
};

/// How many bodies are taken at once.
const BATCH: u32 = 32;

/// How long a body is held. It must outlast the reading of a batch.
const HOLD: SignedDuration = SignedDuration::from_secs(60);

/// A change that is told later than this is asked for instead. A time without a zone is taken as UTC, and in every
/// other zone of today it is at least half an hour off: what is believed must not move an execution by a wrong time.
const LATEST: SignedDuration = SignedDuration::from_mins(15);

/// How far Nexthink's clock may be ahead of ours.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// What the way in for webhooks remembers.
#[derive(Debug, Default)]
pub(crate) struct Hooks {
    to_read: Notify,
    counts: HookCounts,
    hints: Hints,
}

impl Service {
    /// Keeps what a source has sent. When this returns, it is on the disk.
    ///
    /// # Errors
    /// When the store fails; the source has to send it again.
    pub async fn take_in(&self, source: &HookSource, body: &[u8]) -> Result<TakenIn, StoreError> {
        let taken = self.store().take_in(source, body, self.now()).await?;
        match taken {
            TakenIn::New => {
                self.hook_counts().add(HookCount::Accepted);
                self.hooks().to_read.notify_one();
            }
            TakenIn::Repeated => self.hook_counts().add(HookCount::Duplicate),
        }
        Ok(taken)
    }

    /// Returns when something came in that was not there before.
    pub async fn something_to_read(&self) {
        self.hooks().to_read.notified().await;
    }

    /// How often what happened at the way in, since the process began.
    #[must_use]
    pub fn hook_counts(&self) -> &HookCounts {
        &self.hooks().counts
    }

    /// Reads what came in; returns how much it was. Called again at once when it was something, else when woken or
    /// after a few seconds: what is replayed by hand wakes nobody.
    ///
    /// # Errors
    /// When the store fails; what was leased is read again when its lease ends.
    pub async fn digest_inbox_once(&self) -> Result<usize, StoreError> {
        let arrivals = self.store().lease_arrivals(BATCH, HOLD, self.now()).await?;
        for arrival in &arrivals {
            let digested = self.digest(arrival).await?;
            self.store().settle(arrival, &digested, self.now()).await?;
            if matches!(digested, Digested::Quarantined(_)) {
                self.hook_counts().add(HookCount::Quarantined);
            }
        }
        // With nothing open, the watcher asks nothing.
        if self.hooks().hints.is_due(self.now()) {
            self.rhythm().hinted();
            self.wake_watcher();
        }
        Ok(arrivals.len())
    }

    async fn digest(&self, arrival: &Arrival) -> Result<Digested, StoreError> {
        let (id, source) = (arrival.id, &arrival.source);
        let notices = match self.gateway().notices(&arrival.body) {
            Ok(notices) => notices,
            Err(fault) => {
                tracing::warn!(id, %source, "webhook {id} of {source} cannot be read; see `deskside inbox list`");
                return Ok(Digested::Quarantined(fault.to_string()));
            }
        };
        for notice in notices {
            let count = match notice {
                Notice::Execution(sighting) => self.heed(sighting, arrival.received_at).await?,
                Notice::Hint => HookCount::Hint,
                Notice::Alert { device } => {
                    if let Some(device) = device {
                        let holds = |household: &Household| household.device(&device).is_some();
                        self.households().expire_where(holds).await;
                    }
                    HookCount::Alert
                }
            };
            if count == HookCount::Hint {
                self.hooks().hints.note();
            }
            self.hook_counts().add(count);
        }
        Ok(Digested::Read)
    }

    /// Gives a report to the execution it is about.
    async fn heed(&self, sighting: Sighting, received_at: Timestamp) -> Result<HookCount, StoreError> {
        if !is_timely(&sighting.report, received_at) {
            return Ok(HookCount::Hint);
        }
        let Some(known) = self.run_of(&sighting).await? else {
            return Ok(HookCount::Hint);
        };
        if known.state().is_end() {
            return Ok(HookCount::Stale);
        }
        let revision = known.revision();
        let run = self.hear(known, sighting.report).await?;
        if run.revision() == revision {
            return Ok(HookCount::Stale);
        }
        self.rhythm().told(&line(&run), self.now());
        if run.state() == State::Verifying {
            self.wake_watcher();
        }
        Ok(HookCount::Applied)
    }

    /// The execution that a notice is about, by our reference, else by Nexthink's request.
    async fn run_of(&self, sighting: &Sighting) -> Result<Option<Execution>, StoreError> {
        let named = match &sighting.reference {
            Some(reference) => self.store().execution(reference).await?,
            None => None,
        };
        let run = match named {
            Some(run) => Some(run),
            None => self.store().open_by_request(&sighting.report.request).await?,
        };
        Ok(run.filter(|run| is_of(sighting, run)))
    }
}

/// Whether the change happened when it was told, as far as two clocks can agree.
fn is_timely(report: &Report, received_at: Timestamp) -> bool {
    let age = received_at.duration_since(report.changed_at);
    (-AHEAD..=LATEST).contains(&age)
}
