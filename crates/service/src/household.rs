//! The devices of one employee, with their health: the one thing that proves whose device it is.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use domain::{Catalogue, CollectorUid, Device, EmployeeId, Figure, Health, Rhythm};
use jiff::{SignedDuration, Timestamp};

use crate::{
    DeviceReading, Employee, EventKind, Service, Trouble,
    shelf::{Known, Looked, Wait, Weigh},
};

/// A figure that was asked within this time counts as live.
pub(crate) const FRESH: SignedDuration = SignedDuration::from_secs(60);

/// How long an answer proves whose device it is, for something to be run there.
pub(crate) const PROVEN: SignedDuration = SignedDuration::from_hours(1);

/// How long a page that can be shown without them waits for the devices.
pub(crate) const BRIEFLY: Duration = Duration::from_millis(800);

/// How long that waits which cannot go on without knowing whose device it is.
pub(crate) const PATIENTLY: Duration = Duration::from_secs(5);

/// What the name of a metric and the like take where they are held, in bytes.
const NAME: usize = 32;

/// A device with its health.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DeviceHealth {
    pub device: Device,
    pub health: Health,
    /// How often it reports, as far as it was watched.
    pub rhythm: Rhythm,
    numbers: BTreeMap<String, f64>,
}

impl DeviceHealth {
    pub fn read(catalogue: &Catalogue, reading: DeviceReading, fetched_at: Timestamp) -> Self {
        let number = |column: &str| reading.numbers.get(column).copied();
        let health = Health::read(catalogue, number, reading.device.last_seen, fetched_at);
        Self {
            device: reading.device,
            health,
            rhythm: Rhythm::default(),
            numbers: reading.numbers,
        }
    }

    /// The same, seen after what was known before.
    fn seen_after(mut self, before: Option<&Self>) -> Self {
        self.rhythm = before.map(|before| before.rhythm.clone()).unwrap_or_default();
        self.rhythm.see(self.health.reported_at, self.health.fetched_at);
        self
    }

    /// The same answer, read by another catalogue.
    fn read_again(&self, catalogue: &Catalogue) -> Self {
        let reading = DeviceReading {
            device: self.device.clone(),
            numbers: self.numbers.clone(),
        };
        Self {
            rhythm: self.rhythm.clone(),
            ..Self::read(catalogue, reading, self.health.fetched_at)
        }
    }
}

/// The devices of one employee, the latest seen first.
#[derive(Debug)]
pub(crate) struct Household {
    pub devices: Vec<Arc<DeviceHealth>>,
    /// Whether that they are listed proves whose they are.
    pub proves: bool,
    read_by: Arc<Catalogue>,
}

impl Household {
    /// What the tenant answered at this moment, after what was known `before`.
    pub fn read(
        catalogue: &Arc<Catalogue>,
        readings: Vec<DeviceReading>,
        now: Timestamp,
        before: Option<&Self>,
    ) -> Self {
        let seen = |reading: DeviceReading| {
            let before = before.and_then(|before| before.device(&reading.device.uid));
            let read = DeviceHealth::read(catalogue, reading, now);
            Arc::new(read.seen_after(before.map(|before| &**before)))
        };
        let mut devices: Vec<_> = readings.into_iter().map(seen).collect();
        devices.sort_by_key(|held| std::cmp::Reverse(held.device.last_seen));
        let mut seen = BTreeSet::new();
        devices.retain(|held| seen.insert(held.device.uid.clone()));
        Self {
            devices,
            proves: true,
            read_by: catalogue.clone(),
        }
    }

    /// The same, as this catalogue reads it; `None` when it is read so already.
    fn read_again(&self, catalogue: &Arc<Catalogue>) -> Option<Self> {
        let again = |held: &Arc<DeviceHealth>| Arc::new(held.read_again(catalogue));
        (!Arc::ptr_eq(&self.read_by, catalogue)).then(|| Self {
            devices: self.devices.iter().map(again).collect(),
            proves: self.proves,
            read_by: catalogue.clone(),
        })
    }

    /// The device of this UID, if it is one of theirs.
    pub fn device(&self, uid: &CollectorUid) -> Option<&Arc<DeviceHealth>> {
        self.devices.iter().find(|held| held.device.uid == *uid)
    }
}

impl Weigh for Household {
    fn bytes(&self) -> usize {
        let device = |held: &Arc<DeviceHealth>| {
            let texts = [
                &held.device.name,
                &held.device.model,
                &held.device.system,
                &held.device.last_user,
            ];
            let numbers = held
                .numbers
                .keys()
                .map(|column| size_of::<(String, f64)>() + column.len());
            size_of::<DeviceHealth>()
                + texts.map(String::len).iter().sum::<usize>()
                + numbers.sum::<usize>()
                + held.health.figures.len() * (size_of::<Figure>() + NAME)
        };
        self.devices.iter().map(device).sum()
    }
}

