//! Where a connection comes from.

use std::net::SocketAddr;

use ipnet::IpNet;

/// Whether the other end is in one of these networks. An IPv4 address that comes in IPv6 clothes is the IPv4 address.
pub fn is_within(networks: &[IpNet], peer: SocketAddr) -> bool {
    let address = peer.ip().to_canonical();
    networks.iter().any(|network| network.contains(&address))
}
