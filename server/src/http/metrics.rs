//! `GET /metrics`: counts for Prometheus, in its text format. Counters begin anew with the process; gauges are of what is
//! kept.

use std::{collections::BTreeMap, fmt::Write as _, net::SocketAddr};

use axum::{
    extract::{ConnectInfo, State},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use domain::HandOverState;
use service::{CallCounts, CallKind, HookCount, HookCounts, Service, StoreError, view::BudgetView};

use super::{exports::counted, peer::is_within};
use crate::state::AppState;

/// What a reverse proxy adds to what it passes on. Behind one on this machine, everybody would come from here.
const PASSED_ON: [HeaderName; 2] = [header::FORWARDED, HeaderName::from_static("x-forwarded-for")];

/// One family of counts: its name, what it counts, and its values of the label `outcome`.
type Family = (&'static str, &'static str, &'static [(&'static str, HookCount)]);

const FAMILIES: [Family; 3] = [
    (
        "deskside_webhook_calls_total",
        "Calls of webhooks, by how they were answered.",
        &[
            ("accepted", HookCount::Accepted),
            ("duplicate", HookCount::Duplicate),
            ("refused", HookCount::Refused),
            ("too_large", HookCount::TooLarge),
        ],
    ),
    (
        "deskside_webhook_bodies_unread_total",
        "Bodies of webhooks that could not be read.",
        &[("quarantined", HookCount::Quarantined)],
    ),
    (
        "deskside_webhook_notices_total",
        "What webhooks said, by what came of it.",
        &[
            ("applied", HookCount::Applied),
            ("stale", HookCount::Stale),
            ("hint", HookCount::Hint),
            ("alert", HookCount::Alert),
        ],
    ),
];

/// Tells the counts to whom the configuration names; nobody else learns that they are there.
pub async fn show(
    State(state): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
) -> Response {
    let passed_on = PASSED_ON.iter().any(|name| headers.contains_key(name));
    if passed_on || !is_within(&state.metrics_from, peer) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let kept = async {
        let hand_overs = state.service.hand_over_counts().await?;
        Ok::<_, StoreError>((hand_overs, state.service.budgets().await?))
    };
    let (hand_overs, budgets) = match kept.await {
        Ok(kept) => kept,
        Err(error) => {
            tracing::error!("what is kept cannot be counted: {error}");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    let mut text = written(state.service.hook_counts());
    text.push_str(&gauges(&hand_overs));
    text.push_str(&reloads(state.journal.counts()));
    text.push_str(&calls(&state.service, &budgets));
    text.push_str(&counted(&state.service.directory_state(), state.service.now()));
    (kind, text).into_response()
}

/// Hand-overs that are queued or unsure for long wait for somebody to look after the service desk.
fn gauges(counts: &BTreeMap<HandOverState, u64>) -> String {
    let name = "deskside_hand_overs";
    let head = format!("# HELP {name} Hand-overs to IT that are kept, by state.\n# TYPE {name} gauge\n");
    let lines = HandOverState::ALL.map(|state| {
        let count = counts.get(&state).copied().unwrap_or_default();
        format!("{name}{{state=\"{}\"}} {count}\n", state.name())
    });
    head + &lines.concat()
}

/// How often the content has changed, and what came of it.
fn reloads(counts: [(&'static str, u64); 2]) -> String {
    let mut text = String::from(
        "# HELP deskside_content_changes_total Changes of the content, by what came of them.\n\
         # TYPE deskside_content_changes_total counter\n",
    );
    for (outcome, count) in counts {
        writeln!(
            text,
            "deskside_content_changes_total{{outcome=\"{outcome}\"}} {count}"
        )
        .expect("a String takes whatever is written");
    }
    text
}

/// A family of numbers: its name, its type, what it counts, its label, and its values.
type Numbers = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Vec<(&'static str, u64)>,
);

/// What is asked of the tenant, and what its budget leaves.
fn calls(service: &Service, budgets: &[BudgetView]) -> String {
    let now = service.now();
    let of_kinds = |count: fn(CallCounts) -> u64| {
        let kinds = CallKind::ALL.into_iter();
        kinds
            .map(|kind| (kind.name(), count(service.call_counts(kind))))
            .collect()
    };
    let of_apis = |count: &dyn Fn(&BudgetView) -> u64| {
        let apis = budgets.iter();
        apis.map(|view| (view.api.name(), count(view))).collect()
    };
    let rests = |view: &BudgetView| {
        let until = view.paused_until.max(view.down_until);
        let seconds = until.map(|until| until.duration_since(now).as_secs());
        seconds
            .and_then(|seconds| u64::try_from(seconds).ok())
            .unwrap_or_default()
    };
    let families: [Numbers; 9] = [
        (
            "deskside_tenant_calls_total",
            "counter",
            "Calls to Nexthink, by what for.",
            "kind",
            of_kinds(|counts| counts.total),
        ),
        (
            "deskside_tenant_calls_refused_total",
            "counter",
            "Calls that Nexthink answered by 429, by what for.",
            "kind",
            of_kinds(|counts| counts.refused),
        ),
        (
            "deskside_tenant_waits_total",
            "counter",
            "Calls that had to wait for the budget, by API.",
            "api",
            of_apis(&|view| view.counts.waited),
        ),
        (
            "deskside_tenant_waiting",
            "gauge",
            "Calls that wait for the budget, by API.",
            "api",
            of_apis(&|view| view.counts.waiting),
        ),
        (
            "deskside_tenant_calls_not_made_total",
            "counter",
            "Calls that were not made: the budget left no room in time, or Nexthink is left alone.",
            "api",
            of_apis(&|view| view.counts.given_up),
        ),
        (
            "deskside_tenant_day_calls",
            "gauge",
            "Calls in the last 24 hours by every process of the installation, by API.",
            "api",
            of_apis(&|view| view.used),
        ),
        (
            "deskside_tenant_day_limit_calls",
            "gauge",
            "Calls that the budget allows in 24 hours, by API; 0 for no limit.",
            "api",
            of_apis(&|view| view.rates.per_day.map_or(0, |most| most.get().into())),
        ),
        (
            "deskside_tenant_slowdown_ratio",
            "gauge",
            "How many times as slowly as configured Nexthink is asked, because it answered 429, by API.",
            "api",
            of_apis(&|view| view.slower.into()),
        ),
        (
            "deskside_tenant_rest_seconds",
            "gauge",
            "For how long Nexthink is left alone, because it wants to be or does not answer, by API.",
            "api",
            of_apis(&rests),
        ),
    ];
    let mut text = String::new();
    let infallible = "a String takes whatever is written";
    for (name, kind, help, label, counts) in families {
        writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}").expect(infallible);
        for (value, count) in counts {
            writeln!(text, "{name}{{{label}=\"{value}\"}} {count}").expect(infallible);
        }
    }
    let (name, stale) = ("deskside_served_stale_total", service.served_stale());
    writeln!(
        text,
        "# HELP {name} Views of figures as they were known before, because newer ones had not come.\n\
         # TYPE {name} counter\n{name} {stale}"
    )
    .expect(infallible);
    text
}

fn written(counts: &HookCounts) -> String {
    let mut text = String::new();
    for (name, help, outcomes) in FAMILIES {
        let mut line = |line: String| {
            writeln!(text, "{line}").expect("a String takes whatever is written");
        };
        line(format!("# HELP {name} {help}"));
        line(format!("# TYPE {name} counter"));
        for (outcome, count) in outcomes {
            line(format!("{name}{{outcome=\"{outcome}\"}} {}", counts.of(*count)));
        }
    }
    text
}
