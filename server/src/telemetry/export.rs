//! Sends spans to a collector, beside everything else: a queue of bounded length, and one task that empties it. A request
//! never waits for it, and what has no room is lost and counted.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use opentelemetry_proto::{
    tonic::collector::trace::v1::ExportTraceServiceRequest,
    transform::{
        common::tonic::ResourceAttributesWithSchema, trace::tonic::group_spans_by_resource_and_scope,
    },
};
use opentelemetry_sdk::trace::SpanData;
use prost::Message as _;
use reqwest::{
    Client, StatusCode, Url,
    header::{CONTENT_TYPE, HeaderMap},
    redirect, retry,
};
use tokio::{
    sync::{
        Notify,
        mpsc::{self, error::TryRecvError},
    },
    task::JoinHandle,
    time::{Instant, sleep, timeout},
};
use tokio_util::sync::CancellationToken;

use super::traces::resource;
use crate::{config::Telemetry, fault::Fault};

/// As many spans wait at most: some megabytes.
const WAITING: usize = 2_048;
/// As many are sent at once.
const BATCH: usize = 512;
/// How often they are sent.
const EVERY: Duration = Duration::from_secs(5);
/// How long the collector may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long what is left may take when the process ends.
const FAREWELL: Duration = Duration::from_secs(3);
/// How often it is said at most that spans are lost.
const SAYING: Duration = Duration::from_secs(60);

/// The spans that wait to be sent.
#[derive(Debug)]
pub(super) struct Queue {
    spans: mpsc::Sender<SpanData>,
    lost: Arc<AtomicU64>,
    half_full: Arc<Notify>,
}

impl Queue {
    /// Takes a span, or loses it. Never waits.
    pub(super) fn put(&self, span: SpanData) {
        if self.spans.try_send(span).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        } else if self.spans.capacity() < WAITING / 2 {
            self.half_full.notify_one();
        }
    }
}

/// Why a batch did not arrive. It says neither the address nor what was sent.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// No answer came.
    #[error("the collector does not answer: {0}")]
    Silent(#[source] reqwest::Error),
    /// The answer is no success.
    #[error("the collector answers with {0}")]
    Refused(StatusCode),
}

/// The way to the collector.
#[derive(Debug)]
pub struct Sender {
    client: Client,
    endpoint: Url,
    headers: HeaderMap,
    resource: ResourceAttributesWithSchema,
}

impl Sender {
    /// The one that is configured, if one is.
    ///
    /// # Errors
    /// When what is configured cannot be.
    pub fn new(config: &Telemetry) -> Result<Option<Self>, Fault> {
        let Some(endpoint) = config.endpoint()? else {
            return Ok(None);
        };
        let client = Client::builder()
            .timeout(PATIENCE)
            // Headers may be secrets: they go where they are meant to, and nowhere else.
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .build()
            .map_err(|error| Fault::new(format!("telemetry: {error}"), "mend TLS on this machine"))?;
        Ok(Some(Self {
            client,
            endpoint,
            headers: config.all_headers()?,
            resource: (&resource(config)).into(),
        }))
    }

    /// Sends spans; none is a question whether the collector takes any.
    ///
    /// # Errors
    /// When they did not arrive.
    pub async fn send(&self, spans: Vec<SpanData>) -> Result<(), Failure> {
        let resource_spans = match spans.is_empty() {
            true => Vec::new(),
            false => group_spans_by_resource_and_scope(spans, &self.resource),
        };
        let request = self
            .client
            .post(self.endpoint.clone())
            .headers(self.headers.clone())
            .header(CONTENT_TYPE, "application/x-protobuf")
            .body(ExportTraceServiceRequest { resource_spans }.encode_to_vec());
        let answer = request.send().await;
        let answer = answer.map_err(|error| Failure::Silent(error.without_url()))?;
        match answer.status().is_success() {
            true => Ok(()),
            false => Err(Failure::Refused(answer.status())),
        }
    }
}

/// The task that sends.
#[derive(Debug)]
pub(super) struct Exporter {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Exporter {
    /// Begins to send what is put into the queue.
    pub(super) fn begin(sender: Sender) -> (Arc<Queue>, Self) {
        let (spans, waiting) = mpsc::channel(WAITING);
        let queue = Queue {
            spans,
            lost: Arc::default(),
            half_full: Arc::default(),
        };
        let stop = CancellationToken::new();
        let work = Work {
            sender,
            waiting,
            losses: Losses::new(queue.lost.clone()),
            half_full: queue.half_full.clone(),
            stop: stop.clone(),
        };
        let task = tokio::spawn(work.run());
        (Arc::new(queue), Self { stop, task })
    }

    /// Sends what is left, as long as that takes a few seconds only.
    pub(super) async fn finish(self) {
        self.finish_within(FAREWELL).await;
    }

    async fn finish_within(mut self, patience: Duration) {
        self.stop.cancel();
        if timeout(patience, &mut self.task).await.is_err() {
            self.task.abort();
            tracing::warn!("the last traces are lost: the collector does not answer in time");
        }
    }
}

struct Work {
    sender: Sender,
    waiting: mpsc::Receiver<SpanData>,
    losses: Losses,
    half_full: Arc<Notify>,
    stop: CancellationToken,
}

impl Work {
    async fn run(mut self) {
        let mut is_last = false;
        while !is_last {
            tokio::select! {
                () = sleep(EVERY) => {}
                () = self.half_full.notified() => {}
                () = self.stop.cancelled() => is_last = true,
            }
            self.send_all().await;
            if is_last {
                self.losses.add(self.waiting.len());
            }
            self.losses.say(is_last);
        }
    }

    /// Sends what waits now. Where that fails the rest waits for the next time.
    async fn send_all(&mut self) {
        loop {
            let batch = self.batch();
            let count = batch.len();
            if count == 0 {
                return;
            }
            if let Err(failure) = self.sender.send(batch).await {
                self.losses.why = Some(failure.to_string());
                return self.losses.add(count);
            }
        }
    }

    fn batch(&mut self) -> Vec<SpanData> {
        let mut batch = Vec::new();
        while batch.len() < BATCH {
            match self.waiting.try_recv() {
                Ok(span) => batch.push(span),
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => break,
            }
        }
        batch
    }
}

/// What did not arrive, and when that was said last.
struct Losses {
    lost: Arc<AtomicU64>,
    why: Option<String>,
    said: Option<Instant>,
}

impl Losses {
    const fn new(lost: Arc<AtomicU64>) -> Self {
        Self {
            lost,
            why: None,
            said: None,
        }
    }

    fn add(&self, count: usize) {
        let count = count.try_into().unwrap_or(u64::MAX);
        self.lost.fetch_add(count, Ordering::Relaxed);
    }

    /// Says what is lost, unless that was said a short time ago.
    fn say(&mut self, is_last: bool) {
        let is_early = self.said.is_some_and(|said| said.elapsed() < SAYING);
        if self.lost.load(Ordering::Relaxed) == 0 || (is_early && !is_last) {
            return;
        }
        let lost = self.lost.swap(0, Ordering::Relaxed);
        let why = self.why.take();
        let why = why.as_deref().unwrap_or("there are more than can be sent");
        tracing::warn!(
            lost,
            "{lost} spans of traces are lost: {why}. Nothing else is affected; `deskside doctor` asks the collector"
        );
        self.said = Some(Instant::now());
    }
}

#[cfg(test)]
mod tests;
