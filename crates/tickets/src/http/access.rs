use reqwest::RequestBuilder;
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;

use super::{Http, Tokens, Trouble, parse};
use crate::Fault;

/// By what a desk knows this installation.
pub(crate) enum Access {
    Basic { user: String, secret: SecretString },
    Bearer(SecretString),
    Tokens(Tokens),
}

impl Access {
    /// Sends a request with the credentials and reads its answer. One that is refused for its token is sent once more
    /// with a new one. `judge` says what trouble with it means; trouble before it is sent makes nothing.
    pub(crate) async fn send(
        &self,
        http: &Http,
        build: impl Fn() -> RequestBuilder,
        judge: fn(Trouble) -> Fault,
    ) -> Result<Vec<u8>, Fault> {
        let tokens = match self {
            Self::Basic { user, secret } => {
                let request = build().basic_auth(user, Some(secret.expose_secret()));
                return http.exchange(request).await.map_err(judge);
            }
            Self::Bearer(secret) => {
                let request = build().bearer_auth(secret.expose_secret());
                return http.exchange(request).await.map_err(judge);
            }
            Self::Tokens(tokens) => tokens,
        };
        let token = tokens.usable(http, None).await.map_err(Trouble::of_signing_in)?;
        match http.exchange(token.authorize(build())).await {
            Err(Trouble::Status { status: 401, .. }) => {
                tracing::debug!("the service desk refuses its token; the request is repeated with a new one");
                let token = tokens
                    .usable(http, Some(&token))
                    .await
                    .map_err(Trouble::of_signing_in)?;
                http.exchange(token.authorize(build())).await.map_err(judge)
            }
            other => other.map_err(judge),
        }
    }

    /// The same for an answer in JSON.
    pub(crate) async fn ask<T: DeserializeOwned>(
        &self,
        http: &Http,
        build: impl Fn() -> RequestBuilder,
        judge: fn(Trouble) -> Fault,
    ) -> Result<T, Fault> {
        parse(&self.send(http, build, judge).await?).map_err(judge)
    }
}
