//! What may be reached at all. In: addresses, of pages and of machines. Out: yes, or why not.
//! Never: asks the network; pure, so that every spelling of a private address can be tried in a test.

use super::allowed::Reach;
use super::fetch::Failure;
use super::reason;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// What to do about an address of the own network.
const ALLOW: &str = "for a source of your own network name its host or network in gather.allow";

/// Ports that serve the web. Any other port of a public machine is mail, a database or worse: not for a feed to make us talk to.
const PORTS: &[u16] = &[80, 443, 8080, 8443];

/// IPv4 networks that are not the public internet: first address and length of the prefix (IANA's special-purpose registry).
const SPECIAL_V4: &[(Ipv4Addr, u32)] = &[
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 3),
];

/// The address in its normal form, or why it is not read.
pub(super) fn checked(address: &str, reach: &Reach) -> Result<Url, Failure> {
    let bad = |what: String| Failure::new(reason::BAD_ADDRESS, what, "check the address");
    let refused = |what: String| Failure::new(reason::REFUSED_ADDRESS, format!("refused: {what}"), "check the address");
    let url = Url::parse(address.trim()).map_err(|error| bad(format!("not an address: {error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refused(format!("\"{}:\" addresses are not read, only http and https", url.scheme())));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refused("the address holds a user name or password".to_owned()));
    }
    let literal = match url.host() {
        None => return Err(bad("not an address: it names no host".to_owned())),
        Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
        Some(Host::Domain(_)) => None,
    };
    if let Some(address) = literal.filter(|address| !reach.machine(*address)) {
        return Err(private(address));
    }
    let port = url.port_or_known_default().unwrap_or(0);
    if !PORTS.contains(&port) && !reach.any_port(&url) {
        let what = format!("refused: port {port}; only 80, 443, 8080 and 8443 are read");
        return Err(Failure::new(reason::REFUSED_ADDRESS, what, ALLOW));
    }
    Ok(url)
}

/// Why a machine is refused.
pub(super) fn private(address: IpAddr) -> Failure {
    Failure::new(reason::PRIVATE, format!("refused: {address} is a private or special address"), ALLOW)
}

/// Whether this is a machine of the public internet.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let within = |(first, prefix): &(Ipv4Addr, u32)| {
        let mask = u32::MAX << (32 - prefix);
        address.to_bits() & mask == first.to_bits()
    };
    !SPECIAL_V4.iter().any(within)
}

/// Global unicast only; an IPv4 address inside (mapped, NAT64, 6to4) must be public itself.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let v4 = |high: u16, low: u16| is_public_v4(Ipv4Addr::from_bits((u32::from(high) << 16) | u32::from(low)));
    match (a, b) {
        (0, 0) if (c, d, e, f) == (0, 0, 0, 0xffff) => v4(g, h),
        (0x64, 0xff9b) if (c, d, e, f) == (0, 0, 0, 0) => v4(g, h),
        (0x2002, _) => v4(b, c),
        // 2001::/23 holds Teredo, benchmarking and ORCHID; 2001:db8 and 3fff::/20 are for documents.
        (0x2001, ..=0x1ff | 0xdb8) => false,
        (0x3fff, ..=0xfff) => false,
        _ => a & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::super::allowed::Reach;
    use super::super::{Options, reason};
    use super::{checked, is_public};

    fn refused(address: &str) {
        assert!(checked(address, &Reach::default()).is_err(), "{address} was let through");
    }

    #[test]
    fn private_addresses_in_every_spelling() {
        for host in [
            "127.0.0.1",
            "127.1",
            "0x7f.1",
            "0x7f000001",
            "2130706433",
            "0177.0.0.1",
            "017700000001",
            "127.0.0.1.",
            "0",
            "0.0.0.0",
            "10.0.0.1",
            "10.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.127.255.255",
            "224.0.0.1",
            "239.1.2.3",
            "255.255.255.255",
            "192.0.2.1",
            "198.18.0.1",
            "１２７.０.０.１",
            "127。0。0。1",
            "[::]",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::127.0.0.1]",
            "[fe80::1]",
            "[fc00::1]",
            "[fd00:ec2::254]",
            "[ff02::1]",
            "[64:ff9b::7f00:1]",
            "[64:ff9b:1::1]",
            "[2002:7f00:1::]",
            "[2001::1]",
            "[2001:db8::1]",
            "[fec0::1]",
            "[100::1]",
        ] {
            refused(&format!("http://{host}/feed"));
        }
    }

    #[test]
    fn other_refusals() {
        refused("file:///etc/passwd");
        refused("ftp://paper.example/feed");
        refused("gopher://paper.example/");
        refused("data:text/html,x");
        refused("https://reader:secret@paper.example/feed");
        refused("https://reader@paper.example/feed");
        refused("http://paper.example:22/");
        refused("http://paper.example:6379/");
        refused("//paper.example/feed");
        refused("");
    }

    #[test]
    fn public_addresses() {
        for address in [
            "https://paper.example/feed",
            "http://8.8.8.8/",
            "http://[2606:4700::1111]:8080/",
            "http://[::ffff:8.8.8.8]/",
        ] {
            assert!(checked(address, &Reach::default()).is_ok(), "{address} was refused");
        }
        let everything = Reach::of(&Options { allow_private: true, ..Options::default() });
        assert!(checked("http://127.0.0.1:4711/", &everything).is_ok());
        assert!(checked("http://u:p@127.0.0.1:4711/", &everything).is_err());
        assert!(is_public([172, 32, 0, 1].into()) && is_public([100, 128, 0, 1].into()));
    }

    #[test]
    fn what_is_allowed_is_read_on_any_port_and_nothing_else() {
        let allow = vec!["127.0.0.1".parse().unwrap(), "intra.example".parse().unwrap()];
        let reach = Reach::of(&Options { allow, ..Options::default() });
        let check = |address: &str, expected: &str| {
            let found = checked(address, &reach).map_or_else(|failure| failure.reason, |_| "read");
            assert_eq!(found, expected, "{address}");
        };
        check("http://127.0.0.1:4711/", "read");
        check("http://127.1/", "read");
        check("http://intra.example:9000/", "read");
        check("http://127.0.0.2/", reason::PRIVATE);
        check("http://[::1]/", reason::PRIVATE);
        check("http://169.254.169.254/latest/meta-data", reason::PRIVATE);
        check("http://other.example:9000/", reason::REFUSED_ADDRESS);
        check("http://u:p@127.0.0.1/", reason::REFUSED_ADDRESS);
        check("http://", reason::BAD_ADDRESS);
    }
}
