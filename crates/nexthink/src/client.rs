mod builder;

use std::{fmt, sync::Arc};

pub use self::builder::ClientBuilder;
use crate::{Credentials, Endpoints, Error, transport::Transport};

/// A client of one tenant. Clones share the connections and the token.
///
/// Its calls stand with what they are about: saved queries and exports, remote actions, workflows.
#[derive(Clone)]
pub struct Client {
    pub(crate) transport: Arc<Transport>,
}

impl Client {
    /// Begins a client of this tenant with this credential.
    #[must_use]
    pub fn builder(endpoints: Endpoints, credentials: Credentials) -> ClientBuilder {
        ClientBuilder::new(endpoints, credentials)
    }

    /// Has a token ready, so that the next call leaves at once: whoever spaces calls wants them to arrive as they leave.
    ///
    /// # Errors
    /// Why there is none; the next call tries again.
    pub async fn prepare(&self) -> Result<(), Error> {
        self.transport.tokens.usable(None).await.map(drop)
    }

    /// The tenant's base URLs.
    #[must_use]
    pub fn endpoints(&self) -> &Endpoints {
        &self.transport.endpoints
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("endpoints", self.endpoints())
            .finish_non_exhaustive()
    }
}
