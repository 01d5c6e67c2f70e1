use std::sync::Arc;

use jiff::Timestamp;

/// What time it is. Used for the life of tokens and for `Retry-After` dates; tests hand in their own.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

#[expect(
    clippy::disallowed_methods,
    reason = "the default of an injected clock has to read the machine's"
)]
pub(crate) fn machine() -> Clock {
    Arc::new(Timestamp::now)
}
