//! A folder with a configuration, and the real binary run there as a person at a terminal does.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

/// Gone when dropped.
pub struct Place(TempDir);

impl Place {
    /// A tenant that nobody reaches, and these sections.
    pub fn configured(sections: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let config = format!(
            "[tenant]\napi_url = 'http://127.0.0.1:1'\nclient_id = 'a'\nclient_secret = 'b'\n\
             [identity.proxy]\nnetworks = ['10.0.0.1/32']\nuser_header = 'x-user'\n{sections}\n"
        );
        fs::write(folder.path().join("deskside.toml"), config).unwrap();
        Self(folder)
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// With these words; it finds its configuration in the folder.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_deskside"));
        command.current_dir(self.path()).args(words);
        command
    }
}
