//! A company with a tenant in which everything is as Deskside needs it, until somebody changes something.

use std::{
    fs, io,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Output,
};

use serde_json::Value;
use tempfile::TempDir;
use tenant_sim::{Credential, Limits, Options, Running};
use tokio::process::Command;

use crate::report::Report;

/// The secret of the sources of webhooks.
pub const HOOK: &str = "0123456789abcdef01234567";

/// The sections of a configuration file, each of which may be changed.
#[derive(Clone)]
pub struct Sections {
    pub server: String,
    pub tenant: String,
    pub identity: String,
    pub database: String,
    pub budget: String,
    pub others: String,
}

pub struct Company {
    pub folder: TempDir,
    pub tenant: Running,
    pub config: Sections,
}

impl Company {
    pub async fn open() -> Self {
        Self::open_with(Limits::none()).await
    }

    pub async fn open_with(limits: Limits) -> Self {
        let folder = TempDir::new().unwrap();
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
        // What is in force, and what is saved in Nexthink, are two things.
        copy(&shipped, &folder.path().join("content")).unwrap();
        copy(&shipped.join("queries"), &folder.path().join("saved/queries")).unwrap();
        let options = Options {
            fleet: 3,
            time_scale: 50.0,
            scratch_mb: 0,
            limits,
            ..Options::new(folder.path().join("saved"))
        };
        let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
        let tenant = tenant_sim::start(options, any, any).await.unwrap();
        let config = Sections {
            server: "public_url = 'https://it.example.com'".to_owned(),
            tenant: format!(
                "api_url = 'http://{}'\nclient_id = '{}'\nclient_secret = '{}'",
                tenant.api_addr,
                Credential::DEFAULT_ID,
                Credential::DEFAULT_SECRET
            ),
            identity: "[identity.proxy]\nnetworks = ['10.0.0.1/32']\nuser_header = 'x-user'".to_owned(),
            database: format!("file = '{}'", folder.path().join("deskside.db").display()),
            budget: "nql.per_second = 0".to_owned(),
            others: format!("[hooks.acme]\ncredential = {{ kind = 'bearer', token = '{HOOK}' }}"),
        };
        Self {
            folder,
            tenant,
            config,
        }
    }

    fn file(&self) -> PathBuf {
        let Sections {
            server,
            tenant,
            identity,
            database,
            budget,
            others,
        } = &self.config;
        let content = self.folder.path().join("content");
        let text = format!(
            "[server]\n{server}\n[tenant]\n{tenant}\n[database]\n{database}\n[budget]\n{budget}\n\
             [content]\ndir = '{}'\n{identity}\n{others}\n",
            content.display()
        );
        let file = self.folder.path().join("deskside.toml");
        fs::write(&file, text).unwrap();
        file
    }

    /// What the doctor says to this environment.
    pub async fn run(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deskside"));
        for name in [
            "HTTPS_PROXY",
            "https_proxy",
            "HTTP_PROXY",
            "http_proxy",
            "ALL_PROXY",
            "all_proxy",
        ] {
            command.env_remove(name);
        }
        command
            .arg("doctor")
            .arg("--config")
            .arg(self.file())
            .args(arguments)
            .envs(environment.iter().copied())
            .output()
            .await
            .unwrap()
    }

    pub async fn report(&self) -> Report {
        Report::read(&self.run(&["--json"], &[]).await)
    }

    /// The same with a change of the configuration, which is taken back.
    pub async fn report_with(&mut self, change: impl FnOnce(&mut Sections)) -> Report {
        let before = self.config.clone();
        change(&mut self.config);
        let report = self.report().await;
        self.config = before;
        report
    }

    /// Has the tenant's control port do something.
    pub async fn control(&self, path: &str, body: Value) {
        let url = format!("http://{}{path}", self.tenant.control_addr);
        let answer = reqwest::Client::builder()
            .build()
            .unwrap()
            .post(url)
            .json(&body)
            .send()
            .await
            .unwrap();
        answer.error_for_status().unwrap();
    }

    pub async fn stats(&self) -> Value {
        let url = format!("http://{}/stats", self.tenant.control_addr);
        reqwest::get(url).await.unwrap().json().await.unwrap()
    }

    /// Changes a query that is saved in Nexthink, or takes it out; answers its text.
    pub async fn save(&self, query: &str, change: impl FnOnce(&str) -> Option<String>) -> String {
        let file = self.folder.path().join(format!("saved/queries/{query}.nql"));
        let text = fs::read_to_string(&file).unwrap();
        match change(&text) {
            Some(changed) => fs::write(&file, changed).unwrap(),
            None => fs::remove_file(&file).unwrap(),
        }
        self.control("/queries/reload", Value::Null).await;
        text
    }

    /// Puts a query back.
    pub async fn restore(&self, query: &str, text: &str) {
        fs::write(
            self.folder.path().join(format!("saved/queries/{query}.nql")),
            text,
        )
        .unwrap();
        self.control("/queries/reload", Value::Null).await;
    }

    /// What the doctor says while a file of content is another.
    pub async fn report_of_content(&self, file: &str, old: &str, new: &str) -> Report {
        let path = self.folder.path().join("content").join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{file} has no {old}");
        fs::write(&path, text.replacen(old, new, 1)).unwrap();
        let report = self.report().await;
        fs::write(&path, text).unwrap();
        report
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &target)?,
            false => fs::copy(entry.path(), target).map(drop)?,
        }
    }
    Ok(())
}
