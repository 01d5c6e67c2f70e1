//! Access tokens: fetched when first needed, shared, and renewed before they end.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use backon::Retryable;
use jiff::{SignedDuration, Timestamp};
use reqwest::{
    RequestBuilder,
    header::{ACCEPT, CONTENT_LENGTH},
};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::sync::watch;
use tracing::Instrument;

use super::exchange::exchange;
use crate::{Call, Credentials, Endpoints, Error, RetryPolicy, Timeouts, TokenEndpoint, clock::Times};

/// How long a token lives where its answer does not say (Nexthink API, "Getting authentication token").
const DOCUMENTED_LIFE: i64 = 900;

/// A token with its number, by which a refused one is told from its successor.
#[derive(Clone)]
pub(crate) struct Token {
    value: SecretString,
    number: u64,
    renew_at: Timestamp,
}

impl Token {
    pub(super) fn authorize(&self, request: RequestBuilder) -> RequestBuilder {
        request.bearer_auth(self.value.expose_secret())
    }
}

type Flight = watch::Receiver<Option<Result<Token, Error>>>;

#[derive(Default)]
struct State {
    current: Option<Token>,
    /// The request under way, which everybody who needs a token waits for.
    flight: Option<Flight>,
    issued: u64,
}

pub(crate) struct Tokens {
    pub(crate) http: reqwest::Client,
    pub(crate) endpoints: Endpoints,
    pub(crate) credentials: Credentials,
    pub(crate) times: Times,
    pub(crate) margin: SignedDuration,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryPolicy,
    state: Mutex<State>,
}

impl Tokens {
    pub(crate) fn new(
        http: reqwest::Client,
        endpoints: Endpoints,
        credentials: Credentials,
        times: Times,
        margin: SignedDuration,
        timeouts: Timeouts,
        retry: RetryPolicy,
    ) -> Self {
        Self {
            http,
            endpoints,
            credentials,
            times,
            margin,
            timeouts,
            retry,
            state: Mutex::default(),
        }
    }

    /// A token that still lives and is not `refused`. Callers that come while one is being fetched share its outcome,
    /// a failure too: a wrong secret is tried once, not once for each of them.
    pub(crate) async fn usable(self: &Arc<Self>, refused: Option<&Token>) -> Result<Token, Error> {
        let mut flight = {
            let now = self.times.now();
            let mut state = self.state();
            if let Some(token) = &state.current
                && now < token.renew_at
                && refused.is_none_or(|refused| refused.number < token.number)
            {
                return Ok(token.clone());
            }
            match &state.flight {
                // A sender that is gone without an outcome was killed together with its runtime.
                Some(flight) if flight.has_changed().is_ok() => flight.clone(),
                _ => {
                    let flight = self.take_off();
                    state.flight = Some(flight.clone());
                    flight
                }
            }
        };
        match flight.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(outcome)) => outcome.clone(),
            _ => Err(Error::Interrupted {
                call: Call::Token,
                detail: "the runtime has ended".to_owned(),
            }),
        }
    }

    /// Fetches in a task of its own, so that a caller who loses patience does not end it for the others.
    fn take_off(self: &Arc<Self>) -> Flight {
        let (sender, flight) = watch::channel(None);
        let tokens = Arc::clone(self);
        let fetch = async move {
            let fetched = tokens.fetch_with_patience().await;
            let mut state = tokens.state();
            let outcome = fetched.map(|(value, renew_at)| {
                state.issued += 1;
                Token {
                    value,
                    number: state.issued,
                    renew_at,
                }
            });
            if let Ok(token) = &outcome {
                state.current = Some(token.clone());
            }
            state.flight = None;
            drop(state);
            sender.send_replace(Some(outcome));
        };
        tokio::spawn(fetch.in_current_span());
        flight
    }

    async fn fetch_with_patience(&self) -> Result<(SecretString, Timestamp), Error> {
        (|| self.fetch())
            .retry(self.retry.backoff())
            .when(RetryPolicy::repeats_after)
            .adjust(|error, planned| self.retry.pause(error, planned))
            .notify(|error, pause| tracing::warn!(%error, ?pause, "the request for a token is repeated"))
            .await
    }

    async fn fetch(&self) -> Result<(SecretString, Timestamp), Error> {
        let asked_at = self.times.now();
        let request = self
            .http
            .post(self.endpoints.token_url())
            .timeout(self.timeouts.total)
            .header(ACCEPT, "application/json")
            .basic_auth(
                &self.credentials.client_id,
                Some(self.credentials.client_secret.expose_secret()),
            );
        let request = match self.endpoints.token_endpoint() {
            TokenEndpoint::Current => request.form(&[
                ("grant_type", "client_credentials"),
                ("scope", "service:integration"),
            ]),
            TokenEndpoint::Legacy => request.header(CONTENT_LENGTH, 0),
        };
        let (status, answer) = exchange(Call::Token, request, &self.times)
            .await?
            .json::<TokenAnswer>(Call::Token)?;
        if answer.access_token.expose_secret().is_empty() {
            let detail = "the token is empty".to_owned();
            return Err(Error::UnexpectedShape {
                call: Call::Token,
                status,
                detail,
            });
        }
        // At most half of a short life, or the token would be renewed before each use.
        let life = SignedDuration::from_secs(answer.expires_in.unwrap_or(DOCUMENTED_LIFE).clamp(0, 86_400));
        let renew_at = asked_at
            .saturating_add(life - self.margin.min(life / 2))
            .unwrap_or(asked_at);
        Ok((answer.access_token, renew_at))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Deserialize)]
struct TokenAnswer {
    access_token: SecretString,
    expires_in: Option<i64>,
}
