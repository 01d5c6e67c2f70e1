//! A secret, written in the configuration or kept in a file.

use std::{fs, path::Path};

use secrecy::SecretString;

use crate::fault::Fault;

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

impl KeptSecret<'_> {
    /// Whether it is in one place, and in one only.
    ///
    /// # Errors
    /// When it is not, with an example.
    pub fn check(&self) -> Result<(), Fault> {
        let Self { section, key, .. } = self;
        match (self.text, self.file) {
            (Some(_), None) | (None, Some(_)) => Ok(()),
            (None, None) => Err(self.fault(format!("{section}: neither {key} nor {key}_file is set"))),
            (Some(_), Some(_)) => Err(self.fault(format!(
                "{section}: {key} and {key}_file are both set; one is right"
            ))),
        }
    }

    /// The secret, from wherever it is.
    ///
    /// # Errors
    /// When it is nowhere, or its file cannot be read.
    pub fn read(&self) -> Result<SecretString, Fault> {
        self.check()?;
        let Self { section, key, .. } = self;
        match (self.text, self.file) {
            (Some(text), _) => Ok(text.clone()),
            (None, Some(file)) => {
                let text = fs::read_to_string(file).map_err(|error| {
                    let what = format!("{section}.{key}_file: cannot read {}: {error}", file.display());
                    Fault::new(what, "check its path and rights")
                })?;
                Ok(text.trim().to_owned().into())
            }
            (None, None) => Err(self.fault(format!("{section}: no {key} is set"))),
        }
    }

    fn fault(&self, what: String) -> Fault {
        Fault::new(what, format!("for example:\n{}", self.example))
    }
}
