//! A simulated tenant in a process of its own, and its control port.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, ChildStdout, Command, Stdio},
};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;

use super::http::Connection;
use crate::project::{Project, TENANT_SIM};

/// Which tenant it is to be.
#[derive(Clone, Copy, Debug)]
pub struct Fleet {
    /// Decides who has what.
    pub seed: u64,
    /// How many people there are.
    pub people: usize,
    /// How much faster than in life devices act.
    pub time_scale: f64,
}

/// A running tenant; dropping it ends it.
pub struct Tenant {
    child: Child,
    /// The API's base URL.
    pub url: String,
    control: String,
    _stdout: BufReader<ChildStdout>,
}

/// The first line that it prints.
#[derive(Deserialize)]
struct Started {
    listen: String,
    control: String,
}

/// A person of the tenant, as `GET /people` has them.
#[derive(Clone, Debug, Deserialize)]
pub struct Person {
    /// User principal name.
    pub upn: String,
    /// Their devices.
    pub devices: Vec<Device>,
}

/// A device of a person.
#[derive(Clone, Debug, Deserialize)]
pub struct Device {
    /// What pages and triggers name it by.
    pub collector_uid: String,
    /// Whether it is the machine that this runs on.
    pub real: bool,
}

/// Something that the tenant has started, as `GET /stats` has it.
#[derive(Clone, Debug, Deserialize)]
pub struct Trigger {
    /// Which endpoint was called.
    pub endpoint: String,
    /// NQL ID of what was started.
    pub id: String,
    /// Collector UIDs.
    pub devices: Vec<String>,
    /// Our reference; workflows carry none.
    pub external_reference: Option<String>,
    /// What the tenant calls it.
    pub request_id: String,
    /// When, as webhooks say it.
    pub time: String,
}

#[derive(Deserialize)]
struct Stats {
    triggers: Vec<Trigger>,
}

impl Tenant {
    /// Starts a tenant that does not limit how often it is asked.
    pub fn start(project: &Project, release: bool, fleet: Fleet) -> Result<Self> {
        Self::start_with(project, release, fleet, &["--no-rate-limits"])
    }

    /// Starts one that refuses what comes too often, as Nexthink does, and whose webhooks say times that are understood.
    pub fn start_strict(project: &Project, release: bool, fleet: Fleet) -> Result<Self> {
        Self::start_with(project, release, fleet, &["--time-zone", "UTC"])
    }

    fn start_with(project: &Project, release: bool, fleet: Fleet, limits: &[&str]) -> Result<Self> {
        let binary = project.binary(TENANT_SIM, release);
        let mut child = Command::new(&binary)
            .args(["--listen", "127.0.0.1:0", "--control", "127.0.0.1:0"])
            .args(["--scratch-mb", "1"])
            .args(limits)
            .args(["--seed", &fleet.seed.to_string()])
            .args(["--fleet", &fleet.people.to_string()])
            .args(["--time-scale", &fleet.time_scale.to_string()])
            .current_dir(&project.root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("starting {}", binary.display()))?;
        let stdout = child.stdout.take().context("the tenant has no standard output")?;
        let mut tenant = Self {
            child,
            url: String::new(),
            control: String::new(),
            _stdout: BufReader::new(stdout),
        };
        let mut line = String::new();
        tenant
            ._stdout
            .read_line(&mut line)
            .context("reading the tenant's first line")?;
        let started: Started = serde_json::from_str(&line)
            .with_context(|| format!("the tenant did not start; its first line is {line:?}"))?;
        tenant.url = format!("http://{}", started.listen);
        tenant.control = started.control;
        Ok(tenant)
    }

    /// People who own a device that is simulated, with those devices only: nothing runs on this machine itself.
    pub fn people(&self) -> Result<Vec<Person>> {
        let mut people: Vec<Person> = self.get("/people")?;
        for person in &mut people {
            person.devices.retain(|device| !device.real);
        }
        people.retain(|person| !person.devices.is_empty());
        Ok(people)
    }

    /// All that it was told to start.
    pub fn triggers(&self) -> Result<Vec<Trigger>> {
        self.get::<Stats>("/stats").map(|stats| stats.triggers)
    }

    /// Asks the control port.
    pub fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T> {
        let body = self.call("GET", path, None)?;
        serde_json::from_slice(&body).with_context(|| format!("reading the tenant's answer to {path}"))
    }

    /// Tells the control port something.
    pub fn post(&self, path: &str, body: &Value) -> Result<()> {
        self.call("POST", path, Some(body)).map(drop)
    }

    /// Removes something at the control port.
    pub fn delete(&self, path: &str) -> Result<()> {
        self.call("DELETE", path, None).map(drop)
    }

    fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Vec<u8>> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.control,
            body.len(),
        );
        let mut connection = Connection::open(&self.control)?;
        let answer = connection.exchange(request.as_bytes())?;
        if !(200..300).contains(&answer.status) {
            bail!("the tenant answered {method} {path} with {}", answer.status);
        }
        Ok(answer.body.to_vec())
    }
}

impl Drop for Tenant {
    fn drop(&mut self) {
        // Nothing can be done about either, and a tenant that has ended already is no fault.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
