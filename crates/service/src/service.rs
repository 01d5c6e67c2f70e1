//! What every use-case stands on.

use std::{
    collections::BTreeMap,
    str::FromStr,
    sync::{Arc, PoisonError, RwLock},
};

use domain::{Catalogue, CollectorUid, EmployeeId, Execution, FeedName, IdempotencyKey, InvalidId, Signal};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;

use crate::{
    Bus, Clock, Desk, DeskMail, Discovery, Feed as ExportFeed, Limits, ServiceDesk, Store, StoreError,
    Tenant, Trouble, TroubleKind, directory::DirectoryKnown, feed::Feed, gateway::Gateway,
    household::Household, identify::People, inbox::Hooks, runs::Runs, shelf::Shelf, trends::Trends,
    watch::rhythm::Rhythm, written::Written,
};

/// How much of memory employees' figures may take, and devices' trends as much again, in bytes.
const ROOM: u64 = 128 << 20;

/// A stream that comes back later than this loads its page anew.
const EVENTS_KEPT: SignedDuration = SignedDuration::from_hours(24);

/// For how long the figures of each day are kept, for trends.
pub const DAYS_KEPT: SignedDuration = SignedDuration::from_hours(14 * 24);

/// How long it is known what feeds have brought.
pub const FILES_KEPT: SignedDuration = SignedDuration::from_hours(14 * 24);

/// How often a change is tried again when somebody else changed the same execution meanwhile.
const TRIES: u32 = 8;

/// What a [`Service`] is made of.
pub struct Parts {
    /// The tenant.
    pub tenant: Arc<dyn Tenant>,
    /// The service desk, where there is one that takes what is handed over.
    pub desk: Option<Desk>,
    /// The store.
    pub store: Arc<dyn Store>,
    /// The bus.
    pub bus: Arc<dyn Bus>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// What the portal admin wrote.
    pub catalogue: Arc<Catalogue>,
    /// How often the tenant may be asked.
    pub limits: Limits,
    /// How everybody's devices are learned at once.
    pub discovery: Discovery,
    /// What brings them without being asked.
    pub feeds: BTreeMap<FeedName, ExportFeed>,
}

/// The use-cases. A cheap clone.
///
/// One that is held sees the same catalogue as long as it is held, so that what is made by it fits together. What goes
/// on after an answer takes [`Service::current`] for each thing that it does.
#[derive(Clone)]
pub struct Service {
    inner: Arc<Inner>,
    written: Arc<Written>,
}

struct Inner {
    gateway: Gateway,
    desk: Option<Desk>,
    store: Arc<dyn Store>,
    bus: Arc<dyn Bus>,
    clock: Arc<dyn Clock>,
    /// What the portal admin wrote last.
    written: RwLock<Arc<Written>>,
    directory: DirectoryKnown,
    households: Shelf<EmployeeId, Household>,
    trends: Shelf<CollectorUid, Trends>,
    runs: Runs,
    people: People,
    feed: Feed,
    rhythm: Rhythm,
    to_send: Notify,
    to_watch: Notify,
    to_hand_over: Notify,
    hooks: Hooks,
}

