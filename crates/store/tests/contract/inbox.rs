//! What comes in by webhooks is kept once, read by one at a time, and stays until somebody has looked at it.

use domain::HookSource;
use futures::future::join_all;
use service::{Arrival, Caller, Digested, Store, TakenIn};

use crate::support::{Backend, HOLD, at};

fn acme() -> HookSource {
    "acme".parse().unwrap()
}

fn other() -> HookSource {
    "other-1".parse().unwrap()
}

async fn taken(store: &dyn Store, body: &str, now: i64) -> TakenIn {
    store.take_in(&acme(), body.as_bytes(), at(now)).await.unwrap()
}

async fn arrivals(store: &dyn Store, now: i64) -> Vec<Arrival> {
    store.lease_arrivals(100, HOLD, at(now)).await.unwrap()
}

async fn one(store: &dyn Store, now: i64) -> Arrival {
    let mut arrivals = arrivals(store, now).await;
    assert_eq!(arrivals.len(), 1, "{arrivals:?}");
    arrivals.remove(0)
}

/// Takes one in and lets it be quarantined; returns its id.
async fn quarantined(store: &dyn Store, body: &str, now: i64) -> i64 {
    taken(store, body, now).await;
    let arrival = one(store, now).await;
    let fault = Digested::Quarantined(format!("{body} is no notice"));
    store.settle(&arrival, &fault, at(now)).await.unwrap();
    arrival.id
}

pub async fn the_same_body_of_one_source_is_one(backend: &impl Backend) {
    let store = backend.open().await;
    assert_eq!(taken(&*store, "{}", 1).await, TakenIn::New);
    assert_eq!(taken(&*store, "{}", 2).await, TakenIn::Repeated);
    assert_eq!(taken(&*store, "{ }", 3).await, TakenIn::New);
    assert_eq!(store.take_in(&other(), b"{}", at(4)).await.unwrap(), TakenIn::New);
    let arrivals = arrivals(&*store, 5).await;
    let seen: Vec<_> = arrivals
        .iter()
        .map(|arrival| (arrival.source.clone(), &arrival.body[..], arrival.received_at))
        .collect();
    assert_eq!(
        seen,
        [
            (acme(), &b"{}"[..], at(1)),
            (acme(), &b"{ }"[..], at(3)),
            (other(), &b"{}"[..], at(4)),
        ]
    );
}

pub async fn twenty_at_once_are_kept_once(backend: &impl Backend) {
    let store = backend.open().await;
    let calls = (0..20).map(|_| {
        let store = store.clone();
        tokio::spawn(async move { store.take_in(&acme(), b"{}", at(1)).await.unwrap() })
    });
    let new = join_all(calls)
        .await
        .into_iter()
        .filter(|taken| matches!(taken, Ok(TakenIn::New)));
    assert_eq!(new.count(), 1);
    let arrival = one(&*store, 1).await;
    let fault = Digested::Quarantined("no".into());
    store.settle(&arrival, &fault, at(1)).await.unwrap();
    assert_eq!(store.quarantined().await.unwrap()[0].times, 20);
}

pub async fn it_is_read_by_one_at_a_time(backend: &impl Backend) {
    let store = backend.open().await;
    taken(&*store, "1", 0).await;
    taken(&*store, "2", 0).await;
    let first = store.lease_arrivals(1, HOLD, at(0)).await.unwrap();
    assert_eq!(first[0].body, b"1");
    assert_eq!(one(&*store, 0).await.body, b"2");
    assert!(arrivals(&*store, 119).await.is_empty());
    let again = arrivals(&*store, 120).await;
    let attempts: Vec<_> = again.iter().map(|arrival| arrival.attempt).collect();
    assert_eq!(attempts, [2, 2]);
}

pub async fn what_was_read_is_not_read_again(backend: &impl Backend) {
    let store = backend.open().await;
    taken(&*store, "{}", 0).await;
    let arrival = one(&*store, 0).await;
    store.settle(&arrival, &Digested::Read, at(1)).await.unwrap();
    assert_eq!(taken(&*store, "{}", 2).await, TakenIn::Repeated);
    assert!(arrivals(&*store, 1_000).await.is_empty());
    assert!(store.quarantined().await.unwrap().is_empty());
}

pub async fn whoever_lost_a_lease_settles_nothing(backend: &impl Backend) {
    let store = backend.open().await;
    taken(&*store, "{}", 0).await;
    let slow = one(&*store, 0).await;
    let held = one(&*store, 120).await;
    store.settle(&slow, &Digested::Read, at(121)).await.unwrap();
    let fault = Digested::Quarantined("it is not JSON".into());
    store.settle(&held, &fault, at(122)).await.unwrap();
    assert_eq!(store.quarantined().await.unwrap().len(), 1);
}

pub async fn what_cannot_be_read_is_kept_to_be_looked_at(backend: &impl Backend) {
    let store = backend.open().await;
    let id = quarantined(&*store, "grün", 5).await;
    taken(&*store, "grün", 6).await;
    assert!(arrivals(&*store, 1_000).await.is_empty());
    let kept = store.quarantined().await.unwrap().remove(0);
    assert_eq!((kept.id, kept.source, kept.received_at), (id, acme(), at(5)));
    assert_eq!(
        (kept.times, kept.size),
        (2, 5),
        "the size is in bytes, not in letters"
    );
    assert_eq!(kept.fault, "grün is no notice");
    let body = store.quarantined_body(id).await.unwrap();
    assert_eq!(body.as_deref(), Some("grün".as_bytes()));
    assert_eq!(store.quarantined_body(id + 1).await.unwrap(), None);
}

