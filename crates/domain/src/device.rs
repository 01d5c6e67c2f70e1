//! Devices, as Nexthink knows them.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::CollectorUid;

/// The operating system family, `operating_system.platform` in NQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Platform {
    /// `Windows`.
    Windows,
    /// `macOS`.
    MacOs,
    /// Not a platform of Nexthink's Collector today; the simulator's real device may be one.
    Linux,
    /// Anything else, which no remedy is made for.
    Other,
}

impl Platform {
    /// Reads the platform from the word in an NQL answer, whatever its case.
    #[must_use]
    pub fn from_nql(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "windows" => Self::Windows,
            "macos" => Self::MacOs,
            "linux" => Self::Linux,
            _ => Self::Other,
        }
    }

    /// The platform's name as people write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Windows => "Windows",
            Self::MacOs => "macOS",
            Self::Linux => "Linux",
            Self::Other => "?",
        }
    }
}

/// What kind of machine it is, `hardware.type` in NQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeviceKind {
    /// `laptop`.
    Laptop,
    /// `desktop`.
    Desktop,
    /// `virtual`.
    Virtual,
    /// Anything else.
    Other,
}

impl DeviceKind {
    /// Reads the kind from the word in an NQL answer, whatever its case.
    #[must_use]
    pub fn from_nql(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "laptop" => Self::Laptop,
            "desktop" => Self::Desktop,
            "virtual" => Self::Virtual,
            _ => Self::Other,
        }
    }
}

/// One device of an employee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// What remote actions target.
    pub uid: CollectorUid,
    /// Its name in the company.
    pub name: String,
    /// Laptop, desktop or virtual.
    pub kind: DeviceKind,
    /// Manufacturer and model, as far as known; may be empty.
    pub model: String,
    /// The operating system family.
    pub platform: Platform,
    /// The operating system's full name; may be empty.
    pub system: String,
    /// When it last reported to Nexthink.
    pub last_seen: Timestamp,
    /// Who logged in last, as Nexthink names them; may be empty.
    pub last_user: String,
}

/// A device that has not reported for so long is more than switched off for the night.
const UNSEEN: SignedDuration = SignedDuration::from_hours(48);

impl Device {
    /// For how many whole days it has not reported, where that is two or more.
    #[must_use]
    pub fn unseen_days(&self, now: Timestamp) -> Option<usize> {
        let silent = now.duration_since(self.last_seen);
        (silent >= UNSEEN).then(|| usize::try_from(silent.as_hours() / 24).unwrap_or_default())
    }

    /// Whether it reported recently enough that something sent now arrives at once.
    #[must_use]
    pub fn is_online(&self, now: Timestamp, within: SignedDuration) -> bool {
        now.duration_since(self.last_seen) <= within
    }
}
