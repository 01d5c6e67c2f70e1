//! What is due is taken and worked on, many at once, until the process is told to stop.

use std::{fmt, future::Future, pin::pin, time::Duration};

use tokio::{
    task::{JoinError, JoinSet},
    time::sleep,
};

use crate::StoreError;

/// How long to wait after the store has failed.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// How fast it goes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// How many are worked on at once.
    pub at_once: usize,
    /// How often is looked for what was put off.
    pub look: Duration,
}

/// Takes what is `due`, at most as many as there is room for, and works on each, until `stop`. Looks again when there is
/// `news`, when one is done, and from time to time. What was begun is brought to its end first.
pub(crate) async fn work_until<L, D, W, N>(
    pace: Pace,
    due: impl Fn(u32) -> D,
    work: impl Fn(L) -> W,
    news: impl Fn() -> N,
    stop: impl Future<Output = ()>,
) where
    D: Future<Output = Result<Vec<L>, StoreError>>,
    W: Future<Output = Result<(), StoreError>> + Send + 'static,
    N: Future<Output = ()>,
{
    let mut stop = pin!(stop);
    let mut working = JoinSet::new();
    loop {
        let room = pace.at_once.saturating_sub(working.len());
        let mut wait = pace.look;
        match due(u32::try_from(room).unwrap_or_default()).await {
            Ok(leases) => {
                for lease in leases {
                    working.spawn(work(lease));
                }
            }
            Err(error) => {
                tracing::error!("the outbox cannot be read: {error}");
                wait = AFTER_FAILURE;
            }
        }
        tokio::select! {
            () = &mut stop => break,
            Some(done) = working.join_next() => note(&done),
            () = news() => {}
            () = sleep(wait) => {}
        }
    }
    while let Some(done) = working.join_next().await {
        note(&done);
    }
}

/// What was leased is due again when its lease ends.
fn note(done: &Result<Result<(), StoreError>, JoinError>) {
    let broke_off: Option<&dyn fmt::Display> = match done {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error),
        Err(error) => Some(error),
    };
    if let Some(error) = broke_off {
        tracing::error!("a message of the outbox was not worked to its end: {error}");
    }
}