pub async fn what_is_replayed_is_read_again(backend: &impl Backend) {
    let store = backend.open().await;
    let id = quarantined(&*store, "x", 0).await;
    assert!(!store.replay(id + 1, at(1)).await.unwrap());
    assert!(store.replay(id, at(1)).await.unwrap());
    assert!(!store.replay(id, at(1)).await.unwrap(), "it waits already");
    assert!(store.quarantined().await.unwrap().is_empty());
    let arrival = one(&*store, 1).await;
    assert_eq!((arrival.id, arrival.attempt), (id, 2));
    assert_eq!(arrival.received_at, at(0), "it did not come again");
}

pub async fn what_is_discarded_is_gone(backend: &impl Backend) {
    let store = backend.open().await;
    let id = quarantined(&*store, "x", 0).await;
    taken(&*store, "y", 0).await;
    let waiting = one(&*store, 0).await;
    assert!(
        !store.discard(waiting.id).await.unwrap(),
        "what nobody has read is not dropped"
    );
    assert!(store.discard(id).await.unwrap());
    assert!(!store.discard(id).await.unwrap());
    assert_eq!(store.quarantined_body(id).await.unwrap(), None);
    assert!(quarantined(&*store, "x", 1).await > id, "an id never comes again");
}

pub async fn what_was_read_is_known_for_a_while(backend: &impl Backend) {
    let store = backend.open().await;
    taken(&*store, "read", 0).await;
    let read = one(&*store, 0).await;
    store.settle(&read, &Digested::Read, at(10)).await.unwrap();
    quarantined(&*store, "kept", 20).await;
    taken(&*store, "waiting", 0).await;

    assert_eq!(store.forget(at(20), at(10), at(0)).await.unwrap(), 0);
    assert_eq!(taken(&*store, "read", 11).await, TakenIn::Repeated);
    assert_eq!(store.forget(at(20), at(11), at(0)).await.unwrap(), 1);
    assert_eq!(taken(&*store, "read", 12).await, TakenIn::New);
    assert_eq!(store.forget(at(21), at(0), at(0)).await.unwrap(), 1);
    assert!(store.quarantined().await.unwrap().is_empty());
    store
        .forget(at(1_000_000), at(1_000_000), at(1_000_000))
        .await
        .unwrap();
    assert_eq!(
        arrivals(&*store, 1_000_000).await.len(),
        2,
        "what nobody has read is never forgotten"
    );
}

pub async fn what_came_in_outlives_a_crash(backend: &impl Backend) {
    let store = backend.open().await;
    taken(&*store, "{}", 0).await;
    one(&*store, 0).await;
    let next = backend.after_a_crash().await;
    assert_eq!(taken(&*next, "{}", 1).await, TakenIn::Repeated);
    assert!(arrivals(&*next, 119).await.is_empty());
    assert_eq!(one(&*next, 120).await.body, b"{}");
}

pub async fn of_too_much_that_cannot_be_read_the_oldest_goes(backend: &impl Backend) {
    let store = backend.open().await;
    let first = quarantined(&*store, "the first", 0).await;
    for number in 0..1_000 {
        quarantined(&*store, &number.to_string(), 1).await;
    }
    assert_eq!(store.quarantined().await.unwrap().len(), 1_001);
    assert_eq!(store.forget(at(0), at(0), at(0)).await.unwrap(), 1);
    assert_eq!(store.quarantined_body(first).await.unwrap(), None);
    assert_eq!(store.quarantined().await.unwrap().len(), 1_000);
}

pub async fn the_reason_may_hold_any_character(backend: &impl Backend) {
    let store = backend.open().await;
    taken(&*store, "x", 0).await;
    let arrival = one(&*store, 0).await;
    let fault = Digested::Quarantined("unknown field \"\0\u{1f6b2}\"".into());
    store.settle(&arrival, &fault, at(1)).await.unwrap();
    let kept = store.quarantined().await.unwrap();
    assert_eq!(kept.len(), 1);
    assert!(kept[0].fault.contains('\u{1f6b2}'), "{}", kept[0].fault);
    assert!(store.replay(kept[0].id, at(2)).await.unwrap());
}

pub async fn a_token_is_its_sources_until_it_expires(backend: &impl Backend) {
    let store = backend.open().await;
    let source = Caller::Hook(acme());
    store.keep_token(&source, "secret", at(10)).await.unwrap();
    let knows =
        async |source: &Caller, token, seconds| store.knows_token(source, token, at(seconds)).await.unwrap();
    assert!(knows(&source, "secret", 9).await);
    assert!(!knows(&source, "secret", 10).await);
    assert!(!knows(&source, "other", 9).await);
    assert!(!knows(&Caller::Hook(other()), "secret", 9).await);
    assert_eq!(store.forget(at(0), at(0), at(11)).await.unwrap(), 1);
}

pub async fn a_token_of_a_feed_is_no_token_of_a_source(backend: &impl Backend) {
    let store = backend.open().await;
    let callers = [Caller::Hook(acme()), Caller::Feed("acme".parse().unwrap())];
    for (caller, token) in callers.iter().zip(["of the source", "of the feed"]) {
        store.keep_token(caller, token, at(10)).await.unwrap();
    }
    for (caller, known) in callers.iter().zip([[true, false], [false, true]]) {
        for (token, is_known) in ["of the source", "of the feed"].into_iter().zip(known) {
            let knows = store.knows_token(caller, token, at(9)).await.unwrap();
            assert_eq!(knows, is_known, "{caller:?} {token}");
        }
    }
}
