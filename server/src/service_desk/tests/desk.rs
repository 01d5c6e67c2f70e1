//! The stand-in of `end2end/support/service-desk`, as a process of its own.

use std::{
    io::{self, BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

/// The kinds that make tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    ServiceNow,
    Jira,
    Webhook,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::ServiceNow, Self::Jira, Self::Webhook];

    fn name(self) -> &'static str {
        match self {
            Self::ServiceNow => "servicenow",
            Self::Jira => "jira",
            Self::Webhook => "webhook",
        }
    }
}

/// Lives as long as this value; the process ends when its standard input does.
pub struct ServiceDesk {
    process: Child,
    pub address: String,
    client: reqwest::Client,
}

impl ServiceDesk {
    /// One that knows Robin.
    pub fn start() -> Self {
        let robin =
            json!({ "name": "Robin", "email": "r@mail.example.com", "user_name": "robin@example.com" });
        let settings = json!({ "users": [robin], "fields": ["category", "u_device"] });
        let main = Path::new(env!("CARGO_MANIFEST_DIR")).join("../end2end/support/service-desk/main.mjs");
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
        Self {
            process,
            address: said["address"].as_str().unwrap().to_owned(),
            client: reqwest::Client::builder().build().unwrap(),
        }
    }

    /// The section that makes a server use it.
    pub fn section(&self, kind: Kind, more: &str) -> String {
        self.section_with(kind, "hush: with & odd % characters", "hush-token", more)
    }

    /// The same with a password that was changed there.
    pub fn section_of_yesterday(&self, kind: Kind) -> String {
        self.section_with(kind, "yesterday's", "yesterday's", "")
    }

    fn section_with(&self, kind: Kind, password: &str, token: &str, more: &str) -> String {
        let address = &self.address;
        let specific = match kind {
            Kind::ServiceNow => format!(
                "instance = '{address}'\ncredentials = {{ kind = 'basic', user = 'deskside', password = \"{password}\" }}\n\
                 caller = {{ field = 'caller_id', by = ['email', 'user_name'] }}"
            ),
            Kind::Jira => format!(
                "site = '{address}'\nservice_desk = '4'\nrequest_type = '25'\non_behalf = true\n\
                 credentials = {{ kind = 'basic', email = 'deskside@example.com', token = \"{token}\" }}"
            ),
            Kind::Webhook => {
                let secret = match token {
                    "hush-token" => "whsec_c2VydmljZS1kZXNrLXdlYmhvb2stc2VjcmV0LTAx",
                    _ => "whsec_eWVzdGVyZGF5LXllc3RlcmRheS15ZXN0ZXJkYXk=",
                };
                format!("address = '{address}/hook'\nsecret = '{secret}'")
            }
        };
        format!("[service_desk]\nkind = '{}'\n{specific}\n{more}\n", kind.name())
    }

    /// Plans faults, each for one request (`faults.mjs`).
    pub async fn plan(&self, faults: &[(&str, &str)]) {
        let planned = faults.iter().map(|(at, kind)| json!({ "at": at, "kind": kind }));
        self.control("faults", &planned.collect()).await;
    }

    pub async fn settle(&self) {
        self.control("settle", &json!([])).await;
    }

    /// All tickets of a kind.
    pub async fn tickets(&self, kind: Kind) -> Vec<Value> {
        let all = self.control("tickets", &json!([])).await;
        all[kind.name()].as_array().unwrap().clone()
    }

    /// How often it was asked for a ticket.
    pub async fn creates(&self) -> usize {
        let asked = self.control("asked", &json!([])).await;
        let asked = asked["asked"].as_array().unwrap();
        let is_create = |asked: &&Value| asked.as_str().unwrap().ends_with(" create");
        asked.iter().filter(is_create).count()
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
