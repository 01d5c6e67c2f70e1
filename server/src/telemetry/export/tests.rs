use std::time::SystemTime;

use axum::{Router, http::StatusCode as Status, routing::post};
use opentelemetry::{
    InstrumentationScope,
    trace::{SpanContext, SpanId, SpanKind, TraceFlags, TraceId, TraceState},
};
use tokio::net::TcpListener;
use tracing_subscriber::layer::SubscriberExt as _;

use super::*;
use crate::http::tests::requests::Log;

fn span(number: u64) -> SpanData {
    let (trace, id) = (TraceId::from(1), SpanId::from(number + 1));
    SpanData {
        span_context: SpanContext::new(trace, id, TraceFlags::SAMPLED, false, TraceState::NONE),
        parent_span_id: SpanId::INVALID,
        parent_span_is_remote: false,
        span_kind: SpanKind::Internal,
        name: "work".into(),
        start_time: SystemTime::UNIX_EPOCH,
        end_time: SystemTime::UNIX_EPOCH,
        attributes: Vec::new(),
        dropped_attributes_count: 0,
        events: Default::default(),
        links: Default::default(),
        status: opentelemetry::trace::Status::Unset,
        instrumentation_scope: InstrumentationScope::default(),
    }
}

fn sender(endpoint: &str) -> Sender {
    let config = Telemetry {
        otlp_endpoint: Some(endpoint.to_owned()),
        ..Telemetry::default()
    };
    Sender::new(&config).unwrap().unwrap()
}

/// A collector that answers when it is let.
async fn collector(let_go: Arc<Notify>, reached: Arc<Notify>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let answer = move || async move {
        reached.notify_one();
        let_go.notified().await;
        Status::OK
    };
    let routes = Router::new().route("/v1/traces", post(answer));
    tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
    format!("http://{address}")
}

#[tokio::test]
async fn what_has_no_room_is_lost_counted_and_said_once() {
    let log = Log::default();
    let kept = log.clone();
    let lines = tracing_subscriber::registry().with(crate::telemetry::lines(move || kept.clone()));
    let _logging = tracing::subscriber::set_default(lines);
    let (let_go, reached) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let endpoint = collector(let_go.clone(), reached.clone()).await;
    let (queue, exporter) = Exporter::begin(sender(&endpoint));
    let room = u64::try_from(WAITING).unwrap();
    for number in 0..room {
        queue.put(span(number));
    }
    // The task is at its first batch and waits for the collector; what comes now waits, and then is lost.
    reached.notified().await;
    let sent = u64::try_from(BATCH).unwrap();
    for number in 0..sent + 3 {
        queue.put(span(number));
    }
    assert_eq!(queue.lost.load(Ordering::Relaxed), 3);
    let answering = async {
        loop {
            let_go.notify_one();
            reached.notified().await;
        }
    };
    tokio::select! {
        () = exporter.finish() => {}
        () = answering => {}
    }
    let said = log.lines("are lost");
    assert_eq!(said.len(), 1, "{}", log.text());
    assert_eq!(said[0]["lost"], 3);
}

#[tokio::test]
async fn losses_are_said_once_a_minute_and_at_the_end() {
    let log = Log::default();
    let kept = log.clone();
    let lines = tracing_subscriber::registry().with(crate::telemetry::lines(move || kept.clone()));
    let _logging = tracing::subscriber::set_default(lines);
    let mut losses = Losses::new(Arc::default());
    losses.say(false);
    assert_eq!(log.lines("are lost").len(), 0);
    for _ in 0..3 {
        losses.add(2);
        losses.say(false);
    }
    losses.say(true);
    let said: Vec<_> = log
        .lines("are lost")
        .iter()
        .map(|line| line["lost"].clone())
        .collect();
    assert_eq!(said, [2, 4]);
}

#[tokio::test]
async fn a_collector_that_never_answers_does_not_keep_the_process() {
    let reached = Arc::new(Notify::new());
    let endpoint = collector(Arc::new(Notify::new()), reached.clone()).await;
    let (queue, exporter) = Exporter::begin(sender(&endpoint));
    queue.put(span(1));
    let began = Instant::now();
    // It has stopped to wait before the collector is given up.
    exporter.finish_within(Duration::ZERO).await;
    assert!(began.elapsed() < PATIENCE, "{:?}", began.elapsed());
}
