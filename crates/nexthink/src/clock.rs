use std::sync::Arc;

use jiff::{Timestamp, fmt::rfc2822};
use reqwest::header::{DATE, HeaderMap};

/// What time it is. Used for the life of tokens and for `Retry-After` dates; tests hand in their own.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Is told the tenant's time with each answer (its `Date` header, whole seconds), so that a machine whose own clock was
/// set wrong can notice.
pub type DateListener = Arc<dyn Fn(Timestamp) + Send + Sync>;

/// What this side knows of time.
#[derive(Clone)]
pub(crate) struct Times {
    pub(crate) clock: Clock,
    pub(crate) listener: Option<DateListener>,
}

impl Times {
    pub(crate) fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// What an answer says about the time. One without a readable date says nothing.
    pub(crate) fn hear(&self, headers: &HeaderMap) {
        if let Some(listener) = &self.listener
            && let Some(date) = headers.get(DATE).and_then(|value| value.to_str().ok())
            && let Ok(date) = rfc2822::parse(date)
        {
            listener(date.timestamp());
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the default of an injected clock has to read the machine's"
)]
pub(crate) fn machine() -> Clock {
    Arc::new(Timestamp::now)
}
