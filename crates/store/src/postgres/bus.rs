//! Wakes listeners in every process on the same database.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use domain::EmployeeId;
use service::{Bus, Store as _};
use sqlx::PgPool;
use tokio::{
    sync::{Notify, watch},
    task::JoinSet,
    time::sleep,
};

use super::listener::{Heard, Listener};
use crate::{Database, LocalBus};

/// A [`Bus`] over all processes: the transaction that stores an event tells of it when it commits, and whoever stored it
/// wakes their own listeners at once. Where something that was told may not have been heard, everybody is woken.
#[derive(Debug)]
pub struct PostgresBus {
    local: Arc<LocalBus>,
    _tasks: JoinSet<()>,
}

/// What the two tasks know together.
#[derive(Debug, Default)]
struct Ears {
    /// The latest event that was told.
    heard: AtomicI64,
    /// Something was told that was not heard.
    deaf: Notify,
}

impl PostgresBus {
    /// Listens from now on. Every so often it looks for what was told and not heard: it takes at the most twice as long
    /// until somebody is woken whom no connection has told.
    pub(crate) fn listen(database: &Database, pool: &PgPool, every: Duration) -> Self {
        let (local, ears) = (Arc::<LocalBus>::default(), Arc::<Ears>::default());
        let mut tasks = JoinSet::new();
        let listener = Listener::new(pool, "events");
        tasks.spawn(hear(listener, database.clone(), local.clone(), ears.clone()));
        tasks.spawn(look(database.clone(), every, local.clone(), ears));
        Self { local, _tasks: tasks }
    }
}

async fn hear(mut listener: Listener, database: Database, local: Arc<LocalBus>, ears: Arc<Ears>) {
    loop {
        let heard = tokio::select! {
            heard = listener.next() => heard,
            () = ears.deaf.notified() => {
                listener.reconnect();
                continue;
            }
        };
        match heard {
            Heard::Told(told) => {
                let told = told.split_once(' ');
                match told.and_then(|(id, employee)| Some((id.parse().ok()?, employee.parse().ok()?))) {
                    Some((id, employee)) => {
                        ears.heard.fetch_max(id, Ordering::AcqRel);
                        local.wake(&employee);
                    }
                    None => local.wake_everybody(),
                }
            }
            Heard::Lost => {
                // Whoever is woken now finds all of it.
                if let Ok(last) = database.last_event().await {
                    ears.heard.fetch_max(last, Ordering::AcqRel);
                }
                local.wake_everybody();
            }
        }
    }
}

/// What had been stored when it looked the last time has had the time to be heard.
async fn look(database: Database, every: Duration, local: Arc<LocalBus>, ears: Arc<Ears>) {
    let mut before = 0;
    loop {
        sleep(every).await;
        if ears.heard.fetch_max(before, Ordering::AcqRel) < before {
            local.wake_everybody();
            ears.deaf.notify_one();
        }
        match database.last_event().await {
            Ok(last) => before = last,
            Err(error) => tracing::warn!("it is not known whether the database has news: {error}"),
        }
    }
}

impl Bus for PostgresBus {
    fn wake(&self, employee: &EmployeeId) {
        self.local.wake(employee);
    }

    fn listen(&self, employee: &EmployeeId) -> watch::Receiver<u64> {
        self.local.listen(employee)
    }

    fn wakes(&self) -> u64 {
        self.local.wakes()
    }
}
