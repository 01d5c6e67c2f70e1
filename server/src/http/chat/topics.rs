//! `GET /v1/topics`: what can be wrong, as the portal admin has described it.

use std::sync::Arc;

use axum::{Json, extract::State, http::HeaderMap};
use domain::{Hit, Lang, Platform, Standing};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    bot::{Bot, Reading},
    page::{self, Limit},
    problem::Problem,
    query::Query,
    refusals::{KEYED, refusals},
    wire::{
        names::{LangName, PlatformName},
        topic::Topic,
    },
};
use crate::{http::lang, state::AppState};

refusals!(Refusals: KEYED, BadRequest);

/// Which topics.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Only what is made for this platform.
    #[param(inline, value_type = Option<PlatformName>)]
    platform: Option<Platform>,
    /// The language of the texts; without it the one of `Accept-Language`, else English.
    #[param(inline, value_type = Option<LangName>)]
    lang: Option<Lang>,
    /// Only what these words may mean, the likeliest first.
    #[param(max_length = 200)]
    q: Option<String>,
    /// So many at most.
    #[serde(default)]
    #[param(value_type = Option<u16>, minimum = 1, maximum = 100, default = 50)]
    limit: Limit,
    /// What the part before said in `next`.
    cursor: Option<String>,
}

/// Topics.
#[derive(Serialize, ToSchema)]
pub struct Topics {
    /// They, in the order in which employees see them, or by how likely they are meant.
    topics: Vec<Topic>,
    /// Where the next part begins; `null` when this is the last one.
    next: Option<String>,
}

/// What can be wrong
///
/// The topics that are for everybody.
#[utoipa::path(
    get,
    operation_id = "list_topics",
    path = "/v1/topics",
    tag = "topics",
    params(Which),
    security(("key" = []), ("bearer" = [])),
    responses(
        (status = 200, description = "Topics", body = Topics),
        Refusals,
    ),
)]
pub async fn list(
    State(state): State<AppState>,
    _: Bot<Reading>,
    headers: HeaderMap,
    Query(which): Query<Which>,
) -> Result<Json<Topics>, Problem> {
    let lang = which.lang.unwrap_or_else(|| lang::language(&headers, None));
    let (catalogue, everybody) = (state.service.catalogue(), Standing::default());
    let topics: Vec<Arc<domain::Topic>> = match &which.q {
        None => catalogue.topics.clone(),
        Some(words) => {
            let hits = catalogue.search(lang, words, &everybody).into_iter();
            hits.filter_map(topic).collect()
        }
    };
    let is_meant = |topic: &Arc<domain::Topic>| {
        topic.is_for(&everybody) && which.platform.is_none_or(|platform| topic.fits(platform))
    };
    let topics = topics.iter().filter(|topic| is_meant(topic));
    let topics = topics.map(|topic| Topic::of(topic, catalogue, lang)).collect();
    let part = page::cut(
        topics,
        |topic: &Topic| &topic.id,
        which.limit,
        which.cursor.as_deref(),
    )?;
    Ok(Json(Topics {
        topics: part.entries,
        next: part.next,
    }))
}

fn topic(hit: Hit) -> Option<Arc<domain::Topic>> {
    match hit {
        Hit::Topic(topic) => Some(topic),
        Hit::Remedy(_) => None,
    }
}
