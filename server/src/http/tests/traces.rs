//! What of a request reaches a collector of traces, over real HTTP.

use std::sync::{Arc, Mutex};

use axum::{Router, body::Bytes, extract::State, http::HeaderMap, http::StatusCode, routing::post};
use opentelemetry_proto::tonic::{
    collector::trace::v1::ExportTraceServiceRequest,
    common::v1::any_value::Value,
    trace::v1::{Span, span::SpanKind},
};
use prost::Message as _;
use service::{FleetPart, Tenant as _};
use tokio::net::TcpListener;
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::layer::SubscriberExt as _;

use super::{
    requests::{Log, refusing},
    visitor::{Visitor, header},
};
use crate::{
    config::Telemetry,
    telemetry::{self, Traces},
    tenant::NexthinkTenant,
    testing::{Desk, tenant_at},
};

const PROXY: &str = "[server]\nforwarded_from = [\"10.1.0.0/24\"]\n";
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const PARENT: &str = "00f067aa0ba902b7";
const DEVICE: &str = "30adce7c-0000-4000-8000-000000000001";

/// Takes traces and keeps them.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Vec<(HeaderMap, ExportTraceServiceRequest)>>>);

impl Collector {
    async fn listen(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let routes = Router::new()
            .route("/v1/traces", post(take))
            .with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        format!("http://{address}")
    }

    fn spans(&self) -> Vec<Span> {
        let kept = self.0.lock().unwrap();
        let batches = kept.iter().flat_map(|(_, batch)| &batch.resource_spans);
        let scopes = batches.flat_map(|resource| &resource.scope_spans);
        scopes.flat_map(|scope| scope.spans.clone()).collect()
    }
}

async fn take(State(collector): State<Collector>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let batch = ExportTraceServiceRequest::decode(body).unwrap();
    collector.0.lock().unwrap().push((headers, batch));
    StatusCode::OK
}

fn tracing_to(endpoint: &str, sample: f64) -> (Traces, Log, DefaultGuard) {
    let config = Telemetry {
        otlp_endpoint: Some(endpoint.to_owned()),
        headers: [("x-key".to_owned(), "key-of-the-collector".to_owned().into())].into(),
        sample,
        ..Telemetry::default()
    };
    let traces = Traces::begin(&config).unwrap().unwrap();
    let log = Log::default();
    let kept = log.clone();
    let layers = vec![
        Box::new(telemetry::lines(move || kept.clone())) as _,
        traces.layer(),
    ];
    let guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(layers));
    (traces, log, guard)
}

