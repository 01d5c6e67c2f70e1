use std::time::Duration;

/// How long the client waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For a connection, TLS included. Keep it below [`total`](Self::total): only then is a trigger that found no
    /// connection known not to have been applied. 5 s.
    pub connect: Duration,
    /// Between two pieces of an answer. 20 s.
    pub read: Duration,
    /// For one try of a call, from connecting to the last byte. Nexthink itself gives up a query after about 5 s. 30 s.
    pub total: Duration,
    /// For the download of an exported file, instead of [`total`](Self::total). 15 min.
    pub download: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            read: Duration::from_secs(20),
            total: Duration::from_secs(30),
            download: Duration::from_mins(15),
        }
    }
}
