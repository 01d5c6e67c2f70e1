//! The only way an execution moves.

use jiff::Timestamp;

use super::{Answer, Call, Execution, Failure, FailureKind, Measurement, Signal, State, Step, call};

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
    pub fn advance(mut self, signal: Signal, at: Timestamp) -> Advanced {
        use State::{Answering, Cancelled, Done, Queued, Running, Sent, Unsure, Verifying, WaitingForAnswer};
        match (self.state, signal) {
            (state, _) if state.is_end() => Advanced::Unchanged(self),
            (Queued | Unsure, Signal::Accepted(request, call)) => {
                self.request = Some(request);
                self.called(call);
                self.enter(Sent, at)
            }
            (Queued, Signal::Refused(failure, call)) => {
                call.into_iter().for_each(|call| self.called(call));
                self.fail(failure, at)
            }
            // It was sent once, by a sender that had been given up for dead, and that one knows after all.
            (Unsure, Signal::Refused(failure, Some(call))) => {
                self.called(call);
                self.fail(failure, at)
            }
            (Queued, Signal::OutcomeUnknown(call)) => {
                self.called(call);
                self.enter(Unsure, at)
            }
            (Queued, Signal::MeasuredBefore(before)) => self.note_before(before),
            (Queued, Signal::TakenBack) => self.enter(Cancelled, at),
            (Unsure, Signal::ProvenAbsent) => {
                let failure = Failure {
                    kind: FailureKind::NeverArrived,
                    words: String::new(),
                };
                self.fail(failure, at)
            }
            (WaitingForAnswer, Signal::Answered(given)) => {
                self.answer = Some(Answer {
                    given,
                    at,
                    to: self.reported_at,
                    taken: None,
                });
                self.enter(Answering, at)
            }
            (Answering, Signal::AnswerTaken(call)) if self.answers(&call) => {
                self.answered(Some(true), call).enter(Running, at)
            }
            (Answering, Signal::AnswerRefused(call)) if self.answers(&call) => {
                self.answered(Some(false), call).enter(Running, at)
            }
            (Answering, Signal::AnswerUnknown(call)) if self.answers(&call) => {
                self.answered(None, call).enter(Running, at)
            }
            // Whoever had been given up for dead knows after all that it was taken.
            (Running, Signal::AnswerTaken(call)) if self.answers(&call) && self.is_news(&call) => {
                let mut known = self.answered(Some(true), call);
                known.revision += 1;
                Advanced::Noted(known)
            }
            (Verifying, Signal::Measured(after)) => self.judge(after, at),
            (Verifying, Signal::ProofMissed) => self.enter(Done, at),
            // What became of a send may be known only after the tenant has reported.
            (_, Signal::Accepted(_, call) | Signal::PutOff(call) | Signal::OutcomeUnknown(call)) => {
                self.note_call(call)
            }
            (Verifying, _) => Advanced::Unchanged(self),
            (_, Signal::Reported(report)) => self.hear(report, at),
            // Not `Expired`: that would say that nothing ran, which nobody knows.
            (state, Signal::OutOfSight) if state.is_with_tenant() => {
                let failure = Failure {
                    kind: FailureKind::NeverHeard,
                    words: self.details.clone(),
                };
                self.fail(failure, at)
            }
            _ => Advanced::Unchanged(self),
        }
    }

    fn called(&mut self, call: Call) {
        if self.is_news(&call) {
            call::add(&mut self.calls, call);
        }
    }

    /// Calls are made one after the other: what is not later than the last one is known.
    fn is_news(&self, call: &Call) -> bool {
        self.calls.last().is_none_or(|last| last.ended_at < call.ended_at)
    }

    fn note_call(mut self, call: Call) -> Advanced {
        if !self.is_news(&call) {
            return Advanced::Unchanged(self);
        }
        self.called(call);
        self.revision += 1;
        Advanced::Noted(self)
    }

    /// Whether a call carried the last answer, and not one before it.
    fn answers(&self, call: &Call) -> bool {
        self.answer
            .as_ref()
            .is_some_and(|answer| answer.at <= call.begun_at)
    }

    fn answered(mut self, taken: Option<bool>, call: Call) -> Self {
        self.called(call);
        if let Some(answer) = &mut self.answer {
            answer.taken = taken;
        }
        self
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

    fn fail(mut self, failure: Failure, at: Timestamp) -> Advanced {
        self.failure = Some(failure);
        self.enter(State::Failed, at)
    }

    pub(super) fn enter(mut self, state: State, at: Timestamp) -> Advanced {
        // A clock that was set back must not put the steps out of order.
        let at = at.max(self.since());
        self.revision += 1;
        self.state = state;
        self.steps.push(Step { state, at });
        Advanced::Moved(self)
    }
}
