//! Follows accounts at their identity provider while somebody is signed in, where it gives refresh tokens.

use std::{sync::Arc, time::Duration};

use jiff::{SignedDuration, Timestamp};
use moka::future::Cache;
use oidc::{RefreshError, Refreshing};
use service::StoreError;
use store::{Sessions, SignIn, Way, Which};
use tokio::sync::{Mutex, OwnedMutexGuard};
use tower_sessions::{Session, session::Id};

use crate::state::AppState;

/// A provider that is down ends no session within this time.
const GRACE: SignedDuration = SignedDuration::from_mins(15);
/// So long a provider that could not be asked is left alone by a session.
const PAUSE: SignedDuration = SignedDuration::from_secs(10);
/// An account that nobody asks about is forgotten after so long, and read again when somebody does.
const HELD: Duration = Duration::from_secs(60 * 60);

/// One question at a time for each session, whose answer serves all requests that came meanwhile: a provider that
/// rotates refresh tokens takes the second use of one for theft. When it is time to ask stands here and not in the
/// requests, which may have begun before the last answer came.
#[derive(Clone)]
pub struct Renewals(Cache<Id, Arc<Mutex<Account>>>);

struct Account {
    next: Next,
    /// When the provider could not be asked.
    failed_at: Option<Timestamp>,
    /// What came and could not be written yet; what is written is worth nothing any more.
    unwritten: Option<Refreshing>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    /// The provider gave nothing to ask with.
    Nothing,
    /// It is asked then.
    At(Timestamp),
    /// It has said that the account is no longer what it was.
    Over,
}

enum Standing {
    Holds,
    /// It may be asked again.
    Unknown,
    Over,
}

impl Default for Renewals {
    fn default() -> Self {
        Self(Cache::builder().time_to_idle(HELD).build())
    }
}

/// As it is kept.
///
/// # Errors
/// When it has no such form.
pub fn written(tokens: &Refreshing) -> Result<String, StoreError> {
    serde_json::to_string(tokens).map_err(corrupt)
}

/// From now on the account of this session is followed with this; where that cannot be kept, there is no session.
///
/// # Errors
/// When the database fails.
pub async fn begin(sessions: &Sessions, session: &Session, with: &str) -> Result<(), StoreError> {
    let Some(id) = session.id() else { return Ok(()) };
    let kept = sessions.follow(id, with).await;
    if kept.is_err()
        && let Err(error) = session.flush().await
    {
        tracing::error!("a session cannot be ended: {error}");
    }
    kept.map(drop)
}

fn read(kept: &str) -> Result<Refreshing, StoreError> {
    serde_json::from_str(kept).map_err(corrupt)
}

fn corrupt(error: serde_json::Error) -> StoreError {
    StoreError::Corrupt {
        what: "account",
        why: error.to_string(),
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
        let (Way::Oidc(_), Some(id)) = (&held.way, session.id()) else {
            return true;
        };
        let account = match self.0.try_get_with(id, account(&state.sessions, id)).await {
            Ok(account) => account,
            Err(error) => {
                tracing::error!("an account that is followed cannot be read: {error}");
                return false;
            }
        };
        // Whoever asks at this moment is waited for.
        let account = account.lock_owned().await;
        let is_quiet = account.unwritten.is_none();
        match account.next {
            Next::Nothing => return true,
            Next::At(due) if due > now && is_quiet => return true,
            Next::At(_) | Next::Over => {}
        }
        let following = Following {
            state: state.clone(),
            id,
            held: held.clone(),
            now,
        };
        // To its end even when the browser goes away: the answer may be worth more than what was asked with.
        let standing = tokio::spawn(service::carried(following.go_on(account))).await;
        match standing {
            Ok(Standing::Holds) => true,
            Ok(Standing::Unknown) => false,
            Ok(Standing::Over) => {
                if let Err(error) = session.flush().await {
                    tracing::error!("a session cannot be ended: {error}");
                }
                false
            }
            Err(error) => {
                tracing::error!("an account could not be followed: {error}");
                false
            }
        }
    }
}

