//! `GET /livez`, `GET /readyz`: for whoever runs it.

use axum::{extract::State, http::StatusCode};

use service::{FeedState, view::BudgetView};

use crate::state::AppState;

/// The process answers.
pub async fn live() -> &'static str {
    "ok\n"
}

/// The process can serve: its store answers, its workers work, and it is not stopping. A tenant that is down does not
/// count, because pages come all the same; it is told of below, and so is a
/// feed that is late.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, String) {
    if state.stop.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n".to_owned());
    }
    let budgets = match state.service.budgets().await {
        Ok(budgets) => budgets,
        Err(error) => {
            tracing::error!("not ready: {error}");
            let said = "the store does not answer\n".to_owned();
            return (StatusCode::SERVICE_UNAVAILABLE, said);
        }
    };
    let broken = state.workers.broken();
    if broken.is_empty() {
        let tenant: String = budgets.iter().filter_map(said_of).collect();
        let feeds: String = state
            .service
            .directory_state()
            .feeds
            .iter()
            .filter_map(late)
            .collect();
        (StatusCode::OK, format!("ready\n{tenant}{feeds}"))
    } else {
        let broken = broken.join(", ");
        (StatusCode::SERVICE_UNAVAILABLE, format!("broke off: {broken}\n"))
    }
}

/// What is to be said of a feed that is late.
fn late(feed: &FeedState) -> Option<String> {
    let name = &feed.name;
    feed.is_late.then(|| match feed.last {
        Some(last) => format!("feed {name}: nothing has come since {last:.0}\n"),
        None => format!("feed {name}: nothing has come yet\n"),
    })
}

/// What keeps an API of the tenant from being asked as usual.
fn said_of(budget: &BudgetView) -> Option<String> {
    let api = budget.api.name();
    match (budget.paused_until, budget.down_until) {
        (_, Some(until)) => Some(format!(
            "nexthink {api}: does not answer, next attempt at {until:.0}\n"
        )),
        (Some(until), None) => Some(format!(
            "nexthink {api}: wants to be left alone until {until:.0}\n"
        )),
        (None, None) if budget.slower > 1 => Some(format!(
            "nexthink {api}: has refused calls and is asked {} times as slowly\n",
            budget.slower
        )),
        (None, None) => None,
    }
}
