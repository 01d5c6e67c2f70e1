//! What a session holds of the sign-in that began it.

use std::{fmt, str::FromStr};

use domain::Identity;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Who signed in, how, and until when that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// Who.
    pub identity: Identity,
    /// In which way.
    pub way: Way,
    /// How the session is carried; it counts in no other way.
    pub carrier: Carrier,
    /// When.
    pub begun_at: Timestamp,
    /// When it ends, however busy the person is.
    pub until: Timestamp,
    /// By what the identity provider names it.
    pub provider: Option<AtProvider>,
}

/// A sign-in at an identity provider, in its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtProvider {
    /// The person, `sub` in OpenID Connect.
    pub subject: String,
    /// The session there, `sid` in OpenID Connect; not every provider names it.
    pub session: Option<String>,
}

/// How a session comes with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Carrier {
    /// A cookie of our own pages.
    Cookie,
    /// A cookie that a frame in somebody else's page keeps.
    FrameCookie,
    /// A bearer in the memory of a frame that may keep no cookie.
    Bearer,
}

/// A way to sign in: its kind, and its name in the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Way {
    /// By choosing a person, in the demonstration.
    Demo,
    /// By an identity provider.
    Oidc(String),
    /// By a token of a host page.
    Token(String),
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Demo => f.write_str("demo"),
            Self::Oidc(name) => write!(f, "oidc:{name}"),
            Self::Token(name) => write!(f, "token:{name}"),
        }
    }
}

impl FromStr for Way {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            Some(("oidc", name)) => Ok(Self::Oidc(name.to_owned())),
            Some(("token", name)) => Ok(Self::Token(name.to_owned())),
            None if text == "demo" => Ok(Self::Demo),
            _ => Err(format!("{text:?} is no way to sign in")),
        }
    }
}

impl TryFrom<String> for Way {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Way> for String {
    fn from(way: Way) -> Self {
        way.to_string()
    }
}

impl SignIn {
    /// Where a session holds it.
    pub const KEY: &'static str = "sign_in";
}
