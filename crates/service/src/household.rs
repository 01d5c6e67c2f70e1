//! The devices of one employee, with their health: the one thing that proves whose device it is.

use std::{sync::Arc, time::Duration};

use domain::{Catalogue, CollectorUid, Device, EmployeeId, Health};
use jiff::{SignedDuration, Timestamp};

use crate::{DeviceReading, Employee, EventKind, Service, shelf::Looked};

/// A figure that was asked within this time counts as live.
pub(crate) const FRESH: SignedDuration = SignedDuration::from_secs(60);

/// How long a page waits for live data when nothing is known.
const PATIENCE: Duration = Duration::from_millis(800);

/// A device with its health.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DeviceHealth {
    pub device: Device,
    pub health: Health,
}

impl DeviceHealth {
    pub fn read(catalogue: &Catalogue, reading: DeviceReading, fetched_at: Timestamp) -> Self {
        let number = |column: &str| reading.numbers.get(column).copied();
        let health = Health::read(catalogue, number, reading.device.last_seen, fetched_at);
        Self {
            device: reading.device,
            health,
        }
    }
}

/// The devices of one employee, the latest seen first.
#[derive(Debug, Default)]
pub(crate) struct Household {
    pub devices: Vec<Arc<DeviceHealth>>,
}

impl Household {
    /// The device of this UID, if it is one of theirs.
    pub fn device(&self, uid: &CollectorUid) -> Option<&Arc<DeviceHealth>> {
        self.devices.iter().find(|held| held.device.uid == *uid)
    }
}

impl Service {
    /// The employee's devices, as fresh as the tenant's limits allow.
    pub(crate) async fn household(&self, employee: &Employee) -> Looked<Household> {
        let (asking, telling) = (self.clone(), self.clone());
        let (person, listener) = (employee.identity().clone(), employee.id().clone());
        let fetch = async move || {
            let readings = asking.gateway().devices_of(&person).await?;
            let now = asking.now();
            let mut devices: Vec<_> = readings
                .into_iter()
                .map(|reading| Arc::new(DeviceHealth::read(asking.catalogue(), reading, now)))
                .collect();
            devices.sort_by_key(|held| std::cmp::Reverse(held.device.last_seen));
            devices.dedup_by(|a, b| a.device.uid == b.device.uid);
            Ok(Household { devices })
        };
        let landed = async move || telling.tell_of_figures(&listener).await;
        self.households()
            .look(employee.id(), PATIENCE, fetch, landed)
            .await
    }

    /// Tells the employee's open pages that there are new figures.
    pub(crate) async fn tell_of_figures(&self, employee: &EmployeeId) {
        match self
            .store()
            .append(employee, &EventKind::Figures, self.now())
            .await
        {
            Ok(id) => self.saw_event(id),
            Err(error) => tracing::error!("cannot append an event: {error}"),
        }
        self.bus().wake(employee);
    }
}
