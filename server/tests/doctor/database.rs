//! The database: a PostgreSQL and a file in every state in which somebody may find them.

use std::{collections::BTreeMap, fs, path::Path};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, SqliteConnection};
use store::Database;
use throwaway_postgres::Cluster;

use crate::{company::Company, report::Report};

/// Takes back the last steps, as a database of an older version is without them.
const OLDER: &str = "DELETE FROM _sqlx_migrations WHERE version > 6";
const NEWER: &str = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                     VALUES (9876, 'later', TRUE, 'x', 0)";

struct Postgres {
    company: Company,
    cluster: Cluster,
}

impl Postgres {
    /// A company with an empty PostgreSQL.
    async fn open() -> Self {
        let (mut company, cluster) = (Company::open().await, Cluster::start().unwrap());
        company.config.database = format!("url = '{}'", cluster.url());
        Self { company, cluster }
    }

    /// With the tables of this version.
    async fn made() -> Self {
        let postgres = Self::open().await;
        let url = postgres.cluster.url().parse().unwrap();
        Database::connect(&url, 2).await.unwrap().close().await;
        postgres
    }

    async fn connection(&self) -> PgConnection {
        PgConnection::connect(&self.cluster.url()).await.unwrap()
    }

    async fn run(&self, statements: &str) {
        let mut connection = self.connection().await;
        connection
            .execute(AssertSqlSafe(statements.to_owned()))
            .await
            .unwrap();
    }

    async fn count(&self, what: &str) -> i64 {
        let counted = sqlx::query_scalar(AssertSqlSafe(format!("SELECT COUNT(*) FROM {what}")));
        counted.fetch_one(&mut self.connection().await).await.unwrap()
    }

