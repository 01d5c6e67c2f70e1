//! A real nginx in front of several servers, by the file that is shipped, in a folder of its own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use super::{http::Connection, installation::terminate};
use crate::{project::Project, test::apt};

/// A start that takes longer has failed.
const LONGEST: Duration = Duration::from_secs(10);

/// How often one that starts is asked.
const ASKED_EVERY: Duration = Duration::from_millis(5);

/// How many connections each of its workers may have, two for each stream.
const FILES: usize = 20_000;

/// A running nginx; dropping it ends it.
pub struct Nginx {
    child: Child,
    log: PathBuf,
}

impl Nginx {
    /// Starts one that listens at `front` and passes everything on to one of `servers` (`host:port` each). It works in
    /// `folder`.
    pub fn start(project: &Project, folder: &Path, front: &str, servers: &[&str]) -> Result<Self> {
        // It knows no `--version`.
        if Command::new("nginx").arg("-v").output().is_err() {
            apt::install("nginx", &["nginx-light"], "install the package `nginx-light`")?;
        }
        let folder = folder.join("nginx");
        fs::create_dir_all(&folder).with_context(|| format!("creating {}", folder.display()))?;
        let file = folder.join("nginx.conf");
        fs::write(&file, configuration(project, &folder, front, servers)?).context("writing nginx.conf")?;
        let log = folder.join("nginx.log");
        let child = Command::new("nginx")
            .arg("-c")
            .arg(&file)
            .arg("-p")
            .arg(&folder)
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
        let _ = terminate(&self.child);
        let _ = self.child.wait();
    }
}

/// The shipped file, with this machine's addresses. Without TLS, and with the headers that name people: whoever asks here
/// stands for a proxy that signs people in.
fn configuration(project: &Project, folder: &Path, front: &str, servers: &[&str]) -> Result<String> {
    let path = project.root.join("deploy/nginx/deskside.conf");
    let shipped = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let redirect = between(&shipped, "server {", "server {")?;
    let servers: String = servers
        .iter()
        .map(|server| format!("    server {server} fail_timeout=1s;\n"))
        .collect();
    let listen = format!("    listen {front} backlog=16384;\n");
    let changes = [
        (redirect, ""),
        ("    server 127.0.0.1:8080;\n", servers.as_str()),
        ("    listen 443 ssl;\n    listen [::]:443 ssl;\n", &listen),
        (between(&shipped, "    ssl_certificate ", "\n    #")?, ""),
        ("    proxy_set_header X-Forwarded-Proto https;\n", ""),
        (
            between(
                &shipped,
                "    proxy_set_header X-Forwarded-User ",
                "\n    proxy_connect",
            )?,
            "",
        ),
        ("/var/log/nginx", "."),
    ];
    let mut site = shipped.clone();
    for (from, to) in changes {
        if !site.contains(from) {
            bail!("{} has no {from:?}, which is to be replaced here", path.display());
        }
        site = site.replace(from, to);
    }
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|what| format!("{what}_temp_path {what};\n"))
        .concat();
    let folder = folder.display();
    Ok(format!(
        "daemon off;\nworker_processes 2;\nworker_rlimit_nofile {FILES};\npid {folder}/nginx.pid;\n\
         events {{ worker_connections {FILES}; }}\n\
         http {{\n{temporary}{site}}}\n"
    ))
}

/// What stands in a text from `from` on, up to `to`.
fn between<'a>(text: &'a str, from: &str, to: &str) -> Result<&'a str> {
    let start = text.find(from).with_context(|| format!("there is no {from:?}"))?;
    let rest = &text[start..];
    let end = rest[from.len()..]
        .find(to)
        .with_context(|| format!("there is no {to:?} after {from:?}"))?;
    Ok(&rest[..from.len() + end])
}
