//! `POST /alerts`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;

use crate::state::Sim;

/// An alert of a monitor.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alert {
    monitor: String,
    device: String,
    #[serde(default)]
    context: String,
    #[serde(default)]
    status: Status,
}

/// Whether it is there or over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It is there.
    #[default]
    Open,
    /// It is over.
    Closed,
}

/// Raises an alert, or closes the one of that monitor that is open for the device; 404 if there is no such device, 409
/// if there is nothing to close.
pub async fn raise(State(sim): State<Arc<Sim>>, Json(alert): Json<Alert>) -> StatusCode {
    sim.change(|world, clock| {
        let Some(device) = world.tables.device_by_collector_uid(&alert.device) else {
            return StatusCode::NOT_FOUND;
        };
        let now = clock.now();
        match alert.status {
            Status::Open => world.raise_alert(&alert.monitor, device, &alert.context, now),
            Status::Closed if !world.close_alert(&alert.monitor, device, now) => return StatusCode::CONFLICT,
            Status::Closed => {}
        }
        StatusCode::NO_CONTENT
    })
}
