//! `[embed]`: the pages of others that may frame Deskside.

use std::fmt;

use schemars::JsonSchema;
use serde::Deserialize;

pub const EXAMPLE: &str = r#"[embed]
allowed_origins = ["https://portal.example.com", "https://example.sharepoint.com"]"#;

/// The pages of others that may frame Deskside.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Embed {
    /// Their origins. The only source of `frame-ancestors`, and of whose messages are heard.
    pub allowed_origins: Vec<AllowedOrigin>,
}

impl Embed {
    /// Whether a page of this origin may frame Deskside.
    pub fn allows(&self, origin: &str) -> bool {
        self.allowed_origins.iter().any(|allowed| allowed.is(origin))
    }
}

/// An origin, `https://host` with a port where it is not the scheme's own. The first label of the host may be `*`, for
/// any one or more labels. Plain `http` is taken on loopback only.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(try_from = "String")]
pub struct AllowedOrigin(String);

impl fmt::Display for AllowedOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AllowedOrigin {
    fn is(&self, origin: &str) -> bool {
        match self.0.split_once("*.") {
            None => self.0 == origin,
            Some((scheme, rest)) => origin
                .strip_prefix(scheme)
                .and_then(|host| host.strip_suffix(rest)?.strip_suffix('.'))
                .is_some_and(|labels| !labels.is_empty() && labels.split('.').all(is_label)),
        }
    }
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

impl TryFrom<String> for AllowedOrigin {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = |why: &str| {
            Err(format!(
                "{text:?} is not the origin of a page: {why}. For example: https://portal.example.com"
            ))
        };
        let (host, plain) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
            (Some(host), _) => (host, false),
            (_, Some(host)) => (host, true),
            _ => return wrong("it does not begin with https://"),
        };
        let (name, port) = host
            .split_once(':')
            .map_or((host, None), |(name, port)| (name, Some(port)));
        if port.is_some_and(|port| port.parse::<u16>().is_err() || port.starts_with('0')) {
            return wrong("its port is not a number");
        }
        let labels = name.strip_prefix("*.").unwrap_or(name);
        if !labels.split('.').all(is_label) {
            return wrong("its host has to be lower case, without a path or a final slash");
        }
        if name.starts_with("*.") && !labels.contains('.') {
            return wrong("a whole top-level domain cannot be meant");
        }
        if plain && name != "localhost" && name != "127.0.0.1" {
            return wrong("without TLS only this machine's own pages can be meant");
        }
        Ok(Self(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embed(origin: &str) -> Embed {
        Embed {
            allowed_origins: vec![origin.to_owned().try_into().unwrap()],
        }
    }

    #[test]
    fn an_origin_is_exactly_that_one() {
        let portal = embed("https://portal.example.com");
        assert!(portal.allows("https://portal.example.com"));
        for other in [
            "http://portal.example.com",
            "https://portal.example.com:8443",
            "https://portal.example.com.evil.example",
            "https://evil.example/https://portal.example.com",
            "https://PORTAL.example.com",
            "null",
            "",
        ] {
            assert!(!portal.allows(other), "{other}");
        }
        assert!(embed("http://localhost:9000").allows("http://localhost:9000"));
    }

    #[test]
    fn a_star_stands_for_whole_labels() {
        let hosts = embed("https://*.example.com");
        assert!(hosts.allows("https://a.example.com") && hosts.allows("https://a.b-c.example.com"));
        for other in [
            "https://example.com",
            "https://.example.com",
            "https://evilexample.com",
            "https://evil.example/.example.com",
            "https://a:1@x.example.com",
            "http://a.example.com",
            "https://a.example.com:8443",
        ] {
            assert!(!hosts.allows(other), "{other}");
        }
    }

    #[test]
    fn what_is_no_origin_is_refused() {
        for wrong in [
            "*",
            "portal.example.com",
            "https://*.com",
            "https://portal.example.com/",
            "https://portal.example.com/path",
            "https://Portal.example.com",
            "http://portal.example.com",
            "https://portal.example.com; script-src *",
            "https://portal.example.com https://evil.example",
            "https://a.*.example.com",
            "https://portal.example.com:0x1",
            "https://",
            "'self'",
        ] {
            assert!(AllowedOrigin::try_from(wrong.to_owned()).is_err(), "{wrong}");
        }
    }
}
