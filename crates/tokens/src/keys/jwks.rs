//! Published keys: fetched when needed, shared, and kept for when their source is down.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey};
use tokio::sync::Mutex;
use tracing::Instrument;

use super::{fetch::Endpoint, public::PublicKey};
use crate::{ConfigurationError, Refused};

/// So long nobody is asked.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// So long keys serve when there are no newer ones.
const USABLE: SignedDuration = SignedDuration::from_hours(24);
/// Anybody can invent a `kid`; the source is asked no more often than this for it.
const PAUSE: SignedDuration = SignedDuration::from_secs(30);
/// Without any key every token is refused, so that a source that has just come up should soon be noticed.
const PAUSE_WITHOUT_KEYS: SignedDuration = SignedDuration::from_secs(5);

#[derive(Debug)]
pub(super) struct Jwks {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    endpoint: Endpoint,
    known: RwLock<Known>,
    /// Held by who is fetching; all who need the same wait for it.
    flight: Mutex<()>,
}

#[derive(Debug, Default)]
struct Known {
    set: Option<Set>,
    tried_at: Option<Timestamp>,
}

#[derive(Debug)]
struct Set {
    keys: Vec<PublicKey>,
    fetched_at: Timestamp,
}

impl Jwks {
    pub(super) fn new(url: &str) -> Result<Self, ConfigurationError> {
        let shared = Shared {
            endpoint: Endpoint::new(url)?,
            known: RwLock::default(),
            flight: Mutex::default(),
        };
        Ok(Self {
            shared: Arc::new(shared),
        })
    }

    /// How many keys are published for any of these algorithms.
    pub(super) async fn count(&self, algorithms: &[Algorithm]) -> Result<usize, String> {
        let keys = self.shared.endpoint.fetch().await?;
        let fits = |key: &&PublicKey| algorithms.iter().any(|algorithm| key.serves(*algorithm));
        Ok(keys.iter().filter(fits).count())
    }

    pub(super) async fn find(
        &self,
        kid: Option<&str>,
        algorithm: Algorithm,
        now: Timestamp,
    ) -> Result<DecodingKey, Refused> {
        if let Ok(key) = self.shared.known().find(kid, algorithm, now, FRESH) {
            return Ok(key);
        }
        // In a task of its own: whoever calls and goes away again and again must neither keep it from coming to an end
        // nor have the source asked each time.
        let renewal = Arc::clone(&self.shared).renew(now);
        // It fails with its runtime only, and then what is known stays as it is.
        let _ = tokio::spawn(renewal.in_current_span()).await;
        self.shared.known().find(kid, algorithm, now, USABLE)
    }
}

impl Shared {
    async fn renew(self: Arc<Self>, now: Timestamp) {
        let _flight = self.flight.lock().await;
        if !self.known().may_try(now) {
            return;
        }
        let fetched = self.endpoint.fetch().await;
        let mut known = self.known_mut();
        known.tried_at = Some(now);
        match fetched {
            Ok(keys) => {
                tracing::debug!(host = self.endpoint.host(), keys = keys.len(), "keys fetched");
                known.set = Some(Set {
                    keys,
                    fetched_at: now,
                });
            }
            Err(error) => {
                let known_since = known.set.as_ref().map(|set| set.fetched_at.to_string());
                tracing::warn!(
                    host = self.endpoint.host(),
                    error,
                    known_since,
                    "keys cannot be fetched"
                );
            }
        }
    }

    fn known(&self) -> RwLockReadGuard<'_, Known> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn known_mut(&self) -> RwLockWriteGuard<'_, Known> {
        self.known.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn find(
        &self,
        kid: Option<&str>,
        algorithm: Algorithm,
        now: Timestamp,
        age: SignedDuration,
    ) -> Result<DecodingKey, Refused> {
        let set = self.set(now, age).ok_or(Refused::KeysUnavailable)?;
        let mut fitting = set.keys.iter().filter(|key| key.serves(algorithm));
        let found = match kid {
            Some(kid) => fitting.find(|key| key.kid.as_deref() == Some(kid)),
            // OpenID Connect Core 1.0, section 10.1: only where there is nothing to choose.
            None => fitting.next().filter(|_| fitting.next().is_none()),
        };
        found.map(|found| found.key.clone()).ok_or(Refused::UnknownKey)
    }

    fn set(&self, now: Timestamp, age: SignedDuration) -> Option<&Set> {
        self.set
            .as_ref()
            .filter(|set| is_within(set.fetched_at, now, age))
    }

    fn may_try(&self, now: Timestamp) -> bool {
        let pause = match self.set(now, USABLE) {
            Some(_) => PAUSE,
            None => PAUSE_WITHOUT_KEYS,
        };
        !self
            .tried_at
            .is_some_and(|tried_at| is_within(tried_at, now, pause))
    }
}

/// Either way, so that a clock that was set back stops nothing for longer than the span.
fn is_within(since: Timestamp, now: Timestamp, span: SignedDuration) -> bool {
    now.duration_since(since).abs() < span
}
