//! The only way an execution moves.

use jiff::Timestamp;

use super::{Execution, Failure, FailureKind, Measurement, Report, Signal, State, Step, TenantStatus};

/// What a signal did to an execution.
#[derive(Debug, Clone, PartialEq)]
pub enum Advanced {
    /// It entered another state.
    Moved(Execution),
    /// It learned something and stays where it is.
    Noted(Execution),
    /// The signal says nothing new; nothing is to be stored.
    Unchanged(Execution),
}

impl Advanced {
    /// The execution as it is now.
    #[must_use]
    pub fn into_execution(self) -> Execution {
        match self {
            Self::Moved(execution) | Self::Noted(execution) | Self::Unchanged(execution) => execution,
        }
    }
}

impl Execution {
    /// Takes a signal that came at `at`.
    ///
    /// Signals may come in any order, twice and late: whatever does not follow from where the execution stands is
    /// absorbed.
    #[must_use]
    pub fn advance(self, signal: Signal, at: Timestamp) -> Advanced {
        use State::{Cancelled, Done, Failed, Queued, Sent, Unsure, Verifying};
        match (self.state, signal) {
            (state, _) if state.is_end() => Advanced::Unchanged(self),
            (Queued | Unsure, Signal::Accepted(request)) => Self {
                request: Some(request),
                ..self
            }
            .enter(Sent, at),
            (Queued, Signal::Refused(failure)) => Self {
                failure: Some(failure),
                ..self
            }
            .enter(Failed, at),
            (Queued, Signal::MeasuredBefore(before)) => self.note_before(before),
            (Queued, Signal::OutcomeUnknown) => self.enter(Unsure, at),
            (Queued, Signal::TakenBack) => self.enter(Cancelled, at),
            (Verifying, Signal::Measured(after)) => self.judge(after, at),
            (Verifying, Signal::ProofMissed) => self.enter(Done, at),
            (Verifying, _) => Advanced::Unchanged(self),
            (_, Signal::Reported(report)) => self.hear(report, at),
            // Not `Expired`: that would say that nothing ran, which nobody knows.
            (state, Signal::OutOfSight) if state.is_with_tenant() => {
                let failure = Failure {
                    kind: FailureKind::NeverHeard,
                    words: self.details.clone(),
                };
                Self {
                    failure: Some(failure),
                    ..self
                }
                .enter(Failed, at)
            }
            _ => Advanced::Unchanged(self),
        }
    }

    /// A report from the tenant proves that the tenant has it, whatever we knew before.
    fn hear(mut self, report: Report, at: Timestamp) -> Advanced {
        let other = self
            .request
            .as_ref()
            .is_some_and(|request| *request != report.request);
        let old = self.reported_at.is_some_and(|known| report.changed_at < known);
        if other || old {
            return Advanced::Unchanged(self);
        }
        let before = self.clone();
        self.request = Some(report.request);
        self.reported_at = Some(report.changed_at);
        self.details = report.details;
        self.output = report.output;
        let next = match report.status {
            TenantStatus::WaitingOnDevice => State::WaitingForDevice,
            TenantStatus::WaitingOnUser => State::WaitingForUser,
            TenantStatus::InProgress => State::Running,
            TenantStatus::Success if self.order.proof.is_some() && self.before().is_some() => {
                State::Verifying
            }
            TenantStatus::Success => State::Done,
            TenantStatus::Failure => {
                self.failure = Some(Failure {
                    kind: cause(&self.details),
                    words: self.details.clone(),
                });
                State::Failed
            }
            TenantStatus::Expired => State::Expired,
            TenantStatus::Cancelled => State::Cancelled,
        };
        if next != self.state {
            self.enter(next, at)
        } else if self == before {
            Advanced::Unchanged(self)
        } else {
            self.revision += 1;
            Advanced::Noted(self)
        }
    }

    fn note_before(mut self, before: Measurement) -> Advanced {
        if self.order.proof.is_none() || self.measured_before == Some(before) {
            return Advanced::Unchanged(self);
        }
        self.measured_before = Some(before);
        self.revision += 1;
        Advanced::Noted(self)
    }

    fn judge(self, after: Measurement, at: Timestamp) -> Advanced {
        let shown = self.is_proven_by(&after);
        Self {
            after: Some(after),
            ..self
        }
        .enter(if shown { State::Fixed } else { State::NotFixed }, at)
    }

    fn enter(mut self, state: State, at: Timestamp) -> Advanced {
        // A clock that was set back must not put the steps out of order.
        let at = at.max(self.since());
        self.revision += 1;
        self.state = state;
        self.steps.push(Step { state, at });
        Advanced::Moved(self)
    }
}

/// Nexthink's documented failure texts tell a time-out from everything else (classic "Remote Action execution errors").
fn cause(details: &str) -> FailureKind {
    let details = details.to_lowercase();
    if details.contains("timed out") || details.contains("timeout") {
        FailureKind::TimedOut
    } else {
        FailureKind::OnDevice
    }
}
