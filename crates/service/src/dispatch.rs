//! What was pressed is taken out of the outbox and sent, many at once and each at most once (`send.rs`).

use std::{future::Future, pin::pin, time::Duration};

use jiff::SignedDuration;
use tokio::{
    task::{JoinError, JoinSet},
    time::sleep,
};

use crate::{Lease, Service, StoreError};

/// How long a row is held. It must outlast a call to the tenant with all its time-outs.
const HOLD: SignedDuration = SignedDuration::from_secs(120);

/// How many are sent at once. The permits of the budget come one by one; the calls may overlap.
const AT_ONCE: usize = 16;

/// How often the outbox is looked at for what was put off.
const LOOK: Duration = Duration::from_secs(1);

/// How long to wait after the store has failed.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

impl Service {
    /// Sends whatever is pressed, until `stop`. A send that was begun is brought to its end first.
    pub async fn dispatch_until(&self, stop: impl Future<Output = ()>) {
        let mut stop = pin!(stop);
        let mut sending = JoinSet::new();
        loop {
            let room = AT_ONCE.saturating_sub(sending.len());
            let mut wait = LOOK;
            match self.due(u32::try_from(room).unwrap_or_default()).await {
                Ok(leases) => {
                    for lease in leases {
                        let service = self.clone();
                        sending.spawn(async move { service.send(lease).await });
                    }
                }
                Err(error) => {
                    tracing::error!("the outbox cannot be read: {error}");
                    wait = AFTER_FAILURE;
                }
            }
            tokio::select! {
                () = &mut stop => break,
                Some(sent) = sending.join_next() => note(sent),
                () = self.something_to_send() => {}
                () = sleep(wait) => {}
            }
        }
        while let Some(sent) = sending.join_next().await {
            note(sent);
        }
    }

    /// Takes what is due out of the outbox, the oldest first, at most `room` at once. Each lease goes to [`Self::send`];
    /// one that is dropped instead is due again when it ends.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn due(&self, room: u32) -> Result<Vec<Lease>, StoreError> {
        self.store().lease(room, HOLD, self.now()).await
    }
}

/// What was leased is due again when its lease ends.
fn note(sent: Result<Result<(), StoreError>, JoinError>) {
    match sent {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::error!("what became of a send cannot be stored: {error}"),
        Err(error) => tracing::error!("a send broke off: {error}"),
    }
}
