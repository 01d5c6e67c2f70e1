//! Following executions: by one of the servers that share a database, because all of them would ask the tenant the same.

use std::future::pending;

use service::{Service, Store as _};
use store::Database;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::{
    AFTER_FAILURE, Shared,
    leading::{LEADING, lead},
};

/// What the one that follows executions leads in. Of servers that work on a database, one does.
pub const WATCHING: &str = "watching";

/// Follows executions whenever this server is the one to do so.
pub async fn watch(service: Service, shared: Shared, stop: CancellationToken) {
    lead(&shared, WATCHING, &stop, |stop| {
        follow(&service, &shared.database, stop)
    })
    .await;
}

async fn follow(service: &Service, database: &Database, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let before = database.last_event().await.ok();
        let current = service.current();
        let looked = tokio::select! {
            looked = current.covered("watcher", current.watch_once()) => looked,
            () = stop.cancelled() => return,
        };
        let wait = looked.unwrap_or_else(|error| {
            tracing::error!("executions cannot be followed: {error}");
            AFTER_FAILURE
        });
        tokio::select! {
            () = service.something_to_watch() => {}
            () = something_elsewhere(database, before) => {}
            () = sleep(wait) => {}
            () = stop.cancelled() => {}
        }
    }
}

/// Returns when something has happened since, where another server may have done it: what that one sends is to be followed
/// here.
async fn something_elsewhere(database: &Database, before: Option<i64>) {
    if !database.is_shared() {
        return pending().await;
    }
    loop {
        sleep(LEADING).await;
        if database.last_event().await.ok() != before {
            return;
        }
    }
}
