//! Puts the parts together: the only place that names every adapter.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use content::Stamp;
use domain::Identity;
use service::{Clock, Parts, Service, SystemClock};
use store::{ApiKeys, Sessions};
use tokio::{
    net::TcpListener,
    sync::{Notify, watch},
    task::JoinHandle,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    chat::Chat,
    config::{self, Config},
    connections,
    database::{self, Held},
    depot,
    fault::Fault,
    http::{attempts::Attempts, exports::Feeds, hooks::Sources, metrics::Traffic, session::Carriers},
    reload::{self, Journal, Reload, Source},
    service_desk,
    sign_in::{Ways, renewals::Renewals},
    site::Site,
    state::AppState,
    tenant::NexthinkTenant,
    workers,
};

/// How often it is looked for what other servers have told and this one has not heard.
const UNHEARD: Duration = Duration::from_secs(2);

/// A server that listens.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Has it read its content again, whether that looks changed or not.
    pub look_again: Arc<Notify>,
    server: JoinHandle<()>,
    tasks: TaskTracker,
    stop: CancellationToken,
    database: Held,
}

impl Running {
    /// Waits until it has stopped: streams are ended, workers have finished, and the store is closed.
    pub async fn finish(self) -> Result<(), Fault> {
        let served = self.server.await;
        // Also when the server failed by itself: the workers have to end with it.
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
        self.database.store.close().await;
        match served {
            Ok(()) => Ok(()),
            Err(error) => Err(Fault::new(format!("the server broke off: {error}"), "")),
        }
    }
}

/// Starts a server as configured.
pub async fn start(config: Config, stop: CancellationToken) -> Result<Running, Fault> {
    start_with(config, None, stop).await
}

/// What is different in a demonstration.
#[derive(Debug, Default)]
pub struct Demonstration {
    /// Anybody may use it as one of these.
    pub people: Vec<Identity>,
    /// The pages speak mirrored English, to show what they look like from right to left.
    pub right_to_left: bool,
}

/// Starts a server for a demonstration.
pub async fn start_demo(
    config: Config,
    demonstration: Demonstration,
    stop: CancellationToken,
) -> Result<Running, Fault> {
    start_with(config, Some(demonstration), stop).await
}

async fn start_with(
    config: Config,
    demonstration: Option<Demonstration>,
    stop: CancellationToken,
) -> Result<Running, Fault> {
    let site = Arc::new(Site::load()?);
    let is_demonstration = demonstration.is_some();
    let Demonstration {
        people,
        right_to_left,
    } = demonstration.unwrap_or_default();
    let source = Source::of(&config, right_to_left);
    let stamp = Stamp::of(&source.dir);
    let content = source.first()?;
    let mut ways = Ways::new(&config.identity, config.server.public_url.as_deref())?;
    ways.people = people
        .into_iter()
        .map(|person| (person.upn.clone(), person))
        .collect();
    let hooks = Arc::new(Sources::new(&config.hooks)?);
    let exports = Arc::new(Feeds::new(&config.exports)?);
    let depots = depot::open_all(&config.exports)?;
    let held = database::hold(&config.database).await?;
    let store = held.store.clone();
    let system = Arc::new(SystemClock::default());
    let tenant = NexthinkTenant::new(&config.tenant, system.clone())?;
    let clock: Arc<dyn Clock> = system;
    let desk = config.service_desk.as_ref();
    let desk = desk
        .map(|config| service_desk::open(config, clock.clone()))
        .transpose()?;
    let parts = Parts {
        tenant: Arc::new(tenant),
        desk,
        store: Arc::new(store.clone()),
        bus: store.bus(UNHEARD),
        clock: clock.clone(),
        catalogue: Arc::new(content.catalogue.clone()),
        limits: config.budget.into(),
        discovery: config.discovery.into(),
        feeds: config::feeds(&config.exports),
    };
    let service = Service::new(parts)
        .await
        .map_err(|error| Fault::new(format!("cannot read the database: {error}"), ""))?;

    let listener = TcpListener::bind(config.server.listen).await.map_err(|error| {
        Fault::new(
            format!("cannot listen on {}: {error}", config.server.listen),
            "set server.listen to a free address",
        )
    })?;
    let address = listener
        .local_addr()
        .map_err(|error| Fault::new(format!("cannot listen: {error}"), ""))?;
    let tasks = TaskTracker::new();
    let keep = config.database.keep();
    let workers = workers::start(&service, &store, keep, depots, &tasks, &stop);

    let (news, contents) = watch::channel(0);
    let keys = ApiKeys::new(store.clone(), clock.clone());
    let chat = Chat::new(&config.chat, keys, clock.clone())?;
    let sessions = Sessions::new(store.clone(), clock);
    let state = AppState {
        dress: Arc::new(source.dress(&content, None)),
        disclosure: Arc::new(source.settings.disclose(&content)),
        journal: Journal::begin(&content, service.now()),
        contents,
        service,
        keep,
        few: config.database.count_from,
        demonstration: is_demonstration,
        site,
        public_url: config.server.public_url.as_deref().map(Arc::from),
        ways: Arc::new(ways),
        attempts: Attempts::new(sessions.clone()),
        renewals: Renewals::default(),
        sessions,
        carriers: Arc::new(Carriers::new(&config.session, config.server.is_secure())),
        embed: Arc::new(config.embed),
        forwarded_from: config.server.forwarded_from.clone().into(),
        hooks,
        exports,
        chat: Arc::new(chat),
        metrics_from: config.server.metrics_from.clone().into(),
        traffic: Traffic::default(),
        workers,
        stop: stop.clone(),
    };
    let reload = Reload::new(source, state, content, stamp, news);
    let server = connections::take(listener, reload.routes(), tasks.clone(), stop.clone());
    let look_again = Arc::new(Notify::new());
    tasks.spawn(reload::watch(
        reload,
        reload::LOOK,
        look_again.clone(),
        stop.clone(),
    ));
    Ok(Running {
        address,
        look_again,
        server: tokio::spawn(server),
        tasks,
        stop,
        database: held,
    })
}
