//! What a portal is started with.

use std::net::{Ipv4Addr, SocketAddr};

use serde::Deserialize;

/// How a portal is set up.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where to listen; port 0 chooses one. A loopback address is listened on in both its forms, IPv4 and IPv6, as
    /// far as the machine has them: browsers differ in which of the two `localhost` is.
    pub listen: SocketAddr,
    /// The `iss` of its tokens; the portal's origin where there is none.
    pub issuer: Option<String>,
    /// The `aud` of its tokens.
    pub audience: String,
    /// Who can sign in at it.
    pub people: Vec<Person>,
    /// Whether it gives the widget tokens. Without, people sign in to Deskside by themselves.
    pub identify: bool,
    /// What its service desk shares with Deskside: `whsec_` and 24 to 64 bytes in base64. Without it there is no desk.
    pub desk: Option<String>,
}

/// Somebody who works here.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Person {
    /// The user principal name, `ada.keller@example.com`.
    pub upn: String,
    /// First and last name.
    pub name: String,
    /// The groups of the company's directory that they are in.
    #[serde(default)]
    pub groups: Vec<String>,
}

impl Options {
    /// A portal on some free port of this machine, with four people of the simulated tenant.
    #[must_use]
    pub fn demo() -> Self {
        let people = [
            ("Ada Keller", &["staff", "it-admins"][..]),
            ("Bruno Moretti", &["staff", "grp-finance"]),
            ("Clara Dubois", &["staff"]),
            ("Dario Novak", &["staff"]),
        ];
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            issuer: None,
            audience: "deskside".to_owned(),
            people: people.map(|(name, groups)| Person::new(name, groups)).into(),
            identify: true,
            desk: None,
        }
    }
}

impl Person {
    fn new(name: &str, groups: &[&str]) -> Self {
        Self {
            upn: format!("{}@example.com", name.to_lowercase().replace(' ', ".")),
            name: name.to_owned(),
            groups: groups.iter().map(|&group| group.to_owned()).collect(),
        }
    }
}
