//! Signing out at the provider, and being signed out by it.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use oidc::Url;
use serde_json::{Value, json};
use wiremock::{Mock, MockServer, ResponseTemplate, matchers::any};

use crate::support::{
    CLIENT, REDIRECT, SECRET, browser::Browser, callback, forger::Forger,
    identity_provider::IdentityProvider, new_secret, now, parameter, provider,
};

#[tokio::test]
async fn the_logout_address_signs_out_and_leads_back() {
    let there = IdentityProvider::start();
    let provider = provider(&there.issuer);
    let mut browser = Browser::new();
    let (address, pending) = provider.begin(now(), new_secret).await.unwrap();
    let back = browser.signs_in(&address, "jane@example.com").await;
    let proven = provider
        .finish(callback(&back), pending, &[], now())
        .await
        .unwrap();

    let return_to: Url = "http://127.0.0.1:1/signed-out".parse().unwrap();
    let address = provider
        .logout_address(&proven.id_token, &return_to, "a state", now())
        .await;
    let back = browser.signs_out(&address.unwrap().unwrap()).await;
    assert_eq!(back.path(), "/signed-out");
    assert_eq!(parameter(&back, "state"), "a state");

    // Signed out there as well: the login page is shown again.
    let (address, _) = provider.begin(now(), new_secret).await.unwrap();
    browser.signs_in(&address, "jane@example.com").await;
}

#[tokio::test]
async fn a_provider_without_a_logout_has_no_address_for_it() {
    let forger = Forger::start().await;
    let provider = provider(&forger.issuer());
    let return_to: Url = "http://127.0.0.1:1/signed-out".parse().unwrap();
    let address = provider
        .logout_address(&"a.b.c".into(), &return_to, "a", forger.now)
        .await;
    assert_eq!(address.unwrap(), None);
    assert_eq!(provider.jwks_url(forger.now).await.unwrap().path(), "/jwks");
}

#[tokio::test]
async fn back_channel_logout_names_the_session_that_was_proven() {
    let listener = MockServer::start().await;
    Mock::given(any())
        .respond_with(ResponseTemplate::new(200))
        .mount(&listener)
        .await;
    let there = IdentityProvider::start_with(json!({ "clients": [{
        "client_id": CLIENT,
        "client_secret": SECRET,
        "redirect_uris": [REDIRECT],
        "backchannel_logout_uri": format!("{}/logout", listener.uri()),
    }] }));
    let provider = provider(&there.issuer);
    let (address, pending) = provider.begin(now(), new_secret).await.unwrap();
    let back = Browser::new().signs_in(&address, "jane@example.com").await;
    let proven = provider
        .finish(callback(&back), pending, &[], now())
        .await
        .unwrap();

    there.control("accounts/account-1/end-sessions").await;
    let heard = listener.received_requests().await.unwrap();
    let body = format!(
        "http://127.0.0.1/?{}",
        String::from_utf8(heard[0].body.clone()).unwrap()
    );
    let token = parameter(&body.parse().unwrap(), "logout_token");
    let claims = BASE64_URL_SAFE_NO_PAD
        .decode(token.split('.').nth(1).unwrap())
        .unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!(claims["sid"].as_str(), proven.provider_session.as_deref());
    assert_eq!(claims["sub"], proven.subject);
}
