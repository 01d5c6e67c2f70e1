//! What counts once: tokens of host pages, and codes that bring a sign-in from a pop-up into a frame.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use service::StoreError;

use super::{Sessions, SignIn};
use crate::{
    row::{corrupt, digest, micros},
    sql::{query, query_scalar},
};

/// A sign-in on its way from a pop-up into a frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandedOver {
    /// Who, and how.
    pub sign_in: SignIn,
    /// What the account is followed with, for [`Sessions::follow`].
    pub followed_with: Option<String>,
}

impl Sessions {
    /// Whether a token was accepted before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn was_used(&self, issuer: &str, jti: &str) -> Result<bool, StoreError> {
        // By the writer: it may have been accepted a moment ago.
        query_scalar("SELECT EXISTS (SELECT 1 FROM used_tokens WHERE issuer = $1 AND jti = $2)")
            .bind(issuer)
            .bind(jti)
            .fetch_one(self.store.writer())
            .await
    }

    /// Remembers that a token was accepted; `false` when it was accepted before.
    ///
    /// # Errors
    /// When the database fails; the token must not be accepted then.
    pub async fn use_token(
        &self,
        issuer: &str,
        jti: &str,
        expires_at: Timestamp,
    ) -> Result<bool, StoreError> {
        let used = query(
            "INSERT INTO used_tokens (issuer, jti, expires_at) VALUES ($1, $2, $3)
             ON CONFLICT (issuer, jti) DO NOTHING",
        )
        .bind(issuer)
        .bind(jti)
        .bind(micros(expires_at))
        .execute(self.store.writer())
        .await?;
        Ok(used == 1)
    }

    /// Keeps a sign-in for whoever brings this code.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hand_over(
        &self,
        code: &str,
        what: &HandedOver,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        let body = serde_json::to_string(what).map_err(|error| corrupt("sign-in", error))?;
        query("INSERT INTO handovers (digest, body, expires_at) VALUES ($1, $2, $3)")
            .bind(digest(code.as_bytes()))
            .bind(body)
            .bind(micros(expires_at))
            .execute(self.store.writer())
            .await?;
        Ok(())
    }

    /// The sign-in that was kept under this code, once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_over(&self, code: &str) -> Result<Option<HandedOver>, StoreError> {
        let body: Option<String> =
            query_scalar("DELETE FROM handovers WHERE digest = $1 AND expires_at > $2 RETURNING body")
                .bind(digest(code.as_bytes()))
                .bind(micros(self.clock.now()))
                .fetch_optional(self.store.writer())
                .await?;
        body.map(|body| serde_json::from_str(&body).map_err(|error| corrupt("sign-in", error)))
            .transpose()
    }
}
