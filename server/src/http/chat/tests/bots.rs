use axum::http::{Method, StatusCode, header};
use store::WhichKeys;

use super::desk::{self, OTHER, PASSWORD, asks, body, get, key, problem, request};

#[tokio::test]
async fn a_key_is_sent_in_one_way_or_the_other() {
    let desk = desk::open().await;
    let key = key(&desk).await;
    let bearer = format!("bearer {key}");
    let ways: [(&[(&str, &str)], StatusCode); 6] = [
        (&[("X-API-key", &key)], StatusCode::OK),
        (&[("authorization", &bearer)], StatusCode::OK),
        (
            &[("x-api-key", &key), ("authorization", &bearer)],
            StatusCode::UNAUTHORIZED,
        ),
        (
            &[("x-api-key", &key), ("x-api-key", &key)],
            StatusCode::UNAUTHORIZED,
        ),
        (
            &[("authorization", &bearer), ("authorization", &bearer)],
            StatusCode::UNAUTHORIZED,
        ),
        (&[("cookie", &key)], StatusCode::UNAUTHORIZED),
    ];
    for (headers, status) in ways {
        let response = desk.call(request(Method::GET, "/v1/topics", headers)).await;
        assert_eq!(response.status(), status, "{headers:?}");
    }
}

#[tokio::test]
async fn what_is_no_key_that_holds_is_one_and_the_same() {
    let desk = desk::open().await;
    let good = key(&desk).await;
    let id = good[4..16].parse().unwrap();
    let other = format!("{}A{}", &good[..20], &good[21..]);
    let unknown = good.replacen(&good[4..16], "aaaaaaaaaaaa", 1);
    let mut said = Vec::new();
    for key in ["", "dsk_", PASSWORD, &other, &unknown] {
        let response = get(&desk, "/v1/topics", key).await;
        assert_eq!(
            response.headers()[header::WWW_AUTHENTICATE],
            "Bearer realm=\"deskside\""
        );
        said.push(problem(response).await);
    }
    desk.chat.keys.revoke(&WhichKeys::One(&id)).await.unwrap();
    said.push(problem(get(&desk, "/v1/topics", &good).await).await);
    said.dedup();
    assert_eq!(said, [(401, "key-invalid".to_owned())]);
}

#[tokio::test]
async fn a_key_holds_as_long_as_its_account_and_from_where_that_calls() {
    let desk = desk::open().await;
    let there = asks(&desk, Method::POST, [10, 1, 0, 7], "reader", OTHER).await;
    let there = body(there, StatusCode::CREATED).await["api_key"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.wait(10);
    let good = key(&desk).await;
    // It may not read, but it is known where it calls from.
    let topics = || request(Method::GET, "/v1/topics", &[("x-api-key", &there)]);
    let from_there = desk.call_from([10, 1, 255, 1], topics()).await;
    assert_eq!(problem(from_there).await, (403, "scope-missing".to_owned()));
    let from_elsewhere = desk.call_from([10, 2, 0, 1], topics()).await;
    assert_eq!(problem(from_elsewhere).await, (401, "key-invalid".to_owned()));
    // What its account does not allow any more, it does not either.
    let less = desk::accounts().replacen("'read', ", "", 1);
    let desk = desk.restarted_with(&less).await;
    assert_eq!(
        problem(get(&desk, "/v1/topics", &good).await).await,
        (403, "scope-missing".to_owned())
    );
    let gone = desk::accounts().replace("accounts.helpdesk", "accounts.other");
    let desk = desk.restarted_with(&gone).await;
    assert_eq!(
        problem(get(&desk, "/v1/topics", &good).await).await,
        (401, "key-invalid".to_owned())
    );
}

#[tokio::test]
async fn whoever_guesses_is_made_to_wait_and_others_are_not() {
    let desk = desk::open().await;
    let good = key(&desk).await;
    for _ in 0..20 {
        assert_eq!(
            get(&desk, "/v1/topics", "dsk_guess").await.status(),
            StatusCode::UNAUTHORIZED
        );
    }
    let response = get(&desk, "/v1/topics", "dsk_guess").await;
    assert!(response.headers().contains_key(header::RETRY_AFTER));
    assert_eq!(problem(response).await, (429, "too-many-failures".to_owned()));
    assert_eq!(get(&desk, "/v1/topics", &good).await.status(), StatusCode::OK);
}
