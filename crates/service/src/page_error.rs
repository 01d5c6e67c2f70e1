//! Why a page cannot be shown.

use thiserror::Error;

use crate::{StoreError, Trouble};

/// Why a page cannot be shown.
#[derive(Debug, Error)]
pub enum PageError {
    /// There is no such thing, or it is somebody else's; which of the two is nobody's business.
    #[error("there is no such page for this employee")]
    NotFound,
    /// Nobody knows whether it is the employee's, because the tenant cannot be asked.
    #[error("the tenant cannot be asked: {trouble:?}")]
    Unavailable {
        /// What keeps it from answering.
        trouble: Trouble,
        /// The last event before this was found out: a later one may tell that it is known by now.
        last_event: i64,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