impl Service {
    /// A service from its parts.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn new(parts: Parts) -> Result<Self, StoreError> {
        let Parts {
            tenant,
            desk,
            store,
            bus,
            clock,
            catalogue,
            limits,
            discovery,
            feeds,
        } = parts;
        let feed = Feed::new(store.last_event().await?, clock.now());
        let written = Arc::new(Written::new(catalogue));
        let inner = Arc::new(Inner {
            gateway: Gateway::new(tenant, store.clone(), clock.clone(), &limits),
            directory: DirectoryKnown::new(discovery, feeds),
            households: Shelf::new(ROOM, clock.clone()),
            trends: Shelf::new(ROOM, clock.clone()),
            runs: Runs::new(),
            people: People::new(),
            feed,
            rhythm: Rhythm::default(),
            to_send: Notify::new(),
            to_watch: Notify::new(),
            to_hand_over: Notify::new(),
            hooks: Hooks::default(),
            desk,
            store,
            bus,
            clock,
            written: RwLock::new(written.clone()),
        });
        Ok(Self { inner, written })
    }

    /// What the portal admin wrote.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.written.catalogue
    }

    /// The same, to be held and compared with.
    pub(crate) fn catalogue_held(&self) -> &Arc<Catalogue> {
        &self.written.catalogue
    }

    /// The same, and what stood there before: an execution is told of by what it was ordered with.
    pub(crate) fn known(&self) -> &Catalogue {
        &self.written.known
    }

    /// The same use-cases by what the portal admin wrote last.
    #[must_use]
    pub fn current(&self) -> Self {
        let latest = self.inner.written.read().unwrap_or_else(PoisonError::into_inner);
        Self {
            inner: self.inner.clone(),
            written: latest.clone(),
        }
    }

    /// Goes on by what the portal admin has written now. Whoever holds another [`Service`] is not disturbed.
    #[must_use]
    pub fn with_catalogue(&self, catalogue: Arc<Catalogue>) -> Self {
        let mut latest = self.inner.written.write().unwrap_or_else(PoisonError::into_inner);
        *latest = Arc::new(latest.rewritten(catalogue));
        Self {
            inner: self.inner.clone(),
            written: latest.clone(),
        }
    }

    /// The time now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// 256 bits that nobody can guess.
    #[must_use]
    pub fn new_secret(&self) -> [u8; 32] {
        self.inner.clock.new_secret()
    }

    /// An identifier that nobody has had before.
    pub(crate) fn mint<T: FromStr<Err = InvalidId>>(&self) -> T {
        let id = self.inner.clock.new_id().to_string();
        id.parse().expect("what is minted here is made of a UUID")
    }

    /// A key for one press of one button on one page.
    pub(crate) fn new_key(&self) -> IdempotencyKey {
        self.mint()
    }

    pub(crate) fn gateway(&self) -> &Gateway {
        &self.inner.gateway
    }

    /// The service desk, where it takes reports and makes tickets of them.
    pub(crate) fn desk(&self) -> Option<&dyn ServiceDesk> {
        match self.inner.desk.as_ref()? {
            Desk::Tickets(desk) => Some(&**desk),
            Desk::Mail(_) => None,
        }
    }

    /// The service desk, where it takes mails only.
    pub(crate) fn desk_mail(&self) -> Option<&dyn DeskMail> {
        match self.inner.desk.as_ref()? {
            Desk::Tickets(_) => None,
            Desk::Mail(mail) => Some(&**mail),
        }
    }

    pub(crate) fn store(&self) -> &dyn Store {
        &*self.inner.store
    }

    pub(crate) fn bus(&self) -> &dyn Bus {
        &*self.inner.bus
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.inner.clock
    }

    pub(crate) fn directory(&self) -> &DirectoryKnown {
        &self.inner.directory
    }

    pub(crate) fn households(&self) -> &Shelf<EmployeeId, Household> {
        &self.inner.households
    }

    pub(crate) fn trends(&self) -> &Shelf<CollectorUid, Trends> {
        &self.inner.trends
    }

    pub(crate) fn people(&self) -> &People {
        &self.inner.people
    }

    pub(crate) fn runs(&self) -> &Runs {
        &self.inner.runs
    }

    pub(crate) fn hooks(&self) -> &Hooks {
        &self.inner.hooks
    }

    pub(crate) fn feed(&self) -> &Feed {
        &self.inner.feed
    }

    /// A page that was made with this id knows of every event up to it.
    pub(crate) fn last_event(&self) -> i64 {
        self.feed().head()
    }

    /// Reads the events that anybody was woken for, also in another process.
    pub(crate) async fn catch_up(&self) -> Result<(), StoreError> {
        let count = || self.bus().wakes();
        let Some(reading) = self.feed().reading(count(), count, self.now()).await else {
            return Ok(());
        };
        loop {
            let events = reading.some(self.store()).await?;
            if events.is_empty() {
                break;
            }
            // Before anybody is told, who would look at once.
            for (employee, event) in &events {
                self.outdate_by(employee, event).await;
            }
            reading.tell(events);
        }
        reading.end();
        Ok(())
    }

    /// What to say when the tenant has not answered yet and nothing is known to be wrong.
    pub(crate) fn silence(&self) -> Trouble {
        Trouble {
            kind: TroubleKind::Unreachable,
            since: self.now(),
        }
    }

    /// How often the watcher asks what.
    pub(crate) fn rhythm(&self) -> &Rhythm {
        &self.inner.rhythm
    }

    pub(crate) fn wake_dispatcher(&self) {
        self.inner.to_send.notify_one();
    }

    pub(crate) fn wake_watcher(&self) {
        self.inner.to_watch.notify_one();
    }

    /// Returns when something is to be sent that was not there before.
    pub async fn something_to_send(&self) {
        self.inner.to_send.notified().await;
    }

    pub(crate) fn wake_hand_overs(&self) {
        self.inner.to_hand_over.notify_one();
    }

    /// Returns when something is handed over that was not there before.
    pub async fn something_handed_over(&self) {
        self.inner.to_hand_over.notified().await;
    }

    /// Returns when something is to be followed that was not there before.
    pub async fn something_to_watch(&self) {
        self.inner.to_watch.notified().await;
    }

    /// Tells the employee's open pages that an execution is new or has changed.
    pub(crate) async fn announce(&self, execution: &Execution) {
        self.runs().forget(execution).await;
        self.tell(&execution.order.employee).await;
    }

    /// Tells the employee's open pages that something was appended for them.
    pub(crate) async fn tell(&self, employee: &EmployeeId) {
        self.bus().wake(employee);
        if let Err(error) = self.catch_up().await {
            tracing::error!("cannot read the latest events: {error}");
        }
    }

    /// Gives an execution a signal and stores what it became. When somebody else changed it meanwhile, the signal is
    /// given to what it is now.
    pub(crate) async fn apply(&self, execution: Execution, signal: Signal) -> Result<Execution, StoreError> {
        let mut current = execution;
        for _ in 0..TRIES {
            let now = self.now();
            let advanced = current.clone().advance(signal.clone(), now);
            if matches!(advanced, domain::Advanced::Unchanged(_)) {
                return Ok(current);
            }
            let next = advanced.into_execution();
            match self.store().update(&current, &next, now).await {
                Ok(()) => {
                    if next.state() != current.state() {
                        let (id, state) = (&next.order.id, next.state().name());
                        tracing::info!(execution = %id, state, "execution {id} is {state}");
                    }
                    self.announce(&next).await;
                    return Ok(next);
                }
                Err(StoreError::Conflict) => match self.store().execution(&next.order.id).await? {
                    Some(now_there) => current = now_there,
                    None => return Ok(current),
                },
                Err(error) => return Err(error),
            }
        }
        Err(StoreError::Conflict)
    }

    /// Forgets executions, hand-overs and diagnoses that ended and webhooks that went into quarantine longer ago than
    /// `age`, what somebody chose who was last here before that, events that no stream can ask for any more, webhooks that
    /// were read as long ago, sessions and tokens that are over, and what feeds have brought and could not be read of it for
    /// longer than two weeks; returns how many records went.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn forget_older_than(&self, age: SignedDuration) -> Result<u64, StoreError> {
        let now = self.now();
        let ago = |age| now.saturating_sub(age).unwrap_or(Timestamp::MIN);
        let gone = self.store().forget(ago(age), ago(EVENTS_KEPT), now).await?;
        Ok(gone + self.store().forget_files(ago(FILES_KEPT)).await?)
    }
}
