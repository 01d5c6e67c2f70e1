//! How the tenant is to be.

use std::fmt;
use std::path::PathBuf;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::webhooks::Webhook;

/// How the tenant is to be. [`Options::new`] gives the defaults; change fields as you like.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where `queries/*.nql` are.
    pub content: PathBuf,
    /// Decides the fleet.
    pub seed: u64,
    /// Number of people.
    pub fleet: usize,
    /// How much faster than in life devices act: pick up, run, report. Stamps stay those of the wall clock, and what the
    /// tenant promises in minutes (tokens, expiries, addresses of files) is not scaled.
    pub time_scale: f64,
    /// The tenant's regional time zone.
    pub zone: TimeZone,
    /// Who may ask for tokens.
    pub credentials: Vec<Credential>,
    /// What is refused.
    pub limits: Limits,
    /// Where the real device's actions may write; a temporary folder that is removed at the end if `None`.
    pub scratch: Option<PathBuf>,
    /// How many megabytes (10^6 bytes) of files to clean up there are at the start.
    pub scratch_mb: u64,
    /// Whether details of a workflow are an array, as the specification says, and not the object that live tenants
    /// answer.
    pub workflow_details_as_array: bool,
    /// Webhooks from the start on; the control port can add others.
    pub webhooks: Vec<Webhook>,
}

impl Options {
    /// The defaults: 200 people, seed 42, real time, Europe/Zurich, one credential
    /// ([`Credential::DEFAULT_ID`], [`Credential::DEFAULT_SECRET`]) with every permission, all limits on.
    pub fn new(content: impl Into<PathBuf>) -> Self {
        Self {
            content: content.into(),
            seed: 42,
            fleet: 200,
            time_scale: 1.0,
            zone: TimeZone::get("Europe/Zurich").expect("the time zone database is built in"),
            credentials: vec![Credential::new(
                Credential::DEFAULT_ID,
                Credential::DEFAULT_SECRET,
            )],
            limits: Limits::default(),
            scratch: None,
            scratch_mb: 512,
            workflow_details_as_array: false,
            webhooks: Vec::new(),
        }
    }
}

/// OAuth client credentials of the tenant.
#[derive(Clone)]
pub struct Credential {
    /// Client id.
    pub client_id: String,
    /// Client secret.
    pub client_secret: String,
    /// Its check boxes.
    pub permissions: Permissions,
}

impl Credential {
    /// The client id unless another is chosen.
    pub const DEFAULT_ID: &str = "tenant-sim";
    /// The client secret unless another is chosen.
    pub const DEFAULT_SECRET: &str = "tenant-sim-secret";

    /// A credential with every permission.
    pub fn new(client_id: impl Into<String>, client_secret: impl Into<String>) -> Self {
        let permissions = Permissions::default();
        Self {
            client_id: client_id.into(),
            client_secret: client_secret.into(),
            permissions,
        }
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("client_id", &self.client_id)
            .field("permissions", &self.permissions)
            .finish_non_exhaustive()
    }
}

/// The check boxes of a credential (Administration, API credentials).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "the vendor's check boxes")]
pub struct Permissions {
    /// "NQL API"
    pub nql: bool,
    /// "Remote Actions API"
    pub remote_actions: bool,
    /// "Workflows API"
    pub workflows: bool,
    /// "Campaigns API"
    pub campaigns: bool,
    /// "Enrichment API"
    pub enrichment: bool,
}

impl Default for Permissions {
    fn default() -> Self {
        Self {
            nql: true,
            remote_actions: true,
            workflows: true,
            campaigns: true,
            enrichment: true,
        }
    }
}

/// What the tenant refuses. `None` switches a limit off.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// `nql/execute` calls a second (a public knowledge base: 1). One that comes a tenth of a second early passes, as
    /// networks are not that punctual.
    pub queries_per_second: Option<f64>,
    /// `nql/execute` calls in 24 hours (the same: 50,000).
    pub queries_per_day: Option<u32>,
    /// `nql/export` calls in 24 hours; beyond, `nql/status` answers 429 (official, without a number).
    pub exports_per_day: Option<u32>,
    /// Rows of an execute; the rest is cut off silently (1,000).
    pub execute_rows: usize,
    /// Rows of an export; the rest is cut off and the status is 206 (1,000,000).
    pub export_rows: usize,
    /// Calls of webhooks a second, all together (the vendor throttles them, without a number; 20).
    pub webhooks_per_second: Option<f64>,
    /// Whether `Retry-After` is a date instead of a number of seconds.
    pub retry_after_as_date: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            queries_per_second: Some(1.0),
            queries_per_day: Some(50_000),
            exports_per_day: None,
            execute_rows: 1_000,
            export_rows: 1_000_000,
            webhooks_per_second: Some(20.0),
            retry_after_as_date: false,
        }
    }
}

impl Limits {
    /// No limit on the number of calls.
    pub fn none() -> Self {
        Self {
            queries_per_second: None,
            queries_per_day: None,
            exports_per_day: None,
            webhooks_per_second: None,
            ..Self::default()
        }
    }
}
