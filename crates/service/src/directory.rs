//! What is shown of everybody's devices without asking the tenant for each.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use domain::{EmployeeId, FeedName};
use jiff::{SignedDuration, Timestamp};

use crate::{
    DirectorySet, Employee, Feed, FeedState, Listing, Service, SetInForce, StoreError,
    fed::Feeds,
    household::{self, Household},
    view::DirectoryView,
};

/// How everybody's devices are learned at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Discovery {
    /// How often; never where it is not longer than zero.
    pub every: SignedDuration,
    /// In a company with at most so many devices, pages ask about each person's by themselves.
    pub live_up_to: u64,
}

impl Discovery {
    /// Never.
    pub const NEVER: Self = Self {
        every: SignedDuration::ZERO,
        live_up_to: u64::MAX,
    };

    /// Whether there is any.
    pub(crate) fn is_on(&self) -> bool {
        self.every > SignedDuration::ZERO
    }
}

/// Exports take their time, and the next one comes when it is there.
const LATE: SignedDuration = SignedDuration::from_mins(15);

/// Whoever is in no directory may have got a device since.
const MISSED: SignedDuration = SignedDuration::from_mins(10);

/// What a process knows of the directory in the store.
#[derive(Debug)]
pub(crate) struct DirectoryKnown {
    discovery: Discovery,
    feeds: Feeds,
    sets: Mutex<Vec<SetInForce>>,
    /// The source failed, and what is in force is older than it should be.
    source_down: AtomicBool,
}

impl DirectoryKnown {
    pub fn new(discovery: Discovery, feeds: BTreeMap<FeedName, Feed>) -> Self {
        Self {
            discovery,
            feeds: Feeds::new(feeds),
            sets: Mutex::new(Vec::new()),
            source_down: AtomicBool::new(false),
        }
    }

    fn sets(&self) -> MutexGuard<'_, Vec<SetInForce>> {
        self.sets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// When the tenant was asked for what is in force; `None` while not both sets are there.
    pub fn as_of(&self) -> Option<Timestamp> {
        let sets = self.sets();
        let oldest = sets.iter().map(|set| set.as_of).min();
        oldest.filter(|_| {
            DirectorySet::ALL
                .iter()
                .all(|set| sets.iter().any(|held| held.set == *set))
        })
    }

    fn devices(&self) -> u64 {
        let of_devices = |set: &&SetInForce| set.set == DirectorySet::Devices;
        self.sets().iter().find(of_devices).map_or(0, |set| set.rows)
    }

    pub const fn discovery(&self) -> Discovery {
        self.discovery
    }

    pub fn says(&self, is_down: bool) {
        self.source_down.store(is_down, Ordering::Relaxed);
    }

    pub const fn feeds(&self) -> &Feeds {
        &self.feeds
    }

    /// The sets that have to be asked for, because nobody brings them.
    pub fn sets_to_ask_for(&self, now: Timestamp) -> Vec<DirectorySet> {
        let mut sets = DirectorySet::ALL.to_vec();
        sets.retain(|set| !self.feeds.brings(*set, now));
        sets
    }

    /// How old a set may be that is shown: until the next one is there.
    fn oldest(&self, set: DirectorySet) -> SignedDuration {
        let comes = match self.feeds.of(set) {
            // When it is late it is asked for.
            Some(feed) => feed.late_after(),
            None => self.discovery.every,
        };
        comes.saturating_add(LATE)
    }

    /// How long what is known is fresh, where pages show the directory: until the next one is there.
    fn fresh_for(&self, now: Timestamp) -> Option<SignedDuration> {
        let as_of = self.as_of()?;
        let is_known = self.discovery.is_on() || !self.feeds.is_empty();
        let in_charge = is_known && self.devices() > self.discovery.live_up_to;
        let sets = self.sets();
        let until = sets
            .iter()
            .map(|set| {
                set.as_of
                    .saturating_add(self.oldest(set.set))
                    .unwrap_or(set.as_of)
            })
            .min()?;
        (in_charge && now <= until).then(|| until.duration_since(as_of))
    }
}

