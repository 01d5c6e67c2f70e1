//! What people are asked, and what they answer.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::campaigns::{Answer, AnswerMode, Asked};
use crate::executions::Parameters;
use crate::state::Sim;
use crate::tables::schema;
use crate::world::World;

/// Which ones to show.
#[derive(Debug, Deserialize)]
pub struct Which {
    state: Option<String>,
}

/// Everybody who was asked, with what they see, in order.
pub async fn list(State(sim): State<Arc<Sim>>, Query(which): Query<Which>) -> Json<Vec<Value>> {
    let world = sim.world();
    let shown = world.campaigns.asked.iter().map(|asked| shown(&world, asked));
    let wanted = |it: &Value| {
        which
            .state
            .as_ref()
            .is_none_or(|state| it["state"] == state.as_str())
    };
    Json(shown.filter(wanted).collect())
}

fn shown(world: &World, asked: &Asked) -> Value {
    let campaign = &world.catalogue.campaigns[asked.ask.campaign];
    let texts = asked.ask.parameters.iter();
    let filled = |text: &str| {
        texts.clone().fold(text.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{{{name}}}}}"), value)
        })
    };
    let questions: Vec<Value> = campaign
        .questions
        .iter()
        .map(|it| json!({ "id": it.id, "text": filled(&it.text), "options": it.options }))
        .collect();
    let state = world
        .tables
        .get(&schema::CAMPAIGN_RESPONSES)
        .value(asked.row, "state");
    json!({
        "request_id": asked.request_id,
        "campaign": campaign.id,
        "user": world.fleet.people[asked.ask.user].upn,
        "state": state.as_text(),
        "questions": questions,
    })
}

/// What a person says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    answer: Answer,
    #[serde(default)]
    answers: Parameters,
}

/// The person whom a request asks answers now; 400 if a question or an option does not exist.
pub async fn answer(
    State(sim): State<Arc<Sim>>,
    Path(request): Path<String>,
    Json(said): Json<Said>,
) -> StatusCode {
    sim.change(|world, clock| {
        let mut asked = world.campaigns.asked.iter();
        let Some(asked) = asked.position(|asked| asked.request_id == request) else {
            return StatusCode::NOT_FOUND;
        };
        if !world.campaigns.asked[asked].waits {
            return StatusCode::CONFLICT;
        }
        if !world.can_be_answered(asked, &said.answers) {
            return StatusCode::BAD_REQUEST;
        }
        world.answer_campaign(asked, said.answer, &said.answers, clock);
        StatusCode::NO_CONTENT
    })
}

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
