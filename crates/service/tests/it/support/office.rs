//! Everything a use-case needs, and the steps that tests are made of.

use std::{collections::BTreeMap, num::NonZeroU32, sync::Arc};

use domain::{Execution, ExecutionId, FeedName, IdempotencyKey, State, TenantStatus};
use futures::future::join_all;
use jiff::{SignedDuration, Timestamp};
use service::{
    Bus as _, Clock, Desk, Discovery, Employee, EventKind, Feed, Limits, Parts, Rates, Service, StartRequest,
    Started, Store,
};
use store::{Database, LocalBus};
use tempfile::TempDir;

use super::{
    clock::MockClock,
    content::{KIM_S, LAPTOP, MAC, SHARED, catalogue, kim, reading, robin, uid},
    desk::{FakeDesk, FakeMail},
    tenant::{FakeTenant, SharedTenant},
};

/// Robin has the laptop, the Mac and the shared device, Kim has her own and the shared one; all reported just now.
pub struct Office {
    pub clock: Arc<MockClock>,
    pub tenant: SharedTenant,
    pub desk: Arc<FakeDesk>,
    pub store: Arc<Database>,
    pub service: Service,
    bus: Arc<LocalBus>,
    folder: TempDir,
}

pub fn key(number: u32) -> IdempotencyKey {
    format!("{number:08x}-0000-4000-8000-000000000000")
        .parse()
        .unwrap()
}

/// One call in any second.
pub fn one_a_second() -> Rates {
    Rates {
        per_second: NonZeroU32::new(1),
        ..Rates::default()
    }
}

/// One remote action in any second.
pub fn one_action_a_second() -> Limits {
    Limits {
        remote_actions: one_a_second(),
        ..Limits::default()
    }
}

/// A press of a remedy on a device, with a key of its own.
pub fn press(number: u32, device: u32, remedy: &str) -> StartRequest {
    StartRequest {
        device: uid(device),
        remedy: remedy.parse().unwrap(),
        parameters: BTreeMap::new(),
        key: key(number),
        consent: true,
        diagnosis: None,
        later: None,
    }
}

