//! A PostgreSQL for tests: made in a temporary folder, reached by a socket in it and by nothing else, and gone with the
//! value that stands for it. For tests and the xtask only, and without any dependency, because the xtask is compiled
//! before anything else.

use std::{
    env, fs, io,
    os::unix::{fs::MetadataExt as _, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{self, Command, Output},
    sync::atomic::{AtomicU32, Ordering},
};

/// Names the URL of a PostgreSQL that is there already. Tests then use that one.
pub const VARIABLE: &str = "DESKSIDE_TEST_POSTGRES";

/// Where packages of distributions put the programs of a version, beside those on the path.
const VERSIONS: &str = "/usr/lib/postgresql";

/// Nothing here has to survive: what is faster is better. No TCP, so that no port can be taken.
const SETTINGS: &str = "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
                        -c max_connections=400 -c shared_buffers=32MB";

/// A running PostgreSQL. It stops, and its folder goes, when this is dropped.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    programs: PathBuf,
    /// As whom it runs: it refuses to run as root.
    user: Option<(u32, u32)>,
}

impl Cluster {
    /// Makes one and starts it.
    ///
    /// # Errors
    /// When there is no PostgreSQL on this machine, or it does not start.
    pub fn start() -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let programs =
            programs().ok_or_else(|| io::Error::other("there is no PostgreSQL on this machine"))?;
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("throwaway-postgres-{}-{number}", process::id()));
        fs::create_dir(&folder)?;
        let user = if fs::metadata(&folder)?.uid() == 0 {
            Some(unprivileged()?)
        } else {
            None
        };
        let made = Self {
            folder,
            programs,
            user,
        };
        if let Some((user, group)) = made.user {
            std::os::unix::fs::chown(&made.folder, Some(user), Some(group))?;
        }
        let data = made.data();
        let options = [
            "--auth=trust",
            "--username=tests",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ];
        done(made.program("initdb").arg("--pgdata").arg(data).args(options))?;
        made.resume()?;
        Ok(made)
    }

    /// The URL of its first database.
    #[must_use]
    pub fn url(&self) -> String {
        // A socket's folder stands where a host does, so its slashes must not look like the URL's.
        let folder = self.folder.display().to_string().replace('/', "%2F");
        format!("postgres://tests@{folder}/postgres")
    }

    /// Stops it, and breaks off every connection.
    ///
    /// # Errors
    /// When it does not stop.
    pub fn pause(&self) -> io::Result<()> {
        done(self.control("stop").args(["--mode=fast", "-w"]))
    }

    /// Starts it again.
    ///
    /// # Errors
    /// When it does not start.
    pub fn resume(&self) -> io::Result<()> {
        let settings = format!(
            "{SETTINGS} -c unix_socket_directories='{}'",
            self.folder.display()
        );
        let log = self.folder.join("log");
        done(
            self.control("start")
                .arg("-w")
                .arg("-l")
                .arg(log)
                .arg("-o")
                .arg(settings),
        )
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.current_dir(&self.folder);
        if let Some((user, group)) = self.user {
            command.uid(user).gid(group);
        }
        command
    }

    fn control(&self, what: &str) -> Command {
        let mut command = self.program("pg_ctl");
        command.arg(what).arg("--pgdata").arg(self.data());
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // What cannot be stopped or removed is left in the temporary folder.
        drop(self.control("stop").args(["--mode=immediate", "-w"]).output());
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// Whether there is a PostgreSQL on this machine that could be started.
#[must_use]
pub fn is_there() -> bool {
    programs().is_some()
}

/// The folder with the programs of the newest version, else of the one on the path.
fn programs() -> Option<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(VERSIONS)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .collect();
    versions.sort();
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = versions.into_iter().rev().map(|(_, folder)| folder);
    folders
        .chain(env::split_paths(&path))
        .find(|folder| holds(folder))
}

fn holds(folder: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres"]
        .iter()
        .all(|name| folder.join(name).is_file())
}

/// Somebody on this machine who is not root: `postgres` where its package made them, else `nobody`.
fn unprivileged() -> io::Result<(u32, u32)> {
    let people = fs::read_to_string("/etc/passwd")?;
    let ids = |name: &str| {
        let mut parts = people
            .lines()
            .find(|line| line.split(':').next() == Some(name))?
            .split(':')
            .skip(2);
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    };
    let found = ids("postgres").or_else(|| ids("nobody"));
    found.ok_or_else(|| io::Error::other("PostgreSQL refuses to run as root, and there is nobody else"))
}

fn done(command: &mut Command) -> io::Result<()> {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output()?;
    if status.success() {
        return Ok(());
    }
    let (out, error) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    Err(io::Error::other(format!(
        "{} failed ({status}):\n{out}\n{error}",
        command.get_program().display()
    )))
}
