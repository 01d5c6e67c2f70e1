//! Following an account at its provider: as long as refresh tokens are answered, it is there.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use openidconnect::{Nonce, OAuth2TokenResponse as _, RefreshToken, SubjectIdentifier, TokenResponse as _};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    Provider, RefreshError, TokenFault, Unreachable,
    claims::by_name,
    error::{Ended, no_tokens},
    types::TokenAnswer,
    verify::Wanted,
};

/// How long an access token lasts when the provider does not say.
const USUAL_LIFE: SignedDuration = SignedDuration::from_mins(10);
/// Before the end, so that nobody meets an account that could not be followed in time.
const MARGIN: SignedDuration = SignedDuration::from_mins(1);
const SOONEST: SignedDuration = SignedDuration::from_mins(1);
/// A disabled account is noticed within this time, however long access tokens last.
const LATEST: SignedDuration = SignedDuration::from_hours(1);

/// What a session's account is followed with. To be kept on the server, and replaced by what each refresh brings.
#[derive(Clone, Serialize, Deserialize)]
pub struct Refreshing {
    refresh_token: RefreshToken,
    /// When it is time to [`refresh`](Provider::refresh): shortly before the access token ends, within the hour.
    pub refresh_at: Timestamp,
    subject: SubjectIdentifier,
    nonce: Nonce,
}

/// What a refresh brought.
pub struct Refreshed {
    /// To be kept instead of the former, which may be worth nothing now.
    pub tokens: Refreshing,
    /// What the new ID token says, such as groups that have changed; `None` when there is none.
    pub claims: Option<Map<String, Value>>,
    /// The new ID token.
    pub id_token: Option<SecretString>,
}

impl fmt::Debug for Refreshing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refreshing")
            .field("refresh_at", &self.refresh_at)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Refreshed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refreshed")
            .field("tokens", &self.tokens)
            .finish_non_exhaustive()
    }
}

impl Refreshing {
    /// `None` when there is no refresh token in the answer.
    pub(crate) fn of(
        answer: &TokenAnswer,
        subject: &SubjectIdentifier,
        nonce: Nonce,
        now: Timestamp,
    ) -> Option<Self> {
        Some(Self {
            refresh_token: answer.refresh_token()?.clone(),
            refresh_at: refresh_at(answer, now),
            subject: subject.clone(),
            nonce,
        })
    }

    /// Whether it is time to [`refresh`](Provider::refresh).
    #[must_use]
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.refresh_at <= now
    }
}

fn refresh_at(answer: &TokenAnswer, now: Timestamp) -> Timestamp {
    let told = answer
        .expires_in()
        .map(|life| SignedDuration::try_from(life).unwrap_or(LATEST));
    now + (told.unwrap_or(USUAL_LIFE).saturating_sub(MARGIN)).clamp(SOONEST, LATEST)
}

/// What a refusal is about. A client's secret that has expired says nothing about anybody's account.
fn refused(error: &'static str) -> RefreshError {
    match error {
        "access_denied"
        | "account_selection_required"
        | "consent_required"
        | "interaction_required"
        | "invalid_grant"
        | "login_required" => RefreshError::Ended(Ended::Refused { error }),
        _ => RefreshError::Unreachable(Unreachable::Refused { error }),
    }
}

impl Provider {
    /// Asks the provider whether the account still is what it was. Two at a time for one session are to be avoided:
    /// most providers take a refresh token once, and a second use for theft.
    ///
    /// # Errors
    /// [`RefreshError::Ended`] when the provider refuses the account, or answers with an ID token of another issuer or account: the
    /// session must end. [`RefreshError::Unreachable`] when it cannot be asked now.
    pub async fn refresh(&self, tokens: &Refreshing, now: Timestamp) -> Result<Refreshed, RefreshError> {
        let known = self.directory.known(now).await?;
        let request = known
            .client
            .exchange_refresh_token(&tokens.refresh_token)
            .map_err(Unreachable::from)?;
        let answer = request
            .request_async(&self.http)
            .await
            .map_err(|error| no_tokens(error, refused))?;
        let mut claims = None;
        if let Some(token) = answer.id_token() {
            let wanted = Wanted::NonceIfAny(&tokens.nonce);
            let proven = self
                .prove::<RefreshError>(&known, token, &answer, wanted, now)
                .await?;
            if *proven.subject() != tokens.subject {
                return Err(TokenFault::Subject.into());
            }
            claims = Some(by_name(&proven)?);
        }
        Ok(Refreshed {
            tokens: Refreshing {
                refresh_token: answer.refresh_token().unwrap_or(&tokens.refresh_token).clone(),
                refresh_at: refresh_at(&answer, now),
                ..tokens.clone()
            },
            claims,
            id_token: answer.id_token().map(|token| token.to_string().into()),
        })
    }
}