impl Service {
    /// The employee's devices to look at, as fresh as the tenant's limits allow, and however old.
    pub(crate) async fn household(&self, employee: &Employee, patience: Duration) -> Looked<Household> {
        self.look_at_household(employee, SignedDuration::MAX, patience)
            .await
    }

    /// The employee's devices to act on. Devices change hands: what was learned too long ago is asked again, and
    /// proves nothing when the tenant does not answer.
    pub(crate) async fn proven_household(
        &self,
        employee: &Employee,
    ) -> Result<Arc<Known<Household>>, Trouble> {
        self.take_from_directory(employee).await;
        let known = self.households().peek(employee.id()).await;
        let bearable = match known.is_some_and(|known| !self.is_proof(&known)) {
            true => {
                // It may be fresh enough to be looked at.
                self.households().expire(employee.id()).await;
                SignedDuration::MIN
            }
            false => PROVEN,
        };
        let looked = self.look_at_household(employee, bearable, PATIENTLY).await;
        let trouble = || looked.trouble().unwrap_or_else(|| self.silence());
        let known = looked.known().filter(|known| self.is_proof(known));
        known.cloned().ok_or_else(trouble)
    }

    fn is_proof(&self, known: &Known<Household>) -> bool {
        known.value.proves && self.now().duration_since(known.fetched_at) <= PROVEN
    }

    /// The same as far as it is known, without asking anybody.
    pub(crate) async fn household_as_proven(&self, employee: &Employee) -> Option<Arc<Known<Household>>> {
        let known = self.households().peek(employee.id()).await?;
        self.is_proof(&known).then_some(known)
    }

    /// A device to act on, if it is one of the employee's.
    pub(crate) async fn own_device(
        &self,
        employee: &Employee,
        uid: &CollectorUid,
    ) -> Result<Option<Arc<DeviceHealth>>, Trouble> {
        let known = self.proven_household(employee).await?;
        Ok(known.value.device(uid).cloned())
    }

    /// The employee's devices to look at, asked again if they were not since this moment. What could not be asked again
    /// is answered as it was known before.
    pub(crate) async fn household_since(&self, employee: &Employee, since: Timestamp) -> Looked<Household> {
        self.households().outdate(employee.id(), since).await;
        let bearable = self.now().duration_since(since);
        self.look_at_household(employee, bearable, BRIEFLY).await
    }

    /// Waits a moment for news when what is known is older than `bearable`.
    pub(crate) async fn look_at_household(
        &self,
        employee: &Employee,
        bearable: SignedDuration,
        patience: Duration,
    ) -> Looked<Household> {
        // Whatever another process has fixed makes what is known here old.
        if let Err(error) = self.catch_up().await {
            tracing::error!("cannot read the latest events: {error}");
        }
        self.take_from_directory(employee).await;
        let looked = self.ask_for_household(employee, bearable, patience).await;
        let looked = match looked.known() {
            // Nothing new is asked for: what could be is on its way, or failed a moment ago.
            None if self.fall_back_on_directory(employee).await => {
                self.ask_for_household(employee, SignedDuration::MAX, patience)
                    .await
            }
            _ => looked,
        };
        if looked.is_stale() {
            self.gateway().ledger().served_stale();
        }
        // Whoever asks sees everything by one catalogue, whichever it was when the answer came.
        looked.seen_as(|household| household.read_again(self.catalogue_held()))
    }

    async fn ask_for_household(
        &self,
        employee: &Employee,
        bearable: SignedDuration,
        patience: Duration,
    ) -> Looked<Household> {
        // The answer may come when something else has been written meanwhile.
        let (asking, telling) = (self.current(), self.clone());
        let (person, listener) = (employee.identity().clone(), employee.id().clone());
        let fetch = async move || {
            let readings = asking.gateway().devices_of(&person).await?;
            let now = asking.now();
            let before = asking.households().peek(&person.id).await;
            let before = before.as_ref().map(|known| &known.value);
            Ok(Household::read(asking.catalogue_held(), readings, now, before))
        };
        let landed = async move || telling.tell_of(&listener, EventKind::Figures).await;
        let fresh_for = self.household_fresh_for();
        self.households()
            .look(
                employee.id(),
                employee.id(),
                Wait { bearable, patience },
                fresh_for,
                fetch,
                landed,
            )
            .await
    }

    /// Whether a device reported a short while ago, without asking anybody.
    pub(crate) async fn is_online_as_known(
        &self,
        employee: &Employee,
        uid: &CollectorUid,
        now: Timestamp,
    ) -> Option<bool> {
        let held = self.households().peek(employee.id()).await?;
        let device = held.value.device(uid)?.device.clone();
        Some(device.is_online(now, self.catalogue().online_within))
    }

    /// Tells the employee's open pages that something new is known.
    pub(crate) async fn tell_of(&self, employee: &EmployeeId, what: EventKind) {
        match self.store().append(employee, &what, self.now()).await {
            Ok(_) => self.tell(employee).await,
            Err(error) => tracing::error!("cannot append an event: {error}"),
        }
    }
}
