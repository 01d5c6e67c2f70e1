//! The account that asks for a key: it proves itself by its user and password, and its turn has come.

use std::sync::Arc;

use axum::{extract::FromRequestParts, http::request::Parts};
use jiff::SignedDuration;
use store::Turn;

use super::problem::{Kind, Problem};
use crate::{
    chat::Account,
    http::{client::Client, machine::proof::basic},
    state::AppState,
};

/// Between two requests for keys there is so much time, whoever they are from (Nexthink's Chatbot SDK: one every 10 seconds,
/// not configurable, against guessing).
const APART: SignedDuration = SignedDuration::from_secs(10);
/// The turn that everybody shares. A source's has its address.
const ALL: &str = "api-key";

/// An account that has proven itself.
pub struct ProvenAccount(Arc<Account>);

impl ProvenAccount {
    /// The account.
    pub fn account(&self) -> &Account {
        &self.0
    }
}

impl FromRequestParts<AppState> for ProvenAccount {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        let chat = &state.chat;
        let Ok(from) = Client::from_request_parts(parts, state).await;
        // Who cannot be any of them keeps nobody waiting.
        if !chat.is_anybodys(from.0) {
            return Err(Kind::AccountInvalid.into());
        }
        // Before the password: whoever guesses learns nothing of it while they wait.
        let source = format!("{ALL}/{}", from.network());
        if let Turn::From(until) = chat.keys.take_turn(&[&source, ALL], APART).await? {
            let left = until.duration_since(state.service.now()).as_secs();
            let seconds = u64::try_from(left).unwrap_or_default() + 1;
            return Err(Problem::again_in(Kind::KeyRequests, seconds));
        }
        let pair = basic(&parts.headers).unwrap_or_default();
        let Some(account) = chat.proven_by(&pair, from.0) else {
            tracing::warn!(from = %from.0, "a key was asked for with a wrong user or password");
            return Err(Kind::AccountInvalid.into());
        };
        Ok(Self(account.clone()))
    }
}
