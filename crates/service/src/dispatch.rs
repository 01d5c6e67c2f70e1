//! What was pressed is sent, at most once.
//!
//! A row of the outbox is leased, the beginning of the send is recorded, and only then the tenant is called. Whoever
//! finds a send that was begun and never concluded does not know its outcome, and does not send again.

use std::{future::Future, pin::pin, time::Duration};

use domain::{Execution, Failure, FailureKind, Signal, State};
use jiff::SignedDuration;
use tokio::{
    task::{JoinError, JoinSet},
    time::sleep,
};

use crate::{Lease, Service, StoreError, TenantError, Trigger, TroubleKind};

/// How long a row is held. It must outlast a call to the tenant with all its time-outs.
const HOLD: SignedDuration = SignedDuration::from_secs(120);

/// How long the figure before a fix is waited for.
const MEASURING: Duration = Duration::from_secs(3);

/// The longest wait before something that was not sent is tried again.
const LONGEST_BACKOFF: Duration = Duration::from_secs(60);

/// How many are sent at once. The permits of the budget come one by one; the calls may overlap.
const AT_ONCE: usize = 16;

/// How often the outbox is looked at for what was put off.
const LOOK: Duration = Duration::from_secs(1);

/// How long to wait after the store has failed.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

impl Service {
    /// Sends whatever is pressed, until `stop`. A send that was begun is brought to its end first.
    pub async fn dispatch_until(&self, stop: impl Future<Output = ()>) {
        let mut stop = pin!(stop);
        let mut sending = JoinSet::new();
        loop {
            let room = AT_ONCE.saturating_sub(sending.len());
            let mut wait = LOOK;
            match self.due(u32::try_from(room).unwrap_or_default()).await {
                Ok(leases) => {
                    for lease in leases {
                        let service = self.clone();
                        sending.spawn(async move { service.send(lease).await });
                    }
                }
                Err(error) => {
                    tracing::error!("the outbox cannot be read: {error}");
                    wait = AFTER_FAILURE;
                }
            }
            tokio::select! {
                () = &mut stop => break,
                Some(sent) = sending.join_next() => note(sent),
                () = self.something_to_send() => {}
                () = sleep(wait) => {}
            }
        }
        while let Some(sent) = sending.join_next().await {
            note(sent);
        }
    }

    /// Takes what is due out of the outbox, the oldest first, at most `room` at once. Each lease goes to [`Self::send`];
    /// one that is dropped instead is due again when it ends.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn due(&self, room: u32) -> Result<Vec<Lease>, StoreError> {
        self.store().lease(room, HOLD, self.now()).await
    }

    /// Sends one. Others are sent meanwhile: a call that hangs keeps nobody else waiting.
    ///
    /// # Errors
    /// When the store fails; what was leased is due again when its lease ends.
    pub async fn send(&self, lease: Lease) -> Result<(), StoreError> {
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

/// What was leased is due again when its lease ends.
fn note(sent: Result<Result<(), StoreError>, JoinError>) {
    match sent {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!("what became of a send cannot be stored: {error}"),
        Err(error) => tracing::error!("a send broke off: {error}"),
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
