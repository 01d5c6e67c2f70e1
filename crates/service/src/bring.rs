//! A feed brings a whole set of the directory: as a file of exported rows, which takes the place of what is in force when
//! all of it is there and sound.

use domain::FeedName;
use jiff::Timestamp;
use thiserror::Error;

use crate::{
    BadRow, Begun, BroughtFile, DirectorySet, Excess, Feed, FileError, FileVersion, FleetFile, Service,
    StoreError,
    fill::{FillError, Filled, HOLD, WINDOW_DAYS},
};

/// Where in a generation the rows of a feed are: all of them are one part.
const PART: u32 = 0;

/// So many rows that cannot be read are told of in a refusal.
const TOLD: usize = 3;

/// So many rows that cannot be read are kept of a file.
const KEPT: usize = 1_000;

/// What a feed has brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brought {
    /// Rows that are in force.
    pub rows: u64,
    /// Rows that cannot be read, and are left out.
    pub bad: u64,
}

/// Why what a feed has sent is not in force. Then nothing of it is.
#[derive(Debug, Error)]
pub enum BringError {
    /// Another generation of the set is being made.
    #[error("another generation of this set is being made")]
    Busy,
    /// It is larger than it may be.
    #[error("{0}; whoever runs Deskside sets how large the files of a feed may be")]
    TooLarge(Excess),
    /// It did not come to its end.
    #[error("{0}")]
    Interrupted(String),
    /// It cannot be read to its end, or its columns are not those that are needed.
    #[error("it cannot be used: {0}")]
    Unfit(String),
    /// Too many rows cannot be read.
    #[error("{bad} of {all} rows cannot be read, and at most {percent} % may be")]
    Unread {
        /// How many.
        bad: u64,
        /// Of so many.
        all: u64,
        /// How many of a hundred may be.
        percent: f64,
        /// The first of them.
        first: Vec<BadRow>,
    },
    /// There is no row in it, and there is something to lose.
    #[error("there is no row in it, and {0} rows are in force")]
    Empty(u64),
    /// No row of it counts any more, and there is something to lose.
    #[error(
        "each of its {aged} rows tells of what was more than {WINDOW_DAYS} days ago, and {before} rows are in force; \
         does its query still ask for the last {WINDOW_DAYS} days?"
    )]
    Outdated {
        /// How many rows it has that could be read.
        aged: u64,
        /// How many are in force.
        before: u64,
    },
    /// What is in force is younger.
    #[error(
        "its newest row is of {as_of:.0}, and what is in force is of {before:.0}: it is older and replaces nothing; \
         send a newer export"
    )]
    Older {
        /// As of when it is.
        as_of: Timestamp,
        /// As of when that is which is in force.
        before: Timestamp,
    },
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for BringError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict => Self::Busy,
            error => Self::Store(error),
        }
    }
}

impl From<FillError> for BringError {
    fn from(error: FillError) -> Self {
        match error {
            FillError::Store(error) => error.into(),
            FillError::File(FileError::TooLarge(excess)) => Self::TooLarge(excess),
            FillError::File(error @ FileError::Interrupted(_)) => Self::Interrupted(error.to_string()),
            FillError::File(error) => Self::Unfit(error.to_string()),
            FillError::Silent => Self::Interrupted(error.to_string()),
        }
    }
}

impl BringError {
    /// Whether it is a word on the file itself, so that the same file will be refused again.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        match self {
            Self::TooLarge(_)
            | Self::Unfit(_)
            | Self::Unread { .. }
            | Self::Empty(_)
            | Self::Outdated { .. }
            | Self::Older { .. } => true,
            Self::Busy | Self::Interrupted(_) | Self::Store(_) => false,
        }
    }
}

/// Rows that cannot be read.
#[derive(Debug, Default)]
struct Bad {
    count: u64,
    first: Vec<BadRow>,
}

impl Bad {
    fn note(&mut self, rows: Vec<BadRow>) {
        self.count += u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let room = KEPT.saturating_sub(self.first.len());
        self.first.extend(rows.into_iter().take(room));
    }
}

impl Service {
    /// Puts the rows of a file in force in place of all others of its set. They are as of the newest of them, and of when the
    /// file came or was written at the latest: a file says nothing of what was after it, and its way takes no time off its
    /// age. What became of it is noted.
    ///
    /// # Errors
    /// [`BringError`]; then what was in force still is.
    pub async fn bring(
        &self,
        name: &FeedName,
        feed: Feed,
        file: &mut dyn FleetFile,
        came_at: Timestamp,
    ) -> Result<Brought, BringError> {
        self.bring_fetched((name, feed), file, came_at, None).await
    }

