//! Whoever is signed out in one process is out in all.

use std::sync::Arc;

use service::SystemClock;
use store::Sessions;
use time::OffsetDateTime;
use tower_sessions_core::{
    SessionStore as _,
    session::{Id, Record},
};

use super::two;
use crate::support::PostgresDatabase;

/// Waits until this is what a process says of the session. What it holds in memory counts for 30 seconds: whoever waits
/// for that does not wait here, because the tests' runner gives up before.
async fn until(sessions: &Sessions, upn: Option<&str>) {
    loop {
        let held = sessions.load(&Id(1)).await.unwrap();
        let said = held.and_then(|record| Some(record.data.get("upn")?.as_str()?.to_owned()));
        if said.as_deref() == upn {
            return;
        }
        tokio::task::yield_now().await;
    }
}

fn record(upn: &str) -> Record {
    Record {
        id: Id(1),
        data: [("upn".to_owned(), serde_json::json!(upn))].into(),
        expiry_date: OffsetDateTime::from_unix_timestamp(32_503_680_000).unwrap(),
    }
}

#[tokio::test]
async fn a_sign_out_and_a_change_are_seen_by_every_process() {
    let database = PostgresDatabase::new();
    let (one, other) = two(&database).await;
    let clock = Arc::new(SystemClock::default());
    let (here, there) = (Sessions::new(one, clock.clone()), Sessions::new(other, clock));
    database.wait_for("LISTEN", 2).await;
    let began = std::time::Instant::now();
    here.create(&mut record("robin@example.com")).await.unwrap();
    until(&there, Some("robin@example.com")).await;
    here.save(&record("robin.lake@example.com")).await.unwrap();
    until(&there, Some("robin.lake@example.com")).await;
    here.delete(&Id(1)).await.unwrap();
    until(&there, None).await;
    assert!(began.elapsed().as_secs() < 30, "memory forgot it by itself");
}
