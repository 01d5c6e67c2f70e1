//! The rows of a file go into a generation, batch by batch.

use jiff::{SignedDuration, Timestamp};

use crate::{BadRow, DAYS_KEPT, DirectorySet, FileError, FleetFile, FleetRows, Service, StoreError, Use};

/// Whoever has added nothing to a generation for so long has given up.
pub(crate) const HOLD: SignedDuration = SignedDuration::from_mins(10);

/// How many days somebody counts as a user of a device after they were seen at it.
pub(crate) const WINDOW_DAYS: i64 = 30;
const WINDOW: SignedDuration = SignedDuration::from_hours(WINDOW_DAYS * 24);

/// So many devices at once, so that nobody else who writes waits for long.
const DAY_BATCH: u32 = 5_000;

/// How many rows a file had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Filled {
    /// Those that could be read, and count.
    pub kept: u64,
    /// Those that could be read and tell of what is too long ago to count.
    pub aged: u64,
    /// Those that could not.
    pub bad: u64,
    /// The latest time that any of them tells of.
    pub newest: Option<Timestamp>,
}

impl Filled {
    /// All of them.
    pub const fn all(self) -> u64 {
        self.kept.saturating_add(self.aged).saturating_add(self.bad)
    }

    fn look_at(&mut self, times: impl Iterator<Item = Timestamp>) {
        self.newest = self.newest.max(times.max());
    }
}

/// Why a file is not in its generation.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FillError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error("nothing more of it came for {HOLD:#}")]
    Silent,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Service {
    /// Adds what a file has to a part of a generation, in place of what that has. Whoever wants to know gets the rows that
    /// cannot be read.
    pub(crate) async fn fill(
        &self,
        set: DirectorySet,
        (generation, part): (&str, u32),
        file: &mut dyn FleetFile,
        mut unread: impl FnMut(Vec<BadRow>),
    ) -> Result<Filled, FillError> {
        let store = self.store();
        store.drop_part(set, generation, part, self.now()).await?;
        let mut filled = Filled::default();
        let oldest = self.now().saturating_sub(WINDOW).unwrap_or(Timestamp::MIN);
        loop {
            // From then on somebody else may make one.
            let silent = self.now().saturating_add(HOLD).unwrap_or(Timestamp::MAX);
            let batch = tokio::select! {
                batch = file.next() => batch?,
                () = self.clock().reached(silent) => return Err(FillError::Silent),
            };
            let Some(batch) = batch else {
                return Ok(filled);
            };
            filled.bad += count(batch.bad.len());
            unread(batch.bad);
            match batch.rows {
                FleetRows::Devices(devices) => {
                    filled.kept += count(devices.len());
                    filled.look_at(devices.iter().map(|reading| reading.device.last_seen));
                    store.add_devices(generation, part, &devices, self.now()).await?;
                }
                FleetRows::People(mut uses) => {
                    let read = uses.len();
                    filled.look_at(uses.iter().map(|used| used.at));
                    uses.retain(|used: &Use| used.at >= oldest);
                    filled.kept += count(uses.len());
                    filled.aged += count(read - uses.len());
                    store.add_people(generation, part, &uses, self.now()).await?;
                }
            }
        }
    }

    /// Keeps the figures that are in force as those of the day.
    pub(crate) async fn keep_day(&self, as_of: Timestamp) -> Result<(), StoreError> {
        let (day, since) = (day_of(as_of), as_of - SignedDuration::from_hours(24));
        let mut after = String::new();
        while let Some(last) = self.store().keep_day(day, since, &after, DAY_BATCH).await? {
            after = last;
        }
        self.store().forget_days(day - DAYS_KEPT.as_hours() / 24).await
    }

    /// A name for a generation.
    pub(crate) fn mint_generation(&self) -> String {
        self.mint::<domain::ExecutionId>().to_string()
    }
}

/// Days since 1970, UTC.
fn day_of(at: Timestamp) -> i64 {
    at.as_second().div_euclid(86_400)
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}
