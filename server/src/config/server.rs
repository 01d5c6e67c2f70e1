//! `[server]`: where and as what to listen.

use std::net::{Ipv4Addr, SocketAddr};

use serde::Deserialize;

pub const EXAMPLE: &str = r#"[server]
listen = "127.0.0.1:8080"
public_url = "https://it.example.com""#;

/// Where and as what to listen.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    /// The address to listen on; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The address that employees see. With `https` cookies are sent over TLS only.
    pub public_url: Option<String>,
}

impl Default for Server {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            public_url: None,
        }
    }
}

impl Server {
    /// Whether employees come over TLS. Unless said otherwise they do.
    pub fn is_secure(&self) -> bool {
        self.public_url
            .as_ref()
            .is_none_or(|url| url.starts_with("https://"))
    }
}
