//! For tests: the whole router with a clock that stands still and a tenant that nobody answers for.

use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Request, Response},
};
use content::{Content, Stamp};
use domain::{Branding, Catalogue, HandOverId, Ticket};
use figment::{
    Figment,
    providers::{Format as _, Toml},
};
use jiff::{SignedDuration, Timestamp};
use service::{Clock, DeskError, HookCount, Limits, Parts, Service, ServiceDesk, SystemClock, TicketReport};
use store::{ApiKeys, Database, LocalBus, Sessions};
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::watch};
use tokio_util::{
    sync::{CancellationToken, DropGuard},
    task::TaskTracker,
};
use tower::ServiceExt as _;

use crate::{
    chat::Chat,
    config::{self, Config},
    connections,
    http::{attempts::Attempts, exports::Feeds, hooks::Sources, metrics::Traffic, session::Carriers},
    people,
    reload::{self, Journal, Reload, Source},
    service_desk,
    sign_in::{Ways, renewals::Renewals},
    site::Site,
    state::AppState,
    tenant::NexthinkTenant,
    workers::Workers,
};

/// What the tenant knows us by.
pub const CLIENT_SECRET: &str = "hush-of-the-client";

/// A tenant at this address.
fn tenant(at: &str) -> String {
    format!("[tenant]\napi_url = \"{at}\"\nclient_id = \"client\"\nclient_secret = \"{CLIENT_SECRET}\"\n")
}

/// The same, read.
pub fn tenant_at(at: &str) -> config::Tenant {
    Figment::from(Toml::string(&tenant(at)))
        .extract_inner("tenant")
        .unwrap()
}

/// Nobody listens there.
const NOWHERE: &str = "http://127.0.0.1:1";

/// Seconds after the tests' noon.
pub struct TestClock(watch::Sender<i64>);

impl Default for TestClock {
    fn default() -> Self {
        Self(watch::Sender::new(0))
    }
}

#[async_trait]
impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        let noon: Timestamp = "2026-03-07T12:00:00Z".parse().unwrap();
        noon + SignedDuration::from_secs(*self.0.borrow())
    }

    async fn reached(&self, at: Timestamp) {
        let mut ticks = self.0.subscribe();
        while self.now() < at {
            ticks.changed().await.unwrap();
        }
    }

    fn new_id(&self) -> uuid::Uuid {
        SystemClock::default().new_id()
    }

    fn new_secret(&self) -> [u8; 32] {
        SystemClock::default().new_secret()
    }
}

/// A server without a socket.
pub struct Desk {
    pub store: Database,
    pub sessions: Sessions,
    pub service: Service,
    pub journal: Journal,
    pub chat: Arc<Chat>,
    router: Router,
    reload: Option<Reload>,
    clock: Arc<TestClock>,
    folder: TempDir,
    config: String,
    demonstration: bool,
}

impl Desk {
    /// A server that is configured by this, besides its tenant. Whoever `people` names may be chosen as in the demo.
    pub async fn open(config: &str) -> Self {
        Self::open_with_tenant(NOWHERE, config).await
    }

    /// The same with a tenant that listens there.
    pub async fn open_with_tenant(at: &str, config: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let config = format!("{}{config}", tenant(at));
        Self::open_in(folder, Arc::default(), config, false).await
    }

    /// The same as a demonstration.
    pub async fn open_demonstration() -> Self {
        let folder = TempDir::new().unwrap();
        Self::open_in(folder, Arc::default(), tenant(NOWHERE), true).await
    }

    /// The same with the content that is shipped.
    pub async fn open_with_shipped_content(config: &str) -> Self {
        let content = concat!(env!("CARGO_MANIFEST_DIR"), "/../content");
        Self::open(&format!("{config}\n[content]\ndir = {content:?}\n")).await
    }

    /// The same server after a restart.
    pub async fn restarted(self) -> Self {
        self.store.close().await;
        Self::open_in(self.folder, self.clock, self.config, self.demonstration).await
    }

    /// The same server after a restart with another configuration.
    pub async fn restarted_with(self, config: &str) -> Self {
        let config = format!("{}{config}", tenant(NOWHERE));
        Self { config, ..self }.restarted().await
    }

