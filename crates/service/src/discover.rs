//! Everybody's devices are learned at once: by four exports, which become a directory when all of them are there.
//!
//! How far it is stands in the store. Whoever goes on after a process was killed asks for no export again that was loaded,
//! nor for one that is still being made.

mod polling;
mod progress;

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use self::{
    polling::{LONGEST, again_at},
    progress::{Progress, Stage},
};
use crate::{
    Begun, DirectorySet, ExportState, FileError, FleetPart, Service, StoreError, Trouble,
    fill::{FillError, HOLD},
};

/// After this many failures the source is down until its next time.
const TRIES: u32 = 3;

/// How long to wait after a failure; twice as long after the second.
const AGAIN: SignedDuration = SignedDuration::from_mins(1);

/// Of so many rows, one may be unreadable; more, and the export is none.
const ROWS_A_FAULT: u64 = 20;

/// How long whoever discovers sleeps at the longest.
const LOOK: SignedDuration = SignedDuration::from_secs(60);

/// Why there is no new directory.
#[derive(Debug, thiserror::Error)]
enum DiscoverError {
    #[error("the tenant cannot be asked: {0:?}")]
    Tenant(Trouble),
    #[error("the export failed: {0}")]
    Export(String),
    #[error("{unread} of {all} rows cannot be read")]
    Unread { unread: u64, all: u64 },
    #[error("nothing in it counts as one of the {}, and there were {before}", set.name())]
    Empty { set: DirectorySet, before: u64 },
    #[error("it was not there after {LONGEST:#}")]
    TooSlow,
    #[error("another process makes one")]
    Busy,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Trouble> for DiscoverError {
    fn from(trouble: Trouble) -> Self {
        Self::Tenant(trouble)
    }
}

impl Service {
    /// Learns everybody's devices if it is time to, and returns how long to wait before the next look. One process of an
    /// installation does this at a time.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn discover_once(&self) -> Result<Duration, StoreError> {
        let every = self.directory().discovery().every;
        if !self.directory().discovery().is_on() {
            return Ok(wait(LOOK));
        }
        // Also what a feed has brought meanwhile.
        self.look_at_directory().await?;
        let now = self.now();
        let sets = self.directory().sets_to_ask_for(now);
        if sets.is_empty() {
            self.directory().says(false);
            return Ok(wait(LOOK));
        }
        let mut progress = self.progress().await?;
        self.directory().says(progress.is_down());
        if progress.due_at > now && !progress.lacks(&sets) {
            return Ok(wait(progress.due_at.duration_since(now)));
        }
        if progress.is_over(now, every) {
            progress = Progress::begin(self.mint_generation(), now, progress.failures);
            self.keep(&progress).await?;
        }
        progress.sets.clone_from(&sets);
        match self.bring_all(&sets, &mut progress).await {
            Ok(()) => {
                let due_at = progress.began_at.saturating_add(every).unwrap_or(now);
                progress.succeeded(due_at);
            }
            Err(DiscoverError::Store(error)) if !matches!(error, StoreError::Conflict) => return Err(error),
            Err(error) => {
                let now = self.now();
                progress.failed(now, every);
                let (tries, is_down) = (progress.failures, progress.is_down());
                if is_down {
                    self.leave(&sets, &progress.generation).await?;
                }
                tracing::warn!(tries, is_down, "the directory cannot be learned anew: {error}");
            }
        }
        self.directory().says(progress.is_down());
        self.keep(&progress).await?;
        self.look_at_directory().await?;
        Ok(wait(progress.due_at.duration_since(self.now())))
    }

    /// Keeps nobody else from making one.
    async fn leave(&self, sets: &[DirectorySet], generation: &str) -> Result<(), StoreError> {
        for &set in sets {
            self.store().give_up(set, generation).await?;
        }
        Ok(())
    }

    /// When it is time again, at the earliest, and whether the source counts as down until then.
    pub(crate) async fn next_discovery(&self) -> Result<(Timestamp, bool), StoreError> {
        let progress = self.progress().await?;
        Ok((progress.due_at, progress.is_down()))
    }

    async fn progress(&self) -> Result<Progress, StoreError> {
        let kept = self.store().discovery().await?;
        Ok(kept.map_or_else(Progress::default, |text| Progress::read(&text)))
    }

    async fn keep(&self, progress: &Progress) -> Result<(), StoreError> {
        self.store().keep_discovery(&progress.written()).await
    }

