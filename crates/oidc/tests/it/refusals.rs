//! Callbacks that must not be believed.

use jiff::{SignedDuration, ToSpan as _};
use oidc::{Callback, Pending, Refused, Unreachable};
use serde_json::{Value, json};

use crate::support::{
    browser::Browser, callback, forger::Forger, identity_provider::IdentityProvider, new_secret, now,
    provider,
};

fn copy(pending: &Pending) -> Pending {
    serde_json::from_value(serde_json::to_value(pending).unwrap()).unwrap()
}

#[tokio::test]
async fn a_wrong_state_is_refused_and_the_code_is_not_spent() {
    let there = IdentityProvider::start();
    let provider = provider(&there.issuer);
    let (address, pending) = provider.begin(now(), new_secret).await.unwrap();
    let back = callback(&Browser::new().signs_in(&address, "jane@example.com").await);
    for state in [Some("another".into()), None] {
        let wrong = Callback {
            state,
            ..back.clone()
        };
        let refused = provider
            .finish(wrong, copy(&pending), &[], now())
            .await
            .unwrap_err();
        assert_eq!((&refused, refused.code()), (&Refused::State, "state"));
    }
    provider.finish(back, pending, &[], now()).await.unwrap();
}

#[tokio::test]
async fn a_code_that_was_used_is_refused() {
    let there = IdentityProvider::start();
    let provider = provider(&there.issuer);
    let (address, pending) = provider.begin(now(), new_secret).await.unwrap();
    let back = callback(&Browser::new().signs_in(&address, "jane@example.com").await);
    provider
        .finish(back.clone(), copy(&pending), &[], now())
        .await
        .unwrap();
    let refused = provider.finish(back, pending, &[], now()).await.unwrap_err();
    assert_eq!(
        refused,
        Refused::Refused {
            error: "invalid_grant"
        }
    );
    assert_eq!(refused.code(), "refused");
}

#[tokio::test]
async fn a_code_is_worth_nothing_without_the_verifier_of_its_sign_in() {
    let there = IdentityProvider::start();
    let provider = provider(&there.issuer);
    let (address, pending) = provider.begin(now(), new_secret).await.unwrap();
    let (_, other) = provider.begin(now(), new_secret).await.unwrap();
    let back = callback(&Browser::new().signs_in(&address, "jane@example.com").await);
    let mut mixed: Value = serde_json::to_value(&pending).unwrap();
    mixed["verifier"] = serde_json::to_value(&other).unwrap()["verifier"].clone();
    let mixed = serde_json::from_value(mixed).unwrap();
    let refused = provider.finish(back, mixed, &[], now()).await.unwrap_err();
    assert_eq!(
        refused,
        Refused::Refused {
            error: "invalid_grant"
        }
    );
}

#[tokio::test]
async fn whoever_turns_away_is_told_so() {
    let there = IdentityProvider::start();
    let provider = provider(&there.issuer);
    let (address, pending) = provider.begin(now(), new_secret).await.unwrap();
    let back = callback(&Browser::new().turns_away(&address).await);
    let refused = provider.finish(back, pending, &[], now()).await.unwrap_err();
    assert_eq!((&refused, refused.code()), (&Refused::Denied, "denied"));
}

#[tokio::test]
async fn a_callback_of_another_issuer_is_refused() {
    let there = IdentityProvider::start();
    let provider = provider(&there.issuer);
    let (address, pending) = provider.begin(now(), new_secret).await.unwrap();
    let back = callback(&Browser::new().signs_in(&address, "jane@example.com").await);
    assert_eq!(back.iss.as_ref(), Some(&there.issuer));
    // The certified provider promises to name itself.
    for iss in [Some(format!("{}/", there.issuer)), None] {
        let wrong = Callback { iss, ..back.clone() };
        let refused = provider
            .finish(wrong, copy(&pending), &[], now())
            .await
            .unwrap_err();
        assert_eq!((&refused, refused.code()), (&Refused::Issuer, "issuer"));
    }
}

#[tokio::test]
async fn an_issuer_is_looked_at_also_where_none_is_promised() {
    let forger = Forger::start().await;
    let begun = forger.begins().await;
    let callback = Callback {
        iss: Some("https://another.example.com".to_owned()),
        ..forger.calls_back(&begun)
    };
    let refused = begun
        .provider
        .finish(callback, begun.pending, &[], forger.now)
        .await;
    assert_eq!(refused.unwrap_err(), Refused::Issuer);
}

#[tokio::test]
async fn a_sign_in_that_took_too_long_has_expired() {
    let forger = Forger::start().await;
    for (minutes, expired) in [(29, false), (31, true)] {
        let begun = forger.begins().await;
        let callback = forger.calls_back(&begun);
        let later = forger.now + SignedDuration::from_mins(minutes);
        let refused = begun
            .provider
            .finish(callback, begun.pending, &[], later)
            .await
            .unwrap_err();
        assert_eq!(refused == Refused::Expired, expired, "{refused}");
        assert_eq!(refused.code() == "expired", expired);
    }
}

#[tokio::test]
async fn what_a_browser_says_is_not_repeated() {
    let forger = Forger::start().await;
    for (query, expected) in [
        (json!({}), Refused::Incomplete),
        (
            json!({ "error": "login_required" }),
            Refused::Refused {
                error: "login_required",
            },
        ),
        (
            json!({ "error": "hidden\nline" }),
            Refused::Refused { error: "other" },
        ),
        (
            json!({ "error": "access_denied", "code": "hidden" }),
            Refused::Denied,
        ),
    ] {
        let begun = forger.begins().await;
        let mut query = query;
        query["state"] = begun.pending.state().into();
        let callback = serde_json::from_value(query).unwrap();
        let refused = begun
            .provider
            .finish(callback, begun.pending, &[], forger.now)
            .await;
        assert_eq!(refused.unwrap_err(), expected);
    }
}

#[tokio::test]
async fn a_provider_in_trouble_does_not_refuse() {
    let forger = Forger::start().await;
    for status in [429, 500, 503] {
        forger.falls_silent().await;
        forger.publishes(json!({})).await;
        forger
            .answers("POST", "/token", status, json!({ "error": "invalid_grant" }))
            .await;
        let begun = forger.begins().await;
        let callback = forger.calls_back(&begun);
        let refused = begun
            .provider
            .finish(callback, begun.pending, &[], forger.now)
            .await
            .unwrap_err();
        assert_eq!(refused, Refused::Unreachable(Unreachable::Status(status)));
        assert_eq!(refused.code(), "provider");
    }
}

#[tokio::test]
async fn a_pending_sign_in_is_not_believed_for_being_from_the_future() {
    let forger = Forger::start().await;
    let begun = forger.begins().await;
    let token = forger.signs(&forger.claims(&begun));
    let tokens = json!({ "access_token": "a", "token_type": "Bearer", "id_token": token });
    forger.answers("POST", "/token", 200, tokens).await;
    let callback = forger.calls_back(&begun);
    // A clock that was set back by some seconds hinders nobody.
    let earlier = forger.now - 20.seconds();
    begun
        .provider
        .finish(callback, begun.pending, &[], earlier)
        .await
        .unwrap();
}
