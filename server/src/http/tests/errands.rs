//! What a browser takes along to an identity provider, and the pages when it comes back with nothing.

use axum::http::StatusCode;

use super::{
    provider::{Provider, callback},
    visitor::{Visitor, header},
};
use crate::testing::text;

/// Far below what servers and proxies take for the head of a request.
const MOST_BYTES: usize = 7000;

#[tokio::test]
async fn sign_ins_that_are_never_finished_do_not_pile_up() {
    let provider = Provider::start().await;
    let desk = provider.desk().await;
    let mut robin = Visitor::of(&desk);
    // In the order in which a browser sends them.
    let mut jar: Vec<(String, String)> = Vec::new();
    let mut states = Vec::new();
    let back = format!("back=/{}", "a".repeat(1000));
    for _ in 0..10 {
        robin.cookies.clear();
        let sent: Vec<String> = jar
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        robin.headers = vec![("cookie", sent.join("; "))];
        let path = format!("/sign-in/oidc/company?{back}");
        let answer = robin.get(&path).await;
        let address: oidc::Url = header(&answer, "location").parse().unwrap();
        let state = address.query_pairs().find(|pair| pair.0 == "state").unwrap().1;
        states.push(state.into_owned());
        for cookie in super::visitor::set_cookies(&answer) {
            let (name, value) = cookie.split_once(';').unwrap().0.split_once('=').unwrap();
            jar.retain(|kept| kept.0 != name);
            if !cookie.contains("Max-Age=0") {
                jar.push((name.to_owned(), value.to_owned()));
            }
        }
    }
    assert_eq!(jar.len(), 4);
    let bytes: usize = jar.iter().map(|(name, value)| name.len() + value.len()).sum();
    assert!(bytes < MOST_BYTES, "{bytes}");
    // The latest are good, as in several tabs.
    for state in &states[6..] {
        assert!(jar.iter().any(|(name, _)| name.ends_with(&state[..8])));
    }
    robin.headers.clear();
    robin.cookies = jar.into_iter().collect();
    assert_eq!(
        robin.get(&callback(&states[0])).await.status(),
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn what_came_back_stands_on_no_page_and_the_way_goes_on_to_where_it_led() {
    let provider = Provider::start().await;
    let desk = provider.desk().await;
    for (query, again) in [
        ("back=%2Fhistory", "href=\"/history\""),
        (
            "back=%2Fhistory&popup=1",
            "href=\"/sign-in?back=%2Fhistory&amp;popup=1\"",
        ),
    ] {
        let mut robin = Visitor::of(&desk);
        let state = provider.sets_out(&mut robin, query).await;
        let path = format!("/sign-in/oidc/company/callback?error=access_denied&state={state}");
        let answer = robin.get(&path).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN);
        let page = text(answer).await;
        assert!(page.contains("denied") && page.contains(again), "{page}");
        assert!(!page.contains(&state), "{page}");
    }
}

#[tokio::test]
async fn a_callback_counts_once() {
    let provider = Provider::start().await;
    let desk = provider.desk().await;
    let mut robin = Visitor::of(&desk);
    let state = provider.sets_out(&mut robin, "back=%2Fhistory").await;
    let answer = robin.get(&callback(&state)).await;
    assert_eq!(header(&answer, "location"), "/history");
    let mut again = robin.other();
    assert_eq!(again.get(&callback(&state)).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(robin.get(&callback(&state)).await.status(), StatusCode::FORBIDDEN);
    assert!(robin.is_signed_in("/").await, "who is signed in already stays so");
}
