//! Follows accounts at their identity provider while somebody is signed in, where it gives refresh tokens.

use std::{sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use moka::future::Cache;
use oidc::{RefreshError, Refreshing};
use store::{SignIn, Way};
use tower_sessions::Session;

use crate::state::AppState;

/// Where a session holds what is refreshed.
pub const TOKENS: &str = "provider_tokens";

/// A provider that is down ends no session within this time.
const GRACE: SignedDuration = SignedDuration::from_mins(15);

/// One refresh at a time for each session, whose outcome serves all requests that came meanwhile: a provider that
/// rotates refresh tokens takes the second use of one for theft.
#[derive(Clone)]
pub struct Renewals(Cache<String, Arc<Outcome>>);

enum Outcome {
    Renewed,
    Later,
    Ended,
}

impl Default for Renewals {
    fn default() -> Self {
        let life = Duration::from_secs(10);
        Self(Cache::builder().max_capacity(20_000).time_to_live(life).build())
    }
}

impl Renewals {
    /// Whether the account behind a session is still what it was, as far as its provider says.
    pub async fn still_holds(
        &self,
        state: &AppState,
        session: &Session,
        held: &SignIn,
        now: Timestamp,
    ) -> bool {
        let Way::Oidc(name) = &held.way else { return true };
        let tokens: Refreshing = match session.get(TOKENS).await {
            Ok(Some(tokens)) => tokens,
            Ok(None) => return true,
            Err(error) => {
                tracing::error!("a session cannot be read: {error}");
                return false;
            }
        };
        let (Some(provider), Some(id)) = (state.ways.providers.get(name), session.id()) else {
            return false;
        };
        if !tokens.is_due(now) {
            return true;
        }
        let renewal = async {
            let outcome = match provider.client.refresh(&tokens, now).await {
                Ok(refreshed) => match keep(session, &refreshed.tokens).await {
                    Ok(()) => Outcome::Renewed,
                    Err(error) => {
                        tracing::error!(provider = name, "a refreshed session cannot be written: {error}");
                        Outcome::Ended
                    }
                },
                Err(RefreshError::Ended(why)) => {
                    tracing::info!(provider = name, employee = %held.identity.id, "a session has ended at {name}: {why}");
                    Outcome::Ended
                }
                Err(error) => {
                    tracing::warn!(
                        provider = name,
                        "{name} cannot be asked about an account: {error}"
                    );
                    Outcome::Later
                }
            };
            Arc::new(outcome)
        };
        match *self.0.get_with(id.to_string(), renewal).await {
            Outcome::Renewed => true,
            Outcome::Later => now.duration_since(tokens.refresh_at) < GRACE,
            Outcome::Ended => {
                if let Err(error) = session.flush().await {
                    tracing::error!("a session cannot be ended: {error}");
                }
                false
            }
        }
    }
}

/// At once: the old refresh token may be worth nothing any more, whatever becomes of this request.
async fn keep(session: &Session, tokens: &Refreshing) -> Result<(), tower_sessions::session::Error> {
    session.insert(TOKENS, tokens).await?;
    session.save().await
}
