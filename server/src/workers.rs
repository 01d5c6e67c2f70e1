//! What happens without anybody asking: sending, following, reading, forgetting. All of it ends when the process is told to.

use std::time::Duration;

use jiff::SignedDuration;
use service::{Dispatched, Service};
use tokio::time::sleep;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How often the outbox is looked at for what was put off.
const OUTBOX: Duration = Duration::from_secs(1);
/// How long to wait after the store has failed.
const AFTER_FAILURE: Duration = Duration::from_secs(5);
/// How often the inbox is looked at for what was replayed by hand.
const INBOX: Duration = Duration::from_secs(3);
/// How often what is old is forgotten.
const FORGETTING: Duration = Duration::from_secs(3_600);

/// Starts the workers.
pub fn start(service: &Service, keep: SignedDuration, tasks: &TaskTracker, stop: &CancellationToken) {
    tasks.spawn(dispatcher(service.clone(), stop.clone()));
    tasks.spawn(watcher(service.clone(), stop.clone()));
    tasks.spawn(reader(service.clone(), stop.clone()));
    tasks.spawn(forgetter(service.clone(), keep, stop.clone()));
}

/// A send that was begun is brought to its end before the worker stops.
async fn dispatcher(service: Service, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let wait = match service.dispatch_once().await {
            Ok(Dispatched::Some) => continue,
            Ok(Dispatched::Nothing) => OUTBOX,
            Err(error) => {
                tracing::error!("the outbox cannot be sent: {error}");
                AFTER_FAILURE
            }
        };
        tokio::select! {
            () = service.something_to_send() => {}
            () = sleep(wait) => {}
            () = stop.cancelled() => {}
        }
    }
}

async fn watcher(service: Service, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let looked = tokio::select! {
            looked = service.watch_once() => looked,
            () = stop.cancelled() => return,
        };
        let wait = looked.unwrap_or_else(|error| {
            tracing::error!("executions cannot be followed: {error}");
            AFTER_FAILURE
        });
        tokio::select! {
            () = service.something_to_watch() => {}
            () = sleep(wait) => {}
            () = stop.cancelled() => {}
        }
    }
}

/// What was begun is brought to its end before the worker stops.
async fn reader(service: Service, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let wait = match service.digest_inbox_once().await {
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
