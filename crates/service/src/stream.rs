//! Open pages hear of what happened, without loss and without repetition.

use std::sync::Arc;

use tokio::sync::watch;

use crate::{Employee, Event, Service, StoreError};

/// How many events are read at once.
const BATCH: u32 = 64;

/// Where a listener stands in the employee's events.
#[derive(Debug)]
pub struct Cursor {
    employee: Employee,
    after: i64,
    /// The last event when it began to listen, until `after` has been held against the events that there are.
    began: Option<i64>,
    news: watch::Receiver<u64>,
}

impl Service {
    /// Listens to the employee's events after `after`, or from now on.
    pub fn listen(&self, employee: &Employee, after: Option<i64>) -> Cursor {
        let news = self.bus().listen(employee.id());
        Cursor {
            employee: employee.clone(),
            after: after.unwrap_or_else(|| self.last_event()),
            began: Some(self.last_event()),
            news,
        }
    }

    /// The next events, the oldest first; waits until there are some. Nothing is lost when the caller drops the
    /// future: the cursor moves only past what was returned, or what is somebody else's.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn next_events(&self, cursor: &mut Cursor) -> Result<Vec<Arc<Event>>, StoreError> {
        loop {
            // Marked as seen before reading: what is written meanwhile wakes the next wait.
            cursor.news.borrow_and_update();
            self.catch_up().await?;
            let head = self.last_event();
            if cursor.after <= head {
                cursor.began = None;
            } else if cursor.began.is_some() && cursor.after > self.store().last_event().await? {
                // The page knows of later events than there are: the database was restored from an older copy. Where
                // there are, it has heard of them by another server, and sooner than this one.
                cursor.after = cursor.began.take().unwrap_or(head);
            }
            let events = match self.feed().after(cursor.employee.id(), cursor.after) {
                Some(events) => {
                    // What is after it and not theirs need not be looked at again.
                    cursor.after = cursor.after.max(events.last().map_or(head, |last| last.id));
                    events
                }
                None => self.stored_events(cursor).await?,
            };
            if !events.is_empty() {
                return Ok(events);
            }
            if cursor.news.changed().await.is_err() {
                // The bus is gone: the process is shutting down, and the stream is ended by whoever holds it.
                std::future::pending::<()>().await;
            }
        }
    }

    /// A stream that comes back after long reads its events from the store, in parts.
    async fn stored_events(&self, cursor: &mut Cursor) -> Result<Vec<Arc<Event>>, StoreError> {
        let head = self.last_event();
        let store = self.store();
        let events = store
            .events_after(cursor.employee.id(), cursor.after, BATCH)
            .await?;
        cursor.after = cursor.after.max(events.last().map_or(head, |last| last.id));
        Ok(events.into_iter().map(Arc::new).collect())
    }
}
