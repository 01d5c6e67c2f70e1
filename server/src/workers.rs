//! What happens without anybody asking: sending, handing over, following, learning, reading, forgetting. All of it ends when
//! the process is told to.

mod discovering;
mod leading;
mod watching;

pub use discovering::DISCOVERY;
#[cfg(test)]
pub use discovering::collect;
pub use watching::WATCHING;

use std::{
    collections::BTreeSet,
    future::Future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::SignedDuration;
use service::Service;
use store::Database;
use tokio::time::sleep;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::depot::Depots;

/// How long to wait after the store has failed or a worker has broken off.
const AFTER_FAILURE: Duration = Duration::from_secs(5);
/// How often the inbox is looked at for what was replayed by hand.
const INBOX: Duration = Duration::from_secs(3);
/// How often what is old is forgotten.
const FORGETTING: Duration = Duration::from_secs(3_600);

/// The workers, as far as anybody has to know of them. A cheap clone.
#[derive(Debug, Clone, Default)]
pub struct Workers {
    broken: Arc<Names>,
    leads: Arc<Names>,
}

/// Some of those that there are.
#[derive(Debug, Default)]
struct Names(Mutex<BTreeSet<&'static str>>);

impl Names {
    fn lock(&self) -> MutexGuard<'_, BTreeSet<&'static str>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// This server leads in something for as long as it is there.
#[derive(Debug)]
#[must_use = "it does not lead any more as soon as this is dropped"]
pub struct Leads {
    what: &'static str,
    leads: Arc<Names>,
}

impl Drop for Leads {
    fn drop(&mut self) {
        self.leads.lock().remove(self.what);
    }
}

impl Workers {
    /// The names of those that broke off and have not started again yet.
    pub fn broken(&self) -> Vec<&'static str> {
        self.broken.lock().iter().copied().collect()
    }

    /// Whether this server leads in this work: of servers that share a database, one does.
    pub fn leads_in(&self, what: &str) -> bool {
        self.leads.lock().contains(what)
    }

    /// This server leads in this work from now on.
    pub fn lead_in(&self, what: &'static str) -> Leads {
        self.leads.lock().insert(what);
        Leads {
            what,
            leads: self.leads.clone(),
        }
    }

    /// Lets a worker work until it ends by itself. One that breaks off starts again after a while: nobody would be
    /// told of anything without it.
    async fn keep<F>(self, name: &'static str, pause: Duration, stop: CancellationToken, work: impl Fn() -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        while let Err(error) = tokio::spawn(work()).await {
            tracing::error!(worker = name, "the {name} broke off: {error}");
            self.broken.lock().insert(name);
            tokio::select! {
                () = sleep(pause) => {}
                () = stop.cancelled() => return,
            }
            self.broken.lock().remove(name);
        }
    }
}

/// Starts the workers.
pub fn start(
    service: &Service,
    database: &Database,
    keep: SignedDuration,
    depots: Depots,
    tasks: &TaskTracker,
    stop: &CancellationToken,
) -> Workers {
    let workers = Workers::default();
    let work = Work {
        workers: &workers,
        service,
        tasks,
        stop,
    };
    work.start("dispatcher", |service, stop| async move {
        service.dispatch_until(stop.cancelled()).await;
    });
    work.start("hand-over sender", move |service, stop| async move {
        service.deliver_until(keep, stop.cancelled()).await;
    });
    let shared = Shared {
        database: database.clone(),
        workers: workers.clone(),
    };
    let watched = shared.clone();
    work.start("watcher", move |service, stop| {
        watching::watch(service, watched.clone(), stop)
    });
    let depots = Arc::new(depots);
    work.start("discoverer", move |service, stop| {
        discovering::discover(service, shared.clone(), depots.clone(), stop)
    });
    work.start("directory", discovering::look);
    work.start("reader", reader);
    work.start("forgetter", move |service, stop| forgetter(service, keep, stop));
    workers
}

/// What one of several servers works on, and where it says that it is the one. A cheap clone.
#[derive(Debug, Clone)]
struct Shared {
    database: Database,
    workers: Workers,
}

/// What every worker gets.
struct Work<'a> {
    workers: &'a Workers,
    service: &'a Service,
    tasks: &'a TaskTracker,
    stop: &'a CancellationToken,
}

impl Work<'_> {
    fn start<F>(
        &self,
        name: &'static str,
        work: impl Fn(Service, CancellationToken) -> F + Send + Sync + 'static,
    ) where
        F: Future<Output = ()> + Send + 'static,
    {
        let (service, stop) = (self.service.clone(), self.stop.clone());
        let again = move || work(service.clone(), stop.clone());
        let kept = self.workers.clone();
        self.tasks
            .spawn(kept.keep(name, AFTER_FAILURE, self.stop.clone(), again));
    }
}

/// What was begun is brought to its end before the worker stops.
async fn reader(service: Service, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let current = service.current();
        let wait = match current.covered("reader", current.digest_inbox_once()).await {
            Ok(0) => INBOX,
            Ok(_) => continue,
            Err(error) => {
                tracing::error!("what webhooks brought cannot be read: {error}");
                AFTER_FAILURE
            }
        };
        tokio::select! {
            () = service.something_to_read() => {}
            () = sleep(wait) => {}
            () = stop.cancelled() => {}
        }
    }
}

async fn forgetter(service: Service, keep: SignedDuration, stop: CancellationToken) {
    loop {
        match service.forget_older_than(keep).await {
            Ok(0) => {}
            Ok(gone) => tracing::info!(gone, "forgot {gone} old records"),
            Err(error) => tracing::error!("what is old cannot be forgotten: {error}"),
        }
        tokio::select! {
            () = sleep(FORGETTING) => {}
            () = stop.cancelled() => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        pin::Pin,
        sync::atomic::{AtomicU32, Ordering},
    };

    use super::*;

    /// A worker that breaks off the first time.
    fn work(times: &Arc<AtomicU32>) -> impl Fn() -> Pin<Box<dyn Future<Output = ()> + Send>> + use<> {
        let times = times.clone();
        move || {
            let time = times.fetch_add(1, Ordering::Relaxed);
            Box::pin(async move { assert_ne!(time, 0, "the first time it breaks off") })
        }
    }

    #[tokio::test]
    async fn one_that_breaks_off_starts_again() {
        let (workers, times) = (Workers::default(), Arc::default());
        let stop = CancellationToken::new();
        workers
            .clone()
            .keep("watcher", Duration::ZERO, stop, work(&times))
            .await;
        assert_eq!(times.load(Ordering::Relaxed), 2);
        assert!(workers.broken().is_empty());
    }

    #[tokio::test]
    async fn one_that_broke_off_is_named_until_then() {
        let (workers, times) = (Workers::default(), Arc::default());
        let stop = CancellationToken::new();
        let kept = workers
            .clone()
            .keep("watcher", Duration::MAX, stop.clone(), work(&times));
        let kept = tokio::spawn(kept);
        while workers.broken().is_empty() {
            tokio::task::yield_now().await;
        }
        assert_eq!(workers.broken(), ["watcher"]);
        stop.cancel();
        kept.await.unwrap();
        assert_eq!(times.load(Ordering::Relaxed), 1);
    }
}