    async fn open_in(folder: TempDir, clock: Arc<TestClock>, text: String, demonstration: bool) -> Self {
        let config: Config = Figment::from(Toml::string(&text)).extract().unwrap();
        let store = Database::open_file(&folder.path().join("store.db"))
            .await
            .unwrap();
        let desk = config.service_desk.as_ref();
        // Receivers of webhooks live in real time.
        let desk = desk.map(|desk| service_desk::open(desk, Arc::new(SystemClock::default())).unwrap());
        let source = Source::of(&config, false);
        let content = match config.content.dir.exists() {
            true => source.first().unwrap(),
            false => empty(),
        };
        let stamp = Stamp::of(&source.dir);
        let (news, contents) = watch::channel(0);
        let parts = Parts {
            tenant: Arc::new(NexthinkTenant::new(&config.tenant, Arc::default()).unwrap()),
            desk: desk.or_else(|| Some(service::Desk::Tickets(Arc::new(QuietDesk)))),
            store: Arc::new(store.clone()),
            bus: Arc::new(LocalBus::default()),
            clock: clock.clone(),
            catalogue: Arc::new(content.catalogue.clone()),
            limits: Limits::default(),
            discovery: config.discovery.into(),
            feeds: config::feeds(&config.exports),
        };
        let service = Service::new(parts).await.unwrap();
        let mut ways = Ways::new(&config.identity, config.server.public_url.as_deref()).unwrap();
        for name in ["robin", "kim"] {
            let person = people::identity(&format!("{name}@example.com"), Some(name)).unwrap();
            ways.people.insert(person.upn.clone(), person);
        }
        let sessions = Sessions::new(store.clone(), clock.clone());
        let keys = ApiKeys::new(store.clone(), clock.clone());
        let chat = Arc::new(Chat::new(&config.chat, keys, clock.clone()).unwrap());
        let state = AppState {
            dress: Arc::new(source.dress(&content, None)),
            disclosure: Arc::new(source.settings.disclose(&content)),
            journal: Journal::begin(&content, clock.now()),
            contents,
            service: service.clone(),
            keep: SignedDuration::from_hours(24),
            few: config.database.count_from,
            demonstration,
            site: Arc::new(Site::empty()),
            public_url: config.server.public_url.as_deref().map(Arc::from),
            ways: Arc::new(ways),
            attempts: Attempts::new(sessions.clone()),
            renewals: Renewals::default(),
            sessions: sessions.clone(),
            carriers: Arc::new(Carriers::new(&config.session, config.server.is_secure())),
            embed: Arc::new(config.embed),
            hooks: Arc::new(Sources::new(&config.hooks).unwrap()),
            exports: Arc::new(Feeds::new(&config.exports).unwrap()),
            chat: chat.clone(),
            forwarded_from: config.server.forwarded_from.into(),
            metrics_from: config.server.metrics_from.into(),
            traffic: Traffic::default(),
            workers: Workers::default(),
            stop: CancellationToken::new(),
        };
        let journal = state.journal.clone();
        let reload = Reload::new(source, state, content, stamp, news);
        Self {
            store,
            sessions,
            service,
            router: reload.routes(),
            journal,
            chat,
            reload: Some(reload),
            clock,
            folder,
            config: text,
            demonstration,
        }
    }

    /// Looks after its content from now on, as often as it can, until the guard is dropped.
    pub fn look_after_content(&mut self) -> (DropGuard, watch::Receiver<u64>) {
        let (reload, stop) = (self.reload.take().unwrap(), CancellationToken::new());
        let contents = reload.contents();
        tokio::spawn(reload::watch(
            reload,
            Duration::from_millis(1),
            Arc::default(),
            stop.clone(),
        ));
        (stop.drop_guard(), contents)
    }

    /// Listens on this machine until the guard is dropped.
    pub async fn listen(&self) -> (DropGuard, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (address, stop) = (listener.local_addr().unwrap(), CancellationToken::new());
        let routes = self.router.clone();
        tokio::spawn(connections::take(
            listener,
            routes,
            TaskTracker::new(),
            stop.clone(),
        ));
        (stop.drop_guard(), address)
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Where its database is.
    pub fn database(&self) -> PathBuf {
        self.folder.path().join("store.db")
    }

    pub fn wait(&self, seconds: i64) {
        self.clock.0.send_modify(|now| *now += seconds);
    }

    pub fn count(&self, what: HookCount) -> u64 {
        self.service.hook_counts().of(what)
    }

    /// A call from this machine.
    pub async fn call(&self, request: Request<Body>) -> Response<Body> {
        self.call_from([127, 0, 0, 1], request).await
    }

    pub async fn call_from(&self, address: [u8; 4], mut request: Request<Body>) -> Response<Body> {
        let peer = SocketAddr::from((address, 50_000));
        request.extensions_mut().insert(ConnectInfo(peer));
        self.router.clone().oneshot(request).await.unwrap()
    }
}

/// A service desk: no worker runs here, so nobody asks it.
struct QuietDesk;

#[async_trait]
impl ServiceDesk for QuietDesk {
    async fn create(&self, _: &TicketReport) -> Result<Ticket, DeskError> {
        unreachable!("no worker runs")
    }

    async fn find(&self, _: &HandOverId) -> Result<Option<Ticket>, DeskError> {
        unreachable!("no worker runs")
    }

    fn settles_after(&self) -> Duration {
        Duration::ZERO
    }

    async fn attach(&self, _: &TicketReport, _: &Ticket) -> Result<(), DeskError> {
        unreachable!("no worker runs")
    }
}

pub async fn text(response: Response<Body>) -> String {
    let bytes = to_bytes(response.into_body(), 1_000_000).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The section of a service desk alone.
pub fn section_of(text: &str) -> Result<config::ServiceDesk, String> {
    let section = Figment::from(Toml::string(text)).extract_inner("service_desk");
    section.map_err(|error| error.to_string())
}

/// Content without anything in it.
fn empty() -> Content {
    Content {
        catalogue: nothing(),
        queries: BTreeMap::new(),
        branding: Branding::default(),
        texts: BTreeMap::new(),
    }
}

/// A catalogue without anything in it.
pub fn nothing() -> Catalogue {
    Catalogue {
        categories: Vec::new(),
        metrics: Vec::new(),
        remedies: Vec::new(),
        topics: Vec::new(),
        outcomes: Vec::new(),
        score: "score".parse().unwrap(),
        online_within: SignedDuration::from_mins(10),
        reports_every: None,
    }
}

/// The shipped content, to be changed.
pub fn shipped_content() -> TempDir {
    let dir = TempDir::new().unwrap();
    copy(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../content")),
        dir.path(),
    );
    dir
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy(&path, &target),
            false => drop(fs::copy(&path, &target).unwrap()),
        }
    }
}
