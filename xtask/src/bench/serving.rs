//! The release binary as in production: `deskside serve` alone, with a tenant that is not there.

use std::{
    env, fs,
    net::{Ipv4Addr, TcpListener},
    path::PathBuf,
    process::{Child, Command, Stdio, id},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use super::{deskside::resident_bytes, http::Connection};
use crate::project::Project;

/// A start that takes longer has failed.
const LONGEST: Duration = Duration::from_secs(30);

/// A running server; dropping it ends it and removes its data.
pub struct Serving {
    child: Child,
    data: PathBuf,
    /// From the start of the process to its first answer.
    pub until_first_answer: Duration,
}

impl Serving {
    /// Starts a server on an empty folder and waits for its first answer.
    pub fn start(project: &Project) -> Result<Self> {
        let binary = project.binary(&project.names.bin_target, true);
        let data = env::temp_dir().join(format!("deskside-bench-serve-{}", id()));
        fs::create_dir_all(&data).with_context(|| format!("creating {}", data.display()))?;
        let port = free_port()?;
        let config = data.join("deskside.toml");
        fs::write(&config, configuration(project, &data, port)).context("writing the configuration")?;

        let start = Instant::now();
        let child = Command::new(&binary)
            .arg("serve")
            .arg("--config")
            .arg(&config)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("starting {}", binary.display()))?;
        let mut serving = Self {
            child,
            data,
            until_first_answer: Duration::ZERO,
        };
        let address = format!("127.0.0.1:{port}");
        let request = format!("GET /livez HTTP/1.1\r\nHost: {address}\r\n\r\n");
        let answers = || Connection::open(&address)?.exchange(request.as_bytes()).map(drop);
        while answers().is_err() {
            if start.elapsed() > LONGEST || serving.child.try_wait()?.is_some() {
                bail!("the server does not answer; run it by hand to see why");
            }
            std::thread::yield_now();
        }
        serving.until_first_answer = start.elapsed();
        Ok(serving)
    }

    /// Resident memory in bytes.
    pub fn resident_bytes(&self) -> Result<usize> {
        resident_bytes(self.child.id())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Nothing can be done about either, and a server that has ended already is no fault.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.data);
    }
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("looking for a free port")?;
    Ok(listener.local_addr()?.port())
}

fn configuration(project: &Project, data: &std::path::Path, port: u16) -> String {
    let (database, content) = (data.join("deskside.db"), project.root.join("content"));
    format!(
        "[server]\nlisten = \"127.0.0.1:{port}\"\npublic_url = \"http://127.0.0.1:{port}\"\n\
         [tenant]\napi_url = \"http://127.0.0.1:9\"\nclient_id = \"bench\"\nclient_secret = \"bench\"\n\
         [identity.proxy]\nnetworks = [\"127.0.0.1/32\"]\nuser_header = \"x-forwarded-user\"\n\
         [database]\nfile = {database:?}\n[content]\ndir = {content:?}\n"
    )
}
