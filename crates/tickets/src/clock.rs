use std::sync::Arc;

use jiff::Timestamp;

/// What time it is: for the life of tokens, for `Retry-After` dates, and for the time that a signature is of.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;
