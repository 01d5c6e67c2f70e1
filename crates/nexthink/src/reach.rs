//! Whether the tenant can be reached and takes the credential, for whoever sets it up. Nothing of the tenant is asked.

use crate::{Call, Client, Error, transport::broken};

/// One of the tenant's two hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// The host of the API.
    Api,
    /// The host that gives tokens, apart from older ones ([`TokenEndpoint::Legacy`](crate::TokenEndpoint::Legacy)).
    Login,
}

impl Client {
    /// Asks a host for an answer, without a credential and only once. Every answer is one, whatever its status, which is
    /// told: it shows that there is a way, and who is at its end.
    ///
    /// # Errors
    /// [`Error::Connect`], [`Error::Timeout`] and [`Error::Interrupted`].
    pub async fn reach(&self, host: Host) -> Result<u16, Error> {
        let (call, transport) = (Call::Reach, &self.transport);
        let request = transport
            .http
            .get(transport.endpoints.base(host))
            .timeout(transport.timeouts.total);
        let answer = request.send().await.map_err(|error| broken(call, error))?;
        transport.times.hear(answer.headers());
        Ok(answer.status().as_u16())
    }

    /// Has a token given for the credential, unless there is one that still lives.
    ///
    /// # Errors
    /// [`Error::CredentialsRefused`] where the tenant does not take the credential, and what any call can meet.
    pub async fn authenticate(&self) -> Result<(), Error> {
        self.transport.tokens.usable(None).await.map(drop)
    }
}