    /// The same for a file that was fetched.
    pub(crate) async fn bring_fetched(
        &self,
        (name, feed): (&FeedName, Feed),
        file: &mut dyn FleetFile,
        came_at: Timestamp,
        fetched: Option<FileVersion>,
    ) -> Result<Brought, BringError> {
        let generation = self.mint_generation();
        let mut bad = Bad::default();
        let made = self
            .replace((name, feed), &generation, file, (came_at, &mut bad))
            .await;
        match &made {
            Ok((filled, as_of)) => {
                let (rows, bad, set) = (filled.kept, filled.bad, feed.set.name());
                tracing::info!(
                    feed = %name,
                    generation,
                    rows,
                    bad,
                    "feed {name} has brought {rows} rows of {set} as of {as_of:.0}, and {bad} that cannot be read"
                );
            }
            Err(error) => {
                tracing::warn!(feed = %name, generation, "what feed {name} sent is not taken: {error}");
            }
        }
        self.directory().feeds().count_bad(name, bad.count);
        let refused = made.as_ref().err();
        if refused.is_none_or(BringError::is_refusal) {
            let noted = BroughtFile {
                generation,
                feed: name.clone(),
                set: feed.set,
                fetched,
                as_of: made.as_ref().map_or(came_at, |(_, as_of)| *as_of),
                ended_at: self.now(),
                rows: made.as_ref().map_or(0, |(filled, _)| filled.kept),
                bad: bad.count,
                refused: refused.map(ToString::to_string),
            };
            // What is in force is, whatever becomes of this.
            if let Err(error) = self.note(feed, &noted, &bad.first).await {
                tracing::error!(feed = %name, "what feed {name} has brought is not noted everywhere: {error}");
            }
        }
        let (filled, _) = made?;
        Ok(Brought {
            rows: filled.kept,
            bad: filled.bad,
        })
    }

    async fn replace(
        &self,
        (name, feed): (&FeedName, Feed),
        generation: &str,
        file: &mut dyn FleetFile,
        (came_at, bad): (Timestamp, &mut Bad),
    ) -> Result<(Filled, Timestamp), BringError> {
        let begun = self
            .store()
            .begin_generation(feed.set, generation, HOLD, self.now());
        if begun.await? == Begun::Busy {
            return Err(BringError::Busy);
        }
        let made = async {
            let filled = self.fill_soundly(feed, generation, file, bad).await?;
            let as_of = filled.newest.map_or(came_at, |newest| newest.min(came_at));
            self.may_replace((name, feed), filled, as_of).await?;
            self.store()
                .put_in_force(&[feed.set], generation, as_of, name.as_str())
                .await?;
            Ok((filled, as_of))
        };
        let made = made.await;
        if made.is_err()
            && let Err(error) = self.store().give_up(feed.set, generation).await
        {
            tracing::error!("what was begun is in the way of others for {HOLD:#}: {error}");
        }
        made
    }

    /// Fills a generation, and looks whether enough of the file could be read.
    async fn fill_soundly(
        &self,
        feed: Feed,
        generation: &str,
        file: &mut dyn FleetFile,
        bad: &mut Bad,
    ) -> Result<Filled, BringError> {
        let place = (generation, PART);
        let filled = self.fill(feed.set, place, file, |rows| bad.note(rows)).await?;
        if is_too_much(filled, feed.max_bad_share) {
            return Err(BringError::Unread {
                bad: filled.bad,
                all: filled.all(),
                percent: feed.max_bad_share * 100.0,
                first: bad.first.iter().take(TOLD).cloned().collect(),
            });
        }
        Ok(filled)
    }

    /// Whether what was filled may take the place of what is in force.
    async fn may_replace(
        &self,
        (name, feed): (&FeedName, Feed),
        filled: Filled,
        as_of: Timestamp,
    ) -> Result<(), BringError> {
        let sets = self.store().directory().await?;
        let before = sets.iter().find(|set| set.set == feed.set && set.rows > 0);
        let Some(before) = before else {
            return Ok(());
        };
        match (filled.kept, filled.aged) {
            (0, 0) => return Err(BringError::Empty(before.rows)),
            (0, aged) => {
                let before = before.rows;
                return Err(BringError::Outdated { aged, before });
            }
            _ => {}
        }
        // A discovery is as of when it was asked for, which is always a little after the newest row of a file: what is as
        // old as it should be may follow it, and what would leave the feed late may not.
        let is_own = before.source == name.as_str();
        let is_late = self.now().duration_since(as_of) > feed.late_after();
        if as_of < before.as_of && (is_own || is_late) {
            let before = before.as_of;
            return Err(BringError::Older { as_of, before });
        }
        Ok(())
    }

    async fn note(&self, feed: Feed, file: &BroughtFile, bad: &[BadRow]) -> Result<(), StoreError> {
        self.store().note_file(file, bad).await?;
        if file.refused.is_some() {
            return Ok(());
        }
        if feed.set == DirectorySet::Devices {
            self.keep_day(file.as_of).await?;
        }
        self.look_at_directory().await
    }
}

#[expect(clippy::cast_precision_loss, reason = "nobody counts so many rows one by one")]
fn is_too_much(filled: Filled, share: f64) -> bool {
    filled.bad as f64 > share * filled.all() as f64
}
