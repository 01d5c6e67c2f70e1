//! What handlers share.

use std::sync::Arc;

use ipnet::IpNet;
use jiff::SignedDuration;
use service::Service;
use store::Sessions;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{
    chat::Chat,
    config::Embed,
    dress::Dress,
    http::{attempts::Attempts, exports::Feeds, hooks::Sources, metrics::Traffic, session::Carriers},
    reload::Journal,
    sign_in::{Ways, renewals::Renewals},
    site::Site,
    workers::Workers,
};

/// What handlers share. A cheap clone.
#[derive(Clone)]
pub struct AppState {
    /// The use-cases.
    pub service: Service,
    /// What the pages wear.
    pub dress: Arc<Dress>,
    /// What is read, kept and handed on.
    pub disclosure: Arc<app::pages::Disclosure>,
    /// What is known of the content.
    pub journal: Journal,
    /// Counts the contents that have been put in force.
    pub contents: watch::Receiver<u64>,
    /// How long an execution is kept after its end.
    pub keep: SignedDuration,
    /// What fewer people than this did is not counted.
    pub few: u64,
    /// Whether this is a demonstration.
    pub demonstration: bool,
    /// The site's files.
    pub site: Arc<Site>,
    /// The address that employees see, without a final slash.
    pub public_url: Option<Arc<str>>,
    /// How employees prove who they are.
    pub ways: Arc<Ways>,
    /// Who fails at it.
    pub attempts: Attempts,
    /// How accounts are followed at their identity providers.
    pub renewals: Renewals,
    /// Their sessions.
    pub sessions: Sessions,
    /// How sessions are carried.
    pub carriers: Arc<Carriers>,
    /// Who may frame the pages.
    pub embed: Arc<Embed>,
    /// Who may send webhooks.
    pub hooks: Arc<Sources>,
    /// Who may bring exported data.
    pub exports: Arc<Feeds>,
    /// Which chatbots may speak for employees.
    pub chat: Arc<Chat>,
    /// The reverse proxies whose `X-Forwarded-For` is believed.
    pub forwarded_from: Arc<[IpNet]>,
    /// Who may see the counts.
    pub metrics_from: Arc<[IpNet]>,
    /// What is asked of this server.
    pub traffic: Traffic,
    /// What works without anybody asking.
    pub workers: Workers,
    /// Ends open streams.
    pub stop: CancellationToken,
}
