//! Numbers as people write them.

use std::fmt::Write as _;

use domain::{FailureKind, HandOverState, Metric, Rating, State, Unit, Verdict};
use jiff::SignedDuration;

use super::Texts;

/// A gigabyte as the makers of disks count it, and as Windows and macOS label it.
const GIGABYTE: f64 = 1e9;
const MEGABYTE: f64 = 1e6;

/// How many digits behind the mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// None.
    Whole,
    /// One, unless it is a zero.
    Tenth,
}

impl Texts {
    /// A number with the language's decimal mark and a true minus sign.
    #[must_use]
    pub fn number(&self, value: f64, precision: Precision) -> String {
        // Whole tenths: formatting a float exactly takes ten times as long, and a page has hundreds.
        let tenths = match precision {
            Precision::Whole => whole(value).saturating_mul(10),
            Precision::Tenth => whole(value * 10.0),
        };
        let (before, behind) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
        let mut text = String::with_capacity(12);
        // A `String` takes whatever is written to it.
        let _ = write!(text, "{}{before}", if tenths < 0 { "−" } else { "" });
        if behind > 0 {
            let _ = write!(text, "{}{behind}", self.decimal_mark);
        }
        text
    }

    /// A count, in groups of three digits: "50,000".
    #[must_use]
    pub fn count(&self, count: u64) -> String {
        let digits = count.to_string();
        let mut text = String::with_capacity(digits.len() * 2);
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push_str(&self.group_mark);
            }
            text.push(digit);
        }
        text
    }

    /// A value in the unit of its metric: "4.1 GB", "58%", "1 min 48 s".
    #[must_use]
    pub fn value(&self, unit: Unit, value: f64) -> String {
        match unit {
            Unit::Bytes if value.abs() < GIGABYTE => {
                self.megabytes(&self.number(value / MEGABYTE, Precision::Whole))
            }
            Unit::Bytes => self.gigabytes(&self.number(value / GIGABYTE, Precision::Tenth)),
            Unit::Percent => self.percent(&self.number(value, Precision::Whole)),
            Unit::Seconds if value.abs() < 10.0 => self.seconds(&self.number(value, Precision::Tenth)),
            Unit::Seconds => self.duration(SignedDuration::from_secs(whole(value))),
            Unit::Days => self.days(usize::try_from(whole(value)).unwrap_or_default()),
            Unit::Count | Unit::Score => self.number(value, Precision::Whole),
            Unit::Dbm => self.dbm(&self.number(value, Precision::Whole)),
        }
    }

    /// A value and the whole it is a part of: "4.1 GB of 238 GB".
    #[must_use]
    pub fn value_of(&self, metric: &Metric, value: f64, whole: Option<f64>) -> String {
        let value = self.value(metric.unit, value);
        match whole {
            Some(whole) => self.of_whole(&value, &self.value(metric.unit, whole)),
            None => value,
        }
    }

    /// A length of time in its two largest units: "1 min 48 s", "2 h 5 min".
    #[must_use]
    pub fn duration(&self, length: SignedDuration) -> String {
        let all = length.as_secs().max(0);
        let (hours, minutes, seconds) = (all / 3600, all / 60 % 60, all % 60);
        match (hours, minutes, seconds) {
            (0, 0, s) => self.duration_seconds(&s.to_string()),
            (0, m, 0) => self.duration_minutes(&m.to_string()),
            (0, m, s) => self.duration_minutes_seconds(&m.to_string(), &s.to_string()),
            (h, 0, _) => self.duration_hours(&h.to_string()),
            (h, m, _) => self.duration_hours_minutes(&h.to_string(), &m.to_string()),
        }
    }

    /// The word of a rating.
    #[must_use]
    pub fn rating(&self, rating: Rating) -> &str {
        match rating {
            Rating::Good => &self.rating_good,
            Rating::Average => &self.rating_average,
            Rating::Frustrating => &self.rating_frustrating,
            Rating::Unknown => &self.rating_unknown,
        }
    }

    /// Why something failed, and what to do next.
    #[must_use]
    pub fn failure(&self, kind: FailureKind) -> (&str, &str) {
        match kind {
            FailureKind::Refused => (&self.failure_refused, &self.failure_refused_next),
            FailureKind::NotAllowed => (&self.failure_not_allowed, &self.failure_not_allowed_next),
            FailureKind::OnDevice => (&self.failure_on_device, &self.failure_on_device_next),
            FailureKind::NeverArrived => (&self.failure_never_arrived, &self.failure_never_arrived_next),
            FailureKind::NeverHeard => (&self.failure_never_heard, &self.failure_never_heard_next),
            FailureKind::Withdrawn => (&self.failure_withdrawn, &self.failure_withdrawn_next),
            FailureKind::NotTheirs => (&self.failure_not_theirs, &self.failure_not_theirs_next),
            FailureKind::NotNeeded => (&self.failure_not_needed, &self.failure_not_needed_next),
            FailureKind::NeverSent => (&self.failure_never_sent, &self.failure_never_sent_next),
        }
    }

    /// The word of what a check says.
    #[must_use]
    pub fn verdict(&self, verdict: Verdict) -> &str {
        match verdict {
            Verdict::Looking => &self.verdict_looking,
            Verdict::Fine => &self.verdict_fine,
            Verdict::Found => &self.verdict_found,
            Verdict::Unknown => &self.verdict_unknown,
        }
    }

    /// The word of where a hand-over stands.
    #[must_use]
    pub fn hand_over_state(&self, state: HandOverState) -> &str {
        match state {
            HandOverState::Queued => &self.handed_state_queued,
            HandOverState::Sending => &self.handed_state_sending,
            HandOverState::Unsure => &self.handed_state_unsure,
            HandOverState::Created => &self.handed_state_created,
            HandOverState::Failed => &self.handed_state_failed,
        }
    }

    /// The word of a state.
    #[must_use]
    pub fn state(&self, state: State) -> &str {
        match state {
            State::Queued => &self.state_queued,
            State::Unsure => &self.state_unsure,
            State::Sent => &self.state_sent,
            State::WaitingForDevice => &self.state_waiting_for_device,
            State::WaitingForUser => &self.state_waiting_for_user,
            State::WaitingForAnswer => &self.state_waiting_for_answer,
            State::Answering => &self.state_answering,
            State::Running => &self.state_running,
            State::Verifying => &self.state_verifying,
            State::Fixed => &self.state_fixed,
            State::NotFixed => &self.state_not_fixed,
            State::Done => &self.state_done,
            State::Failed => &self.state_failed,
            State::Expired => &self.state_expired,
            State::Declined => &self.state_declined,
            State::Unanswered => &self.state_unanswered,
            State::Cancelled => &self.state_cancelled,
        }
    }
}

/// The nearest whole number. What is too large to be one is the largest there is, and what is none is zero.
pub(crate) fn whole(value: f64) -> i64 {
    value.round() as i64
}
