//! The whole router with three sources of webhooks, a clock that stands still, and a tenant that is never asked.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Request, Response},
};
use domain::Catalogue;
use jiff::{SignedDuration, Timestamp};
use service::{Arrival, Clock, HookCount, Inbox as _, Limits, Parts, Service, SystemClock};
use store::{LocalBus, Sessions, Sqlite};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use crate::{
    config::{self, Server},
    http::hooks::Sources,
    router,
    site::Site,
    state::{AppState, SignIn},
    tenant::NexthinkTenant,
    workers::Workers,
};

/// The secret of every source.
pub const SECRET: &str = "a secret: of 100% & 27 =";

/// Seconds after the tests' noon.
#[derive(Default)]
struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        let noon: Timestamp = "2026-03-07T12:00:00Z".parse().unwrap();
        noon + SignedDuration::from_secs(self.0.load(Ordering::SeqCst))
    }

    fn new_id(&self) -> uuid::Uuid {
        SystemClock::default().new_id()
    }

    fn new_secret(&self) -> [u8; 32] {
        SystemClock::default().new_secret()
    }
}

pub struct Desk {
    pub store: Sqlite,
    service: Service,
    router: Router,
    clock: Arc<TestClock>,
    folder: TempDir,
}

impl Desk {
    pub async fn open() -> Self {
        Self::open_in(TempDir::new().unwrap(), Arc::default()).await
    }

    /// The same server after a restart.
    pub async fn restarted(self) -> Self {
        self.store.close().await;
        Self::open_in(self.folder, self.clock).await
    }

    async fn open_in(folder: TempDir, clock: Arc<TestClock>) -> Self {
        let store = Sqlite::open(&folder.path().join("store.db")).await.unwrap();
        let tenant = config::Tenant {
            // Nobody listens there.
            api_url: Some("http://127.0.0.1:1".into()),
            client_id: "client".into(),
            client_secret: Some("secret".to_owned().into()),
            ..config::Tenant::default()
        };
        let parts = Parts {
            tenant: Arc::new(NexthinkTenant::new(&tenant, Arc::default()).unwrap()),
            store: Arc::new(store.clone()),
            bus: Arc::new(LocalBus::default()),
            clock: clock.clone(),
            catalogue: Arc::new(nothing()),
            limits: Limits {
                nql_per_second: None,
                triggers_per_second: None,
            },
        };
        let service = Service::new(parts).await.unwrap();
        let state = AppState {
            service: service.clone(),
            site: Arc::new(Site::empty()),
            sign_in: Arc::new(SignIn::default()),
            sessions: Sessions::new(store.clone(), clock.clone()),
            hooks: Arc::new(sources()),
            metrics_from: Server::default().metrics_from.into(),
            workers: Workers::default(),
            keep: SignedDuration::from_hours(24),
            stop: CancellationToken::new(),
        };
        Self {
            store,
            service,
            router: router::router(state, true),
            clock,
            folder,
        }
    }

    pub fn wait(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds, Ordering::SeqCst);
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

    /// What is kept to be read, which nobody has looked at before.
    pub async fn kept(&self) -> Vec<Arrival> {
        let hold = SignedDuration::from_secs(1);
        self.store
            .lease_arrivals(100, hold, self.clock.now())
            .await
            .unwrap()
    }
}

pub async fn text(response: Response<Body>) -> String {
    let bytes = to_bytes(response.into_body(), 1_000_000).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn sources() -> Sources {
    let credential = |text: &str| serde_json::from_str(text).unwrap();
    let hooks = [
        ("by-token", r#"{"kind": "bearer", "token": "SECRET"}"#),
        (
            "by-password",
            r#"{"kind": "basic", "user": "nexthink", "password": "SECRET"}"#,
        ),
        (
            "by-client",
            r#"{"kind": "oauth2", "client_id": "nexthink", "client_secret": "SECRET"}"#,
        ),
        (
            "by-another",
            r#"{"kind": "oauth2", "client_id": "another", "client_secret": "SECRET"}"#,
        ),
    ];
    let hooks = hooks.map(|(source, text)| {
        let credential = credential(&text.replace("SECRET", SECRET));
        (source.parse().unwrap(), config::Hook { credential })
    });
    Sources::new(&hooks.into()).unwrap()
}

/// A catalogue without anything in it.
fn nothing() -> Catalogue {
    Catalogue {
        categories: Vec::new(),
        metrics: Vec::new(),
        remedies: Vec::new(),
        outcomes: Vec::new(),
        score: "score".parse().unwrap(),
        online_within: SignedDuration::from_mins(10),
    }
}
