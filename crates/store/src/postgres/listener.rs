//! What other processes on the same database tell.

use std::time::Duration;

use sqlx::{
    PgPool,
    postgres::{PgListener, PgPoolOptions},
};
use tokio::time::sleep;

/// How long to wait after a connection failed.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// What is heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Heard {
    /// Somebody told this.
    Told(String),
    /// From now on all is heard, but what was told before may not have been.
    Lost,
}

/// Listens on one channel of this installation, by a connection of its own.
pub(crate) struct Listener {
    pool: PgPool,
    channel: &'static str,
    heard: Option<PgListener>,
}

impl Listener {
    /// Listens where these connections go, to what is told on `deskside_<channel>_…`.
    pub fn new(pool: &PgPool, channel: &'static str) -> Self {
        Self {
            pool: pool.clone(),
            channel,
            heard: None,
        }
    }

    /// Waits until something is heard. It begins with [`Heard::Lost`].
    pub async fn next(&mut self) -> Heard {
        loop {
            if let Some(listener) = &mut self.heard {
                match listener.try_recv().await {
                    Ok(Some(told)) => return Heard::Told(told.payload().to_owned()),
                    Ok(None) => {
                        tracing::warn!("the connection to the database by which it tells news was lost")
                    }
                    Err(error) => tracing::warn!("the database tells no news: {error}"),
                }
                self.heard = None;
            }
            match self.listen().await {
                Ok(listener) => {
                    self.heard = Some(listener);
                    return Heard::Lost;
                }
                Err(error) => {
                    tracing::warn!("the database tells no news: {error}");
                    sleep(AFTER_FAILURE).await;
                }
            }
        }
    }

    /// Listens by another connection from now on: this one may be dead without either side knowing.
    pub fn reconnect(&mut self) {
        self.heard = None;
    }

    async fn listen(&self) -> Result<PgListener, sqlx::Error> {
        // A pool each time, so that nothing waits for the end of a connection that is dead.
        let alone = PgPoolOptions::new()
            .max_connections(1)
            .max_lifetime(None)
            .idle_timeout(None)
            .connect_lazy_with(self.pool.connect_options().as_ref().clone());
        let mut listener = PgListener::connect_with(&alone).await?;
        listener.eager_reconnect(false);
        let channel: String = sqlx::query_scalar("SELECT 'deskside_' || $1 || '_' || md5(current_schema())")
            .bind(self.channel)
            .fetch_one(&mut listener)
            .await?;
        listener.listen(&channel).await?;
        Ok(listener)
    }
}
