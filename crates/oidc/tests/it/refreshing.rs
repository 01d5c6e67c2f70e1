//! Accounts that are followed at their provider, and what ends a session.

use std::sync::Arc;

use jiff::SignedDuration;
use oidc::{Ended, Provider, RefreshError, Refreshing, TokenFault, Unreachable};
use serde_json::{Value, json};

use crate::support::{
    browser::Browser,
    callback,
    forger::{ACCESS_TOKEN, Forger},
    identity_provider::IdentityProvider,
    new_secret, now, provider,
};

async fn signs_in(provider: &Provider) -> Refreshing {
    let (address, pending) = provider.begin(now(), new_secret).await.unwrap();
    let back = Browser::new().signs_in(&address, "jane@example.com").await;
    provider
        .finish(callback(&back), pending, &[], now())
        .await
        .unwrap()
        .tokens
        .unwrap()
}

#[tokio::test]
async fn an_account_is_followed_until_it_is_disabled() {
    let there = IdentityProvider::start_with(json!({ "access_token_seconds": 300 }));
    let provider = Arc::new(provider(&there.issuer));
    let first = signs_in(&provider).await;
    assert!(!first.is_due(now()));
    // A minute before the access token ends.
    assert!(first.is_due(now() + SignedDuration::from_secs(240)));

    // As the caller keeps them.
    let kept = serde_json::to_string(&first).unwrap();
    let kept: Refreshing = serde_json::from_str(&kept).unwrap();
    // As a worker calls it: on whatever thread is free.
    let shared = provider.clone();
    let second = tokio::spawn(async move { shared.refresh(&kept, now()).await });
    let second = second.await.unwrap().unwrap();
    assert_eq!(
        second.claims.unwrap()["groups"],
        json!(["it-admins", "grp-finance"])
    );
    assert!(second.id_token.is_some());
    assert!(second.tokens.refresh_at >= first.refresh_at);
    let third = provider.refresh(&second.tokens, now()).await.unwrap();

    there.control("accounts/account-1/disable").await;
    let ended = provider.refresh(&third.tokens, now()).await.unwrap_err();
    assert_eq!(
        ended,
        RefreshError::Ended(Ended::Refused {
            error: "invalid_grant"
        })
    );
    assert_eq!(ended.code(), "ended");
}

#[tokio::test]
async fn a_refresh_token_that_was_used_ends_the_session() {
    let there = IdentityProvider::start();
    let provider = provider(&there.issuer);
    let first = signs_in(&provider).await;
    provider.refresh(&first, now()).await.unwrap();
    let ended = provider.refresh(&first, now()).await.unwrap_err();
    assert_eq!(
        ended,
        RefreshError::Ended(Ended::Refused {
            error: "invalid_grant"
        })
    );
}

#[tokio::test]
async fn a_provider_that_is_down_ends_no_session() {
    let there = IdentityProvider::start();
    let provider = provider(&there.issuer);
    let tokens = signs_in(&provider).await;
    drop(there);
    let error = provider.refresh(&tokens, now()).await.unwrap_err();
    assert!(
        matches!(error, RefreshError::Unreachable(Unreachable::Silent(_))),
        "{error:?}"
    );
    assert_eq!(error.code(), "provider");
}

/// Signs in with the forger, and refreshes with this answer of the token endpoint.
async fn refreshed(
    status: u16,
    answer: impl FnOnce(&Forger, Value) -> Value,
) -> Result<oidc::Refreshed, RefreshError> {
    let forger = Forger::start().await;
    let begun = forger.begins().await;
    let claims = forger.claims(&begun);
    let tokens = json!({
        "access_token": ACCESS_TOKEN, "token_type": "Bearer", "refresh_token": "first",
        "id_token": forger.signs(&claims),
    });
    forger.answers("POST", "/token", 200, tokens).await;
    let callback = forger.calls_back(&begun);
    let proven = begun
        .provider
        .finish(callback, begun.pending, &[], forger.now)
        .await
        .unwrap();
    forger.falls_silent().await;
    let answer = answer(&forger, claims);
    forger.answers("POST", "/token", status, answer).await;
    begun.provider.refresh(&proven.tokens.unwrap(), forger.now).await
}

fn tokens(id_token: String) -> Value {
    json!({ "access_token": ACCESS_TOKEN, "token_type": "Bearer", "id_token": id_token })
}

#[tokio::test]
async fn a_token_about_somebody_else_ends_the_session() {
    for (claim, value, fault) in [
        ("sub", "account-2", TokenFault::Subject),
        ("iss", "https://another.example.com", TokenFault::Issuer),
        ("aud", "another", TokenFault::Audience),
        ("nonce", "another", TokenFault::Nonce),
    ] {
        let error = refreshed(200, |forger, mut claims| {
            claims[claim] = value.into();
            tokens(forger.signs(&claims))
        });
        assert_eq!(
            error.await.unwrap_err(),
            RefreshError::Ended(Ended::Token(fault)),
            "{claim}"
        );
    }
}

#[tokio::test]
async fn a_token_of_a_refresh_needs_no_nonce() {
    let refreshed = refreshed(200, |forger, mut claims| {
        claims.as_object_mut().unwrap().remove("nonce");
        tokens(forger.signs(&claims))
    });
    assert!(refreshed.await.unwrap().claims.is_some());
}

#[tokio::test]
async fn a_refresh_token_is_kept_when_there_is_no_new_one() {
    let answer = json!({ "access_token": ACCESS_TOKEN, "token_type": "Bearer", "expires_in": 7200 });
    let refreshed = refreshed(200, |_, _| answer).await.unwrap();
    assert!(refreshed.claims.is_none() && refreshed.id_token.is_none());
    let kept = serde_json::to_value(&refreshed.tokens).unwrap();
    assert_eq!(kept["refresh_token"], "first");
    // Two hours would be too long not to notice that an account is gone.
    assert_eq!(kept["refresh_at"], "2026-01-01T13:00:00Z");
}

#[tokio::test]
async fn only_refusals_of_the_account_end_sessions() {
    for (status, body, ends) in [
        (400, json!({ "error": "invalid_grant" }), true),
        (400, json!({ "error": "interaction_required" }), true),
        (401, json!({ "error": "invalid_client" }), false),
        (400, json!({ "error": "unauthorized_client" }), false),
        (400, json!({ "error": "temporarily_unavailable" }), false),
        (400, json!({ "error": "never heard of" }), false),
        (400, json!({ "message": "not in the words of OAuth" }), false),
        (429, json!({ "error": "invalid_grant" }), false),
        (502, json!({ "error": "invalid_grant" }), false),
        (200, json!({ "message": "no tokens" }), false),
    ] {
        let error = refreshed(status, |_, _| body.clone()).await.unwrap_err();
        assert_eq!(
            matches!(error, RefreshError::Ended(_)),
            ends,
            "{status} {body}: {error}"
        );
    }
}