/// What is known of the directory, for whoever looks after Deskside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirectoryState {
    /// What is in force.
    pub sets: Vec<SetInForce>,
    /// Whether pages show it, instead of asking for each person.
    pub is_shown: bool,
    /// Whether its source failed, so that it is older than it should be.
    pub source_down: bool,
    /// What brings it without being asked.
    pub feeds: Vec<FeedState>,
}

impl Service {
    /// Learns what is in force, also by what another process has learned.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn look_at_directory(&self) -> Result<(), StoreError> {
        let known = self.directory();
        if !known.feeds.is_empty() {
            let files = self.store().last_files().await?;
            known.feeds.hear(&files, self.now());
        }
        let sets = self.store().directory().await?;
        *known.sets() = sets;
        Ok(())
    }

    /// What is in force.
    #[must_use]
    pub fn directory_state(&self) -> DirectoryState {
        let known = self.directory();
        let sets = known.sets().clone();
        DirectoryState {
            sets,
            is_shown: self.shows_directory(),
            source_down: known.source_down.load(Ordering::Relaxed),
            feeds: known.feeds.states(self.now()),
        }
    }

    /// What is in force and when the next discovery is, also by what another process has learned.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn directory_view(&self) -> Result<DirectoryView, StoreError> {
        self.look_at_directory().await?;
        let (next_at, is_down) = self.next_discovery().await?;
        self.directory().says(is_down);
        Ok(DirectoryView {
            state: self.directory_state(),
            next_at: self.directory().discovery().is_on().then_some(next_at),
        })
    }

    /// Whether pages show the directory, instead of asking for each person.
    pub(crate) fn shows_directory(&self) -> bool {
        self.directory().fresh_for(self.now()).is_some()
    }

    /// How long somebody's devices are fresh.
    pub(crate) fn household_fresh_for(&self) -> impl Fn(&Household) -> SignedDuration + Send + 'static {
        let shown = self.directory().fresh_for(self.now());
        move |household| match shown {
            None => household::FRESH,
            Some(_) if household.devices.is_empty() => MISSED,
            Some(fresh_for) => fresh_for,
        }
    }

    /// Knows somebody's devices by the directory, where pages show it and it is newer than what is known.
    pub(crate) async fn take_from_directory(&self, employee: &Employee) {
        let Some(fresh_for) = self.directory().fresh_for(self.now()) else {
            return;
        };
        let known = self.households().peek(employee.id()).await;
        let as_of = self.directory().as_of();
        if known.is_none_or(|known| as_of.is_some_and(|as_of| known.fetched_at < as_of)) {
            self.list(employee.id(), fresh_for).await;
        }
    }

    /// Knows somebody's devices by the directory, because nothing else is known; whether it has any.
    pub(crate) async fn fall_back_on_directory(&self, employee: &Employee) -> bool {
        self.directory().as_of().is_some() && self.list(employee.id(), SignedDuration::ZERO).await
    }

    async fn list(&self, employee: &EmployeeId, fresh_for: SignedDuration) -> bool {
        let listing = match self.store().listing(employee).await {
            Ok(Some(listing)) if !listing.devices.is_empty() => listing,
            // Whoever is not in it may be new: that is asked.
            Ok(_) => return false,
            Err(error) => {
                tracing::error!("the directory cannot be read: {error}");
                return false;
            }
        };
        let as_of = listing.as_of;
        let fresh_for = match fresh_for > SignedDuration::ZERO && self.is_outdated(employee, as_of).await {
            true => SignedDuration::ZERO,
            false => fresh_for,
        };
        let household = self.read_listing(employee, listing).await;
        self.households()
            .seed(employee, household, as_of, fresh_for)
            .await;
        true
    }

    async fn read_listing(&self, employee: &EmployeeId, listing: Listing) -> Household {
        let before = self.households().peek(employee).await;
        let before = before.as_ref().map(|known| &known.value);
        let proves = listing.devices.iter().all(|listed| !listed.by_log_on);
        let readings = listing.devices.into_iter().map(|listed| listed.reading);
        let mut household = Household::read(self.catalogue_held(), readings.collect(), listing.as_of, before);
        household.proves = proves;
        household
    }
}
