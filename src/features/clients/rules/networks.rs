//! From where a machine client calls.

use std::net::IpAddr;

use ipnet::IpNet;

/// The networks that are written as such (`203.0.113.0/24`, `2001:db8::/32`, a single address).
///
/// # Errors
/// The places of those that are none.
pub fn read_networks(texts: &[String]) -> Result<Vec<IpNet>, Vec<usize>> {
    let read: Vec<Option<IpNet>> = texts.iter().map(|text| network(text)).collect();
    let bad: Vec<usize> =
        read.iter().enumerate().filter(|(_, own)| own.is_none()).map(|(place, _)| place).collect();
    if bad.is_empty() { Ok(read.into_iter().flatten().collect()) } else { Err(bad) }
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
            let found = read_networks(&[text.to_owned()]).ok().map(|found| found[0].to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
        let faults = read_networks(&["x".to_owned(), "10.0.0.0/8".to_owned(), "y".to_owned()]).unwrap_err();
        assert_eq!(faults, [0, 2]);
    }
}
