//! `GET /livez` (also as `/healthz`), `GET /readyz`: for whoever runs it.

use axum::{extract::State, http::StatusCode};

use jiff::Timestamp;
use service::{
    FeedState, StoreError,
    view::{BudgetView, DirectoryView},
};

use crate::state::AppState;

/// The process answers.
pub async fn live() -> &'static str {
    "ok\n"
}

/// The process can serve: its store answers, its workers work, and it is not stopping. A tenant that is down does not
/// count, because pages come all the same; it is told of below, and so is a feed that is late.
pub async fn ready(State(state): State<AppState>) -> (StatusCode, String) {
    if state.stop.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "stopping\n".to_owned());
    }
    let known = async {
        let budgets = state.service.budgets().await?;
        Ok::<_, StoreError>((budgets, state.service.directory_view().await?))
    };
    let (budgets, directory) = match known.await {
        Ok(known) => known,
        Err(error) => {
            tracing::error!("not ready: {error}");
            let said = "the store does not answer\n".to_owned();
            return (StatusCode::SERVICE_UNAVAILABLE, said);
        }
    };
    let broken = state.workers.broken();
    if broken.is_empty() {
        let tenant: String = budgets.iter().filter_map(said_of).collect();
        let feeds: String = directory.state.feeds.iter().filter_map(late).collect();
        let directory = said_of_directory(&directory, state.service.now()).unwrap_or_default();
        (StatusCode::OK, format!("ready\n{tenant}{directory}{feeds}"))
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

/// How old what is known of everybody's devices is; `None` where nobody wants to know.
fn said_of_directory(directory: &DirectoryView, now: Timestamp) -> Option<String> {
    let sets = directory.state.sets.iter();
    let mut parts: Vec<String> = sets
        .map(|set| format!("{} as of {:.0}", set.set.name(), set.as_of))
        .collect();
    if directory.state.source_down {
        parts.push("could not be learned anew three times in a row".to_owned());
    }
    match directory.next_at {
        Some(at) if at <= now => parts.push("to be learned anew now".to_owned()),
        Some(at) => parts.push(format!("next at {at:.0}")),
        None if parts.is_empty() => return None,
        None => {}
    }
    Some(format!("directory: {}\n", parts.join(", ")))
}
