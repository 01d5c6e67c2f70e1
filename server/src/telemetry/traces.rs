//! Traces: which spans leave the process, and what of them. Whatever is not named here stays: a span or an attribute that
//! somebody adds elsewhere reaches a collector only once it is known to tell of nobody.

use std::{sync::Arc, time::Duration};

use axum::http::{Method, StatusCode};
use opentelemetry::{
    Context, KeyValue, Value,
    trace::{SpanKind, Status, TracerProvider as _},
};
use opentelemetry_sdk::{
    Resource,
    error::OTelSdkResult,
    trace::{Sampler, SdkTracerProvider, Span, SpanData, SpanProcessor},
};
use tracing::Metadata;
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::{Layer, Registry, filter::filter_fn};

use super::export::{Exporter, Queue, Sender};
use crate::{config::Telemetry, fault::Fault};

const METHOD: &str = "http.request.method";
const ROUTE: &str = "http.route";
const STATUS: &str = "http.response.status_code";

/// A span that leaves the process.
struct Kind {
    /// What it is called where it is made.
    name: &'static str,
    kind: SpanKind,
    /// The attributes that go with it.
    keys: &'static [&'static str],
    /// Those that make its name.
    named_by: &'static [&'static str],
}

const KINDS: [Kind; 3] = [
    Kind {
        name: "request",
        kind: SpanKind::Server,
        keys: &["request_id", METHOD, ROUTE, STATUS],
        named_by: &[METHOD, ROUTE],
    },
    Kind {
        name: "work",
        kind: SpanKind::Internal,
        keys: &["request_id", "worker"],
        named_by: &["worker"],
    },
    Kind {
        name: "tenant call",
        kind: SpanKind::Client,
        keys: &["api", "subject", "status", "tries"],
        named_by: &["api"],
    },
];

/// What traces are called of which these spans are part.
const SCOPE: &str = "deskside";

fn is_known(metadata: &Metadata<'_>) -> bool {
    metadata.is_span() && KINDS.iter().any(|kind| kind.name == metadata.name())
}

/// The way of traces to a collector.
#[derive(Debug)]
pub struct Traces {
    provider: SdkTracerProvider,
    exporter: Exporter,
}

impl Traces {
    /// Begins to send, if that is configured.
    ///
    /// # Errors
    /// When what is configured cannot be.
    pub fn begin(config: &Telemetry) -> Result<Option<Self>, Fault> {
        let Some(sender) = Sender::new(config)? else {
            return Ok(None);
        };
        let (queue, exporter) = Exporter::begin(sender);
        let sampler = Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(config.sample)));
        let provider = SdkTracerProvider::builder()
            .with_resource(resource(config))
            .with_sampler(sampler)
            .with_span_processor(Tidy(queue))
            .build();
        Ok(Some(Self { provider, exporter }))
    }

    /// What has spans become traces.
    pub fn layer(&self) -> Box<dyn Layer<Registry> + Send + Sync> {
        tracing_opentelemetry::layer()
            .with_tracer(self.provider.tracer(SCOPE))
            // Spans say where they belong by themselves, and nothing else asks.
            .with_context_activation(false)
            .with_location(false)
            .with_threads(false)
            .with_target(false)
            .with_tracked_inactivity(false)
            .with_filter(filter_fn(is_known))
            .boxed()
    }

    /// Sends what is left, for a few seconds at most.
    pub async fn finish(self) {
        self.exporter.finish().await;
    }
}

/// What is said of this server with each batch.
pub(super) fn resource(config: &Telemetry) -> Resource {
    Resource::builder_empty()
        .with_service_name(config.service_name.clone())
        .with_attribute(KeyValue::new("service.version", env!("CARGO_PKG_VERSION")))
        .build()
}

/// Says in the current span how the request went. The route is a template: a path may name a device.
pub fn answered(method: &Method, route: &str, status: StatusCode) {
    let span = tracing::Span::current();
    span.set_attribute(METHOD, method.as_str().to_owned());
    span.set_attribute(ROUTE, route.to_owned());
    span.set_attribute(STATUS, i64::from(status.as_u16()));
    if status.is_server_error() {
        span.set_status(Status::error(""));
    }
}

/// Leaves of each span what may leave the process.
#[derive(Debug)]
struct Tidy(Arc<Queue>);

impl SpanProcessor for Tidy {
    fn on_start(&self, _span: &mut Span, _context: &Context) {}

    fn on_end(&self, span: SpanData) {
        if let Some(span) = tidied(span) {
            self.0.put(span);
        }
    }

    fn force_flush(&self) -> OTelSdkResult {
        Ok(())
    }

    fn shutdown_with_timeout(&self, _timeout: Duration) -> OTelSdkResult {
        Ok(())
    }
}

fn tidied(mut span: SpanData) -> Option<SpanData> {
    let kind = KINDS.iter().find(|kind| kind.name == span.name)?;
    span.attributes
        .retain(|one| kind.keys.contains(&one.key.as_str()));
    // What is logged in a span may quote somebody.
    span.events = Default::default();
    span.links = Default::default();
    span.span_kind = kind.kind.clone();
    if let Some(status) = failed(&span) {
        span.status = status;
    }
    let said = |key: &&str| {
        let found = span.attributes.iter().find(|one| one.key.as_str() == *key)?;
        Some(found.value.as_str().into_owned())
    };
    let name: Vec<String> = kind.named_by.iter().filter_map(said).collect();
    if !name.is_empty() {
        span.name = name.join(" ").into();
    }
    Some(span)
}

/// A call without a success has failed; one without a status has had no answer.
fn failed(span: &SpanData) -> Option<Status> {
    let is_call = span.span_kind == SpanKind::Client;
    let status = span.attributes.iter().find(|one| one.key.as_str() == "status");
    let succeeded = matches!(status.map(|one| &one.value), Some(Value::I64(200..=299)));
    (is_call && !succeeded).then(|| Status::error(""))
}
