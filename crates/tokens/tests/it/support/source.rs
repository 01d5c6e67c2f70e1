use std::{
    net::TcpListener,
    sync::{Arc, Mutex},
    time::Duration,
};

use jsonwebtoken::{Algorithm, EncodingKey, jwk::Jwk};
use serde_json::{Value, json};
use tokens::{Issuers, Keys};
use tokio::sync::Notify;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate, matchers::path};

use super::issuers_with;

/// A server that publishes keys. It is down until told otherwise.
pub struct Source {
    server: MockServer,
    answer: Answer,
}

#[derive(Clone)]
struct Answer {
    template: Arc<Mutex<ResponseTemplate>>,
    asked: Arc<Notify>,
}

impl Respond for Answer {
    fn respond(&self, _: &Request) -> ResponseTemplate {
        self.asked.notify_one();
        self.template.lock().unwrap().clone()
    }
}

impl Source {
    pub async fn start() -> Self {
        let server = MockServer::start().await;
        let answer = Answer {
            template: Arc::new(Mutex::new(ResponseTemplate::new(503))),
            asked: Arc::default(),
        };
        Mock::given(path("/jwks.json"))
            .respond_with(answer.clone())
            .mount(&server)
            .await;
        Self { server, answer }
    }

    /// One that publishes this set.
    pub async fn of(keys: &[Value]) -> Self {
        let source = Self::start().await;
        source.publish(keys);
        source
    }

    /// From now on it answers with this set.
    pub fn publish(&self, keys: &[Value]) {
        self.answer(ResponseTemplate::new(200).set_body_json(json!({ "keys": keys })));
    }

    /// The same, a little late, so that others ask meanwhile.
    pub fn publish_late(&self, keys: &[Value]) {
        let answer = ResponseTemplate::new(200).set_body_json(json!({ "keys": keys }));
        self.answer(answer.set_delay(Duration::from_millis(100)));
    }

    pub fn answer(&self, answer: ResponseTemplate) {
        *self.answer.template.lock().unwrap() = answer;
    }

    pub fn go_down(&self) {
        self.answer(ResponseTemplate::new(503));
    }

    /// Ends when it is asked.
    pub async fn asked(&self) {
        self.answer.asked.notified().await;
    }

    /// How often it was asked.
    pub async fn count(&self) -> usize {
        self.server.received_requests().await.unwrap().len()
    }

    pub fn url(&self) -> String {
        format!("{}/jwks.json", self.server.uri())
    }

    pub fn issuers(&self, algorithms: &[Algorithm]) -> Issuers {
        issuers_with(algorithms, Keys::jwks(&self.url()).unwrap())
    }
}

/// A server that takes connections and never says anything, with its address.
pub fn silent() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/jwks.json", listener.local_addr().unwrap());
    (listener, url)
}

/// The address of a server that does not run.
pub fn nobody() -> String {
    silent().1
}

/// The public half, as it is published.
pub fn published(kid: &str, key: &EncodingKey, algorithm: Algorithm) -> Value {
    let mut jwk = Jwk::from_encoding_key(key, algorithm).unwrap();
    jwk.common.key_id = Some(kid.to_owned());
    serde_json::to_value(jwk).unwrap()
}
