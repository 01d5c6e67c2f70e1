//! The public API.

mod act_catalogue;
mod act_execute;
mod auth;
mod body;
mod campaign_trigger;
mod endpoint;
mod enrichment_fields;
mod errors;
mod fault_layer;
mod identifiers;
mod nql_execute;
mod nql_export;
mod nql_file;
mod nql_query;
mod nql_status;
mod render;
mod token;
mod workflow_targets;
mod workflows_catalogue;
mod workflows_execute;
mod workflows_trigger;

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use axum::{Router, middleware};

use crate::state::Sim;

pub use fault_layer::CutConnection;

/// Every route of the tenant.
pub fn router(sim: Arc<Sim>) -> Router {
    Router::new()
        .route("/oauth2/default/v1/token", post(token::token))
        .route("/api/v1/token", post(token::token))
        .route("/api/v1/nql/execute", post(nql_execute::v1))
        .route("/api/v2/nql/execute", post(nql_execute::v2))
        .route("/api/v1/nql/export", post(nql_export::post).get(nql_export::get))
        .route("/api/v1/nql/status/{export}", get(nql_status::status))
        .route("/exports/{export}/{file}", get(nql_file::file))
        .route("/api/v1/act/execute", post(act_execute::execute))
        .route("/api/v1/act/remote-action", get(act_catalogue::list))
        .route("/api/v1/act/remote-action/details", get(act_catalogue::details))
        .route("/api/v1/workflows", get(workflows_catalogue::list))
        .route("/api/v1/workflows/details", get(workflows_catalogue::details))
        .route("/api/v1/workflows/execute", post(workflows_execute::v1))
        .route("/api/v2/workflows/execute", post(workflows_execute::v2))
        .route(
            "/api/v1/workflows/workflows/{workflow}/execution/{execution}/trigger",
            post(workflows_trigger::trigger),
        )
        .route("/api/v1/euf/campaign/trigger", post(campaign_trigger::trigger))
        .route("/api/v1/enrichment/data/fields", post(enrichment_fields::fields))
        .layer(middleware::from_fn_with_state(sim.clone(), fault_layer::watch))
        .layer(DefaultBodyLimit::max(8_000_000))
        .with_state(sim)
}
