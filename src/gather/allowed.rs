//! What may be reached although it is not public: the list that a user writes. In: names of hosts, addresses, networks.
//! Out: whether one is named. Never: more than what is written; a name allows itself, not those below it.

use super::Options;
use super::limits::is_public;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;
use url::{Host, Url};

/// One host or network that may be reached on any port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// A host by its name, in lower case.
    Name(String),
    /// Machines whose addresses begin with this many bits of that one.
    Network(IpAddr, u8),
}

impl FromStr for Allowed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (address, prefix) = text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let bare = address.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(address);
        let wrong = || format!("{text:?} is no host name, address or network like 192.168.1.0/24");
        if let Ok(address) = bare.parse::<IpAddr>() {
            let bits = if address.is_ipv4() { 32 } else { 128 };
            let prefix = prefix.map_or(Ok(bits), str::parse).ok().filter(|prefix| *prefix <= bits);
            return prefix.map(|prefix| Self::Network(address, prefix)).ok_or_else(wrong);
        }
        match Host::parse(address) {
            Ok(Host::Domain(name)) if prefix.is_none() && !name.is_empty() => Ok(Self::Name(name)),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Allowed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => out.write_str(name),
            Self::Network(address, prefix) => write!(out, "{address}/{prefix}"),
        }
    }
}

/// What may be reached.
#[derive(Debug, Clone, Default)]
pub(super) struct Reach {
    everything: bool,
    allowed: Vec<Allowed>,
}

impl Reach {
    pub(super) fn of(options: &Options) -> Self {
        Self { everything: options.allow_private, allowed: options.allow.clone() }
    }

    /// Whether the machine of this address may be reached, whatever name led to it.
    pub(super) fn machine(&self, address: IpAddr) -> bool {
        self.everything || is_public(address) || self.network(address)
    }

    /// Whether the host of this name is named, so that its machines and ports are not looked at.
    pub(super) fn name(&self, name: &str) -> bool {
        let name = name.trim_end_matches('.');
        let named = |allowed: &Allowed| matches!(allowed, Allowed::Name(one) if one.eq_ignore_ascii_case(name));
        self.everything || self.allowed.iter().any(named)
    }

    /// Whether the host of an address is named, so that it is reached on any port.
    pub(super) fn any_port(&self, url: &Url) -> bool {
        self.everything
            || match url.host() {
                Some(Host::Domain(name)) => self.name(name),
                Some(Host::Ipv4(address)) => self.network(address.into()),
                Some(Host::Ipv6(address)) => self.network(address.into()),
                None => false,
            }
    }

    fn network(&self, address: IpAddr) -> bool {
        let within = |allowed: &Allowed| match allowed {
            Allowed::Network(first, prefix) => shared_bits(plain(*first), plain(address)) >= Some(u32::from(*prefix)),
            Allowed::Name(_) => false,
        };
        self.allowed.iter().any(within)
    }
}

/// An IPv4 address that is written as IPv6 is that IPv4 address.
fn plain(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(six) => six.to_ipv4_mapped().map_or(address, IpAddr::V4),
        IpAddr::V4(_) => address,
    }
}

/// With how many same bits two addresses of one family begin.
fn shared_bits(one: IpAddr, other: IpAddr) -> Option<u32> {
    match (one, other) {
        (IpAddr::V4(one), IpAddr::V4(other)) => Some((one.to_bits() ^ other.to_bits()).leading_zeros()),
        (IpAddr::V6(one), IpAddr::V6(other)) => Some(bits(one, other)),
        _ => None,
    }
}

fn bits(one: Ipv6Addr, other: Ipv6Addr) -> u32 {
    (one.to_bits() ^ other.to_bits()).leading_zeros()
}

#[cfg(test)]
mod tests {
    use super::{Allowed, Reach};

    fn check(allowed: &[&str], machine: &str, expected: bool) {
        let allowed = allowed.iter().map(|one| one.parse().unwrap()).collect();
        let reach = Reach { everything: false, allowed };
        assert_eq!(reach.machine(machine.parse().unwrap()), expected, "{machine}");
    }

    #[test]
    fn networks_allow_their_machines_only() {
        check(&[], "8.8.8.8", true);
        check(&[], "10.0.0.1", false);
        check(&["10.0.0.0/8"], "10.200.3.4", true);
        check(&["10.0.0.0/8"], "11.0.0.1", true);
        check(&["10.0.0.0/9"], "10.200.3.4", false);
        check(&["127.0.0.1"], "127.0.0.1", true);
        check(&["127.0.0.1"], "127.0.0.2", false);
        check(&["127.0.0.1"], "::1", false);
        check(&["127.0.0.1"], "::ffff:127.0.0.1", true);
        check(&["127.0.0.1"], "::ffff:127.0.0.2", false);
        check(&["[::1]"], "::1", true);
        check(&["fd00::/8"], "fd12::1", true);
        check(&["fd00::/8"], "fe80::1", false);
        check(&["intra.example"], "10.0.0.1", false);
    }

    #[test]
    fn names_allow_themselves_only() {
        let reach = Reach { everything: false, allowed: vec!["Intra.example".parse().unwrap()] };
        assert!(reach.name("intra.example") && reach.name("INTRA.example."));
        assert!(!reach.name("x.intra.example") && !reach.name("example"));
    }

    #[test]
    fn what_is_neither_is_refused() {
        for text in ["", "10.0.0.0/33", "::1/129", "10.0.0.0/x", "a b", "intra.example/8", "http://a"] {
            assert!(text.parse::<Allowed>().is_err(), "{text}");
        }
        assert_eq!("10.0.0.0/8".parse::<Allowed>().unwrap().to_string(), "10.0.0.0/8");
    }
}
