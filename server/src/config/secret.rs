//! A secret, written in the configuration or kept in a file.

use std::{fs, path::Path};

use schemars::JsonSchema;
use secrecy::SecretString;

use crate::fault::Fault;

/// What a secret looks like in the schema: a text, and never its default.
#[derive(JsonSchema)]
#[schemars(extend("writeOnly" = true))]
pub struct Secret(#[expect(dead_code, reason = "it is there for its schema")] String);

/// Where a secret of one section may be.
#[derive(Debug)]
pub struct KeptSecret<'a> {
    /// The section's name.
    pub section: &'a str,
    /// The key of the secret itself; the one of its file ends in `_file`.
    pub key: &'a str,
    /// The secret itself.
    pub text: Option<&'a SecretString>,
    /// A file that holds it.
    pub file: Option<&'a Path>,
    /// How the section should look.
    pub example: &'a str,
}

/// The one place in which a secret is.
enum Place<'a> {
    Text(&'a SecretString),
    File(&'a Path),
}

impl KeptSecret<'_> {
    /// Whether it is in one place, and in one only.
    ///
    /// # Errors
    /// When it is not, with an example.
    pub fn check(&self) -> Result<(), Fault> {
        self.place().map(drop)
    }

    /// The secret, from wherever it is.
    ///
    /// # Errors
    /// When it is nowhere, or its file cannot be read.
    pub fn read(&self) -> Result<SecretString, Fault> {
        let file = match self.place()? {
            Place::Text(text) => return Ok(text.clone()),
            Place::File(file) => file,
        };
        let text = fs::read_to_string(file).map_err(|error| {
            let Self { section, key, .. } = self;
            let what = format!("{section}.{key}_file: cannot read {}: {error}", file.display());
            Fault::new(what, "check its path and rights")
        })?;
        Ok(text.trim().to_owned().into())
    }

    fn place(&self) -> Result<Place<'_>, Fault> {
        let Self { section, key, .. } = self;
        let what = match (self.text, self.file) {
            (Some(text), None) => return Ok(Place::Text(text)),
            (None, Some(file)) => return Ok(Place::File(file)),
            (None, None) => format!("{section}: neither {key} nor {key}_file is set"),
            (Some(_), Some(_)) => format!("{section}: {key} and {key}_file are both set; one is right"),
        };
        Err(Fault::new(what, format!("for example:\n{}", self.example)))
    }
}
