//! What belongs together: an id for each request and each piece of a worker's work, in every line of the log and in every
//! call to the tenant that comes of it.
//!
//! It is a task-local, and not a parameter, because a port that had it in each method would tell every use-case of something
//! that decides nothing. And it is not read from the span: what a filter of the log leaves out must reach the tenant all
//! the same. A task that is spawned has neither, so whoever spawns one has it [`carried`].

use std::{fmt, future::Future, str::FromStr, sync::Arc};

use tracing::{Instrument as _, Span};

use crate::{Clock, Service};

tokio::task_local! {
    static CURRENT: CorrelationId;
}

/// The id of a request, or of a piece of a worker's work: 8 to 64 of `A-Z`, `a-z`, `0-9` and `-`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrelationId(Arc<str>);

/// Why something is no [`CorrelationId`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidCorrelationId {
    /// It is too short to tell anything apart, or too long for a line of a log.
    #[error("it has {0} bytes, 8 to 64 are allowed")]
    Length(usize),
    /// It holds something that a log or a header should not.
    #[error("it holds something else than letters of ASCII, digits and hyphens")]
    Character,
}

impl FromStr for CorrelationId {
    type Err = InvalidCorrelationId;

    fn from_str(text: &str) -> Result<Self, InvalidCorrelationId> {
        if !(8..=64).contains(&text.len()) {
            return Err(InvalidCorrelationId::Length(text.len()));
        }
        match text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        {
            true => Ok(Self(text.into())),
            false => Err(InvalidCorrelationId::Character),
        }
    }
}

impl fmt::Display for CorrelationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl CorrelationId {
    /// One that nobody has had before.
    #[must_use]
    pub fn minted(clock: &dyn Clock) -> Self {
        Self(clock.new_id().to_string().into())
    }

    /// The id of what is being done.
    #[must_use]
    pub fn current() -> Option<Self> {
        CURRENT.try_with(Self::clone).ok()
    }

    /// Does this under the id, and logs what it logs in the span.
    pub async fn cover<F: Future>(self, span: Span, work: F) -> F::Output {
        CURRENT.scope(self, work.instrument(span)).await
    }
}

/// The same work, to be spawned: it belongs to what is being done where this is called.
pub fn carried<F: Future>(work: F) -> impl Future<Output = F::Output> {
    let (id, span) = (CorrelationId::current(), Span::current());
    async move {
        match id {
            Some(id) => id.cover(span, work).await,
            None => work.instrument(span).await,
        }
    }
}

impl Service {
    /// An id for a request that has none.
    #[must_use]
    pub fn new_correlation(&self) -> CorrelationId {
        CorrelationId::minted(self.clock())
    }

    /// A piece of a worker's work, under an id of its own.
    pub async fn covered<F: Future>(&self, worker: &'static str, work: F) -> F::Output {
        let id = self.new_correlation();
        // Of the highest level, or a filter that leaves out less important lines would take the id from the others.
        let span = tracing::error_span!("work", worker, request_id = %id);
        id.cover(span, work).await
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, time::Duration};

    use jiff::SignedDuration;
    use tokio::sync::oneshot;

    use super::*;
    use crate::{
        SystemClock,
        shelf::{Shelf, Wait},
        trends::Trends,
    };

    #[test]
    fn an_id_is_short_enough_for_a_log_and_holds_nothing_that_breaks_one() {
        for good in ["12345678", "a-B-3-d-E", &"x".repeat(64)] {
            assert_eq!(good.parse::<CorrelationId>().unwrap().to_string(), good);
        }
        for (bad, error) in [
            ("1234567", InvalidCorrelationId::Length(7)),
            (&*"x".repeat(65), InvalidCorrelationId::Length(65)),
            ("12345678\n", InvalidCorrelationId::Character),
            ("1234_5678", InvalidCorrelationId::Character),
            ("ähnliches", InvalidCorrelationId::Character),
        ] {
            assert_eq!(bad.parse::<CorrelationId>(), Err(error), "{bad:?}");
        }
        let minted = CorrelationId::minted(&SystemClock::default());
        assert_eq!(minted.to_string().parse(), Ok(minted));
    }

    #[tokio::test]
    async fn what_goes_on_after_the_answer_belongs_to_what_was_asked() {
        let shelf = Shelf::<u8, Trends>::new(1_000, Arc::new(SystemClock::default()));
        let id: CorrelationId = "asked-first".parse().unwrap();
        let (go_on, answered) = oneshot::channel::<()>();
        let (asked_by, asked) = oneshot::channel();
        let (told_by, told) = oneshot::channel();
        let fetch = || async move {
            answered.await.unwrap();
            asked_by.send(CorrelationId::current()).unwrap();
            Ok(Trends::default())
        };
        let landed = || async move { told_by.send(CorrelationId::current()).unwrap() };
        let robin = "robin@example.com".parse().unwrap();
        let at_once = Wait {
            bearable: SignedDuration::ZERO,
            patience: Duration::ZERO,
        };
        let look = shelf.look(&1, &robin, at_once, |_| SignedDuration::ZERO, fetch, landed);
        assert!(id.clone().cover(Span::none(), look).await.pending);

        assert_eq!(CorrelationId::current(), None);
        go_on.send(()).unwrap();
        assert_eq!(asked.await.unwrap(), Some(id.clone()));
        assert_eq!(told.await.unwrap(), Some(id));
    }
}
