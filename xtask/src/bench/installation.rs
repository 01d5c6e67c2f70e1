//! The server as in production, `deskside serve`, on a folder of its own: it can be killed and started again.

use std::{
    env,
    fmt::Write as _,
    fs::{self, File},
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio, id},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use super::{busy::busy, deskside::resident_bytes, http::Connection, tenant::Tenant, webhooks};
use crate::project::Project;

/// A start that takes longer has failed; the clock may be many times as fast as the machine.
const LONGEST: Duration = Duration::from_secs(120);

/// How often a server that starts is asked.
const ASKED_EVERY: Duration = Duration::from_millis(1);

/// Below where kernels take the ports of outgoing connections from: a reader that knocks while the server is down must
/// not be given the server's own port.
const PORTS: std::ops::Range<u16> = 20_000..30_000;

/// A folder with a configuration and data, removed when dropped.
pub struct Installation {
    binary: PathBuf,
    folder: PathBuf,
    kept: bool,
    /// `host:port` of the server.
    pub address: String,
}

/// A running server; dropping it kills it, as a crash would.
pub struct Server {
    child: Child,
    /// From the start of the process to its first answer.
    pub until_first_answer: Duration,
}

/// What an installation stands on.
#[derive(Default)]
pub struct Ground<'a> {
    /// Without one, the server finds none; with one, it asks as often as it likes.
    pub tenant: Option<&'a Tenant>,
    /// The URL of a PostgreSQL; without one, it has a file of its own.
    pub database: Option<&'a str>,
    /// `host:port` where browsers see it, if that is not its own.
    pub front: Option<&'a str>,
    /// Whether the tenant limits how often it is asked, so that the server has to keep to its budget.
    pub is_strict: bool,
    /// Further sections of the configuration.
    pub sections: &'a str,
}

impl Installation {
    /// An empty one by itself.
    pub fn new(project: &Project, release: bool, tenant: Option<&Tenant>) -> Result<Self> {
        let ground = Ground {
            tenant,
            ..Ground::default()
        };
        Self::on(project, release, &ground)
    }

    /// An empty one.
    pub fn on(project: &Project, release: bool, ground: &Ground<'_>) -> Result<Self> {
        let port = free_port()?;
        let folder = env::temp_dir().join(format!("deskside-bench-{}-{port}", id()));
        fs::create_dir_all(&folder).with_context(|| format!("creating {}", folder.display()))?;
        let installation = Self {
            binary: project.binary(&project.names.bin_target, release),
            folder,
            kept: false,
            address: format!("127.0.0.1:{port}"),
        };
        let configuration = installation.configuration(&project.root.join("content"), ground);
        fs::write(installation.file("deskside.toml"), configuration).context("writing the configuration")?;
        Ok(installation)
    }

