//! Everybody's devices as data exporters bring them: rows of a company of any size.

use std::{
    fmt::Write as _,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use jiff::Timestamp;

use super::http::Connection;

/// What the exporter proves itself with.
const TOKEN: &str = "exporter-of-the-benchmark-0000000";

/// The figures of a device, as the shipped query has them, each with what they are for the first one and how they go on.
const FIGURES: [(&str, usize, usize); 16] = [
    ("device.boot.days_since_last_full_boot", 1, 21),
    ("dex_score", 40, 60),
    ("dex_endpoint", 45, 55),
    ("dex_applications", 50, 50),
    ("dex_collaboration", 55, 45),
    ("disk_free", 2_000_000_000, 200_000_000),
    ("disk_capacity", 256_000_000_000, 1),
    ("memory_used", 4_000_000_000, 90_000_000),
    ("memory_installed", 17_179_869_184, 1),
    ("cpu_load", 5, 80),
    ("boot_duration", 20, 100),
    ("boot_duration_usual", 30, 60),
    ("logon_duration", 10, 60),
    ("app_crashes", 0, 5),
    ("system_crashes", 0, 2),
    ("wifi_signal", 40, 60),
];

/// What the server's configuration says of the two feeds.
pub fn configuration() -> String {
    let feed = |set: &str| {
        format!(
            "[exports.{set}]\nset = \"{set}\"\ncredential = {{ kind = \"bearer\", token = \"{TOKEN}\" }}\n"
        )
    };
    feed("devices") + &feed("people")
}

/// Who has the device of this number.
pub fn employee(number: usize) -> String {
    format!("person-{number}@example.com")
}

/// What it is called.
pub fn name(number: usize) -> String {
    format!("LAPTOP-{number:06}")
}

/// So many devices in CSV, seen at this time.
pub fn devices(count: usize, at: Timestamp) -> String {
    let mut csv = "device.collector.uid,device.name,device.hardware.type,device.hardware.manufacturer,\
                   device.hardware.model,device.operating_system.platform,device.operating_system.name,\
                   device.last_seen,device.login.last_login_user_name"
        .to_owned();
    for (figure, _, _) in FIGURES {
        csv.push(',');
        csv.push_str(figure);
    }
    csv.push('\n');
    for number in 0..count {
        // Writing to a string cannot fail.
        let _ = write!(
            csv,
            "{},{},laptop,Contoso,Book {},windows,Windows 11 Pro 24H2 (64 bits),{at:.0},COMPANY\\person-{number}",
            uid(number),
            name(number),
            number % 40,
        );
        for (_, first, steps) in FIGURES {
            let _ = write!(csv, ",{}", first + number * 7 % steps);
        }
        csv.push('\n');
    }
    csv
}

/// Who used them, and when last.
pub fn people(count: usize, at: Timestamp) -> String {
    let mut csv = "user.upn,user.name,device.collector.uid,last_used\n".to_owned();
    for number in 0..count {
        let _ = writeln!(
            csv,
            "{},COMPANY\\person-{number},{},{at:.0}",
            employee(number),
            uid(number)
        );
    }
    csv
}

/// What an exporter does that is told to come later: a server that has just started learns the same from the tenant.
const AGAIN_AFTER: Duration = Duration::from_millis(500);
const TRIES: u32 = 120;

/// Sends a file to a feed, and waits until it is in force; how long that took, the last time.
pub fn push(address: &str, feed: &str, body: &[u8]) -> Result<Duration> {
    let head = format!(
        "POST /exports/{feed} HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {TOKEN}\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    let request = [head.as_bytes(), body].concat();
    for _ in 0..TRIES {
        let start = Instant::now();
        let mut connection = Connection::open(address)?;
        let answer = connection.exchange(&request)?;
        match answer.status {
            204 => return Ok(start.elapsed()),
            409 => thread::sleep(AGAIN_AFTER),
            status => bail!("the feed {feed} was answered with {status}: {}", answer.text()?),
        }
    }
    bail!("something else fills the set of the feed {feed}")
}

/// As Collectors name themselves; what comes next to each other in a file does not in an index.
fn uid(number: usize) -> String {
    let mixed = (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    format!("{:08x}-0000-4000-8000-{number:012x}", mixed >> 32)
}
