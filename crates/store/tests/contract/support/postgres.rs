//! PostgreSQL as a backend of the contract.

use std::{
    env,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use async_trait::async_trait;
use service::{Clock as _, Store, SystemClock};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use store::{Database, PostgresUrl};
use throwaway_postgres::{Cluster, VARIABLE};
use tokio::sync::OnceCell;

use super::Backend;

/// As many as a small installation.
pub const CONNECTIONS: u32 = 6;

/// The cluster that the environment names, or one of this process.
enum Server {
    Named(String),
    Own(Arc<Cluster>),
}

impl Server {
    fn find() -> Self {
        static OWN: Mutex<Weak<Cluster>> = Mutex::new(Weak::new());
        if let Ok(url) = env::var(VARIABLE) {
            return Self::Named(url);
        }
        let mut own = OWN.lock().unwrap_or_else(PoisonError::into_inner);
        let cluster = own
            .upgrade()
            .unwrap_or_else(|| Arc::new(Cluster::start().unwrap()));
        *own = Arc::downgrade(&cluster);
        Self::Own(cluster)
    }

    fn url(&self) -> String {
        match self {
            Self::Named(url) => url.clone(),
            Self::Own(cluster) => cluster.url(),
        }
    }
}

/// A database of its own.
pub struct PostgresDatabase {
    server: Server,
    name: String,
    made: OnceCell<()>,
}

impl PostgresDatabase {
    pub fn new() -> Self {
        Self {
            server: Server::find(),
            name: format!("t{}", SystemClock::default().new_id().simple()),
            made: OnceCell::new(),
        }
    }

    /// A connection to the cluster, past the database.
    async fn past(&self) -> PgConnection {
        PgConnection::connect(&self.server.url()).await.unwrap()
    }

    /// Its URL. It is there from now on.
    pub async fn url(&self) -> PostgresUrl {
        self.made
            .get_or_init(async || {
                let statement = format!("CREATE DATABASE {} TEMPLATE template0", self.name);
                self.past().await.execute(AssertSqlSafe(statement)).await.unwrap();
            })
            .await;
        self.address().parse().unwrap()
    }

    /// Another database that is made of it as of a dump. Nobody may be connected to this one.
    pub async fn copied(&self) -> Self {
        let copy = Self::new();
        let statement = format!("CREATE DATABASE {} TEMPLATE {}", copy.name, self.name);
        self.past().await.execute(AssertSqlSafe(statement)).await.unwrap();
        copy.made.set(()).unwrap();
        copy
    }

    fn address(&self) -> String {
        let server = self.server.url();
        let (cluster, _) = server.rsplit_once('/').unwrap();
        format!("{cluster}/{}", self.name)
    }

    /// A connection of the test itself.
    pub async fn connection(&self) -> PgConnection {
        self.url().await;
        PgConnection::connect(&self.address()).await.unwrap()
    }

    /// The URL of a schema of it.
    pub async fn in_schema(&self, schema: &str) -> PostgresUrl {
        self.url().await;
        let address = format!("{}?options=-csearch_path%3D{schema}", self.address());
        address.parse().unwrap()
    }

    /// Whether anybody may connect to it who has not yet.
    pub async fn allow_connections(&self, allowed: bool) {
        let statement = format!("ALTER DATABASE {} ALLOW_CONNECTIONS {allowed}", self.name);
        self.past().await.execute(AssertSqlSafe(statement)).await.unwrap();
    }

    /// Waits until so many connections to it have a statement as their last, or run it, that begins like this.
    pub async fn wait_for(&self, statement: &str, connections: i64) {
        let mut past = self.past().await;
        loop {
            let count: i64 = sqlx::query_scalar(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = $1 AND starts_with(query, $2)",
            )
            .bind(&self.name)
            .bind(statement)
            .fetch_one(&mut past)
            .await
            .unwrap();
            if count >= connections {
                return;
            }
        }
    }

    /// Waits until somebody waits for a lock in it.
    pub async fn wait_for_a_waiter(&self) {
        let mut past = self.past().await;
        let mut waiting: i64 = 0;
        while waiting == 0 {
            waiting = sqlx::query_scalar(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = $1 AND wait_event_type = 'Lock'",
            )
            .bind(&self.name)
            .fetch_one(&mut past)
            .await
            .unwrap();
        }
    }

    /// Breaks off every connection to it whose last statement began like this; says how many there were.
    pub async fn terminate(&self, statement: &str) -> i64 {
        sqlx::query_scalar(
            "SELECT COUNT(*) FROM (
                 SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE datname = $1 AND starts_with(query, $2) AND pid <> pg_backend_pid()
             ) AS gone",
        )
        .bind(&self.name)
        .bind(statement)
        .fetch_one(&mut self.past().await)
        .await
        .unwrap()
    }
}

#[async_trait]
impl Backend for PostgresDatabase {
    async fn database(&self) -> Database {
        Database::connect(&self.url().await, CONNECTIONS).await.unwrap()
    }

    /// Whoever was killed has no connection any more.
    async fn after_a_crash(&self) -> Arc<dyn Store> {
        assert!(self.terminate("").await > 0);
        self.open().await
    }

    async fn makes_unreadable(&self, table: &'static str, id: &str) {
        let statement = match table {
            "executions" => "UPDATE executions SET body = (body::jsonb - 'id')::text WHERE id = $1",
            "hand_overs" => "UPDATE hand_overs SET body = (body::jsonb - 'id')::text WHERE id = $1",
            other => panic!("{other} has no bodies"),
        };
        let changed = sqlx::query(statement)
            .bind(id)
            .execute(&mut self.connection().await)
            .await;
        assert_eq!(changed.unwrap().rows_affected(), 1);
    }

    async fn unmake(&self, step: &'static str) {
        self.connection().await.execute(step).await.unwrap();
    }
}
