//! Accounts that are followed at their identity provider.

use std::time::Duration;

use futures::future::join_all;
use serde_json::json;
use sqlx::{ConnectOptions as _, Executor as _, sqlite::SqliteConnectOptions};

use super::{
    provider::{DUE, Provider},
    visitor::Visitor,
};
use crate::testing::Desk;

/// As the same browser asks for several things at once.
async fn all_are_signed_in(robin: &Visitor<'_>) -> bool {
    let tabs = (0..6).map(|_| async {
        let mut tab = robin.other();
        tab.cookies = robin.cookies.clone();
        tab.is_signed_in("/").await
    });
    join_all(tabs).await.into_iter().all(|signed_in| signed_in)
}

#[tokio::test]
async fn an_account_is_asked_about_when_it_is_time_and_once_for_all_that_ask() {
    let provider = Provider::start().await;
    let desk = provider.desk().await;
    let mut robin = Visitor::of(&desk);
    provider.signs_in(&mut robin, "").await;
    desk.wait(DUE - 1);
    assert!(robin.is_signed_in("/").await);
    assert_eq!(provider.refreshes(), 0);
    provider.takes(Duration::from_millis(50));
    for round in 1..=3 {
        desk.wait(DUE);
        assert!(all_are_signed_in(&robin).await);
        assert_eq!(provider.refreshes(), round);
    }
}

#[tokio::test]
async fn what_is_written_by_a_request_that_began_earlier_brings_no_old_token_back() {
    let provider = Provider::start().await;
    let desk = provider.desk().await;
    let mut robin = Visitor::of(&desk);
    provider.signs_in(&mut robin, "").await;
    for round in 1..=3 {
        // So long that all of them note that the session was used, in what they have read before.
        desk.wait(10 * 60);
        assert!(all_are_signed_in(&robin).await);
        assert_eq!(provider.refreshes(), round);
    }
}

#[tokio::test]
async fn a_browser_that_goes_away_meanwhile_loses_nothing() {
    let provider = Provider::start().await;
    let desk = provider.desk().await;
    let mut robin = Visitor::of(&desk);
    provider.signs_in(&mut robin, "").await;
    desk.wait(DUE);
    provider.takes(Duration::from_millis(200));
    let mut tab = robin.other();
    tab.cookies = robin.cookies.clone();
    tokio::select! {
        _ = tab.get("/") => panic!("it was answered before the provider was"),
        () = provider.was_asked(1) => {}
    }
    assert!(robin.is_signed_in("/").await);
    assert_eq!(provider.refreshes(), 1);
    desk.wait(DUE);
    assert!(robin.is_signed_in("/").await);
    assert_eq!(provider.refreshes(), 2);
}

#[tokio::test]
async fn a_new_token_that_cannot_be_written_is_not_lost() {
    let provider = Provider::start().await;
    let desk = provider.desk().await;
    let mut robin = Visitor::of(&desk);
    provider.signs_in(&mut robin, "").await;
    statement(
        &desk,
        "CREATE TRIGGER broken BEFORE UPDATE OF followed_with ON sessions BEGIN SELECT RAISE(FAIL, 'broken'); END",
    )
    .await;
    for round in 1..=2 {
        desk.wait(DUE);
        assert!(robin.is_signed_in("/").await);
        assert_eq!(provider.refreshes(), round);
    }
    // It is written as soon as that works, and there after a restart.
    statement(&desk, "DROP TRIGGER broken").await;
    assert!(robin.is_signed_in("/").await);
    let cookies = robin.cookies.clone();
    let desk = desk.restarted().await;
    let mut robin = Visitor::of(&desk);
    robin.cookies = cookies;
    desk.wait(DUE);
    assert!(robin.is_signed_in("/").await);
    assert_eq!(provider.refreshes(), 3);
}

#[tokio::test]
async fn what_another_server_was_told_is_not_asked_again() {
    let provider = Provider::start().await;
    let desk = provider.desk().await;
    let mut robin = Visitor::of(&desk);
    provider.signs_in(&mut robin, "").await;
    assert!(robin.is_signed_in("/").await, "it is known when it is due");
    statement(
        &desk,
        "UPDATE sessions SET followed_with = json_set(followed_with, '$.refresh_at', '2026-03-07T12:20:00Z')",
    )
    .await;
    desk.wait(DUE);
    assert!(robin.is_signed_in("/").await);
    assert_eq!(provider.refreshes(), 0);
    desk.wait(20 * 60);
    assert!(robin.is_signed_in("/").await);
    assert_eq!(provider.refreshes(), 1);
}

async fn statement(desk: &Desk, text: &'static str) {
    let file = SqliteConnectOptions::new().filename(desk.database());
    file.connect().await.unwrap().execute(text).await.unwrap();
}

#[tokio::test]
async fn an_account_that_is_gone_loses_all_its_sessions_and_nobody_else_does() {
    let provider = Provider::start().await;
    let desk = provider.desk().await;
    let mut home = Visitor::of(&desk);
    let (mut kim, mut popup, mut frame) = (home.other(), home.other(), home.other());
    provider.signs_in_for(&mut popup, &mut frame).await;
    provider.signs_in(&mut home, "").await;
    kim.sign_in_as("kim").await;
    desk.wait(DUE);
    provider.fails_with(Some((400, json!({ "error": "invalid_grant" }))));
    assert!(!home.is_signed_in("/").await);
    assert!(home.cookies.is_empty(), "its cookie is taken away");
    assert_eq!(provider.refreshes(), 1);
    assert!(!frame.is_signed_in("/embed").await);
    assert_eq!(provider.refreshes(), 1, "the frame's session has ended already");
    assert!(kim.is_signed_in("/").await);
}

#[tokio::test]
async fn a_frame_is_followed_and_its_pop_up_leaves_nobody_signed_in() {
    let provider = Provider::start().await;
    let desk = provider.desk().await;
    let mut popup = Visitor::of(&desk);
    let mut frame = popup.other();
    provider.signs_in_for(&mut popup, &mut frame).await;
    assert!(!popup.is_signed_in("/").await);
    assert_eq!(desk.sessions.open_sessions(None).await.unwrap().len(), 1);
    for round in 1..=2 {
        desk.wait(DUE);
        assert!(frame.is_signed_in("/embed").await);
        assert_eq!(provider.refreshes(), round);
    }
    provider.fails_with(Some((400, json!({ "error": "invalid_grant" }))));
    desk.wait(DUE);
    assert!(!frame.is_signed_in("/embed").await);
}

#[tokio::test]
async fn a_provider_that_is_down_is_waited_for_and_then_nobody_is_let_in_until_it_is_back() {
    let provider = Provider::start().await;
    let desk = provider.desk().await;
    let mut robin = Visitor::of(&desk);
    provider.signs_in(&mut robin, "").await;
    desk.wait(DUE);
    for failure in [(503, json!({})), (401, json!({ "error": "invalid_client" }))] {
        provider.fails_with(Some(failure));
        assert!(robin.is_signed_in("/").await);
        let asked = provider.refreshes();
        desk.wait(5);
        assert!(robin.is_signed_in("/").await);
        assert_eq!(provider.refreshes(), asked, "it is left alone for a while");
        desk.wait(6 * 60);
    }
    desk.wait(4 * 60);
    assert!(!robin.is_signed_in("/").await);
    provider.fails_with(None);
    desk.wait(10);
    assert!(robin.is_signed_in("/").await);
}
