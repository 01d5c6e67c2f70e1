//! The state of a device: what it would measure now, and what it is doing.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use rand::rngs::StdRng;
use serde::Serialize;

use super::objects::{DeviceObject, device_row};
use super::{Fleet, hardware};
use crate::ids;
use crate::tables::{Tables, schema};

/// The platforms of devices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Platform {
    /// `Windows`
    Windows,
    /// `macOS`
    #[serde(rename = "macOS")]
    MacOs,
    /// `Linux`: not a platform of the vendor's Collector. Only the machine that runs the simulator may be one, as what
    /// it reports should be true.
    Linux,
}

impl Platform {
    /// The word in `operating_system.platform`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Windows => "Windows",
            Self::MacOs => "macOS",
            Self::Linux => "Linux",
        }
    }
}

/// What a device suffers from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    None,
    /// Its disk is nearly full, and starts slowly.
    FullDisk,
    /// Its wireless signal is weak.
    WeakWifi,
    /// Applications and the system crash.
    Crashes,
    /// It has too little memory for what runs on it.
    LittleMemory,
    /// It starts slowly.
    SlowBoot,
}

/// Whether a device is made up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Made up.
    Simulated,
    /// The machine that runs the simulator.
    Real,
}

/// What a device would measure.
#[derive(Clone, Debug)]
pub struct Vitals {
    /// Of the system drive, in bytes.
    pub disk_capacity: i64,
    /// Of the system drive, in bytes.
    pub disk_free: i64,
    /// In bytes.
    pub memory_installed: i64,
    /// In bytes.
    pub memory_used: i64,
    /// In percent of all processors.
    pub cpu_load: f64,
    /// Logical processors.
    pub processors: i64,
    /// In dBm; `None` where there is no wireless adapter.
    pub wifi_signal: Option<f64>,
    /// How long it takes to boot, in seconds.
    pub boot_seconds: f64,
    /// How long a log-on takes, in seconds.
    pub logon_seconds: f64,
}

/// One device.
#[derive(Clone, Debug)]
pub struct DeviceState {
    /// What remote actions target.
    pub collector_uid: String,
    /// Host name.
    pub name: String,
    /// Platform.
    pub platform: Platform,
    /// `laptop`, `desktop` or `virtual`.
    pub form: &'static str,
    /// Position of its owner in `users`.
    pub owner: usize,
    /// Made up or real.
    pub kind: Kind,
    /// What it suffers from.
    pub trouble: Trouble,
    /// Whether it can be reached.
    pub online: bool,
    /// When it was last heard of.
    pub last_seen: Timestamp,
    /// What it would measure.
    pub vitals: Vitals,
    /// How many remote actions it runs: at most two at once (Nexthink Collector).
    pub running: usize,
    /// Runs that wait for their turn, by number.
    pub queue: VecDeque<usize>,
}

const GB: i64 = 1_000_000_000;

/// What is decided about a device before it is made.
#[derive(Clone, Copy, Debug)]
pub struct Made {
    /// What it is made of.
    pub model: hardware::Model,
    /// What it suffers from.
    pub trouble: Trouble,
    /// For how many hours it has been offline, if it is.
    pub offline_for: Option<i64>,
    /// How its name begins.
    pub prefix: &'static str,
}

/// Makes a device for the person with this number and enters it in `devices`.
pub fn create(
    fleet: &Fleet,
    owner: usize,
    tables: &mut Tables,
    rng: &mut StdRng,
    now: Timestamp,
) -> DeviceState {
    let model = hardware::model(owner, rng);
    let first = fleet.people[owner].devices.is_empty();
    let trouble = trouble(owner, first, rng);
    let offline_for = match (owner, first) {
        (3, true) => Some(72),
        (0..6, _) => None,
        _ if rng.random_bool(0.08) => Some(rng.random_range(30..24 * 12)),
        _ => None,
    };
    let prefix = if model.platform == Platform::Windows {
        "WIN"
    } else {
        "MAC"
    };
    let made = Made {
        model,
        trouble,
        offline_for,
        prefix,
    };
    enter(fleet, owner, &made, tables, rng, now)
}

