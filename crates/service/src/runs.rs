//! Recent executions, held in memory for a moment: pages are viewed far more often than fixes are started.
//!
//! Only pages read from here. Whatever decides (starting, sending, following) reads the store.

use std::{hash::Hash, sync::Arc, time::Duration};

use domain::{CollectorUid, EmployeeId, Execution};
use jiff::SignedDuration;
use moka::future::Cache;

use crate::{Employee, Service, StoreError};

/// How far back a device's executions matter: for the last run on the page, and for the longest cool-down.
pub(crate) const REMEMBERED: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How many of an employee's executions the pages list.
pub(crate) const LISTED: u32 = 100;

/// Another replica's change shows after this long at the latest; our own shows at once.
const HELD: Duration = Duration::from_secs(1);

/// How many executions are held at most, by employee and as many again by device.
const MOST: u64 = 50_000;

/// Executions as they were read, the latest first.
#[derive(Debug)]
pub(crate) struct Listed {
    pub executions: Vec<Arc<Execution>>,
    /// Every event up to this one is in them; a page made from them must hear of every later one.
    pub as_of: i64,
}

type Executions = Arc<Listed>;

pub(crate) struct Runs {
    of_employee: Cache<EmployeeId, Executions>,
    on_device: Cache<CollectorUid, Executions>,
}

impl Runs {
    pub fn new() -> Self {
        Self {
            of_employee: held(),
            on_device: held(),
        }
    }

    pub async fn forget(&self, execution: &Execution) {
        self.of_employee.invalidate(&execution.order.employee).await;
        self.on_device.invalidate(&execution.order.device).await;
    }
}

fn held<K: Hash + Eq + Send + Sync + 'static>() -> Cache<K, Executions> {
    let weigh = |_: &K, listed: &Executions| u32::try_from(1 + listed.executions.len()).unwrap_or(u32::MAX);
    Cache::builder()
        .weigher(weigh)
        .max_capacity(MOST)
        .time_to_live(HELD)
        .build()
}

fn listed(as_of: i64, executions: Vec<Execution>) -> Executions {
    let executions = executions.into_iter().map(Arc::new).collect();
    Arc::new(Listed { executions, as_of })
}

/// Coalesced failures come shared; a page needs its own to say.
fn owned(error: &Arc<StoreError>) -> StoreError {
    StoreError::Database(error.to_string().into())
}

impl Service {
    /// The employee's executions, the latest first.
    ///
    /// What was read before a change may land in the cache after it, so age alone does not tell whether a list is
    /// current: it is when nothing has happened since it was read.
    pub(crate) async fn runs_of(&self, employee: &Employee) -> Result<Executions, StoreError> {
        let last_event = self.last_event();
        let held = self.held_runs_of(employee).await?;
        if held.as_of >= last_event {
            return Ok(held);
        }
        self.runs().of_employee.invalidate(employee.id()).await;
        self.held_runs_of(employee).await
    }

    /// The executions on a device, by whomever, the latest first.
    pub(crate) async fn runs_on(&self, device: &CollectorUid) -> Result<Executions, StoreError> {
        let last_event = self.last_event();
        let held = self.held_runs_on(device).await?;
        if held.as_of >= last_event {
            return Ok(held);
        }
        self.runs().on_device.invalidate(device).await;
        self.held_runs_on(device).await
    }

    async fn held_runs_of(&self, employee: &Employee) -> Result<Executions, StoreError> {
        let load = async {
            let as_of = self.last_event();
            let executions = self.store().executions_of(employee.id(), LISTED).await?;
            Ok(listed(as_of, executions))
        };
        let held = self.runs().of_employee.try_get_with_by_ref(employee.id(), load);
        held.await.map_err(|error| owned(&error))
    }

    async fn held_runs_on(&self, device: &CollectorUid) -> Result<Executions, StoreError> {
        let load = async {
            let as_of = self.last_event();
            let executions = self
                .store()
                .executions_on(device, self.now() - REMEMBERED)
                .await?;
            Ok(listed(as_of, executions))
        };
        let held = self.runs().on_device.try_get_with_by_ref(device, load);
        held.await.map_err(|error| owned(&error))
    }
}
