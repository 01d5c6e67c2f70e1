//! A feed's files are fetched where its exporter puts them: the latest one that is whole and sound.

use domain::FeedName;
use jiff::Timestamp;

use crate::{BringError, Depot, DepotError, DepotFile, Feed, FileFate, FleetFile, Service, StoreError};

/// What is remembered of a depot between two looks.
#[derive(Debug, Default)]
pub struct Seen {
    files: Vec<DepotFile>,
    /// It could not be asked, and that was said.
    failing: bool,
}

/// Why a look at a depot came to nothing.
#[derive(Debug, thiserror::Error)]
enum CollectError {
    #[error("{0}")]
    Depot(#[from] DepotError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Service {
    /// Looks at a depot once, and brings the latest of its files that is whole and sound, unless that was taken before. A
    /// file is whole when it is the same for two looks. One that was refused hides none below it.
    ///
    /// # Errors
    /// When the store fails. A depot that fails is said in the log, and asked again at the next look.
    pub async fn collect_once(
        &self,
        (name, feed): (&FeedName, Feed),
        depot: &dyn Depot,
        seen: &mut Seen,
    ) -> Result<(), StoreError> {
        match self.look_at_depot((name, feed), depot, seen).await {
            Ok(()) => {
                if seen.failing {
                    tracing::info!(feed = %name, "the files of feed {name} can be fetched again");
                }
                seen.failing = false;
                Ok(())
            }
            Err(CollectError::Depot(error)) => {
                if !seen.failing {
                    tracing::warn!(feed = %name, "the files of feed {name} cannot be fetched: {error}");
                }
                seen.failing = true;
                Ok(())
            }
            Err(CollectError::Store(error)) => Err(error),
        }
    }

    async fn look_at_depot(
        &self,
        (name, feed): (&FeedName, Feed),
        depot: &dyn Depot,
        seen: &mut Seen,
    ) -> Result<(), CollectError> {
        let files = depot.latest().await?;
        let before = std::mem::replace(&mut seen.files, files.clone());
        let mut closed = None;
        // The latest first.
        for file in files.into_iter().filter(|file| before.contains(file)) {
            if self.is_older(feed, file.modified).await? {
                break;
            }
            match self.store().fate_of(name, feed.set, &file.version).await? {
                Some(FileFate::Refused) => continue,
                Some(FileFate::Taken) => break,
                None => {}
            }
            match depot.open(&file).await {
                Ok(opened) => {
                    if self.bring_file((name, feed), opened, file).await? {
                        break;
                    }
                }
                // Who may not read one file may be able to read the next.
                Err(error) => closed = closed.or(Some(error)),
            }
        }
        closed.map_or(Ok(()), |error| Err(error.into()))
    }

    /// Brings a file; whether nothing below it is to be looked at.
    async fn bring_file(
        &self,
        feed: (&FeedName, Feed),
        mut opened: Box<dyn FleetFile>,
        file: DepotFile,
    ) -> Result<bool, CollectError> {
        // No clock of others makes a file younger than it is.
        let written = file.modified.min(self.now());
        let brought = self.bring_fetched(feed, &mut *opened, written, Some(file.version));
        match brought.await {
            // Whoever is busy is done at the next look.
            Ok(_) | Err(BringError::Busy) => Ok(true),
            Err(BringError::Store(error)) => Err(error.into()),
            Err(BringError::Interrupted(why)) => Err(DepotError(why).into()),
            // It is known from now on that it is refused.
            Err(
                BringError::TooLarge(_)
                | BringError::Unfit(_)
                | BringError::Unread { .. }
                | BringError::Empty(_)
                | BringError::Outdated { .. }
                | BringError::Older { .. },
            ) => Ok(false),
        }
    }

    /// Whether what is in force is younger.
    async fn is_older(&self, feed: Feed, modified: Timestamp) -> Result<bool, StoreError> {
        let sets = self.store().directory().await?;
        Ok(sets.iter().any(|set| set.set == feed.set && set.as_of > modified))
    }
}
