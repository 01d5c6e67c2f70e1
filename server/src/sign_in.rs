//! The ways in which employees prove who they are, as configured.

mod claims;
mod provider;
pub mod renewals;
mod rights;

use std::collections::BTreeMap;

use domain::{Claimed, Identity};
use serde_json::{Map, Value};
use store::Way;
use tokens::{Issuer, Issuers, Keys, Trust};

pub use claims::NotClaimed;
pub use provider::Provider;
pub use rights::Rights;

use crate::{
    config::{self, Claims, KeySource, Proxy},
    fault::Fault,
};

/// The ways in which employees prove who they are.
#[derive(Debug, Default)]
pub struct Ways {
    /// A reverse proxy that has signed them in.
    pub proxy: Option<Proxy>,
    /// The people that anybody may be, by user principal name; only in the demo.
    pub people: BTreeMap<String, Identity>,
    /// Identity providers, by their names in the configuration.
    pub providers: BTreeMap<String, Provider>,
    /// What groups mean.
    pub rights: Rights,
    hosts: Option<Issuers>,
    host_claims: BTreeMap<String, Claims>,
}

impl Ways {
    /// As configured.
    ///
    /// # Errors
    /// What cannot be: a key that is none, an algorithm that nobody knows, an address that is not safe.
    pub fn new(config: &config::Identity, public_url: Option<&str>) -> Result<Self, Fault> {
        let mut providers = BTreeMap::new();
        for (name, oidc) in &config.oidc {
            providers.insert(
                name.clone(),
                Provider::new(name, oidc, public_url.unwrap_or_default())?,
            );
        }
        let issuers = config
            .tokens
            .iter()
            .map(|(name, tokens)| issuer(name, tokens))
            .collect::<Result<Vec<_>, _>>()?;
        let hosts = (!issuers.is_empty())
            .then(|| Issuers::new(issuers))
            .transpose()
            .map_err(|error| Fault::new(format!("identity.tokens: {error}"), ""))?;
        let host_claims = config
            .tokens
            .iter()
            .map(|(name, tokens)| (name.clone(), tokens.claims.clone()))
            .collect();
        Ok(Self {
            proxy: config.proxy.clone(),
            people: BTreeMap::new(),
            providers,
            rights: Rights::new(config),
            hosts,
            host_claims,
        })
    }

    /// Who may sign tokens; `None` when nobody may.
    pub const fn hosts(&self) -> Option<&Issuers> {
        self.hosts.as_ref()
    }

    /// What the token of a host page says of somebody. `issuer` is its name in the configuration.
    ///
    /// # Errors
    /// When it does not say enough.
    pub fn claimed_by_host(&self, issuer: &str, claims: &Map<String, Value>) -> Result<Claimed, NotClaimed> {
        let wanted = self.host_claims.get(issuer).ok_or(NotClaimed::Nothing)?;
        claims::read(wanted, claims, &self.rights)
    }

    /// What an identity provider says of somebody.
    ///
    /// # Errors
    /// When it does not say enough.
    pub fn claimed_by_provider(
        &self,
        provider: &Provider,
        claims: &Map<String, Value>,
    ) -> Result<Claimed, NotClaimed> {
        claims::read(&provider.claims, claims, &self.rights)
    }

    /// Whether a sign-in in this way counts: not any more once it is configured no longer.
    pub fn knows(&self, way: &Way) -> bool {
        match way {
            Way::Demo => !self.people.is_empty(),
            Way::Oidc(name) => self.providers.contains_key(name),
            Way::Token(name) => self.host_claims.contains_key(name),
        }
    }

    /// Whether somebody who is not signed in can do something about it here.
    pub fn is_interactive(&self) -> bool {
        !self.providers.is_empty() || !self.people.is_empty()
    }
}

fn issuer(name: &str, config: &config::TokenIssuer) -> Result<Issuer, Fault> {
    let section = format!("identity.tokens.{name}");
    let fault = |what: &dyn std::fmt::Display| Fault::new(format!("{section}: {what}"), "");
    let keys = match config.key_source() {
        Some(KeySource::Jwks(url)) => Keys::jwks(url),
        Some(KeySource::PublicKey(file)) => {
            let text = std::fs::read_to_string(file).map_err(|error| {
                let what = format!("public_key_file: cannot read {}: {error}", file.display());
                fault(&what)
            })?;
            Keys::pem(&text)
        }
        Some(KeySource::Secret) => Keys::secret(&rights::bytes(&config.shared_secret(&section)?)),
        None => return Err(fault(&"it has no key, or several")),
    }
    .map_err(|error| fault(&error))?;
    let algorithms = config
        .algorithms
        .iter()
        .map(|name| {
            name.parse()
                .map_err(|_| fault(&format!("there is no algorithm {name:?}")))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let trust = Trust {
        name: name.to_owned(),
        issuer: config.issuer.clone(),
        audience: config.audience.clone(),
        algorithms,
        keys,
    };
    Issuer::new(trust).map_err(|error| fault(&error))
}
