//! `[identity]`: how employees prove who they are.

use ipnet::IpNet;
use serde::Deserialize;

use crate::fault::Fault;

pub const EXAMPLE: &str = r#"[identity.proxy]
networks = ["10.0.0.10/32"]
user_header = "x-forwarded-user""#;

/// How employees prove who they are.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// A reverse proxy that has signed them in names them in a header.
    pub proxy: Option<Proxy>,
}

/// A reverse proxy that has signed employees in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proxy {
    /// Only connections from these networks are believed. The proxy must remove the headers from what it gets.
    pub networks: Vec<IpNet>,
    /// The header that holds the user principal name.
    pub user_header: String,
    /// The header that holds the person's name, if there is one.
    pub name_header: Option<String>,
}

impl Identity {
    /// Whether anybody can sign in at all.
    ///
    /// # Errors
    /// What to set when nobody can.
    pub fn check(&self) -> Result<(), Fault> {
        let fault = |what: &str| Err(Fault::new(what, format!("for example:\n{EXAMPLE}")));
        match &self.proxy {
            None => fault("identity: no way to sign in is configured, so nobody could use this server"),
            Some(proxy) if proxy.networks.is_empty() => {
                fault("identity.proxy.networks: it is empty, so nobody is believed")
            }
            Some(proxy) if proxy.user_header.parse::<axum::http::HeaderName>().is_err() => {
                fault("identity.proxy.user_header: it is not the name of a header")
            }
            Some(_) => Ok(()),
        }
    }
}
