//! Where a request really comes from: behind a proxy that is trusted, the address that the proxy saw.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use actix_web::HttpRequest;
use ipnet::IpNet;

/// The bits of an IPv6 address that name one subscriber.
const SUBSCRIBER_BITS: u32 = 64;
/// What proxies tell of the address before them.
const FORWARDED_FOR: &str = "X-Forwarded-For";

/// The networks of the proxies whose word counts.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Arc<[IpNet]>);

impl TrustedProxies {
    /// These networks and no others.
    #[must_use]
    pub fn new(networks: &[IpNet]) -> Self {
        Self(networks.into())
    }

    /// The address of the client: the last one in the chain of hops that is no trusted proxy. What stands before it
    /// was written by the client and can say anything.
    #[must_use]
    pub fn client_of(&self, request: &HttpRequest) -> Option<IpAddr> {
        let headers = request.headers().get_all(FORWARDED_FOR);
        let hops: Vec<&str> = headers.filter_map(|value| value.to_str().ok()).collect();
        Some(self.client(request.peer_addr()?.ip(), &hops.join(",")))
    }

    fn client(&self, peer: IpAddr, forwarded: &str) -> IpAddr {
        let mut client = peer.to_canonical();
        for hop in forwarded.rsplit(',').map(str::trim) {
            if !self.0.iter().any(|network| network.contains(&client)) {
                break;
            }
            let Some(address) = address_of(hop) else { break };
            client = address.to_canonical();
        }
        client
    }
}

/// The network that an address stands for: itself, or for IPv6 all addresses of its subscriber.
#[must_use]
pub fn network_of(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let prefix = address.to_bits() >> SUBSCRIBER_BITS << SUBSCRIBER_BITS;
            format!("{}/{SUBSCRIBER_BITS}", std::net::Ipv6Addr::from_bits(prefix))
        }
    }
}

/// The address of a hop; some proxies write its port, too.
fn address_of(hop: &str) -> Option<IpAddr> {
    hop.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|hop| hop.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_subscriber_is_one_network() {
        for (address, expected) in [
            ("203.0.113.7", "203.0.113.7"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
            ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ] {
            assert_eq!(network_of(address.parse().unwrap()), expected);
        }
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let trusted = TrustedProxies::new(&["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()]);
        for (peer, forwarded, expected) in [
            ("203.0.113.7", "", "203.0.113.7"),
            ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
            ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
            ("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
            ("10.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),
            ("10.0.0.1", "1.2.3.4, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
            ("::1", "2001:db8::7", "2001:db8::7"),
            ("10.0.0.1", "198.51.100.1:51234", "198.51.100.1"),
            ("10.0.0.1", "[2001:db8::7]:51234", "2001:db8::7"),
            ("10.0.0.1", "1.2.3.4, unknown", "10.0.0.1"),
            ("10.0.0.1", "", "10.0.0.1"),
        ] {
            let client = trusted.client(peer.parse().unwrap(), forwarded);
            assert_eq!(client.to_string(), expected, "{peer} {forwarded}");
        }
    }
}
