//! The one way every call goes: token, request, answer, and what to do when one of them fails.

mod exchange;
mod request;
mod retry_after;
mod token;

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use backon::Retryable;
use serde::de::DeserializeOwned;
use tracing::{Instrument as _, field};

use self::exchange::{Answer, exchange};
pub(crate) use self::{
    exchange::{broken, failure},
    request::Request,
    token::Tokens,
};
use crate::{CallIds, Endpoints, Error, NqlVersion, RetryPolicy, Timeouts, call_ids::named, clock::Times};

pub(crate) struct Transport {
    pub(crate) http: reqwest::Client,
    /// For the object store that holds exported files: unpacks nothing, as the file may itself be packed.
    pub(crate) files: reqwest::Client,
    pub(crate) endpoints: Endpoints,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) timeouts: Timeouts,
    pub(crate) retry: RetryPolicy,
    pub(crate) times: Times,
    pub(crate) nql_version: NqlVersion,
    pub(crate) call_ids: Option<CallIds>,
}

impl Transport {
    /// Makes the call and reads its JSON answer. A call that changes nothing is repeated as the policy says; a trigger
    /// is made once, or a second time where the first was refused for its token.
    pub(crate) async fn call<T: DeserializeOwned>(&self, request: &Request) -> Result<T, Error> {
        Ok(self.call_with_status(request).await?.1)
    }

    pub(crate) async fn call_with_status<T: DeserializeOwned>(
        &self,
        request: &Request,
    ) -> Result<(u16, T), Error> {
        // Of the lowest level: it is for those who follow calls, and would stand around every line of a log.
        let span = tracing::trace_span!(
            "tenant call",
            api = request.call.name(),
            subject = request.subject,
            status = field::Empty,
            tries = field::Empty,
        );
        let tries = AtomicU32::new(0);
        let answered = self.repeatedly(request, &tries).instrument(span.clone()).await;
        let status = match &answered {
            Ok((status, _)) => Some(*status),
            Err(error) => error.status(),
        };
        span.record("status", status);
        span.record("tries", tries.load(Ordering::Relaxed));
        answered
    }

    async fn repeatedly<T: DeserializeOwned>(
        &self,
        request: &Request,
        tries: &AtomicU32,
    ) -> Result<(u16, T), Error> {
        let call = request.call;
        let attempt = || async { self.attempt(request, tries).await?.json(call) };
        let parsed = if call.is_trigger() {
            attempt().await
        } else {
            attempt
                .retry(self.retry.backoff())
                // A failed token has been tried as often as the policy says already.
                .when(|error: &Error| error.call() == call && RetryPolicy::repeats_after(error))
                .adjust(|error, planned| self.retry.pause(error, planned))
                .notify(|error, pause| tracing::warn!(%call, %error, ?pause, "the call is repeated"))
                .await
        };
        if let Err(error) = &parsed {
            tracing::debug!(%call, %error, "the call failed");
        }
        parsed
    }

    /// One call; two where the first finds its token refused.
    async fn attempt(&self, request: &Request, tries: &AtomicU32) -> Result<Answer, Error> {
        let token = self.tokens.usable(None).await?;
        tries.fetch_add(1, Ordering::Relaxed);
        let first = self.send(request, &token).await;
        let Err(Error::Unauthorized { call, .. }) = &first else {
            return first;
        };
        tracing::debug!(%call, "the token is refused; the call is repeated with a new one");
        let token = self.tokens.usable(Some(&token)).await?;
        tries.fetch_add(1, Ordering::Relaxed);
        self.send(request, &token).await
    }

    async fn send(&self, request: &Request, token: &token::Token) -> Result<Answer, Error> {
        let built = token
            .authorize(named(request.build(&self.http), self.call_ids.as_ref()))
            .timeout(self.timeouts.total);
        exchange(request.call, built, &self.times).await
    }
}
