//! What people answer when they are asked.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;

use crate::campaigns::AnswerMode;
use crate::state::Sim;

/// What people do from now on.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mode {
    answer: AnswerMode,
}

/// From now on people answer like this; those who have not answered yet as well.
pub async fn mode(State(sim): State<Arc<Sim>>, Json(mode): Json<Mode>) -> StatusCode {
    sim.change(|world, clock| world.set_answer_mode(mode.answer, clock));
    StatusCode::NO_CONTENT
}
