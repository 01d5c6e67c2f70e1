//! The stand-in, as a process of its own.

use std::{
    io::{self, BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};
use tickets::Report;

use super::Desk;

/// Lives as long as this value; the process ends when its standard input does.
pub struct ServiceDesk {
    process: Child,
    pub address: String,
    client: reqwest::Client,
}

impl ServiceDesk {
    /// One that knows Jane.
    pub fn start() -> Self {
        Self::start_with(json!({}))
    }

    /// With further settings (`settings.mjs`), or others.
    pub fn start_with(others: Value) -> Self {
        let jane = json!({ "name": "Jane Doe", "email": "jane@example.com", "user_name": "jane" });
        let mut settings = json!({ "users": [jane] });
        for (name, value) in others.as_object().unwrap() {
            settings[name] = value.clone();
        }
        let main = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../end2end/support/service-desk/main.mjs");
        let mut process = Command::new("node")
            .arg(main)
            .arg(settings.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("these tests need Node: install the package `nodejs`");
        let mut line = String::new();
        let mut said = BufReader::new(process.stdout.take().unwrap());
        said.read_line(&mut line).unwrap();
        let Ok(said) = serde_json::from_str::<Value>(&line) else {
            let complaint = io::read_to_string(process.stderr.take().unwrap()).unwrap();
            panic!("the service desk did not start: {complaint}");
        };
        let address = said["address"].as_str().unwrap().to_owned();
        Self {
            process,
            address,
            client: reqwest::Client::builder().build().unwrap(),
        }
    }

    /// Plans faults, each for one request (`faults.mjs`).
    pub async fn plan(&self, faults: &[(&str, &str)]) {
        let faults: Vec<_> = faults
            .iter()
            .map(|(at, kind)| json!({ "at": at, "kind": kind }))
            .collect();
        self.control("faults", &json!(faults)).await;
    }

    pub async fn settle(&self) {
        self.control("settle", &json!([])).await;
    }

    pub async fn calm(&self) {
        self.control("calm", &json!([])).await;
    }

    pub async fn revoke_tokens(&self) {
        self.control("revoke", &json!([])).await;
    }

    /// All tickets of a desk.
    pub async fn tickets(&self, desk: Desk) -> Vec<Value> {
        let all = self.control("tickets", &json!([])).await;
        all[desk.name()].as_array().unwrap().clone()
    }

    /// Those of a report.
    pub async fn tickets_of(&self, desk: Desk, report: &Report) -> Vec<Value> {
        let id = report.id.to_string();
        let mut tickets = self.tickets(desk).await;
        tickets.retain(|ticket| match desk {
            Desk::ServiceNow => ticket["correlation_id"] == id,
            Desk::Jira => ticket["labels"][0] == format!("deskside-{id}"),
            Desk::Webhook => ticket["id"] == id,
        });
        tickets
    }

    /// Every request so far, such as `jira create`.
    pub async fn asked(&self) -> Vec<String> {
        let asked = self.control("asked", &json!([])).await;
        serde_json::from_value(asked["asked"].clone()).unwrap()
    }

    async fn control(&self, path: &str, body: &Value) -> Value {
        let address = format!("{}/control/{path}", self.address);
        let answer = self.client.post(address).json(body).send().await.unwrap();
        answer.error_for_status().unwrap().json().await.unwrap()
    }
}

impl Drop for ServiceDesk {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}
