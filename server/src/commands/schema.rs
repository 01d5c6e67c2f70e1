//! `deskside schema`: what the configuration and the files of content look like, for editors.

use std::{fs, path::Path, path::PathBuf};

use clap::Args;
use content::Kind;

use crate::{
    config::{reference, schema},
    fault::Fault,
    http::chat::openapi,
};

/// Print the JSON Schema of deskside.toml or of a kind of file in the content folder, by which editors complete and check it, or
/// the OpenAPI description of what chatbots ask.
#[derive(Debug, Args)]
pub struct Schema {
    /// What it is of: deskside (the configuration), openapi (what chatbots ask), remedy, topic, health, outcomes or branding.
    #[arg(value_parser = file, required_unless_present_any = ["dir", "reference"])]
    of: Option<File>,
    /// Write all schemas into this folder instead.
    #[arg(long, conflicts_with = "of")]
    dir: Option<PathBuf>,
    /// Write the list of all settings into this page, between the lines that mark its place.
    #[arg(long, conflicts_with = "of")]
    reference: Option<PathBuf>,
}

/// A kind of file that has a schema.
#[derive(Debug, Clone, Copy)]
enum File {
    Configuration,
    Api,
    Content(Kind),
}

impl File {
    fn all() -> impl Iterator<Item = Self> {
        Kind::ALL
            .into_iter()
            .map(Self::Content)
            .chain([Self::Configuration, Self::Api])
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Configuration => "deskside",
            Self::Api => "openapi",
            Self::Content(kind) => kind.name(),
        }
    }

    fn file_name(self) -> String {
        match self {
            Self::Configuration => schema::FILE.to_owned(),
            Self::Api => "openapi.json".to_owned(),
            Self::Content(kind) => kind.file_name(),
        }
    }

    fn schema(self) -> Result<String, Fault> {
        match self {
            Self::Configuration => Ok(schema::schema()),
            Self::Api => openapi::file()
                .map_err(|error| Fault::new(format!("the description cannot be written: {error}"), "")),
            Self::Content(kind) => Ok(content::schema(kind)),
        }
    }
}

fn file(name: &str) -> Result<File, String> {
    let found = File::all().find(|file| file.name() == name);
    found.ok_or_else(|| {
        let names: Vec<&str> = File::all().map(File::name).collect();
        format!("there are {}", names.join(", "))
    })
}

impl Schema {
    /// Prints or writes.
    #[expect(clippy::print_stdout, reason = "the answer of the command")]
    pub fn run(self) -> Result<(), Fault> {
        if let Some(of) = self.of {
            print!("{}", of.schema()?);
        }
        if let Some(dir) = self.dir {
            for file in File::all() {
                let path = dir.join(file.file_name());
                write(&path, &file.schema()?)?;
                println!("{}", path.display());
            }
        }
        if let Some(path) = self.reference {
            let page = fs::read_to_string(&path).map_err(|error| {
                let what = format!("{} cannot be read: {error}", path.display());
                Fault::new(what, "check its path and rights")
            })?;
            let page = reference::in_page(&page).ok_or_else(|| {
                let what = format!("{} has no place for the list of settings", path.display());
                Fault::new(
                    what,
                    format!("put these two lines where it should stand:\n{}", reference::MARKS),
                )
            })?;
            write(&path, &page)?;
            println!("{}", path.display());
        }
        Ok(())
    }
}

fn write(path: &Path, text: &str) -> Result<(), Fault> {
    fs::write(path, text).map_err(|error| {
        Fault::new(
            format!("{} cannot be written: {error}", path.display()),
            "check that the folder is there and that Deskside may write to it",
        )
    })
}
