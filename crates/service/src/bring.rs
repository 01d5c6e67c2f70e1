//! A feed brings a whole set of the directory: as a file of exported rows, which takes the place of what is in force when
//! all of it is there and sound.

use domain::FeedName;
use jiff::Timestamp;
use thiserror::Error;

use crate::{
    BadRow, Begun, DirectorySet, FileError, FleetFile, Service, StoreError,
    fill::{FillError, Filled, HOLD},
};

/// Where in a generation the rows of a feed are: all of them are one part.
const PART: u32 = 0;

/// So many rows that cannot be read are told of in a refusal.
const TOLD: usize = 3;

/// A feed of exported data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feed {
    /// What it brings.
    pub set: DirectorySet,
    /// Of all rows of a file, such a share may be unreadable.
    pub max_bad_share: f64,
}

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
    /// It is larger than it may be, in bytes.
    #[error("it has more than {0} bytes")]
    TooLarge(u64),
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
            FillError::File(FileError::TooLarge(bytes)) => Self::TooLarge(bytes),
            FillError::File(error) => Self::Unfit(error.to_string()),
            FillError::Silent => Self::Unfit(error.to_string()),
        }
    }
}

impl Service {
    /// Puts the rows of a file in force, which are as of then, in place of all others of its set.
    ///
    /// # Errors
    /// [`BringError`]; then what was in force still is.
    pub async fn bring(
        &self,
        name: &FeedName,
        feed: Feed,
        file: &mut dyn FleetFile,
        as_of: Timestamp,
    ) -> Result<Brought, BringError> {
        let generation = self.mint_generation();
        let brought = self.begin_and_bring((name, feed), &generation, file, as_of).await;
        match &brought {
            Ok(Brought { rows, bad }) => {
                let set = feed.set.name();
                tracing::info!(
                    feed = %name,
                    rows,
                    bad,
                    "feed {name} has brought {rows} rows of {set} as of {as_of:.0}, and {bad} that cannot be read"
                );
            }
            Err(error) => tracing::warn!(feed = %name, "what feed {name} sent is not taken: {error}"),
        }
        brought
    }

    async fn begin_and_bring(
        &self,
        (name, feed): (&FeedName, Feed),
        generation: &str,
        file: &mut dyn FleetFile,
        as_of: Timestamp,
    ) -> Result<Brought, BringError> {
        let begun = self
            .store()
            .begin_generation(feed.set, generation, HOLD, self.now());
        if begun.await? == Begun::Busy {
            return Err(BringError::Busy);
        }
        let made = self.make((name, feed), generation, file, as_of).await;
        if made.is_err()
            && let Err(error) = self.store().give_up(feed.set, generation).await
        {
            tracing::error!("what was begun is in the way of others for {HOLD:#}: {error}");
        }
        let Filled { read, bad } = made?;
        // It is in force, whatever becomes of this.
        if let Err(error) = self.after_bringing(feed.set, as_of).await {
            tracing::error!(feed = %name, "what feed {name} has brought is not noted everywhere: {error}");
        }
        Ok(Brought { rows: read, bad })
    }

    async fn make(
        &self,
        (name, feed): (&FeedName, Feed),
        generation: &str,
        file: &mut dyn FleetFile,
        as_of: Timestamp,
    ) -> Result<Filled, BringError> {
        let filled = self.fill_soundly(feed, generation, file).await?;
        self.store()
            .put_in_force(&[feed.set], generation, as_of, name.as_str())
            .await?;
        Ok(filled)
    }

    /// Fills a generation, and looks whether it may take the place of what is in force.
    async fn fill_soundly(
        &self,
        feed: Feed,
        generation: &str,
        file: &mut dyn FleetFile,
    ) -> Result<Filled, BringError> {
        let mut first = Vec::new();
        let note = |rows: Vec<BadRow>| {
            let room = TOLD.saturating_sub(first.len());
            first.extend(rows.into_iter().take(room));
        };
        let filled = self.fill(feed.set, (generation, PART), file, note).await?;
        if is_too_much(filled, feed.max_bad_share) {
            return Err(BringError::Unread {
                bad: filled.bad,
                all: filled.all(),
                percent: feed.max_bad_share * 100.0,
                first,
            });
        }
        if filled.read == 0 {
            let sets = self.store().directory().await?;
            let before = sets.iter().find(|set| set.set == feed.set && set.rows > 0);
            if let Some(before) = before {
                return Err(BringError::Empty(before.rows));
            }
        }
        Ok(filled)
    }

    async fn after_bringing(&self, set: DirectorySet, as_of: Timestamp) -> Result<(), StoreError> {
        if set == DirectorySet::Devices {
            self.keep_day(as_of).await?;
        }
        self.look_at_directory().await
    }
}

#[expect(clippy::cast_precision_loss, reason = "nobody counts so many rows one by one")]
fn is_too_much(filled: Filled, share: f64) -> bool {
    filled.bad as f64 > share * filled.all() as f64
}
