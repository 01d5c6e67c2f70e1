//! The chatbot that calls: it has a key that holds, and the key allows what is asked for.

use std::marker::PhantomData;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use domain::{Scope, Scopes};

use super::problem::{Kind, Problem};
use crate::{
    chat::key::Key,
    http::{client::Client, machine::proof::bearer},
    state::AppState,
};

/// Where a key is sent.
pub const HEADER: &str = "X-API-Key";

/// What an operation needs.
pub trait Needs: Send + Sync {
    /// This scope.
    const SCOPE: Scope;
}

/// The operation reads only.
pub struct Reading;

impl Needs for Reading {
    const SCOPE: Scope = Scope::Read;
}

/// A chatbot whose key allows this.
pub struct Bot<N: Needs>(PhantomData<N>);

impl<N: Needs> FromRequestParts<AppState> for Bot<N> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let Ok(from) = Client::from_request_parts(parts, state).await;
        let Some(scopes) = proven(state, from, &parts.headers).await? else {
            state.attempts.failed(from.0, state.service.now()).await?;
            return Err(Kind::KeyInvalid.into());
        };
        if !scopes.allow(N::SCOPE) {
            let detail = format!(
                "It needs the scope {}; the key allows {scopes}. {}",
                N::SCOPE,
                Kind::ScopeMissing.todo()
            );
            return Err(Problem::because(Kind::ScopeMissing, detail));
        }
        Ok(Self(PhantomData))
    }
}

/// What the key that is shown allows; `None` when it does not hold, whyever.
async fn proven(state: &AppState, from: Client, headers: &HeaderMap) -> Result<Option<Scopes>, Problem> {
    let Some(key) = shown(headers) else {
        return Ok(None);
    };
    let Some(kept) = state.chat.keys.find(key.id()).await? else {
        return Ok(None);
    };
    if !key.is_of(&kept) {
        return Ok(None);
    }
    // What the account may do now counts, and where it calls from.
    let Some(account) = state.chat.account(&kept.account, from.0) else {
        return Ok(None);
    };
    if let Err(error) = state.chat.keys.used(&kept).await {
        tracing::warn!(key = %kept.id, "when a key was used is not kept: {error}");
    }
    Ok(Some(kept.scopes.within(account.scopes())))
}

/// The one key that is shown. Two prove nothing: whoever checks another one than we do would be deceived.
fn shown(headers: &HeaderMap) -> Option<Key> {
    let mut own = headers.get_all(HEADER).into_iter();
    let key = match (
        own.next(),
        own.next(),
        headers.contains_key(header::AUTHORIZATION),
    ) {
        (Some(key), None, false) => key.to_str().ok()?,
        (None, None, true) => bearer(headers)?,
        _ => return None,
    };
    key.parse().ok()
}
