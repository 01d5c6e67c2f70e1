//! Metadata and keys: when they are fetched, and which are refused.

use std::sync::Arc;

use futures::future::join_all;
use jiff::{SignedDuration, Timestamp};
use oidc::{ConfigurationError, Provider, Refused, Settings, TokenFault, Unreachable};
use serde_json::json;
use wiremock::{
    Mock, ResponseTemplate,
    matchers::{any, path},
};

use crate::support::{
    browser::Browser, callback, forger::Forger, identity_provider::IdentityProvider, new_secret, now,
    provider, settings,
};

const METADATA: &str = "/.well-known/openid-configuration";

async fn fails(provider: &Provider, now: Timestamp) -> Unreachable {
    let failed = provider.begin(now, new_secret).await.unwrap_err();
    assert_eq!(failed.code(), "provider");
    failed
}

#[tokio::test]
async fn metadata_of_another_issuer_are_refused() {
    let forger = Forger::without_metadata().await;
    forger
        .publishes(json!({ "issuer": "https://another.example.com" }))
        .await;
    assert_eq!(
        fails(&provider(&forger.issuer()), forger.now).await,
        Unreachable::OtherIssuer
    );
}

#[tokio::test]
async fn a_slash_makes_another_issuer() {
    let forger = Forger::start().await;
    let provider = provider(&format!("{}/", forger.issuer()));
    assert_eq!(fails(&provider, forger.now).await, Unreachable::OtherIssuer);
}

#[tokio::test]
async fn a_provider_that_is_down_at_the_start_is_used_when_it_is_back() {
    let there = IdentityProvider::start();
    let (issuer, port) = (there.issuer.clone(), there.port());
    drop(there);
    let provider = provider(&issuer);
    assert!(matches!(fails(&provider, now()).await, Unreachable::Silent(_)));

    let _back = IdentityProvider::start_with(json!({ "port": port }));
    let (address, pending) = provider.begin(now(), new_secret).await.unwrap();
    let back = Browser::new().signs_in(&address, "jane@example.com").await;
    provider
        .finish(callback(&back), pending, &[], now())
        .await
        .unwrap();
}

#[tokio::test]
async fn all_who_ask_at_once_share_one_request() {
    let forger = Forger::start().await;
    let provider = Arc::new(provider(&forger.issuer()));
    let now = forger.now;
    let all = (0..10).map(|_| {
        let provider = provider.clone();
        tokio::spawn(async move { provider.begin(now, new_secret).await })
    });
    for begun in join_all(all).await {
        begun.unwrap().unwrap();
    }
    assert_eq!(
        (forger.count(METADATA).await, forger.count("/jwks").await),
        (1, 1)
    );
}

#[tokio::test]
async fn all_who_wait_share_one_failure() {
    let forger = Forger::without_metadata().await;
    let provider = provider(&forger.issuer());
    for begun in join_all((0..10).map(|_| provider.begin(forger.now, new_secret))).await {
        assert_eq!(begun.unwrap_err(), Unreachable::Status(404));
    }
    assert_eq!(forger.count(METADATA).await, 1);
}

#[tokio::test]
async fn metadata_are_kept_for_an_hour_and_longer_while_the_provider_is_down() {
    let forger = Forger::start().await;
    let provider = provider(&forger.issuer());
    let at = |minutes| forger.now + SignedDuration::from_mins(minutes);
    provider.begin(at(0), new_secret).await.unwrap();
    provider.begin(at(59), new_secret).await.unwrap();
    assert_eq!(forger.count(METADATA).await, 1);

    forger.falls_silent().await;
    provider.begin(at(61), new_secret).await.unwrap();
    provider.begin(at(61), new_secret).await.unwrap();
    // The second one did not try again so soon.
    assert_eq!(forger.count(METADATA).await, 1);
    forger
        .publishes(json!({ "authorization_endpoint": "https://elsewhere.example.com/auth" }))
        .await;
    let (address, _) = provider.begin(at(62), new_secret).await.unwrap();
    assert_eq!(address.host_str(), Some("elsewhere.example.com"));
}

