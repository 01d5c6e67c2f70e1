//! `GET /v1/topics/{id}`: one thing that can be wrong, with what is looked at and what helps.

use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
};
use domain::{Lang, Standing, TopicId};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    bot::{Bot, Reading},
    problem::{Kind, Problem},
    query::Query,
    refusals::{KEYED, refusals},
    wire::{names::LangName, topic::TopicInFull},
};
use crate::{http::lang, state::AppState};

refusals!(Refusals: KEYED, BadRequest TopicNotFound);

/// In which language.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct How {
    /// The language of the texts; without it the one of `Accept-Language`, else English.
    #[param(inline, value_type = Option<LangName>)]
    lang: Option<Lang>,
}

/// One thing that can be wrong
///
/// Where it is for everybody.
#[utoipa::path(
    get,
    operation_id = "show_topic",
    path = "/v1/topics/{id}",
    tag = "topics",
    params(("id" = String, Path, description = "Its name", example = "slow-computer"), How),
    security(("key" = []), ("bearer" = [])),
    responses(
        (status = 200, description = "The topic", body = TopicInFull),
        Refusals,
    ),
)]
pub async fn show(
    State(state): State<AppState>,
    _: Bot<Reading>,
    headers: HeaderMap,
    Path(id): Path<String>,
    Query(how): Query<How>,
) -> Result<Json<TopicInFull>, Problem> {
    let lang = how.lang.unwrap_or_else(|| lang::language(&headers, None));
    let catalogue = state.service.catalogue();
    let id: Option<TopicId> = id.parse().ok();
    let topic = id.and_then(|id| catalogue.topic(&id));
    let topic = topic.filter(|topic| topic.is_for(&Standing::default()));
    let topic = topic.ok_or(Kind::TopicNotFound)?;
    Ok(Json(TopicInFull::of(topic, catalogue, lang)))
}
