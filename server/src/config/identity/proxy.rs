//! `[identity.proxy]`: a reverse proxy that has signed employees in.

use axum::http::HeaderName;
use ipnet::IpNet;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::EXAMPLE;
use crate::fault::Fault;

/// A reverse proxy that has signed employees in.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proxy {
    /// Only connections from these networks are believed. The proxy must remove the headers from what it gets.
    #[schemars(with = "Vec<String>")]
    pub networks: Vec<IpNet>,
    /// The header that holds the user principal name, or what `identifier` says.
    pub user_header: String,
    /// What the header holds.
    #[serde(default)]
    pub identifier: Names,
    /// The header that holds the person's name, if there is one.
    pub name_header: Option<String>,
    /// The header that holds the person's groups, separated by commas, if there is one.
    pub groups_header: Option<String>,
}

/// What a text names somebody by.
#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Names {
    /// The user principal name.
    #[default]
    Upn,
    /// The user name.
    UserName,
    /// The security identifier.
    Sid,
    /// The e-mail address.
    Email,
}

impl From<Names> for domain::Identifier {
    fn from(names: Names) -> Self {
        use domain::{Identifier, Lookup};
        match names {
            Names::Upn => Identifier::Upn,
            Names::UserName => Identifier::Other(Lookup::UserName),
            Names::Sid => Identifier::Other(Lookup::Sid),
            Names::Email => Identifier::Other(Lookup::Email),
        }
    }
}

impl Proxy {
    pub(super) fn check(&self) -> Result<(), Fault> {
        let fault = |what: String| Err(Fault::new(what, format!("for example:\n{EXAMPLE}")));
        if self.networks.is_empty() {
            return fault("identity.proxy.networks: it is empty, so nobody is believed".to_owned());
        }
        let headers = [
            ("user_header", Some(&self.user_header)),
            ("name_header", self.name_header.as_ref()),
            ("groups_header", self.groups_header.as_ref()),
        ];
        for (key, header) in headers {
            if header.is_some_and(|header| header.parse::<HeaderName>().is_err()) {
                return fault(format!("identity.proxy.{key}: it is not the name of a header"));
            }
        }
        Ok(())
    }
}
