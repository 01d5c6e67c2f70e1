//! `POST /devices/{collector uid}/offline|online`.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;

use crate::fleet::Kind;
use crate::state::Sim;

/// Takes a device off the network.
pub async fn offline(State(sim): State<Arc<Sim>>, Path(uid): Path<String>) -> StatusCode {
    set(&sim, &uid, false).await
}

/// Brings a device back; it reports and takes up what waits for it.
pub async fn online(State(sim): State<Arc<Sim>>, Path(uid): Path<String>) -> StatusCode {
    set(&sim, &uid, true).await
}

async fn set(sim: &Sim, uid: &str, online: bool) -> StatusCode {
    let kind = sim.change(|world, clock| {
        let device = world.tables.device_by_collector_uid(uid)?;
        world.set_online(device, online, clock);
        Some(world.fleet.devices[device].kind)
    });
    match kind {
        None => StatusCode::NOT_FOUND,
        Some(kind) => {
            if online && kind == Kind::Real {
                sim.real.measure(sim).await;
            }
            StatusCode::NO_CONTENT
        }
    }
}