#[tokio::test]
async fn a_new_key_is_believed_when_the_provider_publishes_it() {
    let there = IdentityProvider::start();
    let provider = provider(&there.issuer);
    for _ in 0..2 {
        let (address, pending) = provider.begin(now(), new_secret).await.unwrap();
        let back = Browser::new().signs_in(&address, "jane@example.com").await;
        provider
            .finish(callback(&back), pending, &[], now())
            .await
            .unwrap();
        there.control("keys/rotate").await;
    }
}

#[tokio::test]
async fn unknown_keys_are_looked_for_at_most_every_30_seconds() {
    let forger = Forger::start().await;
    let first = forger.begins().await;
    let provider = first.provider;
    let mut expected = 1;
    for (seconds, looks) in [(0, 1), (1, 0), (29, 0), (31, 1)] {
        let now = forger.now + SignedDuration::from_secs(seconds);
        let (address, pending) = provider.begin(now, new_secret).await.unwrap();
        let claims = json!({
            "iss": forger.issuer(), "sub": "account-1", "aud": "deskside",
            "iat": now.as_second(), "exp": now.as_second() + 60,
            "nonce": crate::support::parameter(&address, "nonce"),
        });
        let token = forger.signs_with_another_key("unknown", &claims);
        let tokens = json!({ "access_token": "a", "token_type": "Bearer", "id_token": token });
        forger.answers("POST", "/token", 200, tokens).await;
        let query = json!({ "code": "a", "state": pending.state() });
        let callback = serde_json::from_value(query).unwrap();
        let refused = provider.finish(callback, pending, &[], now).await.unwrap_err();
        // Answers that are mounted first come first: the nonce of all but the first token is wrong, but its key is
        // looked at before.
        assert_eq!(refused, Refused::Token(TokenFault::UnknownKey));
        expected += looks;
        assert_eq!(forger.count("/jwks").await, expected, "after {seconds} s");
    }
}

#[tokio::test]
async fn answers_that_no_provider_would_give_are_refused() {
    let large = format!("{{\"filling\": \"{}\"}}", "x".repeat(1024 * 1024));
    for (answer, expected) in [
        (
            ResponseTemplate::new(200).set_body_raw(large, "application/json"),
            Unreachable::TooLarge,
        ),
        (
            ResponseTemplate::new(200).set_body_string("<html>"),
            Unreachable::Malformed,
        ),
        (
            ResponseTemplate::new(200).set_body_json(json!({ "issuer": "x" })),
            Unreachable::Malformed,
        ),
        (
            ResponseTemplate::new(302).insert_header("location", "/elsewhere"),
            Unreachable::Status(302),
        ),
    ] {
        let forger = Forger::without_metadata().await;
        Mock::given(path(METADATA))
            .respond_with(answer)
            .mount(&forger.server)
            .await;
        assert_eq!(fails(&provider(&forger.issuer()), forger.now).await, expected);
        assert_eq!(forger.count("/elsewhere").await, 0);
    }
}

#[tokio::test]
async fn endpoints_must_be_https() {
    for (endpoint, what) in [
        ("authorization_endpoint", "authorization endpoint"),
        ("token_endpoint", "token endpoint"),
        ("userinfo_endpoint", "userinfo endpoint"),
        ("jwks_uri", "address of keys"),
        ("end_session_endpoint", "end session endpoint"),
    ] {
        let forger = Forger::without_metadata().await;
        forger
            .publishes(json!({ endpoint: "http://login.example.com/there" }))
            .await;
        let provider = provider(&forger.issuer());
        assert_eq!(fails(&provider, forger.now).await, Unreachable::Insecure(what));
    }
}

#[tokio::test]
async fn settings_must_be_https_and_ask_for_nothing() {
    let insecure = settings("http://login.example.com");
    assert_eq!(
        Provider::new(insecure).unwrap_err(),
        ConfigurationError::Insecure("issuer")
    );
    let insecure = Settings {
        redirect: "http://it.example.com/callback".parse().unwrap(),
        ..settings("https://login.example.com")
    };
    assert_eq!(
        Provider::new(insecure).unwrap_err(),
        ConfigurationError::Insecure("redirect address")
    );
    let nothing = settings("login.example.com");
    assert_eq!(
        Provider::new(nothing).unwrap_err(),
        ConfigurationError::NoAddress("issuer")
    );

    let forger = Forger::without_metadata().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200))
        .expect(0)
        .mount(&forger.server)
        .await;
    provider(&forger.issuer());
}