fn attribute(span: &Span, key: &str) -> Option<String> {
    let found = span.attributes.iter().find(|one| one.key == key)?;
    match found.value.as_ref()?.value.as_ref()? {
        Value::StringValue(text) => Some(text.clone()),
        Value::IntValue(number) => Some(number.to_string()),
        other => panic!("{key}: {other:?}"),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A page of Robin's, which asks the tenant; through our proxy, which names a trace.
async fn page(desk: &Desk, path: &str) -> (StatusCode, String) {
    let mut robin = Visitor::of(desk);
    robin.sign_in().await;
    robin.address = [10, 1, 0, 1];
    robin.headers.push(("x-request-id", "page-of-a-test".to_owned()));
    robin
        .headers
        .push(("traceparent", format!("00-{TRACE}-{PARENT}-01")));
    let answer = robin.get(path).await;
    (answer.status(), header(&answer, "x-request-id").to_owned())
}

/// Sends what there is. The database's threads hold the span of what they were asked in until a moment after they have
/// answered, and end first.
async fn finish(desk: &Desk, traces: Traces) {
    desk.store.close().await;
    traces.finish().await;
}

#[tokio::test]
async fn a_request_and_its_call_to_the_tenant_are_in_the_trace_of_the_proxy() {
    let collector = Collector::default();
    let (traces, _log, _guard) = tracing_to(&collector.listen().await, 1.0);
    let tenant = refusing().await;
    let desk = Desk::open_with_tenant(&tenant.uri(), PROXY).await;
    let (status, _) = page(&desk, &format!("/devices/{DEVICE}?q=printer")).await;
    finish(&desk, traces).await;

    let spans = collector.spans();
    let ours: Vec<&Span> = spans.iter().filter(|span| hex(&span.trace_id) == TRACE).collect();
    let request = ours
        .iter()
        .find(|span| span.kind == SpanKind::Server as i32)
        .unwrap();
    assert_eq!(request.name, "GET /devices/{uid}");
    assert_eq!(hex(&request.parent_span_id), PARENT);
    assert_eq!(
        attribute(request, "http.route").as_deref(),
        Some("/devices/{uid}")
    );
    assert_eq!(attribute(request, "http.request.method").as_deref(), Some("GET"));
    assert_eq!(
        attribute(request, "request_id").as_deref(),
        Some("page-of-a-test")
    );
    let answered = attribute(request, "http.response.status_code");
    assert_eq!(answered, Some(status.as_u16().to_string()));
    let call = ours
        .iter()
        .find(|span| span.kind == SpanKind::Client as i32)
        .unwrap();
    assert_eq!(call.name, "nql/execute");
    assert_eq!(call.parent_span_id, request.span_id);
    assert_eq!(
        attribute(call, "subject").as_deref(),
        Some("#deskside_devices_of_user")
    );
    assert_eq!(attribute(call, "status").as_deref(), Some("403"));
    assert_eq!(attribute(call, "tries").as_deref(), Some("1"));
    assert!(request.end_time_unix_nano >= call.end_time_unix_nano);
    let kept = collector.0.lock().unwrap();
    assert!(
        kept.iter()
            .all(|(headers, _)| headers["x-key"] == "key-of-the-collector")
    );
}

#[tokio::test]
async fn a_stranger_names_no_trace_and_without_a_share_only_the_proxy_has_one_traced() {
    let collector = Collector::default();
    let (traces, _log, _guard) = tracing_to(&collector.listen().await, 0.0);
    let desk = Desk::open(PROXY).await;
    let mut stranger = Visitor::of(&desk).with("traceparent", format!("00-{TRACE}-{PARENT}-01"));
    stranger.get("/livez").await;
    stranger.address = [10, 1, 0, 1];
    stranger.get("/readyz").await;
    finish(&desk, traces).await;
    let names: Vec<String> = collector.spans().into_iter().map(|span| span.name).collect();
    assert_eq!(names, ["GET /readyz"]);
}

#[tokio::test]
async fn nothing_personal_is_in_a_trace() {
    let collector = Collector::default();
    let (traces, log, _guard) = tracing_to(&collector.listen().await, 1.0);
    let tenant = refusing().await;
    let desk = Desk::open_with_tenant(&tenant.uri(), PROXY).await;
    for path in [
        "/",
        "/devices/30adce7c-0000-4000-8000-000000000001",
        "/search?q=my-secret-trouble",
    ] {
        page(&desk, path).await;
    }
    // Somebody adds what should not leave: in a span that is known, in one that is not, and in what is logged.
    let span = tracing::error_span!(
        "request",
        request_id = "an-id-of-eight",
        person = "robin@example.com"
    );
    span.in_scope(|| {
        tracing::error!("robin@example.com has trouble");
        tracing::error_span!("something else", device = DEVICE).in_scope(|| {});
    });
    drop(span);
    finish(&desk, traces).await;

    let spans = collector.spans();
    assert!(
        spans
            .iter()
            .any(|span| attribute(span, "request_id").as_deref() == Some("an-id-of-eight"))
    );
    assert!(spans.iter().any(|span| span.kind == SpanKind::Client as i32));
    assert!(
        log.text().contains("robin@example.com has trouble"),
        "the log is not what is looked at"
    );
    let all = format!(
        "{:?}",
        collector
            .0
            .lock()
            .unwrap()
            .iter()
            .map(|(_, batch)| batch)
            .collect::<Vec<_>>()
    );
    for personal in [
        "robin",
        "example.com",
        "30adce7c",
        "my-secret-trouble",
        "token-of-the-tenant",
    ] {
        assert!(!all.to_lowercase().contains(personal), "{personal}: {all}");
    }
    for span in &spans {
        assert!(span.events.is_empty() && span.links.is_empty(), "{span:?}");
        for one in &span.attributes {
            let known = [
                "request_id",
                "http.request.method",
                "http.route",
                "http.response.status_code",
                "worker",
                "api",
                "subject",
                "status",
                "tries",
            ];
            assert!(known.contains(&&*one.key), "{}", one.key);
        }
    }
}

#[tokio::test]
async fn a_collector_that_is_down_changes_nothing_for_requests() {
    let tenant = refusing().await;
    let quiet = Desk::open_with_tenant(&tenant.uri(), PROXY).await;
    let expected = page(&quiet, "/").await;
    let (traces, log, _guard) = tracing_to("http://127.0.0.1:1", 1.0);
    let desk = Desk::open_with_tenant(&tenant.uri(), PROXY).await;
    for _ in 0..3 {
        assert_eq!(page(&desk, "/").await, expected);
    }
    finish(&desk, traces).await;
    let said = log.lines("spans of traces are lost");
    assert_eq!(said.len(), 1, "{}", log.text());
    assert!(said[0]["lost"].as_u64().unwrap() >= 6, "{}", said[0]);
    assert!(!log.text().contains("key-of-the-collector"));
}

#[tokio::test]
async fn a_turn_of_a_worker_is_a_trace_of_its_own() {
    let collector = Collector::default();
    let (traces, _log, _guard) = tracing_to(&collector.listen().await, 1.0);
    let tenant = refusing().await;
    let desk = Desk::open("").await;
    let asked = NexthinkTenant::new(&tenant_at(&tenant.uri()), Arc::default()).unwrap();
    let work = async { asked.start_export(FleetPart::ALL[0]).await };
    desk.service.covered("discoverer", work).await.unwrap_err();
    finish(&desk, traces).await;
    let spans = collector.spans();
    let turn = spans.iter().find(|span| span.name == "discoverer").unwrap();
    assert!(turn.parent_span_id.is_empty());
    assert_eq!(turn.kind, SpanKind::Internal as i32);
    let call = spans.iter().find(|span| span.name == "nql/export").unwrap();
    assert_eq!(
        (&call.trace_id, &call.parent_span_id),
        (&turn.trace_id, &turn.span_id)
    );
}