impl Office {
    pub async fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let store = Arc::new(
            Database::open_file(&folder.path().join("store.db"))
                .await
                .unwrap(),
        );
        let (clock, tenant) = (Arc::new(MockClock::new()), Arc::new(FakeTenant::default()));
        let (bus, desk) = (Arc::new(LocalBus::default()), Arc::new(FakeDesk::default()));
        tenant.owns(robin().id(), &[uid(LAPTOP), uid(MAC), uid(SHARED)]);
        tenant.owns(kim().id(), &[uid(KIM_S), uid(SHARED)]);
        for (ago, number) in [(0, LAPTOP), (1, MAC), (2, SHARED), (3, KIM_S)] {
            tenant.reads(reading(number, clock.now() - SignedDuration::from_secs(ago)));
        }
        let parts = parts(&store, &tenant, &desk, &clock, &bus);
        let service = Service::new(parts).await.unwrap();
        Self {
            clock,
            tenant,
            desk,
            store,
            service,
            bus,
            folder,
        }
    }

    /// Another process on the same store and tenant: a replica, or this one after a restart.
    pub async fn another(&self) -> Service {
        self.another_with(Limits::default()).await
    }

    /// The same on another store.
    pub async fn another_on(&self, store: &Arc<Database>) -> Service {
        let parts = parts(store, &self.tenant, &self.desk, &self.clock, &self.bus);
        Service::new(parts).await.unwrap()
    }

    /// A copy of the store, as it is now.
    pub async fn copied(&self) -> Arc<Database> {
        let (file, copy) = (
            self.folder.path().join("store.db"),
            self.folder.path().join("copy.db"),
        );
        Database::back_up(&file, &copy).await.unwrap();
        Arc::new(Database::open_file(&copy).await.unwrap())
    }

    /// The same, that may ask only so often.
    pub async fn another_with(&self, limits: Limits) -> Service {
        let parts = Parts {
            limits,
            ..self.parts()
        };
        Service::new(parts).await.unwrap()
    }

    /// The same, that learns everybody's devices every hour unless these bring them, and shows them.
    pub async fn another_with_feeds(&self, feeds: impl IntoIterator<Item = (FeedName, Feed)>) -> Service {
        let discovery = Discovery {
            every: SignedDuration::from_hours(1),
            live_up_to: 0,
        };
        let parts = Parts {
            discovery,
            feeds: feeds.into_iter().collect(),
            ..self.parts()
        };
        Service::new(parts).await.unwrap()
    }

    /// The same, that learns everybody's devices every hour, and asks about each person's in a company with so many.
    pub async fn another_that_discovers(&self, live_up_to: u64) -> Service {
        self.another_that_discovers_within(live_up_to, Limits::default())
            .await
    }

    /// The same, that may ask only so often.
    pub async fn another_that_discovers_within(&self, live_up_to: u64, limits: Limits) -> Service {
        let discovery = Discovery {
            every: SignedDuration::from_hours(1),
            live_up_to,
        };
        let parts = Parts {
            discovery,
            limits,
            ..self.parts()
        };
        Service::new(parts).await.unwrap()
    }

    /// The same in a company whose service desk takes nothing.
    pub async fn without_desk(&self) -> Service {
        let parts = Parts {
            desk: None,
            ..self.parts()
        };
        Service::new(parts).await.unwrap()
    }

    /// The same in a company whose service desk takes mails only.
    pub async fn by_mail(&self) -> Service {
        let parts = Parts {
            desk: Some(Desk::Mail(Arc::new(FakeMail))),
            ..self.parts()
        };
        Service::new(parts).await.unwrap()
    }

    fn parts(&self) -> Parts {
        parts(&self.store, &self.tenant, &self.desk, &self.clock, &self.bus)
    }

    /// What the sender of hand-overs does when it is woken.
    pub async fn deliver(&self) {
        while deliver_once(&self.service).await {}
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub async fn start(&self, employee: &Employee, request: StartRequest) -> Started {
        self.service.start(employee, request).await.unwrap()
    }

    /// Robin's press of this remedy on the laptop, not sent yet.
    pub async fn queued(&self, number: u32, remedy: &str) -> Execution {
        let started = self.start(&robin(), press(number, LAPTOP, remedy)).await;
        self.execution(&started.execution).await
    }

    /// The same, accepted by the tenant.
    pub async fn sent(&self, number: u32, remedy: &str) -> Execution {
        let queued = self.queued(number, remedy).await;
        self.dispatch().await;
        let sent = self.execution(&queued.order.id).await;
        assert_eq!(sent.state(), State::Sent);
        sent
    }

    /// The same, run to its end without a proof.
    pub async fn done(&self, number: u32, remedy: &str) -> Execution {
        let sent = self.sent(number, remedy).await;
        self.tenant.shows_run(&sent, TenantStatus::Success, self.now());
        self.watch().await;
        let done = self.execution(&sent.order.id).await;
        assert_eq!(done.state(), State::Done);
        done
    }

    /// What the dispatcher does when it is woken.
    pub async fn dispatch(&self) {
        while dispatch_once(&self.service).await {}
    }

    /// One look of the watcher; how long it waits for the next, in seconds.
    pub async fn watch(&self) -> u64 {
        self.service.watch_once().await.unwrap().as_secs()
    }

    /// Appends an event of no meaning for Robin, as whoever does it should: the store first, then the bus.
    pub async fn mark(&self) -> i64 {
        let id = self
            .store
            .append(robin().id(), &EventKind::Figures, self.now())
            .await
            .unwrap();
        self.bus.wake(robin().id());
        id
    }

    pub async fn execution(&self, id: &ExecutionId) -> Execution {
        self.store.execution(id).await.unwrap().unwrap()
    }

    pub async fn state(&self, run: &Execution) -> State {
        self.execution(&run.order.id).await.state()
    }

    /// Every execution of this person, the latest first.
    pub async fn executions_of(&self, employee: &Employee) -> Vec<Execution> {
        self.store.executions_of(employee.id(), 1_000).await.unwrap()
    }
}

/// Sends what is due, all at once; whether anything was.
pub async fn dispatch_once(service: &Service) -> bool {
    let due = service.due(16).await.unwrap();
    let any = !due.is_empty();
    for sent in join_all(due.into_iter().map(|lease| service.send(lease))).await {
        sent.unwrap();
    }
    any
}

/// Hands over what is due, all at once; whether anything was.
pub async fn deliver_once(service: &Service) -> bool {
    let due = service.due_hand_overs(16).await.unwrap();
    let any = !due.is_empty();
    let keep = SignedDuration::from_hours(90 * 24);
    for delivered in join_all(due.into_iter().map(|lease| service.deliver(lease, keep))).await {
        delivered.unwrap();
    }
    any
}

fn parts(
    store: &Arc<Database>,
    tenant: &SharedTenant,
    desk: &Arc<FakeDesk>,
    clock: &Arc<MockClock>,
    bus: &Arc<LocalBus>,
) -> Parts {
    Parts {
        tenant: tenant.clone(),
        desk: Some(Desk::Tickets(desk.clone())),
        store: store.clone(),
        bus: bus.clone(),
        clock: clock.clone(),
        catalogue: Arc::new(catalogue()),
        limits: Limits::default(),
        discovery: Discovery::NEVER,
        feeds: BTreeMap::new(),
    }
}
