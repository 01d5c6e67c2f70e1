//! The exports asked for, and their files.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

/// How long the address of a file is good (Nexthink: 15 minutes).
const ADDRESS_LIFE: SignedDuration = SignedDuration::from_mins(15);
/// How long an export is remembered (ours).
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Compression {
    /// Not.
    None,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

impl Compression {
    /// How such a file's name ends.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::None => "csv",
            Self::Gzip => "csv.gz",
            Self::Zstd => "csv.zst",
        }
    }
}

/// One export.
#[derive(Clone, Debug)]
pub struct Export {
    /// From when on it is being worked at.
    pub starts: Timestamp,
    /// From when on it is there.
    pub ends: Timestamp,
    /// How its file is compressed.
    pub compression: Compression,
    /// Whether rows were cut off.
    pub truncated: bool,
    /// The file.
    pub file: bytes::Bytes,
}

/// How far an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// `SUBMITTED`
    Submitted,
    /// `IN_PROGRESS`
    Working,
    /// `COMPLETED`
    Completed,
}

/// All exports by id, and the signatures of addresses.
#[derive(Debug, Default)]
pub struct Exports {
    by_id: HashMap<String, Export>,
    signatures: HashMap<String, (String, Timestamp)>,
}

impl Exports {
    /// Enters an export; forgets old ones.
    pub fn add(&mut self, id: String, export: Export, now: Timestamp) {
        self.by_id.retain(|_, export| export.ends + KEPT > now);
        self.signatures.retain(|_, (_, expires)| *expires > now);
        self.by_id.insert(id, export);
    }

    /// The export with this id.
    pub fn get(&self, id: &str) -> Option<&Export> {
        self.by_id.get(id)
    }

    /// Makes `signature` open the file of an export for a while.
    pub fn sign(&mut self, signature: String, id: &str, now: Timestamp) {
        self.signatures
            .insert(signature, (id.to_owned(), now + ADDRESS_LIFE));
    }

    /// The export whose file this signature opens.
    pub fn signed(&self, signature: &str, id: &str, now: Timestamp) -> Option<&Export> {
        let (signed, expires) = self.signatures.get(signature)?;
        if signed != id || *expires <= now {
            return None;
        }
        self.by_id.get(id)
    }
}

impl Export {
    /// How far it is at `now`.
    pub fn progress(&self, now: Timestamp) -> Progress {
        if now < self.starts {
            Progress::Submitted
        } else if now < self.ends {
            Progress::Working
        } else {
            Progress::Completed
        }
    }
}
