//! The two feeds of a server, and what comes by them.

pub mod rows;

use std::{fs::File, io::Read as _, path::Path, time::Duration};

use anyhow::{Context as _, Result, bail};

use self::rows::Set;
use super::{http::Connection, installation::Installation};

/// The secret of both feeds.
const TOKEN: &str = "a-token-that-only-benchmarks-have";

/// An answer comes when all rows are in force.
const PATIENCE: Duration = Duration::from_secs(30 * 60);

/// What a server's configuration says that learns everybody's devices by them and in no other way.
pub fn sections() -> String {
    let mut sections = String::from("[discovery]\nevery_minutes = 0\nlive_up_to = 0\n");
    for set in Set::ALL {
        sections += &format!(
            "[exports.{name}]\nset = {name:?}\ncredential = {{ kind = \"bearer\", token = {TOKEN:?} }}\n",
            name = set.name()
        );
    }
    sections
}

/// Sends a file to its feed; it is in force then.
pub fn bring(installation: &Installation, set: Set, file: &Path) -> Result<()> {
    let mut body = File::open(file).with_context(|| format!("opening {}", file.display()))?;
    let length = body.metadata().context("looking at the file")?.len();
    let address = &installation.address;
    let head = format!(
        "POST /exports/{} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {TOKEN}\r\nContent-Length: {length}\r\n\r\n",
        set.name()
    );
    let mut connection = Connection::open_for(address, PATIENCE)?;
    let answer = connection.upload(head.as_bytes(), &mut body.by_ref())?;
    if answer.status != 204 {
        bail!(
            "what was brought was answered with {}: {}",
            answer.status,
            answer.text()?
        );
    }
    Ok(())
}
