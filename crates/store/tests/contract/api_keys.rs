//! Keys of chatbots: each holds as long as it should and no longer, and what may be done seldom is done seldom.

use domain::{ApiKeyId, BotName};
use futures::future::join_all;
use jiff::SignedDuration;
use service::Store as _;
use store::{ApiKey, Turn, WhichKeys};

use crate::{
    sessions::Desk,
    support::{Backend, at},
};

const HOLD: SignedDuration = SignedDuration::from_secs(10);

fn bot(name: &str) -> BotName {
    name.parse().unwrap()
}

fn id(letter: char) -> ApiKeyId {
    letter.to_string().repeat(12).parse().unwrap()
}

/// A key of the helpdesk's chatbot that it has asked for, and that expires 1,000 seconds after midnight.
fn key(letter: char, created: i64) -> ApiKey {
    ApiKey {
        id: id(letter),
        account: bot("helpdesk"),
        name: "the helpdesk's".to_owned(),
        issued: true,
        digest: vec![7; 32],
        scopes: "read diagnose".parse().unwrap(),
        created_at: at(created),
        expires_at: at(1_000),
        revoked_at: None,
        used_at: None,
    }
}

/// One that the command line has made.
fn by_hand(letter: char) -> ApiKey {
    ApiKey {
        issued: false,
        ..key(letter, 0)
    }
}

pub async fn a_key_is_found_as_it_was_kept_until_it_expires(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let keys = desk.api_keys();
    assert_eq!(
        keys.find(&id('a')).await.unwrap(),
        None,
        "remembered as not there"
    );
    keys.keep(&key('a', 0)).await.unwrap();
    for process in [&keys, &desk.api_keys()] {
        assert_eq!(
            process.find(&id('a')).await.unwrap().as_deref(),
            Some(&key('a', 0))
        );
        assert_eq!(process.find(&id('b')).await.unwrap(), None);
    }
    desk.wait_until(999);
    assert!(keys.find(&id('a')).await.unwrap().is_some());
    desk.wait_until(1_000);
    assert_eq!(keys.find(&id('a')).await.unwrap(), None);
    assert_eq!(keys.current(&bot("helpdesk")).await.unwrap(), None);
    assert_eq!(keys.all().await.unwrap(), [key('a', 0)], "it is still told of");
}

pub async fn a_new_key_takes_the_place_of_what_was_asked_for_before(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let keys = desk.api_keys();
    let other = ApiKey {
        account: bot("other"),
        ..key('d', 0)
    };
    for kept in [&key('a', 0), &by_hand('c'), &other] {
        keys.keep(kept).await.unwrap();
    }
    desk.wait_until(100);
    keys.keep(&key('b', 100)).await.unwrap();
    let current = async || keys.current(&bot("helpdesk")).await.unwrap().unwrap();
    assert_eq!(current().await.id, id('b'));
    // What is under way comes to its end.
    desk.wait_until(159);
    assert!(keys.find(&id('a')).await.unwrap().is_some());
    desk.wait_until(160);
    assert_eq!(keys.find(&id('a')).await.unwrap(), None);
    for left in ['b', 'c', 'd'] {
        assert!(keys.find(&id(left)).await.unwrap().is_some(), "{left}");
    }
    // A key that would have ended before does not hold any longer for it.
    let short = ApiKey {
        expires_at: at(170),
        ..key('e', 160)
    };
    keys.keep(&short).await.unwrap();
    keys.keep(&key('f', 160)).await.unwrap();
    desk.wait_until(170);
    assert_eq!(keys.find(&id('e')).await.unwrap(), None);
}

