//! How a webhook proves who it is.

use std::sync::Mutex;
use std::time::Duration;

use reqwest::{Client, RequestBuilder};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use tokio::time::Instant;

use crate::sync::lock;

/// The authorization of a connector credential. Secrets go in and never come out.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Auth {
    /// None at all.
    #[default]
    None,
    /// `Authorization: Bearer <token>`.
    Bearer {
        /// The token.
        #[serde(skip_serializing)]
        token: String,
    },
    /// `Authorization: Basic <user:password>`.
    Basic {
        /// The user.
        user: String,
        /// The password.
        #[serde(skip_serializing)]
        password: String,
    },
    /// OAuth 2.0 client credentials: a token from `token_url`, asked for with Basic authentication.
    Oauth2 {
        /// Where tokens come from.
        token_url: String,
        /// The client.
        client_id: String,
        /// Its secret.
        #[serde(skip_serializing)]
        client_secret: String,
    },
}

impl std::fmt::Debug for Auth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Bearer { .. } => "Bearer",
            Self::Basic { .. } => "Basic",
            Self::Oauth2 { .. } => "Oauth2",
        })
    }
}

/// No token was to be had.
#[derive(Debug, Error)]
pub enum NoToken {
    /// The token endpoint did not answer, or not with a token.
    #[error("the token endpoint failed: {0}")]
    Call(#[from] reqwest::Error),
}

/// An authorization with the token that it has, if it needs one.
#[derive(Debug)]
pub struct Authorizer {
    auth: Auth,
    token: Mutex<Option<(String, Instant)>>,
}

#[derive(Deserialize)]
struct TokenAnswer {
    access_token: String,
    /// In seconds. RFC 6749 only recommends it.
    #[serde(default = "default_life")]
    expires_in: u64,
}

fn default_life() -> u64 {
    300
}

impl Authorizer {
    /// Without a token yet.
    pub fn new(auth: Auth) -> Self {
        Self {
            auth,
            token: Mutex::default(),
        }
    }

    /// Adds the header.
    ///
    /// # Errors
    /// When a token is needed and there is none.
    pub async fn authorize(
        &self,
        client: &Client,
        request: RequestBuilder,
    ) -> Result<RequestBuilder, NoToken> {
        Ok(match &self.auth {
            Auth::None => request,
            Auth::Bearer { token } => request.bearer_auth(token),
            Auth::Basic { user, password } => request.basic_auth(user, Some(password)),
            Auth::Oauth2 {
                token_url,
                client_id,
                client_secret,
            } => {
                let known = lock(&self.token).clone();
                let token = match known.filter(|(_, expires)| *expires > Instant::now()) {
                    Some((token, _)) => token,
                    None => {
                        let asked = client
                            .post(token_url)
                            .basic_auth(client_id, Some(client_secret))
                            .form(&[("grant_type", "client_credentials")]);
                        self.keep(asked.send().await?.error_for_status()?.json().await?)
                    }
                };
                request.bearer_auth(token)
            }
        })
    }

    /// The token was refused; gives whether there is another one to be had.
    pub fn token_refused(&self) -> bool {
        lock(&self.token).take();
        matches!(self.auth, Auth::Oauth2 { .. })
    }

    fn keep(&self, answer: TokenAnswer) -> String {
        let expires = Instant::now() + Duration::from_secs(answer.expires_in);
        *lock(&self.token) = Some((answer.access_token.clone(), expires));
        answer.access_token
    }
}
