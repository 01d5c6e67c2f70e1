//! A machine that has shown its client id and secret gets a token, by which it proves itself for a while.

use std::fmt::Write as _;

use jiff::{SignedDuration, Timestamp};

use crate::{Caller, Service, StoreError};

/// How long a token holds.
const LIFE: SignedDuration = SignedDuration::from_hours(1);

/// A token for a machine.
pub struct CallerToken {
    /// The token, 64 hexadecimal digits.
    pub token: String,
    /// How long it holds.
    pub life: SignedDuration,
}

impl Service {
    /// Makes a token for this machine. It holds in every process on the same store, and after a restart.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn issue_token(&self, caller: &Caller) -> Result<CallerToken, StoreError> {
        let mut token = String::new();
        for byte in self.new_secret() {
            write!(token, "{byte:02x}").expect("a String takes whatever is written");
        }
        let expires_at = self.now().saturating_add(LIFE).unwrap_or(Timestamp::MAX);
        self.store().keep_token(caller, &token, expires_at).await?;
        Ok(CallerToken { token, life: LIFE })
    }

    /// Whether this token was made for this machine and still holds.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn knows_token(&self, caller: &Caller, token: &str) -> Result<bool, StoreError> {
        self.store().knows_token(caller, token, self.now()).await
    }
}
