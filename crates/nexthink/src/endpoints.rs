use std::{fmt, str::FromStr};

use reqwest::Url;

use crate::{ConfigurationError, Host};

/// A region of the Nexthink cloud. The list is complete (Nexthink API, "Getting authentication token").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Region {
    /// United States.
    Us,
    /// European Union.
    Eu,
    /// Asia-Pacific.
    Pac,
    /// Middle East, Turkey and Africa.
    Meta,
}

impl Region {
    /// As it stands in host names.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Eu => "eu",
            Self::Pac => "pac",
            Self::Meta => "meta",
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Region {
    type Err = ConfigurationError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Us, Self::Eu, Self::Pac, Self::Meta]
            .into_iter()
            .find(|region| region.as_str() == text)
            .ok_or_else(|| ConfigurationError::Region {
                given: text.to_owned(),
            })
    }
}

/// Where tokens come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TokenEndpoint {
    /// `POST {login}/oauth2/default/v1/token` with a form, as Nexthink documents it.
    #[default]
    Current,
    /// `POST {api}/api/v1/token` with an empty body, which older integrations use.
    Legacy,
}

/// The base URLs of a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoints {
    api: Url,
    login: Url,
    token: TokenEndpoint,
}

impl Endpoints {
    /// The endpoints of a cloud tenant: `https://{instance}.api.{region}.nexthink.cloud` and
    /// `https://{instance}-login.{region}.nexthink.cloud`.
    ///
    /// # Errors
    /// When `instance` is not the first label of a host name.
    pub fn of_instance(instance: &str, region: Region) -> Result<Self, ConfigurationError> {
        let is_label = (1..=56).contains(&instance.len())
            && !instance.starts_with('-')
            && !instance.ends_with('-')
            && instance
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_label {
            return Err(ConfigurationError::Instance {
                given: instance.to_owned(),
            });
        }
        Self::new(
            &format!("https://{instance}.api.{region}.nexthink.cloud"),
            &format!("https://{instance}-login.{region}.nexthink.cloud"),
        )
    }

    /// Explicit base URLs, for a gateway in front of the tenant or for a simulator. They may have a path.
    ///
    /// # Errors
    /// When one is not an absolute `http` or `https` URL, or has a user, a query or a fragment.
    pub fn new(api: &str, login: &str) -> Result<Self, ConfigurationError> {
        Ok(Self {
            api: base_url("api", api)?,
            login: base_url("login", login)?,
            token: TokenEndpoint::Current,
        })
    }

    /// Chooses where tokens come from.
    #[must_use]
    pub fn with_token_endpoint(mut self, token: TokenEndpoint) -> Self {
        self.token = token;
        self
    }

    /// The base URL of the API.
    #[must_use]
    pub fn api(&self) -> &str {
        self.api.as_str()
    }

    /// The base URL of the login host.
    #[must_use]
    pub fn login(&self) -> &str {
        self.login.as_str()
    }

    /// Where tokens come from.
    #[must_use]
    pub fn token_endpoint(&self) -> TokenEndpoint {
        self.token
    }

    pub(crate) fn base(&self, host: Host) -> Url {
        match host {
            Host::Api => self.api.clone(),
            Host::Login => self.login.clone(),
        }
    }

    pub(crate) fn api_url(&self, segments: &[&str]) -> Url {
        below(&self.api, segments)
    }

    pub(crate) fn token_url(&self) -> Url {
        match self.token {
            TokenEndpoint::Current => below(&self.login, &["oauth2", "default", "v1", "token"]),
            TokenEndpoint::Legacy => below(&self.api, &["api", "v1", "token"]),
        }
    }

    /// Whether a file from this tenant may come over plain HTTP: only where the API itself does.
    pub(crate) fn may_fetch(&self, url: &Url) -> bool {
        url.scheme() == "https" || (url.scheme() == "http" && self.api.scheme() == "http")
    }
}

fn base_url(name: &'static str, given: &str) -> Result<Url, ConfigurationError> {
    let wrong = |reason: String| ConfigurationError::BaseUrl { name, reason };
    let url = Url::parse(given).map_err(|error| wrong(error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(wrong("it does not begin with http:// or https://".to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong(
            "it holds a user or password; credentials are given apart".to_owned(),
        ));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(wrong("it has a query or a fragment".to_owned()));
    }
    Ok(url)
}

fn below(base: &Url, segments: &[&str]) -> Url {
    let mut url = base.clone();
    url.path_segments_mut()
        .expect("a base URL is http or https, and those have path segments")
        .pop_if_empty()
        .extend(segments);
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cloud_tenant_has_two_hosts() {
        let endpoints = Endpoints::of_instance("example", Region::Pac).unwrap();
        assert_eq!(endpoints.api(), "https://example.api.pac.nexthink.cloud/");
        assert_eq!(
            endpoints.token_url().as_str(),
            "https://example-login.pac.nexthink.cloud/oauth2/default/v1/token"
        );
        assert_eq!(
            endpoints
                .with_token_endpoint(TokenEndpoint::Legacy)
                .token_url()
                .as_str(),
            "https://example.api.pac.nexthink.cloud/api/v1/token"
        );
    }

    #[test]
    fn an_instance_cannot_lead_to_another_host() {
        for instance in ["", "evil.example.com/", "a b", "-a", "a-", "a@b", "a.b"] {
            assert!(
                Endpoints::of_instance(instance, Region::Us).is_err(),
                "{instance}"
            );
        }
    }

    #[test]
    fn a_base_url_keeps_its_path_and_variable_segments_are_escaped() {
        let endpoints =
            Endpoints::new("http://gateway.example.com/nexthink/", "http://login.example.com").unwrap();
        assert_eq!(
            endpoints.api_url(&["api", "a/../b?c#d"]).as_str(),
            "http://gateway.example.com/nexthink/api/a%2F..%2Fb%3Fc%23d"
        );
    }

    #[test]
    fn unfit_base_urls_are_refused() {
        for url in [
            "",
            "example.com",
            "ftp://example.com",
            "https://a:b@example.com",
            "https://example.com?x=1",
        ] {
            assert!(Endpoints::new(url, "https://example.com").is_err(), "{url}");
            assert!(Endpoints::new("https://example.com", url).is_err(), "{url}");
        }
    }

    #[test]
    fn regions_read_as_they_are_written() {
        assert_eq!("meta".parse::<Region>().unwrap(), Region::Meta);
        assert!("EU".parse::<Region>().is_err());
    }

    #[test]
    fn a_file_comes_over_plain_http_only_where_the_api_does() {
        let plain = Url::parse("http://files.example.com/x").unwrap();
        assert!(
            !Endpoints::of_instance("example", Region::Eu)
                .unwrap()
                .may_fetch(&plain)
        );
        assert!(
            Endpoints::new("http://127.0.0.1:1", "http://127.0.0.1:1")
                .unwrap()
                .may_fetch(&plain)
        );
        let other = Url::parse("file:///etc/passwd").unwrap();
        assert!(
            !Endpoints::new("http://127.0.0.1:1", "http://127.0.0.1:1")
                .unwrap()
                .may_fetch(&other)
        );
    }
}
