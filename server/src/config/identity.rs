//! `[identity]`: how employees prove who they are. Several ways may be configured at once.

mod claims;
mod oidc;
mod proxy;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};

use content::Content;
use domain::Audience;
use schemars::JsonSchema;
use serde::Deserialize;

pub use claims::{Claims, VERIFIED};
pub use oidc::Oidc;
pub use proxy::Proxy;
pub use tokens::{KeySource, TokenIssuer};

use crate::fault::Fault;

pub const EXAMPLE: &str = r#"[identity.oidc.company]
issuer = "https://login.example.com"
client_id = "deskside"
client_secret_file = "/run/secrets/oidc"
claims = { upn = "preferred_username" }

[identity.proxy]
networks = ["10.0.0.10/32"]
user_header = "x-forwarded-user""#;

/// How employees prove who they are.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Identity {
    /// Groups whose members look after Deskside.
    pub admins: BTreeSet<String>,
    /// Which groups make an audience; content names the audience.
    #[schemars(with = "BTreeMap<String, BTreeSet<String>>")]
    pub audiences: BTreeMap<Audience, BTreeSet<String>>,
    /// A reverse proxy that has signed them in names them in a header.
    pub proxy: Option<Proxy>,
    /// Identity providers, by OpenID Connect.
    pub oidc: BTreeMap<String, Oidc>,
    /// Host pages whose back ends sign tokens.
    pub tokens: BTreeMap<String, TokenIssuer>,
}

impl Identity {
    /// Whether anybody can sign in at all, and each way says enough.
    ///
    /// # Errors
    /// What is wrong, with an example.
    pub fn check(&self) -> Result<(), Fault> {
        if self.proxy.is_none() && self.oidc.is_empty() && self.tokens.is_empty() {
            let what = "identity: no way to sign in is configured, so nobody could use this server";
            return Err(Fault::new(what, format!("for example:\n{EXAMPLE}")));
        }
        if let Some(proxy) = &self.proxy {
            proxy.check()?;
        }
        for (name, oidc) in &self.oidc {
            oidc.check(&section("identity.oidc", name, oidc::EXAMPLE)?)?;
        }
        let mut issuers = BTreeSet::new();
        for (name, tokens) in &self.tokens {
            let section = section("identity.tokens", name, tokens::EXAMPLE)?;
            tokens.check(&section)?;
            if !issuers.insert(&tokens.issuer) {
                let what = format!("{section}.issuer: another section has the same issuer");
                return Err(Fault::new(what, "one issuer is one section"));
            }
        }
        Ok(())
    }
}

impl Identity {
    /// Whether every audience that content names is made of some groups.
    ///
    /// # Errors
    /// The one that is not: nobody would be offered what is for it.
    pub fn knows_audiences(&self, content: &Content) -> Result<(), Fault> {
        let Content {
            catalogue, branding, ..
        } = content;
        let remedies = catalogue.remedies.iter().flat_map(|remedy| {
            let what = move |audience| (format!("the remedy {}", remedy.id), audience);
            remedy.audiences.iter().map(what)
        });
        let topics = catalogue.topics.iter().flat_map(|topic| {
            let what = move |audience| (format!("the topic {}", topic.id), audience);
            topic.audiences.iter().map(what)
        });
        let brands = branding.audiences.iter();
        let brands = brands.map(|(audience, _)| ("a brand of branding.yaml".to_owned(), audience));
        let mut named = remedies.chain(topics).chain(brands);
        if let Some((what, audience)) = named.find(|(_, audience)| !self.audiences.contains_key(*audience)) {
            let what = format!(
                "content: {what} is for the audience {audience}, which identity.audiences does not have"
            );
            let example = format!("for example:\n[identity.audiences]\n{audience} = [\"a group\"]");
            return Err(Fault::new(what, example));
        }
        Ok(())
    }
}

/// The name of a section; it stands in addresses.
fn section(kind: &str, name: &str, example: &str) -> Result<String, Fault> {
    let fits = (1..=40).contains(&name.len())
        && name
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    if fits {
        return Ok(format!("{kind}.{name}"));
    }
    let what = format!("{kind}: {name:?} is not a name: 1 to 40 of a-z, 0-9 and -");
    Err(Fault::new(what, format!("for example:\n{example}")))
}

#[cfg(test)]
mod tests {
    use domain::{Brand, Branding};

    use super::*;

    #[test]
    fn an_audience_of_nobody_is_a_fault() {
        let branding = Branding {
            default: Brand::default(),
            audiences: vec![("managers".parse().unwrap(), Brand::default())],
        };
        let content = Content {
            catalogue: crate::testing::nothing(),
            queries: BTreeMap::new(),
            branding,
            texts: BTreeMap::new(),
        };
        let knows = |audience: &str| {
            let groups = "[\"a group\"]";
            let text = format!("[audiences]\n{audience} = {groups}\n");
            let identity: Identity = toml_of(&text);
            identity
                .knows_audiences(&content)
                .map_err(|fault| fault.to_string())
        };
        assert_eq!(knows("managers"), Ok(()));
        let fault = knows("finance").unwrap_err();
        assert!(
            fault.contains("a brand of branding.yaml is for the audience managers"),
            "{fault}"
        );
    }

    fn toml_of(text: &str) -> Identity {
        use figment::providers::{Format as _, Toml};
        figment::Figment::from(Toml::string(text)).extract().unwrap()
    }
}
