//! What is known about the provider: its metadata and keys.

mod discover;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use self::discover::discover;
use crate::{
    Unreachable,
    http::Http,
    settings::Checked,
    types::{Metadata, RelyingParty},
};

/// How long metadata and keys are used without looking again.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
/// The least time between two looks while the provider is down, and between two for keys that are not known.
const PAUSE: SignedDuration = SignedDuration::from_secs(30);

/// The provider at one time.
#[derive(Debug)]
pub struct Known {
    pub metadata: Metadata,
    pub client: RelyingParty,
    since: Timestamp,
}

/// Looks the provider up when needed: once for all who ask, and without making anybody wait who can be served.
#[derive(Debug)]
pub struct Directory {
    http: Http,
    settings: Arc<Checked>,
    memory: Mutex<Memory>,
    /// Held by whoever looks.
    looking: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct Memory {
    known: Option<Arc<Known>>,
    /// How often it was looked, and what came of the last time.
    looks: u64,
    failure: Option<Unreachable>,
    looked_at: Option<Timestamp>,
    looked_for_key_at: Option<Timestamp>,
}

impl Directory {
    pub fn new(http: Http, settings: Arc<Checked>) -> Self {
        Self {
            http,
            settings,
            memory: Mutex::default(),
            looking: tokio::sync::Mutex::default(),
        }
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The provider as it is known. What is old is looked up again; when that fails, or somebody else is at it, the
    /// old is good enough.
    pub async fn known(&self, now: Timestamp) -> Result<Arc<Known>, Unreachable> {
        let (known, looks, looked_lately) = {
            let memory = self.memory();
            (memory.known.clone(), memory.looks, lately(memory.looked_at, now))
        };
        let Some(known) = known else {
            return self.first(looks, now).await;
        };
        if within(FRESH, known.since, now) || looked_lately {
            return Ok(known);
        }
        let Ok(_looking) = self.looking.try_lock() else {
            return Ok(known);
        };
        match self.look(now).await {
            Ok(new) => Ok(new),
            Err(reason) => {
                tracing::warn!(%reason, since = %known.since, "the provider's old metadata and keys stay in use");
                Ok(known)
            }
        }
    }

    /// Whoever waits for another's look shares what comes of it, so that a provider that hangs is waited for once.
    async fn first(&self, looks: u64, now: Timestamp) -> Result<Arc<Known>, Unreachable> {
        let _looking = self.looking.lock().await;
        {
            let memory = self.memory();
            if let Some(known) = &memory.known {
                return Ok(known.clone());
            }
            if let Some(reason) = memory.failure.clone().filter(|_| memory.looks != looks) {
                return Err(reason);
            }
        }
        self.look(now).await
    }

    /// The provider as it is now, for a token whose key is not among those `used`; `None` when that was tried lately.
    pub async fn with_new_keys(
        &self,
        used: &Arc<Known>,
        now: Timestamp,
    ) -> Result<Option<Arc<Known>>, Unreachable> {
        let _looking = self.looking.lock().await;
        {
            let mut memory = self.memory();
            let changed = memory.known.clone().filter(|known| !Arc::ptr_eq(known, used));
            if changed.is_some() || lately(memory.looked_for_key_at, now) {
                return Ok(changed);
            }
            memory.looked_for_key_at = Some(now);
        }
        tracing::info!("a token's key is not known; looking for new ones");
        self.look(now).await.map(Some)
    }

    async fn look(&self, now: Timestamp) -> Result<Arc<Known>, Unreachable> {
        let found = discover(&self.http, &self.settings).await;
        let mut memory = self.memory();
        memory.looks += 1;
        memory.looked_at = Some(now);
        match found {
            Ok((metadata, client)) => {
                let known = Arc::new(Known {
                    metadata,
                    client,
                    since: now,
                });
                memory.known = Some(known.clone());
                Ok(known)
            }
            Err(reason) => {
                memory.failure = Some(reason.clone());
                Err(reason)
            }
        }
    }
}

fn lately(then: Option<Timestamp>, now: Timestamp) -> bool {
    then.is_some_and(|then| within(PAUSE, then, now))
}

/// On both sides, so that a clock that is set back does not make things last.
fn within(limit: SignedDuration, then: Timestamp, now: Timestamp) -> bool {
    now.duration_since(then).abs() < limit
}
