//! A request has one id: in its answer, in what it logs, and in what it asks of the tenant.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use serde_json::{Value, json};
use tracing_subscriber::layer::SubscriberExt as _;
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{method, path},
};

use super::visitor::{Visitor, header};
use crate::{telemetry, testing::Desk};

const PROXY: &str = "[server]\nforwarded_from = [\"10.1.0.0/24\"]\n";

fn from<'a>(desk: &'a Desk, address: [u8; 4], id: &'static str) -> Visitor<'a> {
    let mut visitor = Visitor::of(desk).with("x-request-id", id);
    visitor.address = address;
    visitor
}

/// What is logged, to be read.
#[derive(Debug, Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// The lines that say this.
    pub fn lines(&self, saying: &str) -> Vec<Value> {
        let text = self.text();
        let lines = text.lines().filter(|line| line.contains(saying));
        lines.map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// A tenant that gives a token and then refuses everything.
pub async fn refusing() -> MockServer {
    let tenant = MockServer::start().await;
    let token = json!({"access_token": "token-of-the-tenant", "expires_in": 900, "token_type": "Bearer"});
    Mock::given(path("/oauth2/default/v1/token"))
        .respond_with(ResponseTemplate::new(200).set_body_json(token))
        .mount(&tenant)
        .await;
    Mock::given(method("POST"))
        .respond_with(
            ResponseTemplate::new(403).set_body_json(json!({"code": 403, "message": "not allowed"})),
        )
        .mount(&tenant)
        .await;
    tenant
}

/// What the calls of queries were named.
async fn named(tenant: &MockServer) -> Vec<String> {
    let asked = tenant.received_requests().await.unwrap();
    let queries = asked.iter().filter(|call| call.url.path().ends_with("/execute"));
    queries
        .map(|call| call.headers["x-request-id"].to_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn the_id_of_a_trusted_proxy_is_kept_and_nobody_elses() {
    let desk = Desk::open(PROXY).await;
    let answered = async |address, id| {
        let answer = from(&desk, address, id).get("/livez").await;
        header(&answer, "x-request-id").to_owned()
    };
    assert_eq!(answered([10, 1, 0, 1], "of-the-proxy-1").await, "of-the-proxy-1");
    let mut minted = vec![
        answered([10, 1, 0, 1], "short").await,
        answered([10, 1, 0, 1], "with a space in it").await,
        answered([10, 2, 0, 1], "of-a-stranger-1").await,
        answered([127, 0, 0, 1], "of-a-stranger-1").await,
    ];
    for id in &minted {
        assert!(id.parse::<uuid::Uuid>().is_ok(), "{id}");
    }
    minted.sort();
    minted.dedup();
    assert_eq!(minted.len(), 4, "each has one of its own: {minted:?}");
}

#[tokio::test]
async fn a_failing_call_is_logged_with_the_id_that_the_tenant_got_and_without_a_secret() {
    let log = Log::default();
    let kept = log.clone();
    let lines = tracing_subscriber::registry().with(telemetry::lines(move || kept.clone()));
    let _logging = tracing::subscriber::set_default(lines);
    let tenant = refusing().await;
    let desk = Desk::open_with_tenant(&tenant.uri(), PROXY).await;
    let mut robin = Visitor::of(&desk);
    robin.sign_in().await;
    robin.address = [10, 1, 0, 1];
    robin.headers.push(("x-request-id", "page-of-robin".to_owned()));
    robin.get("/").await;

    assert_eq!(named(&tenant).await, ["page-of-robin"]);
    let failed = log.lines("trouble with the tenant");
    assert_eq!(failed.len(), 1, "{}", log.text());
    assert_eq!(failed[0]["span"]["request_id"], "page-of-robin");
    assert_eq!(failed[0]["level"], "WARN");
    for field in ["timestamp", "target", "message", "kind"] {
        assert!(failed[0][field].is_string(), "{field}: {}", failed[0]);
    }
    for secret in ["token-of-the-tenant", crate::testing::CLIENT_SECRET] {
        assert!(!log.text().contains(secret), "{}", log.text());
    }
}

#[tokio::test]
async fn what_is_pressed_asks_the_tenant_under_the_id_of_the_press() {
    let tenant = refusing().await;
    let desk = Desk::open_with_tenant(&tenant.uri(), PROXY).await;
    let mut robin = Visitor::of(&desk);
    robin.sign_in().await;
    robin.address = [10, 1, 0, 1];
    robin.headers.push(("x-request-id", "press-of-robin".to_owned()));
    robin
        .post("/api/check_again", "device=30adce7c-0000-4000-8000-000000000001")
        .await;
    assert_eq!(named(&tenant).await, ["press-of-robin"]);
}
