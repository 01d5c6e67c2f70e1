//! One message of the outbox is sent, at most once.
//!
//! A row of the outbox is leased, the beginning of the send is recorded, and only then the tenant is called. Whoever
//! finds a send that was begun and never concluded does not know its outcome, and does not send again.

use std::time::Duration;

use domain::{Call, CallResult, Execution, Failure, FailureKind, Launch, RequestId, Signal, State};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Lease, Reply, Service, StoreError, TenantError, Trigger, TroubleKind, budget::NoPermit, dispatch::HOLD,
    gateway::bounded,
};

/// How long the figure before a fix is waited for.
const MEASURING: Duration = Duration::from_secs(3);

/// The longest wait before something that was not sent is tried again.
const LONGEST_BACKOFF: Duration = Duration::from_secs(60);

/// Nexthink tries to reach a device for this long at least (Nexthink Remote Actions API: 60–10080 minutes).
const SHORTEST_EXPIRY: SignedDuration = SignedDuration::from_hours(1);

impl Service {
    /// Sends one. Others are sent meanwhile: a call that hangs keeps nobody else waiting.
    ///
    /// # Errors
    /// When the store fails; what was leased is due again when its lease ends.
    pub async fn send(&self, lease: Lease) -> Result<(), StoreError> {
        let id = &lease.execution.order.id;
        let is_answer = match lease.execution.state() {
            State::Queued => false,
            State::Answering => true,
            _ => return Ok(()),
        };
        if let Some(begun_at) = lease.begun_at {
            tracing::warn!(execution = %id, "a send of execution {id} was begun and never concluded: its outcome is unknown");
            let call = Call::new(begun_at, begun_at, CallResult::Unknown, String::new());
            let signal = match is_answer {
                true => Signal::AnswerUnknown(call),
                false => Signal::OutcomeUnknown(call),
            };
            self.apply(lease.execution, signal).await?;
            self.wake_watcher();
            return Ok(());
        }
        match is_answer {
            true => self.send_answer(lease).await?,
            false => self.send_trigger(lease).await?,
        }
        self.wake_watcher();
        Ok(())
    }

    async fn send_trigger(&self, lease: Lease) -> Result<(), StoreError> {
        if lease.execution.order.expires_at <= self.now() {
            // A clock that is wrong since before this process began is known to be when the tenant has answered.
            if let Err(trouble) = self.gateway().device(&lease.execution.order.device).await {
                let due = self.after(backoff(lease.attempt));
                tracing::debug!(execution = %lease.execution.order.id, ?trouble, "nobody can say yet whether its time is over");
                return self.store().postpone(&lease, due).await;
            }
        }
        if lease.execution.order.expires_at <= self.now() {
            let failure = Failure {
                kind: FailureKind::NeverSent,
                words: String::new(),
            };
            self.apply(lease.execution, Signal::Refused(failure, None))
                .await?;
            return Ok(());
        }
        let Some(execution) = self.looked_at(&lease).await? else {
            return Ok(());
        };
        let Some(begun_at) = self.begin(&lease).await? else {
            return Ok(());
        };
        let answer = self.gateway().trigger(&trigger(&execution, begun_at)).await;
        self.conclude_trigger(&lease, execution, begun_at, answer).await
    }

    async fn conclude_trigger(
        &self,
        lease: &Lease,
        execution: Execution,
        begun_at: Timestamp,
        answer: Result<RequestId, TenantError>,
    ) -> Result<(), StoreError> {
        let id = execution.order.id.clone();
        let call = |result, words| Call::new(begun_at, self.now(), result, words);
        let signal = match answer {
            Ok(request) => Signal::Accepted(request, call(CallResult::Accepted, String::new())),
            Err(error) if error.may_have_been_applied => {
                tracing::warn!(execution = %id, "the outcome of sending execution {id} is unknown: {error}");
                Signal::OutcomeUnknown(call(CallResult::Unknown, error.message))
            }
            Err(error) => match refusal(&error) {
                Some(kind) => {
                    tracing::warn!(execution = %id, "the tenant refused execution {id}: {error}");
                    let words = error.message.clone();
                    let failure = Failure {
                        kind,
                        words: error.message,
                    };
                    Signal::Refused(failure, Some(call(CallResult::Refused, words)))
                }
                None => {
                    self.put_off(lease, &error).await?;
                    Signal::PutOff(call(CallResult::PutOff, error.message))
                }
            },
        };
        self.apply(execution, signal).await.map(drop)
    }

