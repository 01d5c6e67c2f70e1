//! A real nginx in front of several servers, in a folder of its own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use super::http::Connection;
use crate::{run, test::apt};

/// A start that takes longer has failed.
const LONGEST: Duration = Duration::from_secs(10);

/// How often one that starts is asked.
const ASKED_EVERY: Duration = Duration::from_millis(5);

/// A running nginx; dropping it ends it.
pub struct Nginx {
    child: Child,
    log: PathBuf,
}

impl Nginx {
    /// Starts one that listens at `front` and passes everything on to one of `servers` (`host:port` each). It works in
    /// `folder`.
    pub fn start(folder: &Path, front: &str, servers: &[&str]) -> Result<Self> {
        if !run::is_there("nginx") {
            apt::install("nginx", &["nginx-light"], "install the package `nginx-light`")?;
        }
        let file = folder.join("nginx.conf");
        fs::write(&file, configuration(folder, front, servers)).context("writing nginx.conf")?;
        let log = folder.join("nginx.log");
        let child = Command::new("nginx")
            .arg("-c")
            .arg(&file)
            .arg("-p")
            .arg(folder)
            .arg("-e")
            .arg(&log)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("starting nginx")?;
        let mut nginx = Self { child, log };
        let start = Instant::now();
        // Any answer will do: there is none of a server yet.
        let request = format!("GET /livez HTTP/1.1\r\nHost: {front}\r\n\r\n");
        while Connection::open(front)
            .and_then(|mut connection| connection.exchange(request.as_bytes()).map(drop))
            .is_err()
        {
            if start.elapsed() > LONGEST || nginx.child.try_wait()?.is_some() {
                let said = fs::read_to_string(&nginx.log).unwrap_or_default();
                bail!("nginx does not answer; it says:\n{said}");
            }
            thread::sleep(ASKED_EVERY);
        }
        Ok(nginx)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // SIGTERM, so that it ends its workers; nothing can be done about either.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

fn configuration(folder: &Path, front: &str, servers: &[&str]) -> String {
    let folder = folder.display();
    let servers: String = servers
        .iter()
        .map(|server| format!("    server {server} max_fails=1 fail_timeout=1s;\n"))
        .collect();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|what| format!("  {what}_temp_path {folder}/{what};\n"))
        .concat();
    format!(
        "daemon off;\nworker_processes 1;\npid {folder}/nginx.pid;\n\
         events {{ worker_connections 30000; }}\n\
         http {{\n  access_log off;\n{temporary}\
         \x20 upstream deskside {{\n{servers}    keepalive 32;\n  }}\n\
         \x20 server {{\n    listen {front} backlog=16384;\n\
         \x20   location / {{\n      proxy_pass http://deskside;\n      proxy_http_version 1.1;\n\
         \x20     proxy_set_header Host $http_host;\n      proxy_set_header Connection \"\";\n\
         \x20     proxy_connect_timeout 2s;\n      proxy_read_timeout 6m;\n    }}\n  }}\n}}\n"
    )
}
