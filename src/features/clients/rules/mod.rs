//! Rules of machine clients: their life, and what they may be given.

mod keys;
mod life_cycle;

pub use keys::{KeyFault, check_key};
pub use life_cycle::{ClientAction, ClientLife};

use std::net::IpAddr;

use ipnet::IpNet;

use crate::http::{Code, Violation};

/// The networks that are written as such (203.0.113.0/24, 2001:db8::/32, a single address).
///
/// # Errors
/// A fault for each that is none.
pub fn check_networks(networks: &[String]) -> Result<Vec<IpNet>, Vec<Violation>> {
    let (good, bad): (Vec<_>, Vec<_>) =
        networks.iter().map(|text| network(text)).enumerate().partition(|(_, network)| network.is_some());
    if bad.is_empty() {
        return Ok(good.into_iter().filter_map(|(_, network)| network).collect());
    }
    let fault = |(index, _)| Violation::at(format!("/networks/{index}"), Code::not_a_network);
    Err(bad.into_iter().map(fault).collect())
}

fn network(text: &str) -> Option<IpNet> {
    let single = || text.parse::<IpAddr>().ok().map(IpNet::from);
    text.parse::<IpNet>().ok().or_else(single).map(|network| network.trunc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_an_address_with_or_without_a_length() {
        for (text, expected) in [
            ("203.0.113.7", Some("203.0.113.7/32")),
            ("203.0.113.7/24", Some("203.0.113.0/24")),
            ("2001:db8::1/32", Some("2001:db8::/32")),
            ("0.0.0.0/0", Some("0.0.0.0/0")),
            ("203.0.113.0/33", None),
            ("office.example", None),
            ("", None),
        ] {
            let found = check_networks(&[text.to_owned()]).ok().map(|found| found[0].to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
        let faults = check_networks(&["x".to_owned(), "10.0.0.0/8".to_owned(), "y".to_owned()]).unwrap_err();
        assert_eq!(faults.len(), 2);
    }
}
