//! What a machine has to prove before anything that it sends is read.

use axum::http::HeaderMap;
use secrecy::{ExposeSecret as _, SecretString};
use service::{Caller, Service, StoreError};

use super::proof::{Digest, basic, bearer};
use crate::config::Credential;

/// What a machine has to prove.
pub enum Guard {
    /// That it has a token.
    Bearer(Digest),
    /// That it has a user and password.
    Basic(Digest),
    /// That it has a token which was issued here for its client id and secret.
    OAuth2(Digest),
}

impl Guard {
    /// What is to be proven by a credential with this secret.
    pub fn of(credential: &Credential, secret: &SecretString) -> Self {
        let secret = secret.expose_secret();
        match credential {
            Credential::Bearer { .. } => Self::Bearer(Digest::of(secret.as_bytes())),
            Credential::Basic { user, .. } => Self::Basic(Digest::of_pair(user, secret)),
            Credential::OAuth2 { client_id, .. } => Self::OAuth2(Digest::of_pair(client_id, secret)),
        }
    }

    /// Whether a call proves itself.
    ///
    /// # Errors
    /// When the store does not say whether it knows a token.
    pub async fn admits(
        &self,
        service: &Service,
        caller: &Caller,
        headers: &HeaderMap,
    ) -> Result<bool, StoreError> {
        Ok(match self {
            Self::Bearer(digest) => {
                bearer(headers).is_some_and(|token| Digest::of(token.as_bytes()) == *digest)
            }
            Self::Basic(digest) => basic(headers).is_some_and(|pair| Digest::of(&pair) == *digest),
            Self::OAuth2(_) => match bearer(headers) {
                Some(token) => service.knows_token(caller, token).await?,
                None => false,
            },
        })
    }

    /// How a call should prove itself.
    pub const fn challenge(&self) -> &'static str {
        match self {
            Self::Bearer(_) | Self::OAuth2(_) => "Bearer realm=\"deskside\"",
            Self::Basic(_) => "Basic realm=\"deskside\", charset=\"UTF-8\"",
        }
    }
}
