//! `deskside schema`: what the files of content look like, for editors.

use std::{fs, io, path::PathBuf};

use clap::Args;
use content::Kind;

use crate::fault::Fault;

/// Print the JSON Schema of a kind of file in the content folder, by which editors complete and check it.
#[derive(Debug, Args)]
pub struct Schema {
    /// The kind of file: remedy, topic, health, outcomes or branding.
    #[arg(value_parser = kind, required_unless_present = "dir")]
    kind: Option<Kind>,
    /// Write the schemas of all kinds into this folder instead.
    #[arg(long, conflicts_with = "kind")]
    dir: Option<PathBuf>,
}

fn kind(name: &str) -> Result<Kind, String> {
    let found = Kind::ALL.into_iter().find(|kind| kind.name() == name);
    found.ok_or_else(|| format!("there are {}", Kind::ALL.map(Kind::name).join(", ")))
}

impl Schema {
    /// Prints or writes.
    #[expect(clippy::print_stdout, reason = "the answer of the command")]
    pub fn run(self) -> Result<(), Fault> {
        if let Some(kind) = self.kind {
            print!("{}", content::schema(kind));
        }
        if let Some(dir) = self.dir {
            for kind in Kind::ALL {
                let file = dir.join(kind.file_name());
                let wrong = |error: io::Error| {
                    let what = format!("{} cannot be written: {error}", file.display());
                    Fault::new(
                        what,
                        "check that the folder is there and that Deskside may write to it",
                    )
                };
                fs::write(&file, content::schema(kind)).map_err(wrong)?;
                println!("{}", file.display());
            }
        }
        Ok(())
    }
}