/// Enters a device in `devices`, with all that chance decides.
pub fn enter(
    fleet: &Fleet,
    owner: usize,
    made: &Made,
    tables: &mut Tables,
    rng: &mut StdRng,
    now: Timestamp,
) -> DeviceState {
    let Made {
        model,
        trouble,
        offline_for,
        prefix,
    } = *made;
    let last_seen = offline_for.map_or(now, |hours| now - SignedDuration::from_hours(hours));
    let name = format!("{prefix}-{:04}", 1_000 + fleet.devices.len() * 7);
    let collector_uid = ids::uuid(rng);
    let owner_name = &fleet.people[owner].user_name;
    let object = DeviceObject {
        name: &name,
        uid: &ids::uuid(rng),
        collector_uid: &collector_uid,
        form: model.kind,
        made_up: true,
        manufacturer: Some(model.manufacturer),
        model: Some(model.name),
        memory: model.memory_gb * GB,
        serial_number: Some(&ids::opaque(rng, 8).to_uppercase()),
        platform: model.platform,
        system: if model.platform == Platform::Windows {
            "Windows 11 Pro 24H2 (64 bits)"
        } else {
            "macOS Sequoia 15.3 (ARM 64 bits)"
        },
        build: if model.platform == Platform::Windows {
            &[26_100, 3_194]
        } else {
            &[24, 3, 0]
        },
        first_seen: now - SignedDuration::from_hours(24 * rng.random_range(60..900)),
        last_seen,
        last_boot: last_seen - SignedDuration::from_hours(rng.random_range(2..24 * 9)),
        connectivity: Some(if model.kind == "desktop" {
            "ethernet"
        } else {
            "wifi"
        }),
        last_login_user_name: owner_name,
        cpu: model.cpu,
        local_ip: Some(
            [
                10,
                20,
                (fleet.devices.len() / 200) as u8,
                (fleet.devices.len() % 200 + 10) as u8,
            ]
            .into(),
        ),
    };
    tables.push(&schema::DEVICES, device_row(&object));
    DeviceState {
        collector_uid,
        name,
        platform: model.platform,
        form: model.kind,
        owner,
        kind: Kind::Simulated,
        trouble,
        online: offline_for.is_none(),
        last_seen,
        vitals: vitals(&model, trouble, rng),
        running: 0,
        queue: VecDeque::new(),
    }
}

fn trouble(owner: usize, first: bool, rng: &mut StdRng) -> Trouble {
    match (owner, first) {
        (1, true) => Trouble::FullDisk,
        (2, true) => Trouble::WeakWifi,
        (4, true) => Trouble::Crashes,
        (0..6, _) => Trouble::None,
        _ => match rng.random_range(0..20) {
            0 | 1 => Trouble::FullDisk,
            2 => Trouble::WeakWifi,
            3 => Trouble::Crashes,
            4 => Trouble::LittleMemory,
            5 => Trouble::SlowBoot,
            _ => Trouble::None,
        },
    }
}

fn vitals(model: &hardware::Model, trouble: Trouble, rng: &mut StdRng) -> Vitals {
    let capacity = model.disk_gb * GB;
    let disk_free = if trouble == Trouble::FullDisk {
        let free_part = rng.random_range(0.02..0.06);
        // 6 % of a large disk would be room enough.
        part(capacity.min(256 * GB), free_part)
    } else {
        part(capacity, rng.random_range(0.2..0.7))
    };
    let used_part = if trouble == Trouble::LittleMemory {
        rng.random_range(0.9..0.97)
    } else {
        rng.random_range(0.35..0.7)
    };
    let slow = matches!(trouble, Trouble::SlowBoot | Trouble::FullDisk);
    let weak = trouble == Trouble::WeakWifi;
    Vitals {
        disk_capacity: capacity,
        disk_free,
        memory_installed: model.memory_gb * GB,
        memory_used: part(model.memory_gb * GB, used_part),
        cpu_load: rng.random_range(5.0..35.0),
        processors: model.processors,
        wifi_signal: (model.kind == "laptop").then(|| {
            if weak {
                rng.random_range(-84.0..-76.0)
            } else {
                rng.random_range(-64.0..-45.0)
            }
        }),
        boot_seconds: if slow {
            rng.random_range(95.0..180.0)
        } else {
            rng.random_range(18.0..45.0)
        },
        logon_seconds: if slow {
            rng.random_range(45.0..90.0)
        } else {
            rng.random_range(6.0..20.0)
        },
    }
}

/// A part of an amount.
pub fn part(of: i64, part: f64) -> i64 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        reason = "bytes of one device"
    )]
    let amount = (of as f64 * part) as i64;
    amount
}
