//! The backends to hold to the contract, and executions to put into them.

pub mod postgres;

use std::{collections::BTreeMap, sync::Arc};

use async_trait::async_trait;
use domain::{
    Call, CallResult, Direction, EmployeeId, Execution, ExecutionId, Failure, FailureKind, Launch,
    Measurement, NewExecution, Proof, Report, Signal, TenantStatus,
};
use jiff::{SignedDuration, Timestamp};
use service::{Draft, Event, Lease, Placed, Store};
use sqlx::{Connection as _, Executor as _, SqliteConnection, sqlite::SqliteConnectOptions};
use store::Database;
use tempfile::TempDir;

pub use postgres::PostgresDatabase;

/// A database that can be opened, and looked at after its process was killed.
#[async_trait]
pub trait Backend: Send + Sync {
    /// Opens the database.
    async fn database(&self) -> Database;
    /// Opens the database as the port.
    async fn open(&self) -> Arc<dyn Store> {
        Arc::new(self.database().await)
    }
    /// What the next process finds when this one is killed right now, without any chance to tidy up.
    async fn after_a_crash(&self) -> Arc<dyn Store>;
    /// Takes from the body of this row what every version has written so far.
    async fn makes_unreadable(&self, table: &'static str, id: &str);
    /// Takes out what a step has made, as if it had never been taken.
    async fn unmake(&self, step: &'static str);
}

/// Whatever there is of feeds.
pub const FEEDS: &str = "DROP TABLE feed_bad_rows; DROP TABLE feed_files;
                            DELETE FROM _sqlx_migrations WHERE description IN ('feeds', 'feed sets');";

/// The set of a file that a feed has brought.
pub const FEED_SETS: &str = "ALTER TABLE feed_files DROP COLUMN set_name;
                             DELETE FROM _sqlx_migrations WHERE description = 'feed sets';";

/// The figures of devices in a column of their own.
pub const DIRECTORY_NUMBERS: &str = r#"UPDATE directory_devices_0 SET body = '{"device":' || body || ',"numbers":' || numbers || '}';
       UPDATE directory_devices_1 SET body = '{"device":' || body || ',"numbers":' || numbers || '}';
       ALTER TABLE directory_devices_0 DROP COLUMN numbers;
       ALTER TABLE directory_devices_1 DROP COLUMN numbers;
       DELETE FROM _sqlx_migrations WHERE description = 'directory numbers';"#;

/// An SQLite file in a folder of its own.
pub struct SqliteFile {
    folder: TempDir,
    copy: TempDir,
}

impl SqliteFile {
    pub fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
            copy: TempDir::new().unwrap(),
        }
    }
}

#[async_trait]
impl Backend for SqliteFile {
    async fn database(&self) -> Database {
        Database::open_file(&self.folder.path().join("store.db"))
            .await
            .unwrap()
    }

    /// The database and its log as they lie on the disk while the first one is still open.
    async fn after_a_crash(&self) -> Arc<dyn Store> {
        for file in ["store.db", "store.db-wal"] {
            std::fs::copy(self.folder.path().join(file), self.copy.path().join(file)).unwrap();
        }
        Arc::new(
            Database::open_file(&self.copy.path().join("store.db"))
                .await
                .unwrap(),
        )
    }

    async fn makes_unreadable(&self, table: &'static str, id: &str) {
        let options = SqliteConnectOptions::new().filename(self.folder.path().join("store.db"));
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        let statement = match table {
            "executions" => "UPDATE executions SET body = json_remove(body, '$.id') WHERE id = $1",
            "hand_overs" => "UPDATE hand_overs SET body = json_remove(body, '$.id') WHERE id = $1",
            other => panic!("{other} has no bodies"),
        };
        let changed = sqlx::query(statement).bind(id).execute(&mut connection).await;
        assert_eq!(changed.unwrap().rows_affected(), 1);
    }

    async fn unmake(&self, step: &'static str) {
        let options = SqliteConnectOptions::new().filename(self.folder.path().join("store.db"));
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        connection.execute(step).await.unwrap();
    }
}

/// So many seconds after the tests' midnight.
pub fn at(seconds: i64) -> Timestamp {
    "2026-03-07T00:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_secs(seconds)
}

/// How long the tests hold a lease.
pub const HOLD: SignedDuration = SignedDuration::from_secs(120);

pub fn uuid<T: std::str::FromStr<Err = domain::InvalidId>>(number: u32) -> T {
    format!("{number:08x}-0000-4000-8000-000000000000")
        .parse()
        .unwrap()
}

