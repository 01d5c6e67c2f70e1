//! The second half of a sign-in: what the browser came back with, and whom it proves.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use openidconnect::{AuthorizationCode, CsrfToken, TokenResponse as _};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    Pending, Provider, Refreshing, Refused, TokenFault, Unreachable,
    claims::by_name,
    directory::Known,
    error::{no_tokens, oauth_error},
    verify::Wanted,
};

/// How long a person may take at the provider, with a second factor and a forgotten password.
const PATIENCE: SignedDuration = SignedDuration::from_mins(30);

/// The query of the redirect address, as the browser brought it.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Callback {
    /// What tokens are given for, once.
    pub code: Option<SecretString>,
    /// What the sign-in was begun with.
    pub state: Option<SecretString>,
    /// Why there is no code.
    pub error: Option<String>,
    /// Who sends this ([RFC 9207](https://www.rfc-editor.org/rfc/rfc9207)).
    pub iss: Option<String>,
}

/// Who signed in, as the provider vouches for it.
pub struct Proven {
    /// The account at the provider (`sub`): the same person has always the same, and nobody else ever.
    pub subject: String,
    /// The session at the provider (`sid`), which back-channel logout names.
    pub provider_session: Option<String>,
    /// What the ID token says, besides what userinfo says of the wanted claims that it lacks.
    pub claims: Map<String, Value>,
    /// The ID token, as a hint for [`logout_address`](Provider::logout_address).
    pub id_token: SecretString,
    /// What the account is followed with, when the provider gave a refresh token and settings ask for it.
    pub tokens: Option<Refreshing>,
}

impl fmt::Debug for Proven {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proven")
            .field("tokens", &self.tokens)
            .finish_non_exhaustive()
    }
}

impl Provider {
    /// Ends a sign-in: exchanges the callback's code and proves who it is. `wanted` are the names of the claims that
    /// the caller needs; those that the ID token lacks are asked for at the userinfo endpoint, if there is one.
    ///
    /// # Errors
    /// When the callback, the tokens or the claims are not to be believed, the provider refuses, or cannot be asked.
    /// The sign-in is over then: a code can be used once.
    pub async fn finish(
        &self,
        callback: Callback,
        pending: Pending,
        wanted: &[&str],
        now: Timestamp,
    ) -> Result<Proven, Refused> {
        let same = |state: &SecretString| CsrfToken::new(state.expose_secret().to_owned()) == pending.state;
        if !callback.state.as_ref().is_some_and(same) {
            return Err(Refused::State);
        }
        if now.duration_since(pending.begun_at) > PATIENCE {
            return Err(Refused::Expired);
        }
        let known = self.directory.known(now).await?;
        self.comes_from_here(&callback, &known)?;
        let code = code(callback)?;

        let request = known.client.exchange_code(code).map_err(Unreachable::from)?;
        let answer = request
            .set_pkce_verifier(pending.verifier)
            .request_async(&self.http)
            .await
            .map_err(|error| no_tokens(error, |error| Refused::Refused { error }))?;
        let token = answer.id_token().ok_or(TokenFault::Missing)?;
        let proven = self
            .prove::<Refused>(&known, token, &answer, Wanted::Nonce(&pending.nonce), now)
            .await?;
        let subject = proven.subject().clone();
        let mut claims = by_name(&proven)?;
        self.add_userinfo(&known, &answer, &subject, wanted, &mut claims)
            .await?;
        Ok(Proven {
            provider_session: claims.get("sid").and_then(Value::as_str).map(str::to_owned),
            claims,
            id_token: token.to_string().into(),
            tokens: self
                .settings
                .refresh
                .then(|| Refreshing::of(&answer, &subject, pending.nonce, now))
                .flatten(),
            subject: subject.to_string(),
        })
    }

    /// Another provider could have been made to send its callback here, with a code that it wants exchanged.
    fn comes_from_here(&self, callback: &Callback, known: &Known) -> Result<(), Refused> {
        let promised = known
            .metadata
            .additional_metadata()
            .authorization_response_iss_parameter_supported;
        match &callback.iss {
            Some(issuer) if issuer == self.settings.issuer.as_str() => Ok(()),
            None if !promised => Ok(()),
            _ => Err(Refused::Issuer),
        }
    }
}

fn code(callback: Callback) -> Result<AuthorizationCode, Refused> {
    match (callback.error.as_deref(), callback.code) {
        (Some("access_denied"), _) => Err(Refused::Denied),
        (Some(error), _) => Err(Refused::Refused {
            error: oauth_error(error),
        }),
        (None, Some(code)) => Ok(AuthorizationCode::new(code.expose_secret().to_owned())),
        (None, None) => Err(Refused::Incomplete),
    }
}
