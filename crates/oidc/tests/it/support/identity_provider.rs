//! The certified provider, as a process of its own.

use std::{
    io::{self, BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

use super::{CLIENT, REDIRECT, SECRET};

/// Lives as long as this value; the process ends when its standard input does.
pub struct IdentityProvider {
    process: Child,
    pub issuer: String,
}

/// Jane, who can sign in, and the client, that may ask.
fn settings() -> Value {
    json!({
        "clients": [{
            "client_id": CLIENT,
            "client_secret": SECRET,
            "redirect_uris": [REDIRECT],
            "post_logout_redirect_uris": ["http://127.0.0.1:1/signed-out"],
            "backchannel_logout_uri": "http://127.0.0.1:1/logout",
        }],
        "accounts": [{ "sub": "account-1", "claims": {
            "preferred_username": "jane@example.com",
            "name": "Jane Doe",
            "email": "jane@example.com",
            "groups": ["it-admins", "grp-finance"],
        } }],
    })
}

impl IdentityProvider {
    pub fn start() -> Self {
        Self::start_with(json!({}))
    }

    /// With further settings (`settings.mjs`), or others.
    pub fn start_with(others: Value) -> Self {
        let mut settings = settings();
        for (name, value) in others.as_object().unwrap() {
            settings[name] = value.clone();
        }
        let mut process = Command::new("node")
            .arg(end2end().join("support/identity-provider/main.mjs"))
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
            panic!("the identity provider did not start: {complaint}");
        };
        let issuer = said["issuer"].as_str().unwrap().to_owned();
        Self { process, issuer }
    }

    /// Makes something happen there (`control.mjs`).
    pub async fn control(&self, path: &str) -> Value {
        let address = format!("{}/control/{path}", self.issuer);
        let client = reqwest::Client::builder().build().unwrap();
        let answer = client.post(address).send().await.unwrap();
        answer.error_for_status().unwrap().json().await.unwrap()
    }

    pub fn port(&self) -> u16 {
        self.issuer.rsplit(':').next().unwrap().parse().unwrap()
    }
}

impl Drop for IdentityProvider {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

fn end2end() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../end2end");
    assert!(
        folder.join("node_modules/oidc-provider").is_dir(),
        "the npm package oidc-provider is not installed: run `npm ci` in end2end/ (`cargo xtask test` does it)"
    );
    folder
}