pub fn robin() -> EmployeeId {
    "robin@example.com".parse().unwrap()
}

pub fn kim() -> EmployeeId {
    "kim@example.com".parse().unwrap()
}

/// A press of a button; by default Robin's for `free-space` on device 1, with a key of its own.
#[derive(Clone)]
pub struct Press {
    pub id: u32,
    pub key: u32,
    pub employee: EmployeeId,
    pub device: u32,
    pub remedy: &'static str,
    pub at: i64,
}

pub fn press(id: u32) -> Press {
    Press {
        id,
        key: id,
        employee: robin(),
        device: 1,
        remedy: "free-space",
        at: 0,
    }
}

impl Press {
    pub fn draft(&self) -> Draft {
        let order = NewExecution {
            id: uuid(self.id),
            employee: self.employee.clone(),
            device: uuid(self.device),
            device_name: format!("LAPTOP-{}", self.device),
            remedy: self.remedy.parse().unwrap(),
            launch: Launch::RemoteAction("disk_cleanup".parse().unwrap()),
            parameters: BTreeMap::from([("drive".to_owned(), "C".to_owned())]),
            proof: Some(Proof {
                metric: "disk-free".parse().unwrap(),
                direction: Direction::Rises,
                by: 10.5,
            }),
            before: Some(Measurement {
                value: 50.25,
                as_of: at(-60),
            }),
            created_at: at(self.at),
            expires_at: at(self.at + 3_600),
            diagnosis: None,
            planned_for: None,
            agreed: None,
            asks: None,
        };
        Draft {
            person: None,
            execution: Execution::new(order),
            key: uuid(self.key),
        }
    }

    pub async fn place(&self, store: &dyn Store) -> Placed {
        store.place(&self.draft(), at(self.at)).await.unwrap()
    }

    /// Places it where nothing is in the way.
    pub async fn placed(&self, store: &dyn Store) -> Execution {
        assert_eq!(self.place(store).await, Placed::New);
        self.draft().execution
    }
}

/// Presses of Robin, each on a device of its own: their numbers, and when.
pub async fn placed_at<const N: usize>(store: &dyn Store, presses: [(u32, i64); N]) -> [Execution; N] {
    let mut placed = Vec::new();
    for (id, at) in presses {
        let press = Press {
            device: id,
            at,
            ..press(id)
        };
        placed.push(press.placed(store).await);
    }
    placed.try_into().unwrap()
}

fn call(result: CallResult, begun: i64) -> Call {
    Call::new(at(begun), at(begun + 1), result, String::new())
}

pub fn accepted() -> Signal {
    Signal::Accepted("request-1".parse().unwrap(), call(CallResult::Accepted, 3))
}

pub fn unknown() -> Signal {
    Signal::OutcomeUnknown(call(CallResult::Unknown, 1))
}

pub fn refused() -> Signal {
    let failure = Failure {
        kind: FailureKind::Refused,
        words: "unknown device".into(),
    };
    Signal::Refused(failure, Some(call(CallResult::Refused, 3)))
}

pub fn reported(status: TenantStatus, changed: i64) -> Signal {
    Signal::Reported(Report {
        request: "request-1".parse().unwrap(),
        status,
        details: format!("details of {changed}"),
        output: "{\"freed\": 3}".into(),
        changed_at: at(changed),
        run: Some(uuid(9)),
        meaning: None,
    })
}

/// Gives an execution a signal and stores what it became.
pub async fn advance(store: &dyn Store, execution: Execution, signal: Signal, now: i64) -> Execution {
    let next = execution.clone().advance(signal, at(now)).into_execution();
    store.update(&execution, &next, at(now)).await.unwrap();
    next
}

/// Every row that can be had at this time.
pub async fn lease(store: &dyn Store, now: i64) -> Vec<Lease> {
    store.lease(100, HOLD, at(now)).await.unwrap()
}

/// The one row that can be had at this time.
pub async fn lease_one(store: &dyn Store, now: i64) -> Lease {
    let mut leases = lease(store, now).await;
    assert_eq!(leases.len(), 1, "{leases:?}");
    leases.remove(0)
}

pub fn ids(executions: &[Execution]) -> Vec<ExecutionId> {
    executions
        .iter()
        .map(|execution| execution.order.id.clone())
        .collect()
}

pub async fn events_of(store: &dyn Store, employee: &EmployeeId) -> Vec<Event> {
    store.events_after(employee, 0, 1_000).await.unwrap()
}
