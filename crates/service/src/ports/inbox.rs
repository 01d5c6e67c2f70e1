//! What webhooks bring, kept as it came until it is read, and the tokens by which their sources prove themselves.

use async_trait::async_trait;
use domain::{FeedName, HookSource};
use jiff::{SignedDuration, Timestamp};

use super::StoreError;

/// What became of a body that came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakenIn {
    /// It is stored, and will be read.
    New,
    /// The same body came before from this source, and was counted only.
    Repeated,
}

/// A body that came in, held by one reader for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// Grows with every body, over all sources.
    pub id: i64,
    /// Who sent it.
    pub source: HookSource,
    /// What was sent.
    pub body: Vec<u8>,
    /// When it came first.
    pub received_at: Timestamp,
    /// How often it was leased, this time included.
    pub attempt: u32,
}

/// How reading a body ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Digested {
    /// It was understood, and what followed from it was done.
    Read,
    /// It cannot be understood, for this reason, and is kept for a person to look at.
    Quarantined(String),
}

/// A body that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// Its id.
    pub id: i64,
    /// Who sent it.
    pub source: HookSource,
    /// When it came first.
    pub received_at: Timestamp,
    /// How often it came.
    pub times: u64,
    /// Why it cannot be read.
    pub fault: String,
    /// Its size, in bytes.
    pub size: u64,
}

/// A machine that gets tokens here, to prove itself by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// A source of webhooks.
    Hook(HookSource),
    /// A feed of exported data.
    Feed(FeedName),
}

impl Caller {
    /// Its name in the store. A feed and a source of the same name are two.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Hook(source) => source.as_str().to_owned(),
            // No name has a slash.
            Self::Feed(feed) => format!("exports/{feed}"),
        }
    }
}

/// The inbox. Each method is one transaction.
#[async_trait]
pub trait Inbox: Send + Sync + 'static {
    /// Stores a body, or counts it when the same one is there from this source.
    async fn take_in(&self, source: &HookSource, body: &[u8], at: Timestamp) -> Result<TakenIn, StoreError>;

    /// Takes at most `limit` bodies that wait and that nobody holds, for `hold`, the oldest first.
    async fn lease_arrivals(
        &self,
        limit: u32,
        hold: SignedDuration,
        at: Timestamp,
    ) -> Result<Vec<Arrival>, StoreError>;
    /// Records how reading a body ended. Nothing happens when the lease was lost.
    async fn settle(&self, arrival: &Arrival, digested: &Digested, at: Timestamp) -> Result<(), StoreError>;

    /// Every body that could not be read, the oldest first.
    async fn quarantined(&self) -> Result<Vec<Quarantined>, StoreError>;
    /// What was sent in one that could not be read.
    async fn quarantined_body(&self, id: i64) -> Result<Option<Vec<u8>>, StoreError>;
    /// Lets one that could not be read be read again; says whether it was there.
    async fn replay(&self, id: i64, at: Timestamp) -> Result<bool, StoreError>;
    /// Deletes one that could not be read; says whether it was there.
    async fn discard(&self, id: i64) -> Result<bool, StoreError>;

    /// Keeps what is needed to know a token again, until it expires.
    async fn keep_token(&self, caller: &Caller, token: &str, expires_at: Timestamp)
    -> Result<(), StoreError>;
    /// Whether this is a token of theirs that has not expired.
    async fn knows_token(&self, caller: &Caller, token: &str, at: Timestamp) -> Result<bool, StoreError>;
}