    /// What is said to this user.
    async fn report_to(&mut self, user: &str) -> Report {
        let change = |url: &str| url.replace("tests@", &format!("{user}@"));
        self.company
            .report_with(|config| config.database = change(&config.database))
            .await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_that_does_not_answer() {
    let mut company = Company::open().await;
    company.config.database = "url = 'postgres://desk:very-secret@127.0.0.1:1/deskside'".to_owned();
    let report = company.report().await;
    let said = "cannot open the database deskside at 127.0.0.1:1";
    report.holds("database", "answer", "fault", said, "database.url");
    for check in ["schema", "copy", "clock"] {
        report.holds("database", check, "skipped", "cannot be opened", "");
    }
    assert!(!format!("{report:?}").contains("very-secret"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_that_is_new_and_one_that_is_up_to_date() {
    let postgres = Postgres::open().await;
    let report = postgres.company.report().await;
    let left = "not made yet: `deskside serve` does that when it starts, or `deskside migrate`";
    report.holds("database", "schema", "ok", left, "");
    report.holds("database", "copy", "skipped", "not those of this version yet", "");
    report.holds("database", "clock", "ok", "the same time", "");
    assert!(report.succeeded, "{report:?}");
    assert_eq!(postgres.count("pg_tables WHERE schemaname = 'public'").await, 0);

    let postgres = Postgres::made().await;
    let report = postgres.company.report().await;
    assert_eq!(report.troubles(), [""; 0]);
    assert_eq!(report.verdicts("database"), ["ok"; 4]);
    report.holds("database", "answer", "ok", "answers.", "");
    report.holds("database", "schema", "ok", "those of this version", "");
    report.holds("database", "copy", "ok", "not made of a dump", "");
}

#[tokio::test(flavor = "multi_thread")]
async fn steps_that_are_lacking_are_said_and_not_taken() {
    let postgres = Postgres::made().await;
    postgres.run(OLDER).await;
    let report = postgres.company.report().await;
    let lacks = "It lacks steps of this version (0007 failures, 0008";
    report.holds("database", "schema", "ok", lacks, "");
    report.holds("database", "copy", "ok", "not made of a dump", "");
    assert_eq!(report.troubles(), [""; 0]);
    assert_eq!(postgres.count("_sqlx_migrations").await, 6, "none was taken");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_that_may_not_make_tables_where_some_are_lacking() {
    let mut postgres = Postgres::open().await;
    let user = "CREATE ROLE desk LOGIN; REVOKE CREATE ON SCHEMA public FROM PUBLIC";
    postgres.run(user).await;
    let report = postgres.report_to("desk").await;
    let may_not = "the user in database.url may not do that";
    report.holds("database", "schema", "fault", may_not, "GRANT CREATE ON SCHEMA");

    let mut postgres = Postgres::made().await;
    let reads = format!("{user}; GRANT SELECT ON ALL TABLES IN SCHEMA public TO desk");
    postgres.run(&reads).await;
    let report = postgres.report_to("desk").await;
    report.holds("database", "schema", "ok", "those of this version", "");
    postgres.run(OLDER).await;
    let report = postgres.report_to("desk").await;
    report.holds(
        "database",
        "schema",
        "fault",
        "0007 failures",
        "`deskside migrate`",
    );
    postgres.run("GRANT CREATE ON SCHEMA public TO desk").await;
    let report = postgres.report_to("desk").await;
    let owns = "own those that are there";
    report.holds("database", "schema", "fault", may_not, owns);
    postgres.run("GRANT tests TO desk").await;
    let report = postgres.report_to("desk").await;
    report.holds("database", "schema", "ok", "`deskside serve` does that", "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_of_a_newer_version() {
    let postgres = Postgres::made().await;
    postgres.run(NEWER).await;
    let report = postgres.company.report().await;
    let newer = "A newer version has brought it to step 9876";
    report.holds(
        "database",
        "schema",
        "fault",
        newer,
        "the backup from before the upgrade",
    );
    let url = postgres.cluster.url().parse().unwrap();
    assert!(
        Database::connect(&url, 2).await.is_err(),
        "no server starts on it"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_postgres_that_was_put_back_from_a_dump() {
    let postgres = Postgres::made().await;
    // Its tables are others than those that were worked on.
    postgres
        .run("ALTER TABLE outbox RENAME TO was; CREATE TABLE outbox (LIKE was INCLUDING ALL); DROP TABLE was")
        .await;
    let report = postgres.company.report().await;
    let marks = "deskside restore --mark-only";
    report.holds("database", "copy", "fault", "was made of a dump", marks);
    let report = postgres.company.report().await;
    report.holds("database", "copy", "fault", "was made of a dump", marks);
    report.holds("database", "schema", "ok", "those of this version", "");
}

/// What is in a folder, by name.
fn kept_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let named = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = named.filter(|path| path.is_file());
    files
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read(&path).unwrap())
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_up_to_date_older_newer_and_in_use() {
    let mut company = Company::open().await;
    let folder = company.folder.path().join("data");
    fs::create_dir(&folder).unwrap();
    let file = folder.join("deskside.db");
    company.config.database = format!("file = '{}'", file.display());
    let run = async |statement: &'static str| {
        let url = format!("sqlite://{}", file.display());
        let mut connection = SqliteConnection::connect(&url).await.unwrap();
        connection.execute(statement).await.unwrap();
        connection.close().await.unwrap();
    };
    let report = company.report().await;
    report.holds("database", "schema", "ok", "when it starts first", "");
    // What a server has written is in its log, and not all of it in the file.
    let (server, _owned) = Database::take_over(&file).await.unwrap();
    let report = company.report().await;
    report.holds("database", "schema", "ok", "those of this version", "");
    server.close().await;
    for (change, verdict, found, remedy) in [
        ("SELECT 1", "ok", "those of this version", ""),
        (
            "DELETE FROM _sqlx_migrations WHERE version > 15",
            "ok",
            "0016 directory numbers",
            "",
        ),
        (
            NEWER,
            "fault",
            "to step 9876",
            "the backup from before the upgrade",
        ),
    ] {
        run(change).await;
        let before = kept_in(&folder);
        let report = company.report().await;
        report.holds("database", "schema", verdict, found, remedy);
        assert_eq!(kept_in(&folder), before, "nothing is written: {change}");
    }
}
