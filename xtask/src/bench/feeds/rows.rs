//! The files of a big company: rows as Nexthink exports them by the shipped queries, written as they are made.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use anyhow::{Context as _, Result};
use flate2::{Compression, write::GzEncoder};
use jiff::{SignedDuration, Timestamp};

/// What a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// Devices with their figures.
    Devices,
    /// Who used which.
    People,
}

impl Set {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Devices, Self::People];

    /// As the configuration calls it; its feed is called the same.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Devices => "devices",
            Self::People => "people",
        }
    }
}

/// How a file is packed.
#[derive(Clone, Copy, Debug)]
pub enum Packed {
    /// Not at all.
    Plain,
    /// By gzip.
    Gzip,
}

impl Packed {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Plain, Self::Gzip];

    /// In the names of figures.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Gzip => "gzip",
        }
    }
}

const DEVICES: &str = "device.collector.uid,device.name,device.hardware.type,device.hardware.manufacturer,\
    device.hardware.model,device.operating_system.platform,device.operating_system.name,device.last_seen,\
    device.login.last_login_user_name,device.boot.days_since_last_full_boot,dex_score,dex_endpoint,dex_applications,\
    dex_collaboration,disk_free,disk_capacity,memory_used,memory_installed,cpu_load,boot_duration,boot_duration_usual,\
    logon_duration,app_crashes,system_crashes,wifi_signal";

const PEOPLE: &str = "user.upn,user.name,device.collector.uid,last_used";

/// The collector UID of a device.
pub fn device(number: usize) -> String {
    format!("30adce7c-0000-4000-8000-{number:012}")
}

/// What it is called.
pub fn name(number: usize) -> String {
    format!("LAPTOP-{number:07}")
}

/// The user principal name of whoever uses it.
pub fn person(number: usize) -> String {
    format!("person.{number}@example.com")
}

/// How many rows a file has, and how many devices they are about: people above that number share theirs.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    pub rows: usize,
    pub devices: usize,
}

impl Extent {
    /// A device for each row.
    pub const fn of(rows: usize) -> Self {
        Self { rows, devices: rows }
    }
}

/// Writes a file of so many rows.
pub fn write(file: &Path, set: Set, packed: Packed, extent: Extent) -> Result<()> {
    let created = File::create(file).with_context(|| format!("creating {}", file.display()))?;
    let mut out = BufWriter::new(created);
    let written = match packed {
        Packed::Plain => table(&mut out, set, extent),
        Packed::Gzip => packed_table(&mut out, set, extent),
    };
    written
        .and_then(|()| out.flush())
        .with_context(|| format!("writing {}", file.display()))
}

fn packed_table(out: &mut impl Write, set: Set, extent: Extent) -> io::Result<()> {
    let mut packer = GzEncoder::new(out, Compression::fast());
    table(&mut packer, set, extent)?;
    packer.finish().map(drop)
}

#[expect(
    clippy::disallowed_methods,
    reason = "what the server is told of has to be recent by its own clock"
)]
fn table(out: &mut impl Write, set: Set, Extent { rows, devices }: Extent) -> io::Result<()> {
    let now = Timestamp::now();
    let head = match set {
        Set::Devices => DEVICES,
        Set::People => PEOPLE,
    };
    writeln!(out, "{head}")?;
    for number in 0..rows {
        // Somebody was seen just now, and others in the hour before.
        let ago = SignedDuration::from_secs((number % 3_600).try_into().unwrap_or(0));
        let at = (now - ago).strftime("%Y-%m-%d %H:%M:%S");
        match set {
            Set::Devices => {
                let (free, load) = (number % 500, number % 100);
                writeln!(
                    out,
                    "{},{},laptop,Example,Example Book {},Windows,Windows 11 Pro 24H2,{at},user{number},\
                     {},8{}.5,7{}.25,90,81.{load},{free}.75,512,{}.5,16,{load}.125,41000,38000,12500,{},0,-6{}",
                    device(number),
                    name(number),
                    number % 9,
                    number % 30,
                    number % 10,
                    number % 10,
                    number % 16,
                    number % 4,
                    number % 10,
                )?;
            }
            Set::People => writeln!(
                out,
                "{},user{number},{},{at}",
                person(number),
                device(number % devices)
            )?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_has_a_cell_for_each_column() {
        for set in Set::ALL {
            let mut text = Vec::new();
            table(&mut text, set, Extent { rows: 5, devices: 2 }).unwrap();
            let text = String::from_utf8(text).unwrap();
            let counts: Vec<usize> = text.lines().map(|line| line.split(',').count()).collect();
            assert_eq!(counts.len(), 6);
            assert!(counts.iter().all(|count| *count == counts[0]), "{text}");
        }
    }
}
