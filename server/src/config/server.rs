//! `[server]`: where and as what to listen.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use ipnet::IpNet;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::fault::Fault;

pub const EXAMPLE: &str = r#"[server]
listen = "127.0.0.1:8080"
public_url = "https://it.example.com""#;

/// Where and as what to listen.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    /// The address to listen on; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The address that employees see. With `https` cookies are sent over TLS only.
    pub public_url: Option<String>,
    /// The reverse proxies in front, whose `X-Forwarded-For` and `X-Request-Id` are believed.
    #[schemars(with = "Vec<String>")]
    pub forwarded_from: Vec<IpNet>,
    /// The networks from which `/metrics` may be read.
    #[schemars(with = "Vec<String>")]
    pub metrics_from: Vec<IpNet>,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            public_url: None,
            forwarded_from: Vec::new(),
            metrics_from: loopback(),
        }
    }
}

/// This machine.
fn loopback() -> Vec<IpNet> {
    vec![
        IpNet::from(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        IpNet::from(IpAddr::V6(Ipv6Addr::LOCALHOST)),
    ]
}

impl Server {
    /// Whether the address that employees see is an origin.
    ///
    /// # Errors
    /// When it is not.
    pub fn check(&self) -> Result<(), Fault> {
        let is_origin = |url: &String| {
            url.split_once("://").is_some_and(|(scheme, host)| {
                matches!(scheme, "https" | "http")
                    && !host.is_empty()
                    && !host.contains(['/', '?', '#', '@', ' '])
            })
        };
        if self.public_url.as_ref().is_none_or(is_origin) {
            return Ok(());
        }
        let what =
            "server.public_url: it is not an origin, such as https://it.example.com without a final slash";
        Err(Fault::new(what, format!("for example:\n{EXAMPLE}")))
    }

    /// Whether employees come over TLS. Unless said otherwise they do.
    pub fn is_secure(&self) -> bool {
        self.public_url
            .as_ref()
            .is_none_or(|url| url.starts_with("https://"))
    }
}
