//! A running tenant and a client for it.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use tenant_sim::{Credential, Limits, Options, Running, start};

pub struct Tenant {
    pub running: Running,
    pub http: Client,
    pub token: String,
    content: tempfile::TempDir,
}

/// Queries of the tests' own, besides the product's.
const QUERIES: [(&str, &str); 10] = [
    ("device_uids", "devices | list uid | limit 1"),
    (
        "device_names",
        "devices | list name, operating_system.platform, last_seen | sort name asc",
    ),
    (
        "executions",
        "remote_action.executions | where request_id == $request \
         | list status, status_details, inputs, outputs, external_source, external_reference, purpose, trigger_method, device.name | sort device.name asc",
    ),
    (
        "workflow_runs",
        "workflow.executions | where request_id == $request \
         | list status, status_details, outcome, outcome_details, execution_id, device.collector.uid, user.upn",
    ),
    (
        "free_space",
        "devices | where collector.uid == $device | include device_performance.events past 1h | compute free = system_drive_free_space.last() | list free",
    ),
    (
        "responses",
        "campaign.responses | list request_id, state, state_details, answers, trigger_method, campaign.nql_id, user.upn, device.collector.uid | sort first_targeted asc",
    ),
    (
        "boots",
        "devices | where collector.uid == $device | include device_performance.boots during past 40d \
         | compute boots = number_of_boots.sum(), last_boot = type.last() | list boot.days_since_last_full_boot, boots, last_boot",
    ),
    ("many_rows", "device_performance.events | list start_time"),
    ("broken", "devices | where colour == red | list name"),
    ("no_query", "devices | list"),
];

impl Tenant {
    /// Twelve people, things on devices a thousand times faster, no limits on the number of calls.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    pub async fn start_with(change: impl FnOnce(&mut Options)) -> Self {
        let content = tempfile::tempdir().unwrap();
        let queries = content.path().join("queries");
        std::fs::create_dir(&queries).unwrap();
        let shipped = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../content/queries");
        for file in std::fs::read_dir(shipped).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), queries.join(file.file_name())).unwrap();
        }
        for (id, text) in QUERIES {
            std::fs::write(queries.join(format!("{id}.nql")), text).unwrap();
        }
        let mut options = Options {
            fleet: 12,
            time_scale: 1_000.0,
            limits: Limits::none(),
            scratch_mb: 1,
            ..Options::new(content.path())
        };
        change(&mut options);
        let any = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let running = start(options, any, any).await.unwrap();
        let http = Client::builder()
            .timeout(Duration::from_secs(30))
            .build()
            .unwrap();
        let mut tenant = Self {
            running,
            http,
            token: String::new(),
            content,
        };
        tenant.token = tenant.new_token().await;
        tenant
    }

    pub fn api(&self, path: &str) -> String {
        format!("http://{}{path}", self.running.api_addr)
    }

    pub fn write_query(&self, id: &str, text: &str) {
        std::fs::write(
            self.content.path().join("queries").join(format!("{id}.nql")),
            text,
        )
        .unwrap();
    }

    pub async fn new_token(&self) -> String {
        let request = self.http.post(self.api("/oauth2/default/v1/token"));
        let answer = request
            .basic_auth(Credential::DEFAULT_ID, Some(Credential::DEFAULT_SECRET))
            .send()
            .await
            .unwrap();
        body(answer).await["access_token"].as_str().unwrap().to_owned()
    }

    pub fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.http.post(self.api(path)).bearer_auth(&self.token).json(body)
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(self.api(path)).bearer_auth(&self.token)
    }

    /// The rows of a query, which must work.
    pub async fn rows(&self, id: &str, parameters: Value) -> Vec<Value> {
        let request = json!({ "queryId": id, "parameters": parameters });
        let answer = self.post("/api/v2/nql/execute", &request).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{id}");
        body(answer).await["data"].as_array().unwrap().clone()
    }

    pub async fn control(&self, path: &str, request: Value) -> Value {
        let (status, answer) = self.try_control(path, request).await;
        assert!(status.is_success(), "{path}: {status}");
        answer
    }

    pub async fn try_control(&self, path: &str, request: Value) -> (StatusCode, Value) {
        let url = format!("http://{}{path}", self.running.control_addr);
        let answer = self.http.post(url).json(&request).send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    pub async fn control_get(&self, path: &str) -> (StatusCode, Value) {
        let url = format!("http://{}{path}", self.running.control_addr);
        let answer = self.http.get(url).send().await.unwrap();
        (answer.status(), body(answer).await)
    }

    /// Waits until all executions of the request have that status.
    pub async fn wait(&self, request: &str, status: &str) {
        let (code, answer) = self
            .control_get(&format!(
                "/executions/{request}/wait?status={status}&timeout_ms=20000"
            ))
            .await;
        assert_eq!(code, StatusCode::OK, "not {status} but {answer}");
    }

    /// The first simulated device of the person with this number.
    pub fn device(&self, person: usize) -> String {
        let people = self.running.people();
        people[person]
            .devices
            .iter()
            .find(|device| !device.real)
            .unwrap()
            .collector_uid
            .clone()
    }

    /// The machine that the tests run on.
    pub fn real_device(&self) -> String {
        self.running.people()[0]
            .devices
            .iter()
            .find(|device| device.real)
            .unwrap()
            .collector_uid
            .clone()
    }

    /// Starts a remote action, which must work, and gives the request's id.
    pub async fn act(&self, action: &str, devices: &[&str], more: Value) -> String {
        let mut request = json!({ "remoteActionId": action, "devices": devices });
        request
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        let answer = self.post("/api/v1/act/execute", &request).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{action}");
        body(answer).await["requestId"].as_str().unwrap().to_owned()
    }

    /// The rows of a request in `remote_action.executions`, keys shortened.
    pub async fn executions(&self, request: &str) -> Vec<Value> {
        let rows = self.rows("#executions", json!({ "request": request })).await;
        rows.iter()
            .map(|row| shortened(row, "remote_action.execution."))
            .collect()
    }

    /// The rows of `campaign.responses`, keys shortened, the first first.
    pub async fn responses(&self) -> Vec<Value> {
        let rows = self.rows("#responses", json!({})).await;
        rows.iter()
            .map(|row| shortened(row, "campaign.response."))
            .collect()
    }

    pub async fn stop(self) {
        self.running.shutdown().await;
    }
}

pub fn shortened(row: &Value, prefix: &str) -> Value {
    let short =
        |(key, value): (&String, &Value)| (key.strip_prefix(prefix).unwrap_or(key).to_owned(), value.clone());
    row.as_object().unwrap().iter().map(short).collect()
}

pub async fn body(answer: Response) -> Value {
    let text = answer.text().await.unwrap();
    serde_json::from_str(&text).unwrap_or_else(|_| panic!("not JSON: {text}"))
}
