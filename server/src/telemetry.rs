//! Logs go to standard error: standard output belongs to what a command answers. Traces go to a collector, where one is
//! configured.

mod export;
mod parent;
mod traces;

use std::io::{IsTerminal as _, stderr};

use tracing::Subscriber;
use tracing_subscriber::{
    EnvFilter, Layer, Registry, fmt, fmt::MakeWriter, layer::SubscriberExt as _, registry::LookupSpan,
    util::SubscriberInitExt as _,
};

pub use export::{Failure, Sender};
pub use parent::continue_from;
pub use traces::{Traces, answered};

const DEFAULT: &str = "info,sqlx=warn,hyper=warn,tower_sessions=warn,tower_sessions_core=warn";

/// Starts logging: text on a terminal, a JSON object a line elsewhere. `DESKSIDE_LOG` filters as `RUST_LOG` does. Starts
/// tracing, too, where that is wanted.
pub fn init(traces: Option<&Traces>) {
    let filter = EnvFilter::try_from_env("DESKSIDE_LOG").unwrap_or_else(|_| EnvFilter::new(DEFAULT));
    // What the log leaves out is traced all the same: each has a filter of its own.
    let log: Box<dyn Layer<Registry> + Send + Sync> = if stderr().is_terminal() {
        fmt::layer()
            .with_writer(stderr)
            .compact()
            .with_filter(filter)
            .boxed()
    } else {
        lines(stderr).with_filter(filter).boxed()
    };
    let layers: Vec<_> = [log].into_iter().chain(traces.map(Traces::layer)).collect();
    tracing_subscriber::registry().with(layers).init();
}

/// A JSON object a line. What the line belongs to stands in `span`, with its `request_id`.
pub fn lines<S, W>(writer: W) -> impl Layer<S>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    fmt::layer().with_writer(writer).json().flatten_event(true)
}
