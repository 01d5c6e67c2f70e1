//! Somebody who receives webhooks, and writes down what came.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, post};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::watch;

#[derive(Clone, Debug)]
pub struct Call {
    pub method: String,
    pub path: String,
    pub authorization: String,
    pub body: Bytes,
    pub at: tokio::time::Instant,
}

impl Call {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("not JSON: {}", String::from_utf8_lossy(&self.body)))
    }
}

#[derive(Default)]
struct Inner {
    calls: Mutex<Vec<Call>>,
    tokens_given: Mutex<Vec<String>>,
    answers: Mutex<VecDeque<u16>>,
    count: watch::Sender<usize>,
}

/// Answers 204, or what it is told to answer first.
pub struct Receiver {
    pub address: SocketAddr,
    inner: Arc<Inner>,
}

impl Receiver {
    pub async fn start() -> Self {
        let inner = Arc::new(Inner::default());
        let router = Router::new()
            .route("/token", post(token))
            .fallback(any(receive))
            .layer(DefaultBodyLimit::max(1_000_000))
            .with_state(inner.clone());
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, inner }
    }

    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// What the next calls are answered with, one each.
    pub fn answer(&self, statuses: impl IntoIterator<Item = u16>) {
        self.inner.answers.lock().unwrap().extend(statuses);
    }

    /// Those that asked for a token: their `Authorization`, and the form.
    pub fn tokens_given(&self) -> Vec<String> {
        self.inner.tokens_given.lock().unwrap().clone()
    }

    /// All calls, once there are so many.
    pub async fn calls(&self, count: usize) -> Vec<Call> {
        let mut so_far = self.inner.count.subscribe();
        let waited = so_far.wait_for(|so_far| *so_far >= count);
        let enough = tokio::time::timeout(Duration::from_secs(20), waited).await;
        let calls = self.inner.calls.lock().unwrap().clone();
        assert!(enough.is_ok(), "{} calls instead of {count}", calls.len());
        calls
    }
}

async fn receive(
    State(inner): State<Arc<Inner>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let authorization = headers
        .get("authorization")
        .map(|it| it.to_str().unwrap().to_owned());
    inner.calls.lock().unwrap().push(Call {
        method: method.to_string(),
        path: uri.to_string(),
        authorization: authorization.unwrap_or_default(),
        body,
        at: tokio::time::Instant::now(),
    });
    inner.count.send_modify(|count| *count += 1);
    let answer = inner.answers.lock().unwrap().pop_front();
    StatusCode::from_u16(answer.unwrap_or(204)).unwrap()
}

async fn token(State(inner): State<Arc<Inner>>, headers: HeaderMap, form: String) -> Response {
    let mut given = inner.tokens_given.lock().unwrap();
    given.push(format!("{} {form}", headers["authorization"].to_str().unwrap()));
    let token = format!("token-{}", given.len());
    axum::Json(json!({ "token_type": "Bearer", "expires_in": 300, "access_token": token })).into_response()
}
