use std::time::Duration;

use backon::ExponentialBuilder;

use crate::Error;

/// How often a call that changes nothing is tried. Triggers are never repeated, whatever this says.
///
/// Time-outs are not repeated either: the caller's patience is used up by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// How often a call is made at most; 1 means no repetition. 3.
    pub attempts: usize,
    /// The pause after the first failure; it doubles with each, and up to its own length is added at random. 200 ms.
    pub first_pause: Duration,
    /// The longest pause before the random addition. 2 s.
    pub longest_pause: Duration,
    /// The longest `Retry-After` that is waited for here. With a longer one the error is returned at once, and the
    /// caller finds the wish in [`Error::retry_after`]. 2 s.
    pub longest_retry_after: Duration,
}

impl RetryPolicy {
    /// One try, no more.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            attempts: 1,
            first_pause: Duration::ZERO,
            longest_pause: Duration::ZERO,
            longest_retry_after: Duration::ZERO,
        }
    }

    pub(crate) fn backoff(&self) -> ExponentialBuilder {
        ExponentialBuilder::new()
            .with_min_delay(self.first_pause)
            .with_max_delay(self.longest_pause)
            .with_max_times(self.attempts.saturating_sub(1))
            .with_jitter()
    }

    pub(crate) fn repeats_after(error: &Error) -> bool {
        error.is_transient() && !matches!(error, Error::Timeout { .. })
    }

    /// The pause after this error: the planned one, stretched to a short `Retry-After`, or none after a long one.
    pub(crate) fn pause(&self, error: &Error, planned: Option<Duration>) -> Option<Duration> {
        let planned = planned?;
        match error.retry_after() {
            Some(wish) if wish > self.longest_retry_after => None,
            Some(wish) => Some(planned.max(wish)),
            None => Some(planned),
        }
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            first_pause: Duration::from_millis(200),
            longest_pause: Duration::from_secs(2),
            longest_retry_after: Duration::from_secs(2),
        }
    }
}
