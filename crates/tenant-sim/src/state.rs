//! What all endpoints share.

use std::sync::atomic::AtomicI64;
use std::sync::{Mutex, RwLock, RwLockReadGuard};

use rand::SeedableRng;
use rand::rngs::StdRng;
use tokio::sync::watch;

use crate::clock::SimClock;
use crate::exports::Exports;
use crate::faults::Faults;
use crate::limiter::Limiter;
use crate::options::{Credential, Limits, Options};
use crate::queries::{Queries, UnreadableQueries};
use crate::real_device::RealDevice;
use crate::stats::Stats;
use crate::sync::{lock, read, write};
use crate::tokens::Tokens;
use crate::webhooks::Webhooks;
use crate::world::World;

/// The running tenant.
#[derive(Debug)]
pub struct Sim {
    /// How it was to be.
    pub options: Options,
    /// Its clock.
    pub clock: SimClock,
    /// Who may ask for tokens.
    pub credentials: RwLock<Vec<Credential>>,
    /// The tokens given out.
    pub tokens: Mutex<Tokens>,
    /// The saved queries.
    pub queries: RwLock<Queries>,
    /// What is refused.
    pub limits: RwLock<Limits>,
    /// Who has called how often.
    pub limiter: Mutex<Limiter>,
    /// The exports asked for.
    pub exports: Mutex<Exports>,
    /// What goes wrong on purpose.
    pub faults: Mutex<Faults>,
    /// By how many seconds the `Date` of its answers is ahead of the machine's time, on purpose.
    pub date_ahead: AtomicI64,
    /// What was called.
    pub stats: Mutex<Stats>,
    /// The machine it runs on.
    pub real: RealDevice,
    /// Whom it tells of events.
    pub webhooks: Webhooks,
    /// Chance for tokens and the like, from the seed.
    pub rng: Mutex<StdRng>,
    world: RwLock<World>,
    changes: watch::Sender<u64>,
}

impl Sim {
    /// A tenant, not yet listening.
    ///
    /// # Errors
    /// When the saved queries cannot be read.
    pub fn new(
        options: Options,
        clock: SimClock,
        world: World,
        real: RealDevice,
    ) -> Result<Self, UnreadableQueries> {
        Ok(Self {
            clock,
            credentials: RwLock::new(options.credentials.clone()),
            tokens: Mutex::default(),
            queries: RwLock::new(Queries::read(&options.content)?),
            limits: RwLock::new(options.limits),
            limiter: Mutex::default(),
            exports: Mutex::default(),
            faults: Mutex::default(),
            date_ahead: AtomicI64::default(),
            stats: Mutex::default(),
            real,
            webhooks: Webhooks::default(),
            rng: Mutex::new(StdRng::seed_from_u64(options.seed ^ 0x5EED)),
            world: RwLock::new(world),
            changes: watch::channel(0).0,
            options,
        })
    }

    /// The tenant as it is now.
    pub fn world(&self) -> RwLockReadGuard<'_, World> {
        self.catch_up();
        read(&self.world)
    }

    /// Lets time pass, changes something, and lets happen what follows at once.
    pub fn change<T>(&self, change: impl FnOnce(&mut World, &SimClock) -> T) -> T {
        let mut world = write(&self.world);
        world.pass_time(&self.clock);
        let result = change(&mut world, &self.clock);
        world.pass_time(&self.clock);
        drop(world);
        self.changes.send_modify(|count| *count += 1);
        result
    }

    /// Lets everything happen that is due.
    fn catch_up(&self) {
        if write(&self.world).pass_time(&self.clock) {
            self.changes.send_modify(|count| *count += 1);
        }
    }

    /// Tells when something may have changed.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Lets time pass as long as it runs: whatever is due happens when it is.
    pub async fn live(&self) {
        loop {
            let mut changes = self.changes();
            let next = read(&self.world).schedule.next();
            match next {
                Some(moment) => tokio::select! {
                    () = self.clock.reached_or_moved(moment) => self.catch_up(),
                    _ = changes.changed() => {}
                },
                None => {
                    let _ = changes.changed().await;
                }
            }
        }
    }

    /// A random identifier.
    pub fn opaque(&self, length: usize) -> String {
        crate::ids::opaque(&mut lock(&self.rng), length)
    }
}