pub async fn what_is_revoked_ends_here_at_once_and_elsewhere_within_seconds(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let (here, there) = (desk.api_keys(), desk.api_keys());
    for kept in [key('a', 0), by_hand('b'), by_hand('c')] {
        here.keep(&kept).await.unwrap();
        assert!(there.find(&kept.id).await.unwrap().is_some());
    }
    assert_eq!(here.revoke(&WhichKeys::One(&id('b'))).await.unwrap(), 1);
    assert_eq!(
        here.revoke(&WhichKeys::One(&id('b'))).await.unwrap(),
        0,
        "it is over"
    );
    assert_eq!(here.find(&id('b')).await.unwrap(), None);
    desk.wait_until(5);
    assert_eq!(there.find(&id('b')).await.unwrap(), None);
    assert!(there.find(&id('a')).await.unwrap().is_some());
    assert_eq!(here.revoke(&WhichKeys::Of(&bot("helpdesk"))).await.unwrap(), 2);
    assert_eq!(here.current(&bot("helpdesk")).await.unwrap(), None);
    assert_eq!(here.revoke(&WhichKeys::Of(&bot("other"))).await.unwrap(), 0);
}

pub async fn when_a_key_was_used_is_kept_to_the_hour(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let keys = desk.api_keys();
    let month = ApiKey {
        expires_at: at(1_000_000),
        ..key('a', 0)
    };
    keys.keep(&month).await.unwrap();
    for (now, kept) in [(1, 1), (3_600, 1), (3_601, 3_601)] {
        desk.wait_until(now);
        let found = keys.find(&id('a')).await.unwrap().unwrap();
        keys.used(&found).await.unwrap();
        assert_eq!(keys.all().await.unwrap()[0].used_at, Some(at(kept)), "{now}");
    }
}

pub async fn of_twenty_at_once_one_takes_the_turn(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let processes = [desk.api_keys(), desk.api_keys()];
    let tries = (0..20).map(|number| {
        let process = &processes[number % 2];
        async move {
            process
                .take_turn(&[&number.to_string(), "all"], HOLD)
                .await
                .unwrap()
        }
    });
    let turns = join_all(tries).await;
    let taken = turns.iter().filter(|turn| **turn == Turn::Taken).count();
    assert_eq!(taken, 1, "{turns:?}");
    assert!(
        turns
            .iter()
            .all(|turn| matches!(turn, Turn::Taken | Turn::From(_)))
    );
}

pub async fn a_turn_comes_again_at_its_time_for_every_process(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let (here, there) = (desk.api_keys(), desk.api_keys());
    assert_eq!(here.take_turn(&["one", "all"], HOLD).await.unwrap(), Turn::Taken);
    desk.wait_until(9);
    for process in [&here, &there, &here] {
        assert_eq!(
            process.take_turn(&["one", "all"], HOLD).await.unwrap(),
            Turn::From(at(10))
        );
    }
    desk.wait_until(10);
    assert_eq!(there.take_turn(&["one", "all"], HOLD).await.unwrap(), Turn::Taken);
    assert_eq!(here.take_turn(&["one"], HOLD).await.unwrap(), Turn::From(at(20)));
    assert_eq!(here.take_turn(&["other"], HOLD).await.unwrap(), Turn::Taken);
}

pub async fn whoever_comes_too_early_makes_nobody_wait_longer(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let keys = desk.api_keys();
    keys.take_turn(&["one", "all"], HOLD).await.unwrap();
    desk.wait_until(9);
    assert_eq!(
        keys.take_turn(&["other", "all"], HOLD).await.unwrap(),
        Turn::From(at(10))
    );
    assert_eq!(
        desk.api_keys().take_turn(&["other", "all"], HOLD).await.unwrap(),
        Turn::From(at(10))
    );
    desk.wait_until(10);
    assert_eq!(
        keys.take_turn(&["other", "all"], HOLD).await.unwrap(),
        Turn::Taken
    );
}

pub async fn what_is_over_is_forgotten(backend: &impl Backend) {
    let desk = Desk::open(backend).await;
    let keys = desk.api_keys();
    keys.keep(&key('a', 0)).await.unwrap();
    keys.take_turn(&["one"], HOLD).await.unwrap();
    assert_eq!(desk.store.forget(at(1_000), at(0), at(10)).await.unwrap(), 0);
    assert_eq!(desk.store.forget(at(1_001), at(0), at(11)).await.unwrap(), 2);
    assert_eq!(keys.all().await.unwrap(), []);
}