    async fn send_answer(&self, lease: Lease) -> Result<(), StoreError> {
        let execution = lease.execution.clone();
        let Some(reply) = reply(&execution) else {
            // Nothing that waits could be named, so nothing waits.
            let now = self.now();
            let call = Call::new(now, now, CallResult::Refused, String::new());
            self.apply(execution, Signal::AnswerRefused(call)).await?;
            return Ok(());
        };
        let Some(begun_at) = self.begin(&lease).await? else {
            return Ok(());
        };
        let answer = self.gateway().reply(&reply).await;
        let call = |result, words| Call::new(begun_at, self.now(), result, words);
        let signal = match answer {
            Ok(()) => Signal::AnswerTaken(call(CallResult::Accepted, String::new())),
            Err(error) if error.may_have_been_applied => {
                Signal::AnswerUnknown(call(CallResult::Unknown, error.message))
            }
            Err(error) if refusal(&error).is_some() => {
                Signal::AnswerRefused(call(CallResult::Refused, error.message))
            }
            Err(error) => {
                self.put_off(&lease, &error).await?;
                Signal::PutOff(call(CallResult::PutOff, error.message))
            }
        };
        self.apply(execution, signal).await.map(drop)
    }

    /// Records that the send begins now; `None` when it is not ours to send any more, or not yet.
    async fn begin(&self, lease: &Lease) -> Result<Option<Timestamp>, StoreError> {
        match self.gateway().permit_trigger(&lease.execution.order.launch).await {
            Ok(()) => {}
            Err(NoPermit::NotInTime(at)) => {
                let due = at.min(self.after(LONGEST_BACKOFF));
                return self.store().postpone(lease, due).await.map(|()| None);
            }
            Err(NoPermit::Down(open)) => {
                return self.store().postpone(lease, open.until).await.map(|()| None);
            }
            Err(NoPermit::Store(error)) => return Err(error),
        }
        let now = self.now();
        match self.store().begin_send(lease, HOLD, now).await {
            Ok(()) => Ok(Some(now)),
            Err(StoreError::Conflict) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Never at once, whatever the tenant says: its clock may differ from ours.
    async fn put_off(&self, lease: &Lease, error: &TenantError) -> Result<(), StoreError> {
        let asked = error.retry_after.map(bounded).unwrap_or_default();
        let wait = asked.max(backoff(lease.attempt));
        self.store().postpone(lease, self.after(wait)).await
    }

    fn after(&self, wait: Duration) -> Timestamp {
        self.now().saturating_add(wait).unwrap_or(self.now())
    }

    /// Reads the proof's figure as late as can be: what the page knew may be older than whatever filled the disk. When
    /// it cannot be read now, what the page knew has to do.
    pub(crate) async fn measure_before(&self, execution: Execution) -> Result<Execution, StoreError> {
        match tokio::time::timeout(MEASURING, self.measure(&execution)).await {
            Ok(Some(before)) => self.apply(execution, Signal::MeasuredBefore(before)).await,
            Ok(None) | Err(_) => Ok(execution),
        }
    }
}

fn trigger(execution: &Execution, now: Timestamp) -> Trigger {
    let order = &execution.order;
    let left = order.expires_at.duration_since(now);
    Trigger {
        execution: order.id.clone(),
        launch: order.launch.clone(),
        device: order.device.clone(),
        parameters: order.parameters.clone(),
        expires: left.max(SHORTEST_EXPIRY),
    }
}

/// What is to be answered to the workflow.
fn reply(execution: &Execution) -> Option<Reply> {
    let Launch::Workflow { id, .. } = &execution.order.launch else {
        return None;
    };
    Some(Reply {
        workflow: id.clone(),
        run: execution.workflow_run()?.clone(),
        given: execution.answer()?.given.clone(),
    })
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
pub(crate) fn backoff(attempt: u32) -> Duration {
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
