//! When the keys' source is asked, and what happens when it does not answer.

use std::sync::Arc;

use jsonwebtoken::Algorithm;
use serde_json::{Value, json};
use tokens::{Issuers, Keys, Refused};
use tokio::task::JoinSet;
use wiremock::ResponseTemplate;

use crate::support::{
    EC, EC_OTHER, NOW, Source, at, claims_with, ec, issuers_with, nobody, published, signed, silent,
};

const HOUR: i64 = 3600;

fn old() -> Value {
    published("old", &ec(EC), Algorithm::ES256)
}

fn new() -> Value {
    published("new", &ec(EC_OTHER), Algorithm::ES256)
}

/// Verifies a token that is issued `seconds` after the beginning, then.
async fn verify(issuers: &Issuers, kid: &str, seconds: i64) -> Result<(), Refused> {
    let now = NOW + seconds;
    let key = if kid == "new" { EC_OTHER } else { EC };
    let claims = claims_with(json!({"iat": now, "exp": now + 60}));
    let token = signed(
        &json!({"alg": "ES256", "kid": kid}),
        &claims,
        &ec(key),
        Algorithm::ES256,
    );
    issuers.verify(&token, at(now)).await.map(drop)
}

fn issuers(source: &Source) -> Issuers {
    source.issuers(&[Algorithm::ES256])
}

#[tokio::test]
async fn keys_are_fetched_when_needed_and_once_an_hour() {
    let source = Source::of(&[old()]).await;
    let issuers = issuers(&source);
    assert_eq!(source.count().await, 0);
    for (seconds, asked) in [(0, 1), (HOUR - 1, 1), (HOUR, 2), (2 * HOUR - 1, 2), (2 * HOUR, 3)] {
        assert_eq!(verify(&issuers, "old", seconds).await, Ok(()));
        assert_eq!(source.count().await, asked, "after {seconds} s");
    }
}

#[tokio::test]
async fn a_new_key_is_found_at_once_and_a_withdrawn_one_is_gone() {
    let source = Source::of(&[old()]).await;
    let issuers = issuers(&source);
    verify(&issuers, "old", 0).await.unwrap();
    source.publish(&[old(), new()]);
    assert_eq!(verify(&issuers, "new", 30).await, Ok(()));
    assert_eq!(verify(&issuers, "old", 31).await, Ok(()));
    source.publish(&[new()]);
    assert_eq!(verify(&issuers, "old", 30 + HOUR).await, Err(Refused::UnknownKey));
    assert_eq!(source.count().await, 3);
}

#[tokio::test]
async fn invented_ids_ask_once_in_30_seconds() {
    let source = Source::of(&[old()]).await;
    let issuers = Arc::new(issuers(&source));
    for (seconds, asked) in [(0, 1), (29, 1), (30, 2), (59, 2), (60, 3)] {
        let mut flood = JoinSet::new();
        for id in 0..20 {
            let issuers = Arc::clone(&issuers);
            flood.spawn(async move { verify(&issuers, &format!("invented-{id}"), seconds).await });
        }
        for refused in flood.join_all().await {
            assert_eq!(refused, Err(Refused::UnknownKey));
        }
        assert_eq!(source.count().await, asked, "after {seconds} s");
        assert_eq!(verify(&issuers, "old", seconds).await, Ok(()));
    }
}

#[tokio::test]
async fn all_who_wait_share_one_fetch() {
    let source = Source::start().await;
    source.publish_late(&[old()]);
    let issuers = Arc::new(issuers(&source));
    let mut calls = JoinSet::new();
    for _ in 0..20 {
        let issuers = Arc::clone(&issuers);
        calls.spawn(async move { verify(&issuers, "old", 0).await });
    }
    for verified in calls.join_all().await {
        assert_eq!(verified, Ok(()));
    }
    assert_eq!(source.count().await, 1);
}

