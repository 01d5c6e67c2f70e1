use axum::http::{Method, StatusCode, header};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::BotName;

use super::desk::{self, OTHER, PASSWORD, asks, basic, body, get, key, problem, request};

const HERE: [u8; 4] = [127, 0, 0, 1];
const THERE: [u8; 4] = [10, 1, 0, 7];

/// Seconds that a refused one is to wait.
fn wait(response: &axum::response::Response) -> u64 {
    response.headers()[header::RETRY_AFTER]
        .to_str()
        .unwrap()
        .parse()
        .unwrap()
}

#[tokio::test]
async fn an_account_gets_a_key_that_holds_for_its_days() {
    let desk = desk::open().await;
    let response = asks(&desk, Method::POST, THERE, "reader", OTHER).await;
    assert!(
        response.headers()[header::CACHE_CONTROL]
            .to_str()
            .unwrap()
            .contains("no-store")
    );
    let issued = body(response, StatusCode::CREATED).await;
    assert_eq!(issued["api_key"], issued["access_token"]);
    assert_eq!(issued["token_type"], "Bearer");
    assert_eq!(issued["expires_in"], 24 * 60 * 60);
    assert_eq!(issued["expires_at"], "2026-03-08T12:00:00Z");
    assert_eq!(issued["scopes"], serde_json::json!(["diagnose"]));
    assert_eq!(issued["name"], "reader");
    // Nothing of it is kept that it could be had from.
    let key = issued["api_key"].as_str().unwrap();
    let kept = format!("{:?}", desk.chat.keys.all().await.unwrap());
    assert!(!kept.contains(&key[17..]), "{kept}");
}

#[tokio::test]
async fn of_all_requests_for_keys_one_in_ten_seconds_is_answered() {
    let desk = desk::open().await;
    key(&desk).await;
    // From there or elsewhere, right or wrong, whatever is asked.
    for (method, from, password) in [
        (Method::POST, HERE, PASSWORD),
        (Method::GET, HERE, PASSWORD),
        (Method::POST, THERE, PASSWORD),
        (Method::GET, THERE, "wrong"),
    ] {
        desk.wait(2);
        let response = asks(&desk, method, from, "bot", password).await;
        assert!((1..=10).contains(&wait(&response)));
        assert_eq!(problem(response).await, (429, "key-requests".to_owned()));
    }
    desk.wait(2);
    let again = asks(&desk, Method::GET, THERE, "bot", PASSWORD).await;
    body(again, StatusCode::OK).await;
    // A wrong one counts as well: nobody guesses faster than that.
    desk.wait(10);
    let wrong = asks(&desk, Method::POST, HERE, "bot", "wrong").await;
    assert_eq!(problem(wrong).await.0, 401);
    desk.wait(9);
    let right = asks(&desk, Method::POST, HERE, "bot", PASSWORD).await;
    assert_eq!(wait(&right), 2);
    assert_eq!(right.status(), StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn whoever_cannot_be_a_chatbot_keeps_none_of_them_waiting() {
    let only_there = format!(
        "[chat.accounts.reader]\nuser = 'reader'\npassword = '{OTHER}'\nscopes = ['read']\nnetworks = ['10.1.0.0/16']"
    );
    let desk = crate::testing::Desk::open(&only_there).await;
    for _ in 0..3 {
        let response = asks(&desk, Method::POST, HERE, "reader", OTHER).await;
        assert_eq!(problem(response).await, (401, "account-invalid".to_owned()));
    }
    let response = asks(&desk, Method::POST, THERE, "reader", OTHER).await;
    body(response, StatusCode::CREATED).await;
}

#[tokio::test]
async fn only_the_right_pair_from_the_right_place_is_an_account() {
    let desk = desk::open().await;
    let encoded = |pair: &str| format!("Basic {}", STANDARD.encode(pair));
    for (authorization, from) in [
        (basic("bot", OTHER), HERE),
        (basic("reader", PASSWORD), HERE),
        (basic("reader", OTHER), HERE),
        (basic("", ""), HERE),
        (encoded("bot"), HERE),
        (format!("Bearer {PASSWORD}"), HERE),
        ("Basic %%%".to_owned(), HERE),
    ] {
        let request = request(Method::POST, "/v1/api_key", &[("authorization", &authorization)]);
        let response = desk.call_from(from, request).await;
        assert_eq!(
            response.headers()[header::WWW_AUTHENTICATE],
            "Basic realm=\"deskside\""
        );
        assert_eq!(
            problem(response).await,
            (401, "account-invalid".to_owned()),
            "{authorization}"
        );
        desk.wait(10);
    }
    let none = desk.call(request(Method::POST, "/v1/api_key", &[])).await;
    assert_eq!(problem(none).await.0, 401);
}

#[tokio::test]
async fn a_key_can_be_asked_for_again_where_that_is_configured() {
    let desk = desk::open().await;
    let none = asks(&desk, Method::GET, HERE, "bot", PASSWORD).await;
    assert_eq!(problem(none).await, (404, "no-current-key".to_owned()));
    desk.wait(10);
    let first = key(&desk).await;
    desk.wait(10);
    let again = asks(&desk, Method::GET, HERE, "bot", PASSWORD).await;
    assert_eq!(body(again, StatusCode::OK).await["api_key"], *first);
    desk.wait(10);
    let second = key(&desk).await;
    assert_ne!(first, second);
    desk.wait(10);
    let again = asks(&desk, Method::GET, HERE, "bot", PASSWORD).await;
    let again = body(again, StatusCode::OK).await;
    assert_eq!(again["api_key"], *second);
    assert_eq!(again["expires_in"], 90 * 24 * 60 * 60 - 10);
    desk.wait(10);
    let denied = asks(&desk, Method::GET, THERE, "reader", OTHER).await;
    assert_eq!(problem(denied).await, (403, "fetch-disabled".to_owned()));
    // After a restart it is the same; with another password it is nobody's.
    let desk = desk.restarted().await;
    desk.wait(10);
    let again = asks(&desk, Method::GET, HERE, "bot", PASSWORD).await;
    assert_eq!(body(again, StatusCode::OK).await["api_key"], *second);
    let desk = desk
        .restarted_with(&desk::accounts().replace(PASSWORD, "changed-password-of-the-bot"))
        .await;
    desk.wait(10);
    let gone = asks(&desk, Method::GET, HERE, "bot", "changed-password-of-the-bot").await;
    assert_eq!(problem(gone).await, (404, "no-current-key".to_owned()));
}

#[tokio::test]
async fn a_new_key_ends_the_one_before_after_a_minute() {
    let desk = desk::open().await;
    let first = key(&desk).await;
    desk.wait(10);
    let second = key(&desk).await;
    for (after, holds) in [(0, StatusCode::OK), (60, StatusCode::UNAUTHORIZED)] {
        desk.wait(after);
        assert_eq!(get(&desk, "/v1/topics", &first).await.status(), holds);
        assert_eq!(get(&desk, "/v1/topics", &second).await.status(), StatusCode::OK);
    }
    let helpdesk: BotName = "helpdesk".parse().unwrap();
    let current = desk.chat.keys.current(&helpdesk).await.unwrap().unwrap();
    assert!(second.contains(current.id.as_str()));
}
