use std::time::Duration;

/// How long a desk is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection, TLS included. Keep it below [`total`](Self::total): only then is a report that found no
    /// connection known not to have been taken. 5 s.
    pub connect: Duration,
    /// For one request, from connecting to the last byte of the answer. 30 s.
    pub total: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            total: Duration::from_secs(30),
        }
    }
}
