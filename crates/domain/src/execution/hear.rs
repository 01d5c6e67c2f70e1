//! What a report of the tenant does to an execution.

use jiff::{SignedDuration, Timestamp};

use super::{Advanced, Execution, Failure, FailureKind, Report, State, TenantStatus};
use crate::Means;

/// An answer that the tenant did not confirm, and whose question it still shows so long after it was sent, did not
/// arrive.
const ANSWER_SHOWS_WITHIN: SignedDuration = SignedDuration::from_mins(2);

impl Execution {
    /// A report from the tenant proves that the tenant has it, whatever we knew before.
    pub(super) fn hear(mut self, report: Report, at: Timestamp) -> Advanced {
        let other = self
            .request
            .as_ref()
            .is_some_and(|request| *request != report.request);
        let old = self.reported_at.is_some_and(|known| report.changed_at < known);
        if other || old {
            return Advanced::Unchanged(self);
        }
        let before = self.clone();
        let means = report.meaning.as_ref().map(|meaning| meaning.means);
        let next = self.next(&report, means, at);
        self.request = Some(report.request);
        self.run = report.run.or(self.run);
        self.reported_at = Some(report.changed_at);
        self.details = report.details;
        self.output = report.output;
        self.outcome = report.meaning.map(|meaning| meaning.outcome);
        if next == State::Failed {
            self.failure = Some(Failure {
                kind: FailureKind::OnDevice,
                words: self.details.clone(),
            });
        }
        if next != self.state {
            self.enter(next, at)
        } else if self == before {
            Advanced::Unchanged(self)
        } else {
            self.revision += 1;
            Advanced::Noted(self)
        }
    }

    /// The state that follows from a report.
    fn next(&self, report: &Report, means: Option<Means>, at: Timestamp) -> State {
        let means = means.filter(|means| means.fits(report.status));
        match (report.status, means) {
            (_, Some(Means::Declined)) => State::Declined,
            (_, Some(Means::Unanswered)) => State::Unanswered,
            (_, Some(Means::Asks)) => self.asked(report, at),
            (_, Some(Means::Failed)) | (TenantStatus::Failure, _) => State::Failed,
            (TenantStatus::WaitingOnDevice, _) => State::WaitingForDevice,
            (TenantStatus::WaitingOnUser, _) => State::WaitingForUser,
            (TenantStatus::InProgress, _) => State::Running,
            (TenantStatus::Success, _) if self.order.proof.is_some() && self.before().is_some() => {
                State::Verifying
            }
            (TenantStatus::Success, _) => State::Done,
            (TenantStatus::Expired, _) => State::Expired,
            (TenantStatus::Cancelled, _) => State::Cancelled,
        }
    }

    /// The workflow asks, or the report is from before the answer.
    fn asked(&self, report: &Report, at: Timestamp) -> State {
        let answer = self
            .answer
            .as_ref()
            .filter(|answer| answer.to.is_some_and(|to| report.changed_at <= to));
        match answer {
            None => State::WaitingForAnswer,
            Some(_) if self.state == State::Answering => State::Answering,
            Some(answer)
                if answer.taken != Some(true) && at.duration_since(self.since()) >= ANSWER_SHOWS_WITHIN =>
            {
                State::WaitingForAnswer
            }
            Some(_) => self.state,
        }
    }
}
