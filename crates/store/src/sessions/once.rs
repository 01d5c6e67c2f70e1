//! What counts once: tokens of host pages, and codes that bring a sign-in from a pop-up into a frame.

use jiff::Timestamp;
use service::StoreError;

use super::{Sessions, SignIn};
use crate::sqlite::{corrupt, database, digest, row::micros};

impl Sessions {
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
        let used = sqlx::query(
            "INSERT INTO used_tokens (issuer, jti, expires_at) VALUES ($1, $2, $3)
             ON CONFLICT (issuer, jti) DO NOTHING",
        )
        .bind(issuer)
        .bind(jti)
        .bind(micros(expires_at))
        .execute(self.store.writer())
        .await
        .map_err(database)?;
        Ok(used.rows_affected() == 1)
    }

    /// Whether a token was accepted before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn knows_token(&self, issuer: &str, jti: &str) -> Result<bool, StoreError> {
        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM used_tokens WHERE issuer = $1 AND jti = $2)")
            .bind(issuer)
            .bind(jti)
            .fetch_one(self.store.writer())
            .await
            .map_err(database)
    }

    /// Keeps a sign-in for whoever brings this code.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hand_over(
        &self,
        code: &str,
        sign_in: &SignIn,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        let body = serde_json::to_string(sign_in).map_err(|error| corrupt("sign-in", error))?;
        sqlx::query("INSERT INTO handovers (digest, body, expires_at) VALUES ($1, $2, $3)")
            .bind(digest(code.as_bytes()))
            .bind(body)
            .bind(micros(expires_at))
            .execute(self.store.writer())
            .await
            .map_err(database)?;
        Ok(())
    }

    /// The sign-in that was kept under this code, once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_over(&self, code: &str) -> Result<Option<SignIn>, StoreError> {
        let body: Option<String> =
            sqlx::query_scalar("DELETE FROM handovers WHERE digest = $1 AND expires_at > $2 RETURNING body")
                .bind(digest(code.as_bytes()))
                .bind(micros(self.clock.now()))
                .fetch_optional(self.store.writer())
                .await
                .map_err(database)?;
        body.map(|body| serde_json::from_str(&body).map_err(|error| corrupt("sign-in", error)))
            .transpose()
    }
}
