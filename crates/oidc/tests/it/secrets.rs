//! What must not show in logs.

use std::fmt::Debug;

use oidc::{Callback, Provider};
use secrecy::ExposeSecret as _;
use serde_json::json;

use crate::support::{
    SECRET,
    browser::Browser,
    callback,
    forger::{ACCESS_TOKEN, Forger},
    identity_provider::IdentityProvider,
    new_secret, now, provider, settings,
};

/// Texts that must not be in how something shows.
#[track_caller]
fn hides(shown: impl Debug, secrets: &[&str]) {
    let shown = format!("{shown:?} {shown:#?}");
    for secret in secrets {
        assert!(!shown.contains(secret), "{secret} is in {shown}");
    }
}

#[tokio::test]
async fn a_sign_in_shows_none_of_its_secrets() {
    let there = IdentityProvider::start();
    let provider = provider(&there.issuer);
    hides(settings(&there.issuer), &[SECRET]);
    let (address, pending) = provider.begin(now(), new_secret).await.unwrap();
    hides(&provider, &[SECRET]);
    let kept = serde_json::to_value(&pending).unwrap();
    let of_pending = ["state", "nonce", "verifier"].map(|name| kept[name].as_str().unwrap());
    hides(&pending, &of_pending);

    let back = callback(&Browser::new().signs_in(&address, "jane@example.com").await);
    hides(
        &back,
        &[back.code.as_ref().unwrap().expose_secret(), of_pending[0]],
    );
    let proven = provider.finish(back, pending, &[], now()).await.unwrap();
    let tokens = serde_json::to_value(proven.tokens.as_ref().unwrap()).unwrap();
    let refresh_token = tokens["refresh_token"].as_str().unwrap();
    hides(
        &proven,
        &[
            refresh_token,
            proven.id_token.expose_secret(),
            "jane",
            "account-1",
            of_pending[1],
        ],
    );
    let refreshed = provider
        .refresh(proven.tokens.as_ref().unwrap(), now())
        .await
        .unwrap();
    hides(
        &refreshed,
        &[
            refreshed.id_token.as_ref().unwrap().expose_secret(),
            "jane",
            "account-1",
        ],
    );
}

/// What a failed sign-in tells about a code, an access token and claims.
async fn told(provider: &Provider, forger: &Forger, callback: Callback, pending: oidc::Pending) -> String {
    let refused = provider
        .finish(callback, pending, &["groups"], forger.now)
        .await
        .unwrap_err();
    format!("{refused} {refused:?}")
}

#[tokio::test]
async fn errors_tell_neither_codes_nor_tokens_nor_claims() {
    for tokens in [
        json!({ "access_token": ACCESS_TOKEN, "id_token": 1 }),
        json!({ "access_token": ACCESS_TOKEN, "token_type": "Bearer", "id_token": "hidden.hidden.hidden" }),
        json!({ "access_token": ACCESS_TOKEN, "token_type": "Bearer" }),
    ] {
        let forger = Forger::start().await;
        let begun = forger.begins().await;
        forger.answers("POST", "/token", 200, tokens).await;
        let callback = forger.calls_back(&begun);
        let text = told(&begun.provider, &forger, callback, begun.pending).await;
        assert!(!text.contains("hidden"), "{text}");
    }
    for (claim, value) in [
        ("sub", json!(1)),
        ("aud", json!("hidden")),
        ("iss", json!("https://hidden.example.com")),
        ("nonce", json!("hidden")),
        ("exp", json!("hidden")),
        ("exp", json!(1)),
    ] {
        let forger = Forger::start().await;
        let begun = forger.begins().await;
        let mut claims = forger.claims(&begun);
        claims[claim] = value;
        claims["groups"] = json!("hidden");
        let token = forger.signs(&claims);
        let refused = forger.ends(begun, &token).await.unwrap_err();
        let text = format!("{refused} {refused:?}");
        assert!(!text.contains("hidden") && !text.contains("account-1"), "{text}");
    }
}
