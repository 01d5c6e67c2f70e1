use std::{sync::Arc, time::Duration};

use jiff::SignedDuration;
use reqwest::{Certificate, redirect, retry};

use crate::{
    CallIds, Client, Clock, ConfigurationError, Credentials, DateListener, Endpoints, NqlVersion,
    RetryPolicy, Timeouts,
    clock::{self, Times},
    error::chain,
    transport::{Tokens, Transport},
};

/// Tells the tenant's operators who is calling.
const USER_AGENT: &str = concat!("deskside-nexthink/", env!("CARGO_PKG_VERSION"));
/// Below the 60 s after which common load balancers drop idle connections: a trigger sent into a connection that is
/// just being dropped fails in a way that leaves open whether it was applied.
const IDLE_CONNECTION: Duration = Duration::from_secs(30);

/// Builds a [`Client`]; see [`Client::builder`].
#[derive(Clone)]
pub struct ClientBuilder {
    endpoints: Endpoints,
    credentials: Credentials,
    clock: Clock,
    timeouts: Timeouts,
    retry: RetryPolicy,
    token_margin: SignedDuration,
    nql_version: NqlVersion,
    root_certificates: Vec<Vec<u8>>,
    date_listener: Option<DateListener>,
    call_ids: Option<CallIds>,
}

impl ClientBuilder {
    pub(super) fn new(endpoints: Endpoints, credentials: Credentials) -> Self {
        Self {
            endpoints,
            credentials,
            clock: clock::machine(),
            timeouts: Timeouts::default(),
            retry: RetryPolicy::default(),
            token_margin: SignedDuration::from_secs(60),
            nql_version: NqlVersion::default(),
            root_certificates: Vec::new(),
            date_listener: None,
            call_ids: None,
        }
    }

    /// Another clock than the machine's.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Other time-outs.
    #[must_use]
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// Another policy for repeating calls that change nothing.
    #[must_use]
    pub fn retry_policy(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// How long before its end a token is renewed; at most half its life is used. 60 s.
    #[must_use]
    pub fn token_margin(mut self, margin: SignedDuration) -> Self {
        self.token_margin = margin;
        self
    }

    /// Another version of the API for saved queries.
    #[must_use]
    pub fn nql_version(mut self, version: NqlVersion) -> Self {
        self.nql_version = version;
        self
    }

    /// Trusts the certificates in this PEM text besides the machine's own, for companies that look into TLS.
    #[must_use]
    pub fn root_certificate_pem(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem.into());
        self
    }

    /// Tells the tenant's time, as each of its answers says it.
    #[must_use]
    pub fn date_listener(mut self, listener: DateListener) -> Self {
        self.date_listener = Some(listener);
        self
    }

    /// Names each call of the API to the tenant. A token is fetched once for all who wait, and has no name.
    #[must_use]
    pub fn call_ids(mut self, ids: CallIds) -> Self {
        self.call_ids = Some(ids);
        self
    }

    /// Builds the client. It connects to nothing yet. Proxies are taken from the environment (`HTTPS_PROXY` …).
    ///
    /// # Errors
    /// When a root certificate cannot be read, or TLS cannot be set up.
    pub fn build(self) -> Result<Client, ConfigurationError> {
        let roots = self.roots()?;
        let http = build(self.http(&roots))?;
        let files = build(self.http(&roots).no_gzip())?;
        let times = Times {
            clock: self.clock,
            listener: self.date_listener,
        };
        let tokens = Tokens::new(
            http.clone(),
            self.endpoints.clone(),
            self.credentials,
            times.clone(),
            self.token_margin,
            self.timeouts,
            self.retry,
        );
        let transport = Transport {
            http,
            files,
            endpoints: self.endpoints,
            tokens: Arc::new(tokens),
            timeouts: self.timeouts,
            retry: self.retry,
            times,
            nql_version: self.nql_version,
            call_ids: self.call_ids,
        };
        Ok(Client {
            transport: Arc::new(transport),
        })
    }

    fn roots(&self) -> Result<Vec<Certificate>, ConfigurationError> {
        let mut roots = Vec::new();
        for pem in &self.root_certificates {
            let wrong = |reason: String| ConfigurationError::RootCertificate { reason };
            let found = Certificate::from_pem_bundle(pem).map_err(|error| wrong(chain(&error)))?;
            if found.is_empty() {
                return Err(wrong("it holds no certificate".to_owned()));
            }
            roots.extend(found);
        }
        Ok(roots)
    }

    fn http(&self, roots: &[Certificate]) -> reqwest::ClientBuilder {
        reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .connect_timeout(self.timeouts.connect)
            .read_timeout(self.timeouts.read)
            .pool_idle_timeout(IDLE_CONNECTION)
            .redirect(redirect::Policy::none())
            // Only this crate knows which calls may be made twice.
            .retry(retry::never())
            .tls_certs_merge(roots.iter().cloned())
    }
}

fn build(builder: reqwest::ClientBuilder) -> Result<reqwest::Client, ConfigurationError> {
    builder.build().map_err(|error| ConfigurationError::Http {
        reason: chain(&error),
    })
}