async fn account(sessions: &Sessions, id: Id) -> Result<Arc<Mutex<Account>>, StoreError> {
    let next = match sessions.followed_with(id).await? {
        Some(kept) => Next::At(read(&kept)?.refresh_at),
        None => Next::Nothing,
    };
    Ok(Arc::new(Mutex::new(Account {
        next,
        failed_at: None,
        unwritten: None,
    })))
}

/// One request's look at the account of its session.
struct Following {
    state: AppState,
    id: Id,
    held: SignIn,
    now: Timestamp,
}

impl Following {
    async fn go_on(self, mut account: OwnedMutexGuard<Account>) -> Standing {
        self.write(&mut account).await;
        let due = match account.next {
            Next::At(due) if due <= self.now => due,
            Next::At(_) | Next::Nothing => return Standing::Holds,
            Next::Over => return Standing::Over,
        };
        let in_grace = match self.now.duration_since(due) < GRACE {
            true => Standing::Holds,
            false => Standing::Unknown,
        };
        if account
            .failed_at
            .is_some_and(|at| self.now.duration_since(at) < PAUSE)
        {
            return in_grace;
        }
        let Way::Oidc(name) = &self.held.way else {
            return Standing::Unknown;
        };
        let Some(provider) = self.state.ways.providers.get(name) else {
            return Standing::Unknown;
        };
        // What it is asked with may count once: of all servers one asks, and the others find what came of it.
        let _alone = match self.state.sessions.alone(self.id).await {
            Ok(alone) => alone,
            Err(error) => {
                tracing::error!("an account that is followed cannot be had alone: {error}");
                return in_grace;
            }
        };
        let tokens = match self.tokens(&account).await {
            Ok(Some(tokens)) if tokens.refresh_at > self.now => {
                account.next = Next::At(tokens.refresh_at);
                return Standing::Holds;
            }
            Ok(Some(tokens)) => tokens,
            Ok(None) => return Standing::Over,
            Err(error) => {
                tracing::error!("an account that is followed cannot be read: {error}");
                return in_grace;
            }
        };
        match provider.client.refresh(&tokens, self.now).await {
            Ok(refreshed) => {
                account.next = Next::At(refreshed.tokens.refresh_at);
                account.failed_at = None;
                account.unwritten = Some(refreshed.tokens);
                self.write(&mut account).await;
                Standing::Holds
            }
            Err(RefreshError::Ended(why)) => {
                account.next = Next::Over;
                self.end_all(&why).await;
                Standing::Over
            }
            Err(error) => {
                account.failed_at = Some(self.now);
                tracing::warn!(
                    provider = name,
                    "{name} cannot be asked about an account: {error}"
                );
                in_grace
            }
        }
    }

    /// What the provider is asked with; `None` when the session has ended meanwhile.
    async fn tokens(&self, account: &Account) -> Result<Option<Refreshing>, StoreError> {
        if let Some(tokens) = &account.unwritten {
            return Ok(Some(tokens.clone()));
        }
        let kept = self.state.sessions.followed_with(self.id).await?;
        kept.as_deref().map(read).transpose()
    }

    /// At once, and again with the next request when it fails: what stands there may be worth nothing any more.
    async fn write(&self, account: &mut Account) {
        let Some(tokens) = &account.unwritten else { return };
        let follow = async { self.state.sessions.follow(self.id, &written(tokens)?).await };
        match follow.await {
            Ok(_) => account.unwritten = None,
            Err(error) => tracing::error!("an account that is followed cannot be written: {error}"),
        }
    }

    /// An account that is no longer what it was has no session here, in no browser and no frame.
    async fn end_all(&self, why: &oidc::Ended) {
        let (way, employee) = (&self.held.way, &self.held.identity.id);
        let Some(at_provider) = &self.held.provider else {
            return;
        };
        let subject = &at_provider.subject;
        match self.state.sessions.end(&Which::OfSubject { way, subject }).await {
            Ok(ended) => {
                tracing::info!(%way, %employee, ended, "{ended} sessions of {employee} ended at {way}: {why}");
            }
            Err(error) => tracing::error!(%employee, "sessions cannot be ended: {error}"),
        }
    }
}
