//! Where endpoints may be: whoever can name an address must not reach what only the service can reach.

use std::net::IpAddr;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use url::{Host, Url};

/// The longest address of an endpoint.
const URL_MAX: usize = 2000;

const fn v4(a: u8, b: u8, c: u8, d: u8, length: u8) -> IpNet {
    IpNet::V4(Ipv4Net::new_assert(std::net::Ipv4Addr::new(a, b, c, d), length))
}

const fn v6(first: u16, second: u16, length: u8) -> IpNet {
    IpNet::V6(Ipv6Net::new_assert(std::net::Ipv6Addr::new(first, second, 0, 0, 0, 0, 0, 0), length))
}

/// Addresses that lead to the machine itself, to its neighbours on the wire (among them the metadata of clouds), to many at once, or
/// that hide another address. A wider network does not stand for them: who wants them names a network inside them.
const SPECIAL: [IpNet; 11] = [
    v4(0, 0, 0, 0, 8),
    v4(127, 0, 0, 0, 8),
    v4(169, 254, 0, 0, 16),
    v4(224, 0, 0, 0, 3),
    IpNet::V6(Ipv6Net::new_assert(std::net::Ipv6Addr::UNSPECIFIED, 96)),
    v6(0x64, 0xff9b, 32),
    v6(0x2001, 0, 32),
    v6(0x2002, 0, 16),
    v6(0xfe80, 0, 10),
    v6(0xff00, 0, 8),
    IpNet::V6(Ipv6Net::new_assert(std::net::Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254), 128)),
];

/// To which networks the service may send, and whether without TLS.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Targets {
    networks: Vec<IpNet>,
    plain_http: bool,
}

/// Why an address can't be an endpoint's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UrlFault {
    /// It is no address of the form `https://host/path`, or it carries a name, a password or a fragment.
    Unfit,
    /// It is not `https`.
    NeedsTls,
    /// It names an address outside the networks.
    Outside,
}

impl Targets {
    /// These networks.
    #[must_use]
    pub const fn new(networks: Vec<IpNet>, plain_http: bool) -> Self {
        Self { networks, plain_http }
    }

    /// Whether nothing may be sent at all.
    #[must_use]
    pub const fn are_none(&self) -> bool {
        self.networks.is_empty()
    }

    /// Whether something may be sent to an address.
    #[must_use]
    pub fn allow(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        let special: Vec<&IpNet> = SPECIAL.iter().filter(|range| range.contains(&address)).collect();
        let covers =
            |own: &&IpNet| own.contains(&address) && special.iter().all(|range| range.contains(*own));
        self.networks.iter().any(|own| covers(&own))
    }

    /// The address of an endpoint. Where its name leads is asked at every delivery.
    ///
    /// # Errors
    /// [`UrlFault`].
    pub fn check(&self, text: &str) -> Result<Url, UrlFault> {
        let url = Url::parse(text).map_err(|_| UrlFault::Unfit)?;
        let is_fit = text.len() <= URL_MAX
            && url.as_str().len() <= URL_MAX
            && url.username().is_empty()
            && url.password().is_none()
            && url.fragment().is_none();
        match url.scheme() {
            "https" => {}
            "http" if self.plain_http => {}
            "http" => return Err(UrlFault::NeedsTls),
            _ => return Err(UrlFault::Unfit),
        }
        let address = match url.host() {
            Some(Host::Domain(_)) => None,
            Some(Host::Ipv4(own)) => Some(IpAddr::from(own)),
            Some(Host::Ipv6(own)) => Some(IpAddr::from(own)),
            None => return Err(UrlFault::Unfit),
        };
        match address {
            _ if !is_fit => Err(UrlFault::Unfit),
            Some(own) if !self.allow(own) => Err(UrlFault::Outside),
            _ => Ok(url),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(networks: &[&str]) -> Targets {
        Targets::new(networks.iter().map(|text| text.parse().unwrap()).collect(), false)
    }

    #[test]
    fn a_wide_network_does_not_stand_for_special_addresses() {
        let (everywhere, office) =
            (targets(&["0.0.0.0/0", "::/0"]), targets(&["10.20.0.0/16", "127.0.0.1/32"]));
        for (address, by_everywhere, by_office) in [
            ("10.20.3.4", true, true),
            ("::ffff:10.20.3.4", true, true),
            ("10.21.0.1", true, false),
            ("203.0.113.9", true, false),
            ("127.0.0.1", false, true),
            ("::ffff:127.0.0.1", false, true),
            ("127.0.0.2", false, false),
            ("0.0.0.0", false, false),
            ("169.254.169.254", false, false),
            ("::ffff:169.254.169.254", false, false),
            ("224.0.0.1", false, false),
            ("255.255.255.255", false, false),
            ("::1", false, false),
            ("::", false, false),
            ("::7f00:1", false, false),
            ("64:ff9b::7f00:1", false, false),
            ("2002:7f00:1::", false, false),
            ("fe80::1", false, false),
            ("ff02::1", false, false),
            ("fd00:ec2::254", false, false),
            ("2001:db8::1", true, false),
            ("fd12::1", true, false),
        ] {
            let own: IpAddr = address.parse().unwrap();
            assert_eq!((everywhere.allow(own), office.allow(own)), (by_everywhere, by_office), "{address}");
        }
        assert!(targets(&[]).are_none() && !targets(&[]).allow("10.20.3.4".parse().unwrap()));
    }

    #[test]
    fn an_endpoint_is_named_by_an_address_without_secrets() {
        let own = targets(&["10.20.0.0/16"]);
        for (text, fault) in [
            ("https://ioffice.langson.gov.vn/hooks/thidua", None),
            ("https://ioffice.langson.gov.vn:8443/hooks?source=thidua", None),
            ("https://10.20.3.4/hooks", None),
            ("http://ioffice.langson.gov.vn/hooks", Some(UrlFault::NeedsTls)),
            ("https://10.21.3.4/hooks", Some(UrlFault::Outside)),
            ("https://127.0.0.1/hooks", Some(UrlFault::Outside)),
            ("https://2130706433/hooks", Some(UrlFault::Outside)),
            ("https://0x7f.1/hooks", Some(UrlFault::Outside)),
            ("https://[::1]/hooks", Some(UrlFault::Outside)),
            ("https://[::ffff:10.20.3.4]/hooks", None),
            ("https://ten:matkhau@ioffice.langson.gov.vn/", Some(UrlFault::Unfit)),
            ("https://ioffice.langson.gov.vn/#a", Some(UrlFault::Unfit)),
            ("ftp://ioffice.langson.gov.vn/", Some(UrlFault::Unfit)),
            ("file:///etc/passwd", Some(UrlFault::Unfit)),
            ("/hooks", Some(UrlFault::Unfit)),
            ("https://", Some(UrlFault::Unfit)),
        ] {
            assert_eq!(own.check(text).err(), fault, "{text}");
        }
        assert!(Targets::new(Vec::new(), true).check("http://ioffice.langson.gov.vn/").is_ok());
        assert_eq!(own.check(&format!("https://a/{}", "x".repeat(2_000))).err(), Some(UrlFault::Unfit));
    }
}
