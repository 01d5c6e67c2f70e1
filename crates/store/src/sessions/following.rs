//! What a session's account is followed with at its identity provider. It is kept beside the session and not in it: a
//! request that began earlier writes the session as it was then.

use service::StoreError;
use tower_sessions_core::session::Id;

use super::{Key, Sessions};
use crate::Led;
use crate::sql::{query, query_scalar};

impl Sessions {
    /// Keeps what the account of a session is followed with from now on; `false` when the session has ended.
    ///
    /// # Errors
    /// When the database fails; what was kept before still is.
    pub async fn follow(&self, id: Id, with: &str) -> Result<bool, StoreError> {
        let kept = query("UPDATE sessions SET followed_with = $2 WHERE id = $1")
            .bind(Key::of(id).0)
            .bind(with)
            .execute(self.store.writer())
            .await?;
        Ok(kept == 1)
    }

    /// Of all processes, only whoever holds this renews what the account of a session is followed with; waits for whoever
    /// does.
    ///
    /// # Errors
    /// When the database fails, or somebody else holds it for long.
    pub async fn alone(&self, id: Id) -> Result<Led, StoreError> {
        self.store.lead(&format!("session {}", Key::of(id).0)).await
    }

    /// What the account of a session is followed with; `None` when it is not followed, or the session has ended.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn followed_with(&self, id: Id) -> Result<Option<String>, StoreError> {
        let kept: Option<Option<String>> = query_scalar("SELECT followed_with FROM sessions WHERE id = $1")
            .bind(Key::of(id).0)
            .fetch_optional(self.store.readers())
            .await?;
        Ok(kept.flatten())
    }
}