    async fn bring_all(&self, sets: &[DirectorySet], progress: &mut Progress) -> Result<(), DiscoverError> {
        let generation = progress.generation.clone();
        for &set in sets {
            let begun = self.store().begin_generation(set, &generation, HOLD, self.now());
            match begun.await? {
                Begun::Busy => return Err(DiscoverError::Busy),
                // Somebody else made one meanwhile, and what was loaded is gone.
                Begun::New => progress.unload(set),
                Begun::GoesOn => {}
            }
        }
        for part in FleetPart::ALL {
            if progress.is_loaded(part) || !sets.contains(&part.set()) {
                continue;
            }
            self.fetch(part, progress).await?;
            self.keep(progress).await?;
        }
        for before in self.store().directory().await? {
            let (set, before) = (before.set, before.rows);
            if before > 0 && sets.contains(&set) && progress.rows(set) == 0 {
                return Err(DiscoverError::Empty { set, before });
            }
        }
        let as_of = progress.began_at;
        self.store()
            .put_in_force(sets, &generation, as_of, "discovery")
            .await?;
        if sets.contains(&DirectorySet::Devices) {
            self.keep_day(as_of).await?;
        }
        let (devices, people) = (
            progress.rows(DirectorySet::Devices),
            progress.rows(DirectorySet::People),
        );
        tracing::info!(
            devices,
            people,
            "{devices} devices and {people} uses were learned, as of {as_of:.0}"
        );
        Ok(())
    }

    /// Brings one part into the generation.
    async fn fetch(&self, part: FleetPart, progress: &mut Progress) -> Result<(), DiscoverError> {
        let export = match progress.asked(part, self.now(), LONGEST) {
            Some(export) => export,
            None => {
                let export = self.gateway().start_export(part).await?;
                progress.set(part, Stage::Asked(export.clone(), self.now()));
                self.keep(progress).await?;
                export
            }
        };
        let truncated = match self.finished(&export).await {
            Ok(truncated) => truncated,
            Err(error) => {
                // Whatever it is, another export may do better.
                progress.set(part, Stage::None);
                return Err(error);
            }
        };
        if truncated {
            tracing::warn!(
                ?part,
                "rows are missing from the export: the tenant's licence exports no more"
            );
        }
        let loaded = self.load(part, &export, &progress.generation).await;
        progress.set(part, Stage::None);
        progress.set(part, Stage::Loaded(loaded?));
        Ok(())
    }

    /// Waits for an export; whether rows are missing from it.
    async fn finished(&self, export: &str) -> Result<bool, DiscoverError> {
        let began = self.now();
        loop {
            match self.gateway().export_state(export).await? {
                ExportState::Ready { truncated } => return Ok(truncated),
                ExportState::Failed(why) => return Err(DiscoverError::Export(why)),
                ExportState::Running => {}
            }
            let next = again_at(began, self.now()).ok_or(DiscoverError::TooSlow)?;
            self.clock().reached(next).await;
        }
    }

    /// Loads an export, batch by batch; how many rows of it count.
    async fn load(&self, part: FleetPart, export: &str, generation: &str) -> Result<u64, DiscoverError> {
        let mut file = self.gateway().open_export(part, export).await?;
        let place = (generation, part.number());
        let filled = self.fill(part.set(), place, &mut *file, drop).await;
        let filled = filled.map_err(|error| self.broken(error))?;
        let (unread, all) = (filled.bad, filled.all());
        if unread * ROWS_A_FAULT > all {
            return Err(DiscoverError::Unread { unread, all });
        }
        if unread > 0 {
            tracing::warn!(
                ?part,
                unread,
                all,
                "{unread} of {all} rows of an export cannot be read"
            );
        }
        Ok(filled.kept)
    }

    fn broken(&self, error: FillError) -> DiscoverError {
        match error {
            FillError::Store(error) => error.into(),
            FillError::Silent => DiscoverError::TooSlow,
            FillError::File(FileError::Tenant(error)) => DiscoverError::Tenant(Trouble {
                kind: error.kind,
                since: self.now(),
            }),
            FillError::File(error) => DiscoverError::Export(error.to_string()),
        }
    }
}

/// At most [`LOOK`], at least a second.
fn wait(left: SignedDuration) -> Duration {
    let left = left.clamp(SignedDuration::from_secs(1), LOOK);
    Duration::try_from(left).unwrap_or(Duration::from_secs(1))
}
