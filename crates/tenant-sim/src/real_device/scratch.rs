//! The folder of the simulator's own: the only place where the real device's actions may write.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use thiserror::Error;

/// The scripts, as the binary carries them.
const SCRIPTS: [(&str, &str); 6] = [
    ("disk_cleanup.sh", include_str!("../../actions/disk_cleanup.sh")),
    (
        "get_startup_impact.sh",
        include_str!("../../actions/get_startup_impact.sh"),
    ),
    (
        "get_battery_status.sh",
        include_str!("../../actions/get_battery_status.sh"),
    ),
    (
        "get_temporary_files.sh",
        include_str!("../../actions/get_temporary_files.sh"),
    ),
    (
        "restart_stuck_app.sh",
        include_str!("../../actions/restart_stuck_app.sh"),
    ),
    ("reset_wifi.sh", include_str!("../../actions/reset_wifi.sh")),
];

/// The areas that are cleaned up, and how many of a hundred bytes lie in each.
const AREAS: [(&str, u64); 3] = [("tmp", 50), ("cache", 30), ("trash", 20)];
const FILE_BYTES: u64 = 4_000_000;
/// The name of the folder inside the one that the caller chose: whatever else lies there is not ours.
const OWN_FOLDER: &str = "tenant-sim-scratch";

/// The scratch folder.
#[derive(Debug)]
pub struct Scratch {
    root: PathBuf,
    megabytes: u64,
    _temporary: Option<TempDir>,
}

/// The scratch folder cannot be made or filled.
#[derive(Debug, Error)]
#[error("cannot use the scratch folder {path}: {source}")]
pub struct ScratchError {
    path: PathBuf,
    source: std::io::Error,
}

impl Scratch {
    /// Makes the folder inside `parent`, or inside a temporary folder that goes with the value, with the scripts and
    /// with so many megabytes of files to clean up.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn create(parent: Option<&Path>, megabytes: u64) -> Result<Self, ScratchError> {
        let temporary = match parent {
            Some(_) => None,
            None => Some(tempfile::tempdir().map_err(at(&std::env::temp_dir()))?),
        };
        let parent = parent.map_or_else(
            || temporary.as_ref().map(|dir| dir.path().to_owned()),
            |dir| Some(dir.to_owned()),
        );
        let folder = parent.unwrap_or_default().join(OWN_FOLDER);
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        let root = folder.canonicalize().map_err(at(&folder))?;
        let scratch = Self {
            root,
            megabytes,
            _temporary: temporary,
        };
        let actions = scratch.root.join("actions");
        fs::create_dir_all(&actions).map_err(at(&actions))?;
        for (name, text) in SCRIPTS {
            let path = actions.join(name);
            fs::write(&path, text).map_err(at(&path))?;
        }
        scratch.fill()?;
        Ok(scratch)
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the script of this name is.
    pub fn script(&self, name: &str) -> PathBuf {
        self.root.join("actions").join(name)
    }

    /// Fills the areas again, with real blocks. Files that are still there are written anew. Gives the bytes written.
    ///
    /// # Errors
    /// When a file cannot be written, for instance because the disk is full.
    pub fn fill(&self) -> Result<u64, ScratchError> {
        // Not all zeros, so that no file system leaves the blocks out.
        let block: Vec<u8> = (0..FILE_BYTES)
            .map(|number| (number.wrapping_mul(2_654_435_761) >> 7) as u8)
            .collect();
        let mut written = 0;
        for (area, percent) in AREAS {
            let folder = self.root.join(area);
            fs::create_dir_all(&folder).map_err(at(&folder))?;
            let mut left = self.megabytes * 1_000_000 * percent / 100;
            let mut number = 0;
            while left > 0 {
                let path = folder.join(format!("file-{number:04}.dat"));
                let length = usize::try_from(left.min(FILE_BYTES)).unwrap_or(block.len());
                let mut file = fs::File::create(&path).map_err(at(&path))?;
                file.write_all(&block[..length]).map_err(at(&path))?;
                left -= length as u64;
                written += length as u64;
                number += 1;
            }
        }
        Ok(written)
    }
}

fn at(path: &Path) -> impl FnOnce(std::io::Error) -> ScratchError + use<> {
    let path = path.to_owned();
    move |source| ScratchError { path, source }
}
