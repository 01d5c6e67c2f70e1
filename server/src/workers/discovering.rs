//! Everybody's devices: learned by one of the servers that share a database, known to all.

use std::{sync::Arc, time::Duration};

use futures::future::join_all;
use service::{Seen, Service};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::{AFTER_FAILURE, Shared, leading::lead};
use crate::depot::Depots;

/// What the one that learns everybody's devices leads in.
pub const DISCOVERY: &str = "discovery";

/// How often a server looks at what another one may have learned.
const LOOK: Duration = Duration::from_secs(30);

/// How often it is looked whether a feed has put a file where its files are fetched.
const COLLECT: Duration = Duration::from_secs(60);

/// Learns everybody's devices whenever this server is the one to do so.
pub async fn discover(service: Service, shared: Shared, depots: Arc<Depots>, stop: CancellationToken) {
    let (service, depots) = (&service, &depots);
    lead(&shared, DISCOVERY, &stop, |stop| async move {
        tokio::join!(learn(service, &stop), collect(service, depots, COLLECT, &stop));
    })
    .await;
}

/// Brings the files of feeds from where they are put, with such a pause between two looks. When it is to stop, a look breaks
/// off by itself, so that its set is held for nobody and the next server can go on at once.
pub async fn collect(service: &Service, depots: &Depots, pause: Duration, stop: &CancellationToken) {
    let each = depots.iter().map(|(name, (feed, depot))| async move {
        let depot = depot.until(stop.clone());
        let mut seen = Seen::default();
        while !stop.is_cancelled() {
            let current = service.current();
            let look = current.collect_once((name, *feed), &depot, &mut seen);
            if let Err(error) = current.covered("collector", look).await {
                tracing::error!(feed = %name, "the files of feed {name} cannot be taken: {error}");
            }
            tokio::select! {
                () = sleep(pause) => {}
                () = stop.cancelled() => {}
            }
        }
    });
    join_all(each).await;
}

/// How far it is stands in the store, so that it may end anywhere.
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
