//! What handlers share.

use std::{collections::BTreeMap, sync::Arc};

use domain::Identity;
use ipnet::IpNet;
use jiff::SignedDuration;
use service::Service;
use store::Sessions;
use tokio_util::sync::CancellationToken;

use crate::{config::Proxy, http::hooks::Sources, site::Site, workers::Workers};

/// What handlers share. A cheap clone.
#[derive(Clone)]
pub struct AppState {
    /// The use-cases.
    pub service: Service,
    /// How long an execution is kept after its end.
    pub keep: SignedDuration,
    /// The site's files.
    pub site: Arc<Site>,
    /// How employees prove who they are.
    pub sign_in: Arc<SignIn>,
    /// Their sessions.
    pub sessions: Sessions,
    /// Who may send webhooks.
    pub hooks: Arc<Sources>,
    /// Who may see the counts.
    pub metrics_from: Arc<[IpNet]>,
    /// What works without anybody asking.
    pub workers: Workers,
    /// Ends open streams.
    pub stop: CancellationToken,
}

/// How employees prove who they are.
#[derive(Debug, Default)]
pub struct SignIn {
    /// A reverse proxy that has signed them in.
    pub proxy: Option<Proxy>,
    /// The people that anybody may be, by user principal name; only in the demo.
    pub people: BTreeMap<String, Identity>,
}
