//! `POST|GET /v1/api_key`: a key for an account, as in Nexthink's Chatbot SDK. What is answered beside the key is ours, so
//! that whoever expects a token of OAuth 2.0 (RFC 6749, 5.1) finds it.

use axum::{Json, extract::State, http::StatusCode};
use jiff::Timestamp;
use serde::Serialize;
use store::ApiKey;
use utoipa::ToSchema;

use super::{
    account::ProvenAccount,
    problem::{Kind, Problem},
    refusals::refusals,
};
use crate::{chat::key::Key, state::AppState};

/// What may go wrong before an account has proven itself.
const ASKED: &[Kind] = &[Kind::AccountInvalid, Kind::KeyRequests, Kind::Unavailable];

refusals!(MakeRefusals: ASKED,);
refusals!(FetchRefusals: ASKED, FetchDisabled NoCurrentKey);

/// A key.
#[derive(Serialize, ToSchema)]
pub struct IssuedKey {
    /// The key, to be sent as `X-API-Key`, or as a bearer.
    #[schema(example = "dsk_abcdefghij23_0123456789012345678901234567890123456789012")]
    api_key: String,
    /// The key once more, for whoever expects a token of OAuth 2.0.
    access_token: String,
    /// How it can be sent.
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// For how many seconds it holds.
    #[schema(minimum = 0)]
    expires_in: i64,
    /// Until when it holds.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// What people call it.
    name: String,
    /// What it allows.
    #[schema(example = json!(["read", "diagnose"]))]
    scopes: Vec<&'static str>,
}

impl IssuedKey {
    fn of(key: &Key, kept: ApiKey, now: Timestamp) -> Self {
        Self {
            api_key: key.expose().to_owned(),
            access_token: key.expose().to_owned(),
            token_type: "Bearer",
            expires_in: kept.expires_at.duration_since(now).as_secs().max(0),
            expires_at: kept.expires_at,
            scopes: kept.scopes.iter().map(domain::Scope::name).collect(),
            name: kept.name,
        }
    }
}

/// Ask for a new key
///
/// The key is shown once and replaces the one that the account had asked for before, which holds for a minute more. Of all
/// requests for keys, one in ten seconds is answered.
#[utoipa::path(
    post,
    operation_id = "make_api_key",
    path = "/v1/api_key",
    tag = "keys",
    security(("account" = [])),
    responses(
        (status = 201, description = "A new key", body = IssuedKey),
        MakeRefusals,
    ),
)]
pub async fn make(
    State(state): State<AppState>,
    proven: ProvenAccount,
) -> Result<(StatusCode, Json<IssuedKey>), Problem> {
    let account = proven.account();
    let (key, kept) = state.chat.new_key(account);
    state.chat.keys.keep(&kept).await?;
    tracing::info!(account = %account.name(), key = %kept.id, "a chatbot has a new key");
    let issued = IssuedKey::of(&key, kept, state.service.now());
    Ok((StatusCode::CREATED, Json(issued)))
}

/// Ask for the key again
///
/// The key that the account has asked for last, where its configuration allows that (`fetch`). Of all requests for keys, one
/// in ten seconds is answered.
#[utoipa::path(
    get,
    operation_id = "fetch_api_key",
    path = "/v1/api_key",
    tag = "keys",
    security(("account" = [])),
    responses(
        (status = 200, description = "The key", body = IssuedKey),
        FetchRefusals,
    ),
)]
pub async fn fetch(State(state): State<AppState>, proven: ProvenAccount) -> Result<Json<IssuedKey>, Problem> {
    let account = proven.account();
    if !account.fetches {
        return Err(Kind::FetchDisabled.into());
    }
    let kept = state.chat.keys.current(account.name()).await?;
    let kept = kept.ok_or(Kind::NoCurrentKey)?;
    let key = account.derived_anew(&kept).ok_or(Kind::NoCurrentKey)?;
    Ok(Json(IssuedKey::of(&key, kept, state.service.now())))
}
