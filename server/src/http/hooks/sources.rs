//! Who may send webhooks.

use std::collections::BTreeMap;

use axum::http::HeaderMap;
use domain::HookSource;
use secrecy::ExposeSecret as _;
use service::{Service, StoreError};

use super::proof::{Digest, basic, bearer};
use crate::{
    config::{Credential, Hook},
    fault::Fault,
};

/// Every source, with what it has to prove.
pub struct Sources(BTreeMap<HookSource, Guard>);

/// What a source has to prove.
pub enum Guard {
    /// That it has a token.
    Bearer(Digest),
    /// That it has a user and password.
    Basic(Digest),
    /// That it has a token which was issued here for its client id and secret.
    OAuth2(Digest),
}

impl Sources {
    /// The sources as configured.
    ///
    /// # Errors
    /// When a secret cannot be read or is too short.
    pub fn new(hooks: &BTreeMap<HookSource, Hook>) -> Result<Self, Fault> {
        let guarded = hooks.iter().map(|(source, hook)| {
            let secret = hook.secret(source)?;
            let secret = secret.expose_secret();
            let guard = match &hook.credential {
                Credential::Bearer { .. } => Guard::Bearer(Digest::of(secret.as_bytes())),
                Credential::Basic { user, .. } => Guard::Basic(Digest::of_pair(user, secret)),
                Credential::OAuth2 { client_id, .. } => Guard::OAuth2(Digest::of_pair(client_id, secret)),
            };
            Ok((source.clone(), guard))
        });
        guarded.collect::<Result<_, Fault>>().map(Self)
    }

    /// The source of this name.
    pub fn find(&self, name: &str) -> Option<(&HookSource, &Guard)> {
        self.0.get_key_value(&name.parse().ok()?)
    }
}

impl Guard {
    /// Whether a call proves itself.
    ///
    /// # Errors
    /// When the store does not say whether it knows a token.
    pub async fn admits(
        &self,
        service: &Service,
        source: &HookSource,
        headers: &HeaderMap,
    ) -> Result<bool, StoreError> {
        Ok(match self {
            Self::Bearer(digest) => {
                bearer(headers).is_some_and(|token| Digest::of(token.as_bytes()) == *digest)
            }
            Self::Basic(digest) => basic(headers).is_some_and(|pair| Digest::of(&pair) == *digest),
            Self::OAuth2(_) => match bearer(headers) {
                Some(token) => service.knows_hook_token(source, token).await?,
                None => false,
            },
        })
    }

    /// How a call should prove itself.
    pub const fn challenge(&self) -> &'static str {
        match self {
            Self::Bearer(_) | Self::OAuth2(_) => "Bearer realm=\"webhooks\"",
            Self::Basic(_) => "Basic realm=\"webhooks\", charset=\"UTF-8\"",
        }
    }
}
