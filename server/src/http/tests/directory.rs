//! How old what is known of everybody's devices is, is told wherever somebody looks after it.

use jiff::SignedDuration;
use service::{Begun, Directory as _, DirectorySet, Use};

use super::{
    metrics::told,
    visitor::{BY_PROXY, Visitor, by_proxy},
};
use crate::testing::{Desk, text};

/// A desk that knows of one person at one device, since a minute and a half ago.
async fn knowing(config: &str) -> Desk {
    let desk = Desk::open(config).await;
    let (generation, hold, now) = ("first", SignedDuration::from_mins(1), desk.now());
    for set in DirectorySet::ALL {
        let begun = desk.store.begin_generation(set, generation, hold, now);
        assert_eq!(begun.await.unwrap(), Begun::New);
    }
    let used = Use {
        employee: "robin@example.com".parse().unwrap(),
        name: "robin".into(),
        device: "30adce7c-0000-4000-8000-000000000001".parse().unwrap(),
        at: now,
    };
    let store = &desk.store;
    store.add_people(generation, 0, &[used], now).await.unwrap();
    store
        .put_in_force(&DirectorySet::ALL, generation, now, "discovery")
        .await
        .unwrap();
    desk.wait(90);
    desk
}

#[tokio::test]
async fn prometheus_is_told() {
    let desk = knowing("").await;
    let (_, families) = told(&desk).await;
    let value = |name: &str, set| families[name].value(&[("set", set)]);
    assert_eq!(value("deskside_directory_rows", "people"), Some(1.0));
    assert_eq!(value("deskside_directory_rows", "devices"), Some(0.0));
    assert_eq!(value("deskside_directory_age_seconds", "devices"), Some(90.0));
    assert_eq!(families["deskside_directory_source_down"].value(&[]), Some(0.0));
    assert_eq!(families["deskside_outbox_due"].value(&[]), Some(0.0));
}

#[tokio::test]
async fn whoever_asks_whether_it_is_ready_is_told() {
    let ready = async |desk: &Desk| text(Visitor::of(desk).get("/readyz").await).await;
    let desk = knowing("").await;
    let progress = serde_json::json!({
        "generation": "", "began_at": desk.now(), "due_at": desk.now() + SignedDuration::from_mins(30),
        "failures": 3, "parts": {},
    });
    desk.store.keep_discovery(&progress.to_string()).await.unwrap();
    assert_eq!(
        ready(&desk).await,
        "ready\ndirectory: devices as of 2026-03-07T12:00:00Z, people as of 2026-03-07T12:00:00Z, could not be learned \
         anew three times in a row, next at 2026-03-07T12:31:30Z\n"
    );
    let never = Desk::open("[discovery]\nevery_minutes = 0\n").await;
    assert_eq!(ready(&never).await, "ready\n");
}

#[tokio::test]
async fn an_admin_is_told() {
    let desk = knowing(BY_PROXY).await;
    let page = text(by_proxy(&desk, "it").get("/admin/limits").await).await;
    let page = page.replace("<!>", "");
    assert!(page.contains("<dd>1, as of <time"), "{page}");
    assert!(page.contains("<dd>now</dd>"), "it is due: {page}");
}
