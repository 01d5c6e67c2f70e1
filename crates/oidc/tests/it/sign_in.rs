//! Sign-ins that succeed.

use oidc::{Pending, Provider, Settings};
use openidconnect::http::header::AUTHORIZATION;
use secrecy::ExposeSecret as _;
use serde_json::json;

use crate::support::{
    CLIENT, REDIRECT, SECRET, browser::Browser, callback, forger::Forger,
    identity_provider::IdentityProvider, new_secret, now, parameter, provider, settings,
};

const WANTED: [&str; 3] = ["preferred_username", "name", "groups"];

#[tokio::test]
async fn a_whole_sign_in_proves_the_account_and_its_claims() {
    let there = IdentityProvider::start();
    let provider = provider(&there.issuer);
    let (address, pending) = provider.begin(now(), new_secret).await.unwrap();
    assert_eq!(parameter(&address, "code_challenge_method"), "S256");
    assert_eq!(
        parameter(&address, "scope"),
        "openid profile email offline_access"
    );
    assert_eq!(parameter(&address, "state"), pending.state());

    // As the caller keeps it while the person is away.
    let kept = serde_json::to_string(&pending).unwrap();
    let back = Browser::new().signs_in(&address, "jane@example.com").await;
    let pending: Pending = serde_json::from_str(&kept).unwrap();
    // As a web server calls it: on whatever thread is free.
    let finished = tokio::spawn(async move {
        let callback = callback(&back);
        provider.finish(callback, pending, &WANTED, now()).await
    });
    let proven = finished.await.unwrap().unwrap();

    assert_eq!(proven.subject, "account-1");
    assert_eq!(proven.claims["preferred_username"], "jane@example.com");
    assert_eq!(proven.claims["groups"], json!(["it-admins", "grp-finance"]));
    assert!(proven.provider_session.is_some());
    assert_eq!(proven.id_token.expose_secret().split('.').count(), 3);
    assert!(!proven.tokens.unwrap().is_due(now()));
}

#[tokio::test]
async fn claims_that_the_id_token_lacks_come_from_userinfo() {
    let there = IdentityProvider::start_with(json!({ "claims_in_id_token": false }));
    let provider = provider(&there.issuer);
    let mut browser = Browser::new();
    for (wanted, found) in [(&WANTED[..], true), (&[], false)] {
        let (address, pending) = provider.begin(now(), new_secret).await.unwrap();
        let back = match found {
            true => browser.signs_in(&address, "jane@example.com").await,
            // Who is signed in at the provider already, is not asked again.
            false => browser.goes_to(&address).await.back(),
        };
        let proven = provider
            .finish(callback(&back), pending, wanted, now())
            .await
            .unwrap();
        assert_eq!(proven.claims.contains_key("preferred_username"), found);
        assert_eq!(proven.claims.contains_key("groups"), found);
        // Nobody wanted this one.
        assert!(!proven.claims.contains_key("email"));
    }
}

#[tokio::test]
async fn every_usual_asymmetric_signature_is_believed() {
    let algorithms = ["RS256", "PS256", "ES256", "EdDSA"];
    let clients = algorithms.map(|algorithm| {
        json!({
            "client_id": algorithm,
            "client_secret": SECRET,
            "redirect_uris": [REDIRECT],
            "id_token_signed_response_alg": algorithm,
        })
    });
    let there = IdentityProvider::start_with(json!({ "clients": clients }));
    for algorithm in algorithms {
        let provider = Provider::new(Settings {
            client_id: algorithm.to_owned(),
            ..settings(&there.issuer)
        });
        let provider = provider.unwrap();
        let (address, pending) = provider.begin(now(), new_secret).await.unwrap();
        let back = Browser::new().signs_in(&address, "jane@example.com").await;
        let proven = provider
            .finish(callback(&back), pending, &[], now())
            .await
            .unwrap();
        assert_eq!(proven.subject, "account-1", "{algorithm}");
    }
}

#[tokio::test]
async fn the_clients_secret_goes_the_way_that_the_provider_supports() {
    for (methods, in_header) in [
        (json!(["client_secret_basic", "client_secret_post"]), true),
        (json!(["client_secret_post"]), false),
    ] {
        let forger = Forger::without_metadata().await;
        forger
            .publishes(json!({ "token_endpoint_auth_methods_supported": methods }))
            .await;
        let begun = forger.begins().await;
        let token = forger.signs(&forger.claims(&begun));
        forger.ends(begun, &token).await.unwrap();

        let requests = forger.server.received_requests().await.unwrap();
        let exchange = requests
            .iter()
            .find(|request| request.url.path() == "/token")
            .unwrap();
        assert_eq!(
            exchange.headers.contains_key(AUTHORIZATION),
            in_header,
            "{methods}"
        );
        let body = String::from_utf8(exchange.body.clone()).unwrap();
        assert_eq!(body.contains("client_secret="), !in_header, "{body}");
        assert_eq!(
            body.contains(&format!("client_id={CLIENT}")),
            !in_header,
            "{body}"
        );
    }
}
