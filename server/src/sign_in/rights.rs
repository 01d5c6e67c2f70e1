//! What the groups of a sign-in mean here.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Audience, Standing};
use secrecy::{ExposeSecret as _, SecretSlice, SecretString};

use crate::config;

/// What groups mean.
#[derive(Debug, Default)]
pub struct Rights {
    admins: BTreeSet<String>,
    audiences: BTreeMap<Audience, BTreeSet<String>>,
}

impl Rights {
    /// As configured.
    pub fn new(config: &config::Identity) -> Self {
        Self {
            admins: config.admins.clone(),
            audiences: config.audiences.clone(),
        }
    }

    /// What somebody in these groups belongs to.
    pub fn of<'a>(&self, groups: impl IntoIterator<Item = &'a str>) -> Standing {
        let groups: BTreeSet<&str> = groups.into_iter().collect();
        let any = |wanted: &BTreeSet<String>| wanted.iter().any(|group| groups.contains(group.as_str()));
        Standing {
            audiences: self
                .audiences
                .iter()
                .filter(|(_, groups)| any(groups))
                .map(|(audience, _)| audience.clone())
                .collect(),
            admin: any(&self.admins),
        }
    }
}

/// A secret's bytes.
pub fn bytes(secret: &SecretString) -> SecretSlice<u8> {
    secret.expose_secret().as_bytes().to_vec().into()
}
