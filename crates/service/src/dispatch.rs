//! What was pressed is sent, at most once.
//!
//! A row of the outbox is leased, the beginning of the send is recorded, and only then the tenant is called. Whoever
//! finds a send that was begun and never concluded does not know its outcome, and does not send again.

use std::time::Duration;

use domain::{Execution, Failure, FailureKind, Signal, State};
use jiff::SignedDuration;

use crate::{Lease, Service, StoreError, TenantError, Trigger, TroubleKind};

/// How many rows are taken at once.
const BATCH: u32 = 16;

/// How long a row is held. It must outlast a call to the tenant with all its time-outs.
const HOLD: SignedDuration = SignedDuration::from_secs(120);

/// How long the figure before a fix is waited for.
const MEASURING: Duration = Duration::from_secs(3);

/// The longest wait before something that was not sent is tried again.
const LONGEST_BACKOFF: Duration = Duration::from_secs(60);

/// What one round of dispatching did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dispatched {
    /// Nothing was due.
    Nothing,
    /// Something was taken; there may be more.
    Some,
}

impl Service {
    /// Sends what is due. Called again at once when it did something, else when woken or after a while.
    ///
    /// # Errors
    /// When the store fails; what was leased is due again when its lease ends.
    pub async fn dispatch_once(&self) -> Result<Dispatched, StoreError> {
        let leases = self.store().lease(BATCH, HOLD, self.now()).await?;
        let done = if leases.is_empty() {
            Dispatched::Nothing
        } else {
            Dispatched::Some
        };
        // At once: one that hangs must not keep the others.
        let sent = futures::future::join_all(leases.into_iter().map(|lease| self.send(lease))).await;
        sent.into_iter().collect::<Result<(), StoreError>>()?;
        Ok(done)
    }

    async fn send(&self, lease: Lease) -> Result<(), StoreError> {
        let execution = lease.execution.clone();
        let id = execution.order.id.clone();
        if execution.state() != State::Queued {
            return Ok(());
        }
        if lease.was_begun {
            tracing::warn!(execution = %id, "the send of execution {id} was begun and never concluded: its outcome is unknown");
            self.apply(execution, Signal::OutcomeUnknown).await?;
            self.wake_watcher();
            return Ok(());
        }
        if execution.order.expires_at <= self.now() {
            let failure = Failure {
                kind: FailureKind::NeverSent,
                words: String::new(),
            };
            self.apply(execution, Signal::Refused(failure)).await?;
            return Ok(());
        }
        let execution = self.measure_before(execution).await?;
        self.gateway().permit_trigger().await;
        match self.store().begin_send(&lease, self.now()).await {
            Ok(()) => {}
            Err(StoreError::Conflict) => return Ok(()),
            Err(error) => return Err(error),
        }
        let trigger = Trigger {
            execution: id.clone(),
            launch: execution.order.launch.clone(),
            device: execution.order.device.clone(),
            parameters: execution.order.parameters.clone(),
            expires: execution
                .order
                .expires_at
                .duration_since(execution.order.created_at),
        };
        match self.gateway().trigger(&trigger).await {
            Ok(request) => {
                self.apply(execution, Signal::Accepted(request)).await?;
            }
            Err(error) if error.may_have_been_applied => {
                tracing::warn!(execution = %id, "the outcome of sending execution {id} is unknown: {error}");
                self.apply(execution, Signal::OutcomeUnknown).await?;
            }
            Err(error) => match refusal(&error) {
                Some(kind) => {
                    tracing::warn!(execution = %id, "the tenant refused execution {id}: {error}");
                    let failure = Failure {
                        kind,
                        words: error.message,
                    };
                    self.apply(execution, Signal::Refused(failure)).await?;
                }
                None => {
                    // Never at once, whatever the tenant says: its clock may differ from ours.
                    let wait = error.retry_after.unwrap_or_default().max(backoff(lease.attempt));
                    self.store()
                        .postpone(&lease, self.now().saturating_add(wait).unwrap_or(self.now()))
                        .await?;
                }
            },
        }
        self.wake_watcher();
        Ok(())
    }
}

impl Service {
    /// Reads the proof's figure as late as can be: what the page knew may be older than whatever filled the disk. When
    /// it cannot be read now, what the page knew has to do.
    async fn measure_before(&self, execution: Execution) -> Result<Execution, StoreError> {
        match tokio::time::timeout(MEASURING, self.measure(&execution)).await {
            Ok(Some(before)) => self.apply(execution, Signal::MeasuredBefore(before)).await,
            Ok(None) | Err(_) => Ok(execution),
        }
    }
}

/// The tenant's final no; `None` where waiting may help.
fn refusal(error: &TenantError) -> Option<FailureKind> {
    match error.kind {
        TroubleKind::NoPermission => Some(FailureKind::NotAllowed),
        TroubleKind::Misconfigured => Some(FailureKind::Refused),
        TroubleKind::Unreachable
        | TroubleKind::Down
        | TroubleKind::Throttled
        | TroubleKind::BadCredential
        | TroubleKind::BrokenAnswer => None,
    }
}

/// 1, 2, 4 … 60 seconds.
fn backoff(attempt: u32) -> Duration {
    Duration::from_secs(1 << attempt.saturating_sub(1).min(6)).min(LONGEST_BACKOFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_a_minute() {
        let waits: Vec<u64> = (1..=8).map(|attempt| backoff(attempt).as_secs()).collect();
        assert_eq!(waits, [1, 2, 4, 8, 16, 32, 60, 60]);
    }
}
