//! Sees every call: counts it, and lets it go wrong on purpose.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, DATE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;

use super::{endpoint, errors};
use crate::faults::{Fault, FaultKind};
use crate::state::Sim;
use crate::sync::lock;

/// Marks an answer that must not be sent: the connection closes instead.
#[derive(Clone, Copy, Debug)]
pub struct CutConnection;

/// The layer around all endpoints.
pub async fn watch(State(sim): State<Arc<Sim>>, request: Request, next: Next) -> Response {
    let name = endpoint::name(request.uri().path());
    let fault = {
        let mut rng = lock(&sim.rng);
        lock(&sim.faults).meet(name, &mut rng)
    };
    let mut response = match fault {
        None => next.run(request).await,
        Some(fault) => serve_with(fault, name, request, next).await,
    };
    let ahead = SignedDuration::from_secs(sim.date_ahead.load(Ordering::Acquire));
    // Where it is right, HTTP itself says it.
    if !ahead.is_zero() {
        date(&sim, ahead, &mut response);
    }
    let cut = response.extensions().get::<CutConnection>().is_some();
    let status = if cut {
        "dropped".to_owned()
    } else {
        response.status().as_u16().to_string()
    };
    lock(&sim.stats).called(name, status);
    response
}

fn date(sim: &Sim, ahead: SignedDuration, response: &mut Response) {
    let wrong = sim.clock.now().saturating_add(ahead).unwrap_or_default();
    let wrong = wrong.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    if let Ok(value) = HeaderValue::from_str(&wrong) {
        response.headers_mut().insert(DATE, value);
    }
}

async fn serve_with(fault: Fault, name: &str, request: Request, next: Next) -> Response {
    match fault.kind {
        FaultKind::Status => refusal(&fault, name),
        FaultKind::Delay => {
            tokio::time::sleep(Duration::from_millis(fault.delay_ms.unwrap_or_default())).await;
            next.run(request).await
        }
        FaultKind::DropBefore => cut(StatusCode::OK.into_response()),
        FaultKind::DropAfter => cut(next.run(request).await),
        FaultKind::Malformed => halved(next.run(request).await).await,
    }
}

fn refusal(fault: &Fault, name: &str) -> Response {
    let status = fault.status.and_then(|status| StatusCode::from_u16(status).ok());
    let status = status.unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let mut response = errors::for_endpoint(name, status);
    if let Some(value) = fault
        .retry_after
        .as_deref()
        .and_then(|value| HeaderValue::from_str(value).ok())
    {
        response.headers_mut().insert(RETRY_AFTER, value);
    }
    response
}

fn cut(mut response: Response) -> Response {
    response.extensions_mut().insert(CutConnection);
    response
}

async fn halved(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let whole = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    let half = if whole.len() < 2 {
        bytes::Bytes::from_static(b"{\"")
    } else {
        whole.slice(..whole.len() / 2)
    };
    parts.headers.remove(CONTENT_LENGTH);
    parts
        .headers
        .entry(CONTENT_TYPE)
        .or_insert(HeaderValue::from_static("application/json"));
    Response::from_parts(parts, Body::from(half))
}
