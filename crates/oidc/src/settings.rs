use openidconnect::{ClientId, ClientSecret, IssuerUrl, RedirectUrl, Scope};
use reqwest::Url;
use secrecy::{ExposeSecret as _, SecretString};

use crate::ConfigurationError;

/// Asks the provider for a refresh token
/// ([OpenID Connect Core, section 11](https://openid.net/specs/openid-connect-core-1_0.html#OfflineAccess)).
const OFFLINE_ACCESS: &str = "offline_access";

/// How this installation is registered with a provider.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The provider's issuer identifier, to the letter: a slash at its end counts.
    pub issuer: String,
    /// The client's id.
    pub client_id: String,
    /// The client's secret.
    pub client_secret: SecretString,
    /// The scopes to ask for. `openid` is always asked for.
    pub scopes: Vec<String>,
    /// Where the provider sends the browser back to, as it is registered there.
    pub redirect: Url,
    /// Whether to ask for a refresh token. It is asked for with the scope `offline_access` and without
    /// `prompt=consent`, which would put a question at each sign-in; a provider that insists on it gives none.
    pub refresh: bool,
}

/// [`Settings`] that were looked at, in the words of `openidconnect`.
#[derive(Debug)]
pub struct Checked {
    pub issuer: IssuerUrl,
    pub client_id: ClientId,
    pub client_secret: ClientSecret,
    pub scopes: Vec<Scope>,
    pub redirect: RedirectUrl,
    pub refresh: bool,
}

impl Settings {
    pub(crate) fn check(self) -> Result<Checked, ConfigurationError> {
        let issuer = IssuerUrl::new(self.issuer).map_err(|_| ConfigurationError::NoAddress("issuer"))?;
        for (what, address) in [("issuer", issuer.url()), ("redirect address", &self.redirect)] {
            if !is_safe(address) {
                return Err(ConfigurationError::Insecure(what));
            }
        }
        let offline = self.refresh.then(|| OFFLINE_ACCESS.to_owned());
        let mut scopes = self.scopes;
        // `openidconnect` adds this one by itself.
        scopes.retain(|scope| scope != "openid");
        scopes.extend(offline.filter(|offline| !scopes.contains(offline)));
        Ok(Checked {
            issuer,
            client_id: ClientId::new(self.client_id),
            client_secret: ClientSecret::new(self.client_secret.expose_secret().to_owned()),
            scopes: scopes.into_iter().map(Scope::new).collect(),
            redirect: RedirectUrl::from_url(self.redirect),
            refresh: self.refresh,
        })
    }
}

/// Whether what is sent there can be read by nobody on the way: https, or this machine itself.
pub fn is_safe(address: &Url) -> bool {
    match (address.scheme(), address.host_str()) {
        ("https", Some(_)) => true,
        ("http", Some(host)) => is_loopback(host),
        _ => false,
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn http_is_for_this_machine_only() {
        for (address, safe) in [
            ("https://login.example.com", true),
            ("http://127.0.0.1:8080/x", true),
            ("http://[::1]:8080", true),
            ("http://localhost", true),
            ("http://login.example.com", false),
            ("http://localhost.example.com", false),
            ("http://127.0.0.1.example.com", false),
            ("http://10.0.0.1", false),
            ("ftp://127.0.0.1", false),
        ] {
            assert_eq!(is_safe(&address.parse().unwrap()), safe, "{address}");
        }
    }
}
