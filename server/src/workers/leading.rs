//! What one of the servers that share a database does for all of them.

use std::{future::Future, pin::pin, time::Duration};

use store::Led;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::Shared;

/// How often a server that does not lead tries to, and one that does makes sure that it still is the one.
pub const LEADING: Duration = Duration::from_secs(5);

/// Works whenever this server is the one to do so, until it is told to stop. `what` names the work, in the database and in
/// the log. The work is told when it is over, and ends the step that it is at: what was begun in the store is not left there.
pub async fn lead<F>(
    shared: &Shared,
    what: &'static str,
    stop: &CancellationToken,
    work: impl Fn(CancellationToken) -> F,
) where
    F: Future<Output = ()>,
{
    while !stop.is_cancelled() {
        match shared.database.try_lead(what).await {
            Ok(Some(mut led)) => {
                let _leads = shared.workers.lead_in(what);
                tracing::info!("this server leads in {what}");
                let over = stop.child_token();
                if work_until(work(over.clone()), lost(&mut led), &over).await == Ended::ByItself {
                    return;
                }
                tracing::warn!("another server may lead in {what} now");
            }
            Ok(None) => {}
            Err(error) => tracing::error!("it is not known who leads in {what}: {error}"),
        }
        tokio::select! {
            () = sleep(LEADING) => {}
            () = stop.cancelled() => {}
        }
    }
}

/// Why work ended.
#[derive(Debug, PartialEq, Eq)]
enum Ended {
    /// It was told to stop.
    ByItself,
    /// Somebody else may do it now.
    Lost,
}

/// Works until that is lost which allows it, and then until the work has ended its step.
async fn work_until(
    work: impl Future<Output = ()>,
    lost: impl Future<Output = ()>,
    over: &CancellationToken,
) -> Ended {
    let mut work = pin!(work);
    tokio::select! {
        () = &mut work => return Ended::ByItself,
        () = lost => over.cancel(),
    }
    work.await;
    Ended::Lost
}

/// Returns when this server does not lead any more.
async fn lost(led: &mut Led) {
    while led.still_holds().await {
        sleep(LEADING).await;
    }
}

#[cfg(test)]
mod tests {
    use std::{
        future::{pending, ready},
        sync::atomic::{AtomicBool, Ordering},
    };

    use store::Database;

    use super::*;
    use crate::workers::Workers;

    #[tokio::test]
    async fn whoever_leads_says_so_for_as_long_as_it_works() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open_file(&folder.path().join("store.db")).await;
        let shared = Shared {
            database: database.unwrap(),
            workers: Workers::default(),
        };
        let (stop, worked) = (CancellationToken::new(), AtomicBool::new(false));
        lead(&shared, "watching", &stop, |_| async {
            assert!(shared.workers.leads_in("watching"));
            assert!(!shared.workers.leads_in("discovery"));
            worked.store(true, Ordering::Relaxed);
        })
        .await;
        assert!(worked.load(Ordering::Relaxed));
        assert!(!shared.workers.leads_in("watching"));
    }

    #[tokio::test]
    async fn a_step_is_ended_when_another_one_may_lead() {
        let (over, is_tidy) = (CancellationToken::new(), AtomicBool::new(false));
        let work = async {
            over.cancelled().await;
            tokio::task::yield_now().await;
            is_tidy.store(true, Ordering::Relaxed);
        };
        assert_eq!(work_until(work, ready(()), &over).await, Ended::Lost);
        assert!(
            is_tidy.load(Ordering::Relaxed),
            "it was dropped in the midst of it"
        );
    }

    #[tokio::test]
    async fn work_that_ends_is_not_begun_again() {
        let over = CancellationToken::new();
        assert_eq!(work_until(ready(()), pending(), &over).await, Ended::ByItself);
        assert!(!over.is_cancelled());
    }
}
