//! Everybody's devices: learned by one of the servers that share a database, known to all.

use std::time::Duration;

use service::Service;
use store::Database;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::{AFTER_FAILURE, leading::lead};

/// How often a server looks at what another one may have learned.
const LOOK: Duration = Duration::from_secs(30);

/// Learns everybody's devices whenever this server is the one to do so.
pub async fn discover(service: Service, database: Database, stop: CancellationToken) {
    lead(&database, "discovery", &stop, || learn(&service, &stop)).await;
}

async fn learn(service: &Service, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        let current = service.current();
        let discovered = tokio::select! {
            discovered = current.covered("discoverer", current.discover_once()) => discovered,
            () = stop.cancelled() => return,
        };
        let wait = discovered.unwrap_or_else(|error| {
            tracing::error!("everybody's devices cannot be learned: {error}");
            AFTER_FAILURE
        });
        tokio::select! {
            () = sleep(wait) => {}
            () = stop.cancelled() => {}
        }
    }
}

/// Knows what is in force, whoever has learned it.
pub async fn look(service: Service, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = service.look_at_directory().await {
            tracing::error!("the directory cannot be looked at: {error}");
        }
        tokio::select! {
            () = sleep(LOOK) => {}
            () = stop.cancelled() => {}
        }
    }
}
