//! What one of the servers that share a database does for all of them.

use std::{future::Future, time::Duration};

use store::{Database, Led};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// How often a server that does not lead tries to, and one that does makes sure that it still is the one.
pub const LEADING: Duration = Duration::from_secs(5);

/// Works whenever this server is the one to do so, until it is told to stop. `what` names the work, in the database and in
/// the log.
pub async fn lead<F>(database: &Database, what: &'static str, stop: &CancellationToken, work: impl Fn() -> F)
where
    F: Future<Output = ()>,
{
    while !stop.is_cancelled() {
        match database.try_lead(what).await {
            Ok(Some(mut led)) => {
                tracing::info!("this server leads in {what}");
                tokio::select! {
                    () = work() => return,
                    () = lost(&mut led) => tracing::warn!("another server may lead in {what} now"),
                }
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

/// Returns when this server does not lead any more.
async fn lost(led: &mut Led) {
    while led.still_holds().await {
        sleep(LEADING).await;
    }
}
