//! Where a request comes from, in front of all the proxies that are ours.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
};
use ipnet::IpNet;

use super::peer::is_within;
use crate::state::AppState;

/// The address that a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client(pub IpAddr);

impl Client {
    /// What is counted as one: who has one IPv6 address has 2^64 of them.
    pub fn network(self) -> IpAddr {
        match self.0.to_canonical() {
            IpAddr::V6(v6) => {
                let [a, b, c, d, ..] = v6.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
            v4 @ IpAddr::V4(_) => v4,
        }
    }
}

impl FromRequestParts<AppState> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(SocketAddr::from((Ipv4Addr::UNSPECIFIED, 0)), |info| info.0);
        Ok(Self(behind(&state.forwarded_from, peer, &parts.headers)))
    }
}

/// The last address that none of our proxies has. What stands before it was written by whoever came to them.
fn behind(proxies: &[IpNet], peer: SocketAddr, headers: &HeaderMap) -> IpAddr {
    let is_ours = |address: IpAddr| is_within(proxies, SocketAddr::from((address, 0)));
    let mut nearest = peer.ip();
    let values: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .into_iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    for told in values.into_iter().rev() {
        if !is_ours(nearest) {
            break;
        }
        match address(told.trim()) {
            Some(address) => nearest = address,
            None => break,
        }
    }
    nearest.to_canonical()
}

/// Some proxies write the port, too.
fn address(told: &str) -> Option<IpAddr> {
    let with_port = || told.parse::<SocketAddr>().ok().map(|socket| socket.ip());
    told.parse().ok().or_else(with_port)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: &[&str]) -> String {
        let proxies = ["10.0.0.0/24".parse().unwrap()];
        let headers = forwarded
            .iter()
            .map(|value| ("x-forwarded-for".parse().unwrap(), value.parse().unwrap()))
            .collect();
        behind(&proxies, format!("{peer}:1").parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn only_our_proxies_are_believed_and_only_what_they_say_themselves() {
        assert_eq!(from("192.0.2.7", &["198.51.100.1"]), "192.0.2.7");
        assert_eq!(from("10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(
            from("10.0.0.1", &["1.2.3.4, 198.51.100.1, 10.0.0.2"]),
            "198.51.100.1"
        );
        assert_eq!(from("10.0.0.1", &["1.2.3.4", "198.51.100.1"]), "198.51.100.1");
        assert_eq!(from("10.0.0.1", &["1.2.3.4, nonsense"]), "10.0.0.1");
        assert_eq!(from("10.0.0.1", &["198.51.100.1:4711"]), "198.51.100.1");
        assert_eq!(from("10.0.0.1", &["[2001:db8::1]:4711"]), "2001:db8::1");
        assert_eq!(from("10.0.0.1", &[]), "10.0.0.1");
    }
}
