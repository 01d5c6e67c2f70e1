//! `GET /metrics`: counts for Prometheus, in its text format. Counters begin anew with the process; gauges are of what is
//! kept.

use std::{collections::BTreeMap, fmt::Write as _, net::SocketAddr};

use axum::{
    extract::{ConnectInfo, State},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use domain::HandOverState;
use service::{HookCount, HookCounts};

use super::peer::is_within;
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
    let hand_overs = match state.service.hand_over_counts().await {
        Ok(counts) => counts,
        Err(error) => {
            tracing::error!("hand-overs cannot be counted: {error}");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let kind = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    let mut text = written(state.service.hook_counts());
    text.push_str(&gauges(&hand_overs));
    text.push_str(&reloads(state.journal.counts()));
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
