//! Logs go to standard error: standard output belongs to what a command answers.

use std::io::{IsTerminal as _, stderr};

use tracing::Subscriber;
use tracing_subscriber::{
    EnvFilter, Layer, fmt, fmt::MakeWriter, layer::SubscriberExt as _, registry::LookupSpan,
    util::SubscriberInitExt as _,
};

const DEFAULT: &str = "info,sqlx=warn,hyper=warn,tower_sessions=warn,tower_sessions_core=warn";

/// Starts logging: text on a terminal, a JSON object a line elsewhere. `DESKSIDE_LOG` filters as `RUST_LOG` does.
pub fn init() {
    let filter = EnvFilter::try_from_env("DESKSIDE_LOG").unwrap_or_else(|_| EnvFilter::new(DEFAULT));
    let registry = tracing_subscriber::registry().with(filter);
    if stderr().is_terminal() {
        registry.with(fmt::layer().with_writer(stderr).compact()).init();
    } else {
        registry.with(lines(stderr)).init();
    }
}

/// A JSON object a line. What the line belongs to stands in `span`, with its `request_id`.
pub fn lines<S, W>(writer: W) -> impl Layer<S>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    fmt::layer().with_writer(writer).json().flatten_event(true)
}
