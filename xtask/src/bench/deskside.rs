//! The release binary at work: `deskside demo`, which is the server and a simulated tenant in one process.

use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Child, ChildStdout, Command, Stdio, id},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::http::Connection;
use crate::project::Project;

/// A running demo; dropping it ends it and removes its data.
pub struct Deskside {
    child: Child,
    data: PathBuf,
    /// `http://host:port`, as `Origin` has it.
    pub url: String,
    /// `http://host:port` of the portal that embeds the widget.
    pub portal: String,
    /// From the start of the process to its first answer.
    pub until_first_answer: Duration,
    /// Kept open: a server that writes to a closed pipe would die of it.
    _stdout: BufReader<ChildStdout>,
}

/// What the bench reads of the first line that the demo prints.
#[derive(Deserialize)]
struct Started {
    url: String,
    portal_url: String,
}

impl Deskside {
    /// Starts the demo on free ports with an empty folder, and waits for its first answer. With a core it is
    /// kept on that one.
    pub fn start(project: &Project, core: Option<usize>) -> Result<Self> {
        let binary = project.binary(&project.names.bin_target, true);
        let data = env::temp_dir().join(format!("deskside-bench-{}", id()));
        fs::create_dir_all(&data).with_context(|| format!("creating {}", data.display()))?;
        let mut command = match core {
            Some(core) => {
                let mut pinned = Command::new("taskset");
                pinned.args(["--cpu-list", &core.to_string()]).arg(&binary);
                pinned
            }
            None => Command::new(&binary),
        };
        command.arg("demo");
        for option in ["--listen", "--sim-listen", "--sim-control"] {
            command.args([option, "127.0.0.1:0"]);
        }
        command
            .arg("--data")
            .arg(&data)
            .current_dir(&project.root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null());

        let start = Instant::now();
        let mut child = command
            .spawn()
            .with_context(|| format!("starting {}", binary.display()))?;
        let stdout = child.stdout.take().context("the demo has no standard output")?;
        let mut started = Self {
            child,
            data,
            url: String::new(),
            portal: String::new(),
            until_first_answer: Duration::ZERO,
            _stdout: BufReader::new(stdout),
        };
        let said = started.first_line()?;
        said.url.trim_end_matches('/').clone_into(&mut started.url);
        said.portal_url
            .trim_end_matches('/')
            .clone_into(&mut started.portal);
        let request = format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", started.address()?);
        Connection::open(started.address()?)?.exchange(request.as_bytes())?;
        started.until_first_answer = start.elapsed();
        Ok(started)
    }

    fn first_line(&mut self) -> Result<Started> {
        let mut line = String::new();
        self._stdout
            .read_line(&mut line)
            .context("reading the first line of the demo")?;
        if line.is_empty() {
            bail!("the demo ended before it listened; run it by hand to see why");
        }
        serde_json::from_str(&line).with_context(|| format!("the first line of the demo is no JSON: {line}"))
    }

    /// `host:port`.
    pub fn address(&self) -> Result<&str> {
        let address = self.url.strip_prefix("http://");
        address.with_context(|| format!("the demo listens at {}, which is not http://", self.url))
    }

    /// Resident memory in bytes.
    pub fn resident_bytes(&self) -> Result<usize> {
        resident_bytes(self.child.id())
    }
}

impl Drop for Deskside {
    fn drop(&mut self) {
        // Nothing can be done about either, and a demo that has ended already is no fault.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.data);
    }
}

/// Resident memory of a process in bytes.
pub fn resident_bytes(process: u32) -> Result<usize> {
    let path = format!("/proc/{process}/status");
    let status = fs::read_to_string(&path).with_context(|| format!("reading {path}"))?;
    resident(&status).with_context(|| format!("{path} has no VmRSS"))
}

/// `VmRSS:     12345 kB` → bytes.
fn resident(status: &str) -> Option<usize> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resident_memory_is_read_from_the_status_of_the_process() {
        assert_eq!(
            resident("Name:\tdeskside\nVmRSS:\t   20480 kB\nThreads:\t4\n"),
            Some(20 * 1024 * 1024)
        );
        assert_eq!(resident("Name:\tkthreadd\n"), None);
        assert!(resident(&fs::read_to_string("/proc/self/status").unwrap()).unwrap() > 0);
    }
}
