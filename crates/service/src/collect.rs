//! A feed's files are fetched where its exporter puts them: the latest one, when it is whole.

use domain::FeedName;
use jiff::Timestamp;

use crate::{BringError, Depot, DepotError, DepotFile, Feed, Service, StoreError};

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
    /// Looks at a depot once, and brings its latest file if that is whole and was neither taken nor refused before. A file is
    /// whole when it is the same for two looks.
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
        let latest = files.iter().find(|file| seen.files.contains(file)).cloned();
        seen.files = files;
        let Some(latest) = latest else {
            return Ok(());
        };
        if self.is_older(feed, latest.modified).await?
            || self.store().knows_file(name, &latest.version).await?
        {
            return Ok(());
        }
        let mut file = depot.open(&latest).await?;
        // No clock of others makes a file younger than it is.
        let as_of = latest.modified.min(self.now());
        match self
            .bring_fetched((name, feed), &mut *file, as_of, Some(latest.version))
            .await
        {
            Err(BringError::Store(error)) => Err(error.into()),
            Err(BringError::Interrupted(why)) => Err(DepotError(why).into()),
            // What is refused is known from now on, and whoever is busy is done at the next look.
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Whether what is in force is younger.
    async fn is_older(&self, feed: Feed, modified: Timestamp) -> Result<bool, StoreError> {
        let sets = self.store().directory().await?;
        Ok(sets.iter().any(|set| set.set == feed.set && set.as_of > modified))
    }
}
