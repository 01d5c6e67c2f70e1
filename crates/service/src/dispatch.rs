//! What was pressed is taken out of the outbox and sent, many at once and each at most once (`send.rs`).

use std::{future::Future, time::Duration};

use jiff::SignedDuration;

use crate::{
    Lease, Service, StoreError,
    outbox::{self, Pace},
};

/// How long a row is held, first while it waits for its turn and then while it is sent. It must outlast a call to the
/// tenant with all its time-outs.
pub(crate) const HOLD: SignedDuration = SignedDuration::from_secs(120);

/// The permits of the budget come one by one; the calls may overlap.
const PACE: Pace = Pace {
    at_once: 16,
    look: Duration::from_secs(1),
};

impl Service {
    /// Sends whatever is pressed, until `stop`. A send that was begun is brought to its end first.
    pub async fn dispatch_until(&self, stop: impl Future<Output = ()>) {
        let due = |room| async move { self.due(room).await };
        let send = |lease| {
            let service = self.current();
            async move { service.covered("dispatcher", service.send(lease)).await }
        };
        outbox::work_until(PACE, due, send, || self.something_to_send(), stop).await;
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
