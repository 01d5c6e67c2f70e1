//! Sessions: nobody can prepare one, and each ends when it should.

use axum::http::StatusCode;
use store::Which;

use super::{
    tokens,
    visitor::{Visitor, header, set_cookies},
};
use crate::testing::{Desk, text};

const COOKIE: &str = "__Host-deskside";

#[tokio::test]
async fn a_cookie_is_for_this_server_over_tls_and_for_no_script() {
    let desk = Desk::open("").await;
    let mut robin = Visitor::of(&desk);
    let answer = robin.post("/sign-in", "employee=robin%40example.com").await;
    let [cookie] = set_cookies(&answer).try_into().unwrap();
    assert!(cookie.starts_with("__Host-deskside="), "{cookie}");
    for flag in [
        "; Path=/",
        "; HttpOnly",
        "; SameSite=Lax",
        "; Secure",
        "; Max-Age=3600",
    ] {
        assert!(cookie.contains(flag), "{flag}: {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert!(robin.is_signed_in("/").await);
}

#[tokio::test]
async fn without_tls_the_cookie_is_the_only_thing_that_differs() {
    let desk = Desk::open("[server]\npublic_url = \"http://127.0.0.1:8080\"\n").await;
    let mut robin = Visitor::of(&desk);
    let answer = robin.post("/sign-in", "employee=robin%40example.com").await;
    let [cookie] = set_cookies(&answer).try_into().unwrap();
    assert!(
        cookie.starts_with("deskside=") && !cookie.contains("Secure"),
        "{cookie}"
    );
}

#[tokio::test]
async fn a_session_that_somebody_prepared_is_not_the_one_that_begins() {
    let desk = Desk::open("").await;
    let mut attacker = Visitor::of(&desk);
    attacker.sign_in_as("kim").await;
    let prepared = attacker.cookies[COOKIE].clone();

    // The attacker's cookie has come into the victim's browser.
    let mut victim = attacker.other();
    victim.cookies.insert(COOKIE.into(), prepared.clone());
    victim.sign_in().await;
    assert_ne!(victim.cookies[COOKIE], prepared);
    assert!(
        !attacker.is_signed_in("/").await,
        "the prepared session is worth nothing any more"
    );
    assert!(victim.is_signed_in("/").await);

    // One that never was is not taken up either.
    let mut other = attacker.other();
    other
        .cookies
        .insert(COOKIE.into(), "AAAAAAAAAAAAAAAAAAAAAA".into());
    other.sign_in().await;
    assert_ne!(other.cookies[COOKIE], "AAAAAAAAAAAAAAAAAAAAAA");
}

#[tokio::test]
async fn nothing_is_kept_of_who_only_looks() {
    let desk = Desk::open("").await;
    let mut visitor = Visitor::of(&desk);
    for path in ["/", "/sign-in", "/signed-out", "/embed", "/nowhere"] {
        let answer = visitor.get(path).await;
        let kept: Vec<String> = set_cookies(&answer);
        assert!(
            kept.iter().all(|cookie| cookie.contains("probe")),
            "{path}: {kept:?}"
        );
    }
    assert_eq!(desk.sessions.open_sessions(None).await.unwrap(), []);
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used_and_lives_on_when_it_is() {
    let desk = Desk::open("").await;
    let mut robin = Visitor::of(&desk);
    robin.sign_in().await;
    let id = robin.cookies[COOKIE].clone();
    for _ in 0..3 {
        desk.wait(50 * 60);
        assert!(robin.is_signed_in("/").await);
    }
    assert_eq!(robin.cookies[COOKIE], id, "it is the same session");
    desk.wait(60 * 60);
    assert!(!robin.is_signed_in("/").await);
    assert!(!robin.cookies.contains_key(COOKIE), "the cookie is taken away");
}

#[tokio::test]
async fn a_page_that_keeps_itself_up_to_date_does_not_keep_a_session_alive() {
    let desk = Desk::open("").await;
    let mut robin = Visitor::of(&desk);
    robin.sign_in().await;
    robin.headers.push(("deskside-refresh", "1".into()));
    desk.wait(50 * 60);
    assert!(robin.is_signed_in("/").await);
    desk.wait(10 * 60);
    assert!(!robin.is_signed_in("/").await);
}

#[tokio::test]
async fn a_session_ends_after_a_working_day_however_busy() {
    let desk = Desk::open("").await;
    let mut robin = Visitor::of(&desk);
    robin.sign_in().await;
    for _ in 0..9 {
        desk.wait(50 * 60);
        assert!(robin.is_signed_in("/").await);
    }
    desk.wait(30 * 60);
    assert!(!robin.is_signed_in("/").await);
}

#[tokio::test]
async fn signing_out_ends_this_session_and_everywhere_ends_all() {
    let desk = Desk::open("").await;
    let (mut here, mut there, mut kim) = (Visitor::of(&desk), Visitor::of(&desk), Visitor::of(&desk));
    for browser in [&mut here, &mut there] {
        browser.sign_in().await;
    }
    kim.sign_in_as("kim").await;
    let cookies = here.cookies.clone();

    let answer = here.post("/sign-out", "").await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(here.cookies.is_empty());
    here.cookies = cookies;
    assert!(
        !here.is_signed_in("/").await,
        "the cookie is worth nothing any more"
    );
    assert!(there.is_signed_in("/").await);

    here.sign_in().await;
    there.post("/sign-out-everywhere", "").await;
    assert!(!here.is_signed_in("/").await);
    assert!(!there.is_signed_in("/").await);
    assert!(kim.is_signed_in("/").await);
}

#[tokio::test]
async fn an_admin_ends_sessions_beside_the_server() {
    let desk = Desk::open("").await;
    let mut robin = Visitor::of(&desk);
    robin.sign_in().await;
    let employee = "robin@example.com".parse().unwrap();
    assert_eq!(desk.sessions.end(&Which::Of(&employee)).await.unwrap(), 1);
    assert!(!robin.is_signed_in("/").await);
}

#[tokio::test]
async fn the_file_gives_no_session_away() {
    let desk = Desk::open("").await;
    let mut robin = Visitor::of(&desk);
    robin.sign_in().await;
    let file = std::fs::read(desk.database()).unwrap();
    let mut log = desk.database().into_os_string();
    log.push("-wal");
    let log = std::fs::read(log).unwrap();
    let id = robin.cookies[COOKIE].as_bytes();
    for bytes in [file, log] {
        assert!(!bytes.windows(id.len()).any(|window| window == id));
    }
}

#[tokio::test]
async fn a_way_that_is_configured_no_more_counts_no_more() {
    let desk = tokens::desk().await;
    let mut frame = Visitor::of(&desk);
    let body = tokens::wanted(&tokens::token(&desk, "1", &[]), true);
    frame.post_json("/embed/session", &body).await;
    assert!(frame.is_signed_in("/embed").await);
    let cookies = frame.cookies.clone();
    let desk = desk.restarted_with("").await;
    let mut frame = Visitor::of(&desk);
    frame.cookies = cookies;
    assert!(!frame.is_signed_in("/embed").await);
}

#[tokio::test]
async fn what_was_pressed_on_somebody_elses_page_is_done_as_nobody() {
    let desk = Desk::open("").await;
    let mut browser = Visitor::of(&desk);
    browser.sign_in().await;
    let page = text(browser.get("/").await).await;
    let robin = page
        .split("data-person=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert!(!robin.contains("robin"), "{robin}");

    // In another tab somebody else has signed in.
    browser.sign_in_as("kim").await;
    let uid = "30adce7c-0000-4000-8000-000000000001";
    let execution = "0193e0a0-0000-7000-8000-000000000001";
    for (action, fields) in [
        ("run_remedy", format!("device={uid}&remedy=x&key={execution}")),
        ("cancel", format!("execution={execution}")),
        (
            "answer",
            format!("execution={execution}&asked_at=2026-03-07T12:00:00Z"),
        ),
    ] {
        let path = format!("/api/{action}");
        let answer = browser.post(&path, &format!("{fields}&person={robin}")).await;
        let leads_to = header(&answer, "location");
        assert!(
            leads_to.starts_with("/?refused=somebody_else"),
            "{action}: {leads_to}"
        );
        // Pressed again on a page of their own, it is looked at.
        let own = text(browser.get("/").await).await;
        let kim = own
            .split("data-person=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let answer = browser.post(&path, &format!("{fields}&person={kim}")).await;
        assert!(!header(&answer, "location").contains("somebody_else"), "{action}");
    }
}