#[tokio::test]
async fn who_goes_away_does_not_end_it_for_the_others() {
    let source = Source::start().await;
    source.publish_late(&[old()]);
    let issuers = issuers(&source);
    tokio::select! {
        () = source.asked() => {}
        verified = verify(&issuers, "old", 0) => panic!("{verified:?} before the answer"),
    }
    assert_eq!(verify(&issuers, "old", 0).await, Ok(()));
    assert_eq!(source.count().await, 1);
}

#[tokio::test]
async fn a_source_that_says_nothing_is_not_waited_for_for_ever() {
    let (_listener, url) = silent();
    let issuers = issuers_with(&[Algorithm::ES256], Keys::jwks(&url).unwrap());
    assert_eq!(verify(&issuers, "old", 0).await, Err(Refused::KeysUnavailable));
}

#[tokio::test]
async fn without_any_answer_there_are_no_keys() {
    let issuers_of_nobody = issuers_with(&[Algorithm::ES256], Keys::jwks(&nobody()).unwrap());
    let refused = verify(&issuers_of_nobody, "old", 0).await.unwrap_err();
    assert_eq!(refused.code(), "keys_unavailable");

    let source = Source::start().await;
    let issuers = issuers(&source);
    for (seconds, asked) in [(0, 1), (4, 1), (5, 2)] {
        assert_eq!(
            verify(&issuers, "old", seconds).await,
            Err(Refused::KeysUnavailable)
        );
        assert_eq!(source.count().await, asked, "after {seconds} s");
    }
    source.publish(&[old()]);
    assert_eq!(verify(&issuers, "old", 10).await, Ok(()));
}

#[tokio::test]
async fn known_keys_serve_for_a_day_without_their_source() {
    let source = Source::of(&[old()]).await;
    let issuers = issuers(&source);
    verify(&issuers, "old", 0).await.unwrap();
    source.go_down();
    for (seconds, asked) in [(HOUR, 2), (HOUR + 29, 2), (HOUR + 30, 3), (24 * HOUR - 1, 4)] {
        assert_eq!(verify(&issuers, "old", seconds).await, Ok(()));
        assert_eq!(verify(&issuers, "new", seconds).await, Err(Refused::UnknownKey));
        assert_eq!(source.count().await, asked, "after {seconds} s");
    }
    let too_old = verify(&issuers, "old", 24 * HOUR + 30).await;
    assert_eq!(too_old, Err(Refused::KeysUnavailable));
    source.publish(&[old()]);
    assert_eq!(verify(&issuers, "old", 24 * HOUR + 60).await, Ok(()));
}

#[tokio::test]
async fn an_answer_that_is_no_set_changes_nothing() {
    let source = Source::of(&[old()]).await;
    let issuers = issuers(&source);
    verify(&issuers, "old", 0).await.unwrap();
    let elsewhere = Source::of(&[new()]).await;
    let large = json!({"keys": [new()], "padding": "x".repeat(256 << 10)});
    let answers = [
        ResponseTemplate::new(200).set_body_string("<html>sign in</html>"),
        ResponseTemplate::new(200).set_body_json(json!({"keys": 1})),
        ResponseTemplate::new(500).set_body_json(json!({"keys": [new()]})),
        ResponseTemplate::new(302).insert_header("location", elsewhere.url()),
        ResponseTemplate::new(200).set_body_json(large),
    ];
    for (turn, answer) in (1..).zip(answers) {
        source.answer(answer);
        let seconds = turn * HOUR;
        assert_eq!(
            verify(&issuers, "new", seconds).await,
            Err(Refused::UnknownKey),
            "{turn}"
        );
        assert_eq!(verify(&issuers, "old", seconds).await, Ok(()), "{turn}");
        assert_eq!(source.count().await, 1 + turn as usize);
    }
    assert_eq!(elsewhere.count().await, 0);
}

#[tokio::test]
async fn a_clock_that_was_set_back_stops_nothing() {
    let source = Source::of(&[old()]).await;
    let issuers = issuers(&source);
    verify(&issuers, "old", 48 * HOUR).await.unwrap();
    source.publish(&[new()]);
    assert_eq!(verify(&issuers, "new", 0).await, Ok(()));
}
