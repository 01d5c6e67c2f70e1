//! What the processes of an installation share about how often the tenant was asked.

use async_trait::async_trait;

use super::StoreError;

/// A meter as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptMeter {
    /// What it says, as JSON.
    pub body: String,
    /// Grows by one with each change.
    pub revision: i64,
}

/// Meters, by name. Each method is one transaction.
#[async_trait]
pub trait Meters: Send + Sync + 'static {
    /// One of them; `None` when there is none yet.
    async fn meter(&self, name: &str) -> Result<Option<KeptMeter>, StoreError>;
    /// Keeps what a meter says now, if it still has the revision `before` (`None`: if there is none yet), and says whether
    /// it did. What is kept has the next revision; the first one is 1.
    async fn keep_meter(&self, name: &str, body: &str, before: Option<i64>) -> Result<bool, StoreError>;
}
