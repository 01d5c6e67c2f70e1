mod raw;
mod tls;

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use nexthink::{
    Client, ClientBuilder, CollectorUid, Credentials, Endpoints, Parameters, QueryId, RemoteActionId,
    RemoteActionRequest, RetryPolicy,
};
use serde_json::json;
use wiremock::{
    Mock, MockServer, Request, Respond, ResponseTemplate,
    matchers::{method, path},
};

pub use self::{
    raw::{Raw, Reply},
    tls::{CERTIFICATE, Tls},
};

pub const TOKEN: &str = "/oauth2/default/v1/token";
pub const EXECUTE: &str = "/api/v2/nql/execute";
pub const ACT: &str = "/api/v1/act/execute";

/// A mock tenant with a clock of its own. Each token it gives is numbered.
pub struct Tenant {
    pub server: MockServer,
    now: Arc<Mutex<Timestamp>>,
}

impl Tenant {
    pub async fn start() -> Self {
        let tenant = Self::without_token().await;
        tenant.mount("POST", TOKEN, Numbered::default()).await;
        tenant
    }

    pub async fn without_token() -> Self {
        let now = Arc::new(Mutex::new("2026-03-07T15:56:00Z".parse().unwrap()));
        Self {
            server: MockServer::start().await,
            now,
        }
    }

    pub async fn mount(&self, verb: &str, at: &str, respond: impl Respond + 'static) {
        Mock::given(method(verb))
            .and(path(at))
            .respond_with(respond)
            .mount(&self.server)
            .await;
    }

    pub fn advance(&self, seconds: i64) {
        let mut now = self.now.lock().unwrap();
        *now += SignedDuration::from_secs(seconds);
    }

    /// A client with the tenant's clock, which repeats without delay.
    pub fn builder(&self) -> ClientBuilder {
        self.builder_for(&self.server.uri())
    }

    /// The same, with the API elsewhere.
    pub fn builder_for(&self, api: &str) -> ClientBuilder {
        let endpoints = Endpoints::new(api, &self.server.uri()).unwrap();
        let now = Arc::clone(&self.now);
        Client::builder(endpoints, Credentials::new("portal", "hush".into()))
            .clock(Arc::new(move || *now.lock().unwrap()))
            .retry_policy(RetryPolicy {
                first_pause: Duration::from_millis(1),
                longest_pause: Duration::from_millis(1),
                ..RetryPolicy::default()
            })
    }

    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub async fn requests(&self, at: &str) -> Vec<Request> {
        let all = self.server.received_requests().await.unwrap();
        all.into_iter()
            .filter(|request| request.url.path() == at)
            .collect()
    }

    pub async fn count(&self, at: &str) -> usize {
        self.requests(at).await.len()
    }
}

/// Gives tokens `token-1`, `token-2` …
#[derive(Default)]
pub struct Numbered {
    given: Mutex<u32>,
}

impl Respond for Numbered {
    fn respond(&self, _: &Request) -> ResponseTemplate {
        let mut given = self.given.lock().unwrap();
        *given += 1;
        token_answer(&format!("token-{given}"), 900)
    }
}

pub fn token_answer(token: &str, seconds: i64) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({
        "token_type": "Bearer", "expires_in": seconds, "access_token": token, "scope": "service:integration"
    }))
}

/// Accepts tokens from this number on and answers 401 to earlier ones.
pub struct TokensFrom(pub u32, pub ResponseTemplate);

impl Respond for TokensFrom {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let number = request.headers["authorization"]
            .to_str()
            .unwrap()
            .strip_prefix("Bearer token-")
            .unwrap();
        if number.parse::<u32>().unwrap() >= self.0 {
            self.1.clone()
        } else {
            ResponseTemplate::new(401)
        }
    }
}

/// Answers with each of these in turn, and with the last for ever.
pub struct InTurn(Mutex<Vec<ResponseTemplate>>);

impl InTurn {
    pub fn new(answers: impl IntoIterator<Item = ResponseTemplate>) -> Self {
        let mut answers: Vec<_> = answers.into_iter().collect();
        answers.reverse();
        Self(Mutex::new(answers))
    }
}

impl Respond for InTurn {
    fn respond(&self, _: &Request) -> ResponseTemplate {
        let mut answers = self.0.lock().unwrap();
        if answers.len() > 1 {
            answers.pop().unwrap()
        } else {
            answers[0].clone()
        }
    }
}

pub fn query() -> QueryId {
    QueryId::new("#devices_of_user").unwrap()
}

pub fn no_parameters() -> Parameters {
    Parameters::new()
}

pub fn disk_cleanup() -> RemoteActionRequest {
    RemoteActionRequest::new(
        RemoteActionId::new("#disk_cleanup").unwrap(),
        vec![CollectorUid::new("30adce7c-0000-4000-8000-000000000001").unwrap()],
    )
}

/// An empty table, as version 2 answers it.
pub fn no_rows() -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_json(json!({
        "queryId": "#devices_of_user", "executedQuery": "devices", "rows": 0,
        "executionDateTime": "2026-03-07T15:56:02", "data": []
    }))
}

pub fn receipt() -> ResponseTemplate {
    ResponseTemplate::new(200)
        .set_body_json(json!({"requestId": "7d8c2f1e-0000-4000-8000-000000000002", "expiresInMinutes": 60}))
}
