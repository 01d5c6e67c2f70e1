//! What is asked of this server.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use axum::http::{Method, StatusCode};
use jiff::SignedDuration;
use service::Histogram;

use super::exposition::{Exposition, Kind};

/// What is asked of this server. A cheap clone.
#[derive(Debug, Clone, Default)]
pub struct Traffic(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// By method, route and status class. There are as many as the router has, whatever is asked.
    requests: RwLock<BTreeMap<Asked, Arc<Histogram>>>,
    streams: AtomicU64,
}

type Asked = (&'static str, String, &'static str);

/// Counts as a stream until it is dropped.
#[derive(Debug)]
#[must_use = "the stream counts as over when this is dropped"]
pub struct OpenStream(Traffic);

impl Traffic {
    /// A request was answered. `route` is as the router has it; `-` where it has none.
    pub fn answered(&self, method: &Method, route: &str, status: StatusCode, took: SignedDuration) {
        self.histogram((known(method), route.to_owned(), class(status)))
            .record(took);
    }

    fn histogram(&self, asked: Asked) -> Arc<Histogram> {
        let known = self.0.requests.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&asked) {
            return known.clone();
        }
        drop(known);
        let mut known = self.0.requests.write().unwrap_or_else(PoisonError::into_inner);
        known.entry(asked).or_default().clone()
    }

    /// A stream of events is open for as long as this is held.
    pub fn stream(&self) -> OpenStream {
        self.0.streams.fetch_add(1, Relaxed);
        OpenStream(self.clone())
    }
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        self.0.0.streams.fetch_sub(1, Relaxed);
    }
}

/// Anybody can make up a method.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        _ => "other",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}

pub fn tell(text: &mut Exposition, traffic: &Traffic) {
    let Inner { requests, streams } = &*traffic.0;
    let mut family = text.family(
        "deskside_http_request_duration_seconds",
        Kind::Histogram,
        "How long requests took until the head of their answer, by method, route and class of status.",
    );
    let requests = requests.read().unwrap_or_else(PoisonError::into_inner);
    for ((method, route, status), took) in requests.iter() {
        let labels = [("method", *method), ("route", route), ("status", status)];
        family.durations(&labels, &took.durations());
    }
    drop(requests);
    let mut family = text.family(
        "deskside_streams",
        Kind::Gauge,
        "Streams of events that are open.",
    );
    family.sample(&[], streams.load(Relaxed));
}