    /// Starts the server on what is there, and waits for its first answer.
    pub fn start(&self) -> Result<Server> {
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.file("deskside.log"))
            .context("opening the log")?;
        let start = Instant::now();
        let child = Command::new(&self.binary)
            .arg("serve")
            .arg("--config")
            .arg(self.file("deskside.toml"))
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .with_context(|| format!("starting {}", self.binary.display()))?;
        let mut server = Server {
            child,
            until_first_answer: Duration::ZERO,
        };
        let request = format!("GET /livez HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        let answers = || {
            Connection::open(&self.address)?
                .exchange(request.as_bytes())
                .map(drop)
        };
        while answers().is_err() {
            if start.elapsed() > LONGEST || server.child.try_wait()?.is_some() {
                bail!(
                    "the server does not answer; its log ends with:\n{}",
                    self.end_of_log()
                );
            }
            thread::sleep(ASKED_EVERY);
        }
        server.until_first_answer = start.elapsed();
        Ok(server)
    }

    /// Whether the server that works here does this for all that share its database.
    pub fn leads(&self, work: &str) -> Result<bool> {
        let request = format!("GET /metrics HTTP/1.1\r\nHost: {}\r\n\r\n", self.address);
        let mut connection = Connection::open(&self.address)?;
        let answer = connection.exchange(request.as_bytes())?;
        says_it_leads(answer.text()?, work)
    }

    /// Where its data is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Leaves the folder where it is, for somebody to look into.
    pub fn keep(&mut self) -> &Path {
        self.kept = true;
        &self.folder
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn end_of_log(&self) -> String {
        let log = fs::read_to_string(self.file("deskside.log")).unwrap_or_default();
        let lines: Vec<_> = log.lines().rev().take(5).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }

    fn configuration(&self, content: &Path, ground: &Ground<'_>) -> String {
        let (address, tenant) = (&self.address, ground.tenant);
        let front = ground.front.unwrap_or(address);
        let database = match ground.database {
            Some(url) => format!("url = {url:?}"),
            None => format!("file = {:?}", self.file("deskside.db")),
        };
        // Port 9 discards what it gets, where anything listens there at all.
        let url = tenant.map_or("http://127.0.0.1:9", |tenant| tenant.url.as_str());
        let mut text = format!(
            "[server]\nlisten = \"{address}\"\npublic_url = \"http://{front}\"\n\
             [tenant]\napi_url = \"{url}\"\nclient_id = \"tenant-sim\"\nclient_secret = \"tenant-sim-secret\"\n\
             [identity.proxy]\nnetworks = [\"127.0.0.1/32\"]\nuser_header = \"x-forwarded-user\"\n\
             [database]\n{database}\n[content]\ndir = {content:?}\n"
        );
        if tenant.is_some() {
            if !ground.is_strict {
                text.push_str(
                    "[budget]\nnql.per_second = 0\nremote_actions.per_second = 0\nworkflows.per_second = 0\n",
                );
            }
            let (source, token) = (webhooks::SOURCE, webhooks::TOKEN);
            // Writing to a string cannot fail.
            let _ = writeln!(
                text,
                "[hooks.{source}]\ncredential = {{ kind = \"bearer\", token = \"{token}\" }}"
            );
        }
        text.push_str(ground.sections);
        text
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        if !self.kept {
            // Nothing can be done about a folder that cannot be removed.
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

impl Server {
    /// Resident memory in bytes.
    pub fn resident_bytes(&self) -> Result<usize> {
        resident_bytes(self.child.id())
    }

    /// Asks it to stop, as a service manager does, and waits until it has.
    pub fn stop(mut self) -> Result<()> {
        terminate(&self.child)?;
        let start = Instant::now();
        while self.child.try_wait()?.is_none() {
            if start.elapsed() > LONGEST {
                bail!("the server does not stop");
            }
            thread::sleep(ASKED_EVERY);
        }
        Ok(())
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }

    /// Seconds of processor time that it has used so far.
    pub fn busy(&self) -> Result<f64> {
        busy(self.child.id())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGKILL. A server that has ended already is no fault.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the metrics of a server say of it.
fn says_it_leads(metrics: &str, work: &str) -> Result<bool> {
    let begins = format!("deskside_leads{{work=\"{work}\"}} ");
    let value = metrics.lines().find_map(|line| line.strip_prefix(&begins));
    match value {
        Some("1") => Ok(true),
        Some("0") => Ok(false),
        other => bail!("the metrics do not say who leads in {work}: {other:?}"),
    }
}

/// Sends SIGTERM.
pub fn terminate(child: &Child) -> Result<()> {
    Command::new("kill")
        .arg(child.id().to_string())
        .status()
        .context("running `kill`")?;
    Ok(())
}

/// A port that nobody listens at, and another one each time.
pub fn free_port() -> Result<u16> {
    static GIVEN: AtomicUsize = AtomicUsize::new(0);
    let first = usize::try_from(id()).unwrap_or_default() % PORTS.len();
    for _ in PORTS {
        let given = GIVEN.fetch_add(1, Ordering::Relaxed);
        let port = PORTS.clone().nth((first + given) % PORTS.len());
        if let Some(port) = port.filter(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok()) {
            return Ok(port);
        }
    }
    bail!("no port is free")
}

#[cfg(test)]
mod tests {
    use super::says_it_leads;

    #[test]
    fn whether_a_server_leads_stands_in_its_metrics() {
        let metrics = "# TYPE deskside_leads gauge\ndeskside_leads{work=\"watching\"} 1\n\
                       deskside_leads{work=\"discovery\"} 0\n";
        assert!(says_it_leads(metrics, "watching").unwrap());
        assert!(!says_it_leads(metrics, "discovery").unwrap());
        assert!(says_it_leads(metrics, "forgetting").is_err());
    }
}
