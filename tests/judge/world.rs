//! The small world: few addresses and few ports, so that every kind of packet can be tried.
//!
//! Blocks and port lists of random rules are taken from fixed lists. Of every set of addresses
//! or ports that no item of these lists tells apart, the world holds at least one, so nothing
//! is left untried.

use std::net::IpAddr;

use elb_rule_planner::engine::report::IcmpRange;
use elb_rule_planner::plan::{AddressEntry, Cidr, IpType, Ports, Protocol};

/// One packet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Packet {
    pub(crate) source: IpAddr,
    pub(crate) destination: IpAddr,
    pub(crate) protocol: u8,
    pub(crate) source_port: u16,
    pub(crate) port: u16,
    /// The type and the code of an ICMP message.
    pub(crate) message: (u8, u8),
}

impl Packet {
    pub(crate) fn ip_type(&self) -> IpType {
        if self.source.is_ipv4() { IpType::IPv4 } else { IpType::IPv6 }
    }

    pub(crate) fn has_ports(&self) -> bool {
        self.protocol == 6 || self.protocol == 17
    }

    pub(crate) fn is_icmp(&self) -> bool {
        self.protocol == 1 || self.protocol == 58
    }
}

/// The blocks that random rules name.
pub(crate) const BLOCKS: &[&str] = &[
    "0.0.0.0/0",
    "10.0.0.0/24",
    "10.0.0.0/28",
    "10.0.0.0/29",
    "10.0.0.0/30",
    "10.0.0.0/31",
    "10.0.0.2/31",
    "10.0.0.1/32",
    "10.0.0.3/32",
    "10.0.0.4/30",
    "10.0.0.4/31",
    "10.0.0.6/32",
    "10.0.0.8/30",
    "10.0.0.9/32",
    "10.1.0.0/30",
    "100.125.0.0/16",
    "100.125.0.0/17",
    "100.125.0.0/24",
    "::/0",
    "fd00::/64",
    "fd00::/125",
    "fd00::/126",
    "fd00::2/127",
    "fd00::4/126",
    "fd00::5/128",
];

/// The port lists that random rules name.
pub(crate) const PORTS: &[&str] = &[
    "",
    "80",
    "81",
    "80-81",
    "79-82",
    "80,82",
    "82,80-81",
    "1-80",
    "81-65535",
    "1-65535",
    "443",
    "81-443",
    "1-79,82-65535",
];

/// The source port lists that random network ACL rules name beside those.
pub(crate) const SOURCE_PORTS: &[&str] = &["", "", "", "1-65535", "1024-65535", "1-1023", "80"];

/// A port of every kind that the lists tell apart.
pub(crate) const PORT_KINDS: &[u16] = &[1, 79, 80, 81, 82, 83, 443, 444, 1024, 65535];

/// The ICMP messages that random rules name.
pub(crate) const MESSAGES: &[&str] = &[
    "8/0", "8/0", "8", "0/0", "0", "3/4", "3", "128/0", "128/0", "128", "129/0", "129", "255/255",
];

/// An ICMP message of every kind that the list tells apart.
pub(crate) const MESSAGE_KINDS: &[(u8, u8)] = &[
    (0, 0),
    (0, 7),
    (3, 3),
    (3, 4),
    (8, 0),
    (8, 9),
    (13, 0),
    (128, 0),
    (128, 1),
    (129, 0),
    (129, 255),
    (255, 255),
];

/// The messages that are tried where no rule tells any apart: pings, their answers, another.
pub(crate) const PINGS: &[(u8, u8)] = &[(8, 0), (0, 0), (128, 0), (129, 0), (3, 4)];

/// The protocols that are tried: the three that load balancers send, both kinds of ICMP, GRE.
pub(crate) const PROTOCOLS: &[u8] = &[6, 17, 1, 58, 47, 0];

/// Every address of the world in a family.
pub(crate) fn addresses(ip_type: IpType) -> Vec<IpAddr> {
    let texts: Vec<String> = match ip_type {
        // Those of the three subnets, and one beside them in the block that holds all of them.
        IpType::IPv4 => (0..=12)
            .map(|host| format!("10.0.0.{host}"))
            .chain((0..4).map(|host| format!("10.1.0.{host}")))
            .chain(
                [
                    "100.125.0.9",
                    "100.125.7.7",
                    "100.125.200.1",
                    "10.0.0.77",
                    "192.0.2.1",
                    "0.0.0.0",
                    "255.255.255.255",
                    "10.9.9.9",
                ]
                .map(str::to_owned),
            )
            .collect(),
        IpType::IPv6 => (0..8)
            .map(|host| format!("fd00::{host}"))
            .chain(
                ["fd00::ff", "2001:db8::1", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"]
                    .map(str::to_owned),
            )
            .collect(),
    };
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

/// The addresses of a block.
pub(crate) fn within(block: Cidr) -> Vec<IpAddr> {
    let family = if block.to_string().contains(':') { IpType::IPv6 } else { IpType::IPv4 };
    addresses(family).into_iter().filter(|address| block.contains(*address)).collect()
}

/// True if an entry of an IP address group holds an address.
pub(crate) fn entry_holds(entry: AddressEntry, address: IpAddr) -> bool {
    match entry {
        AddressEntry::Cidr(block) => block.contains(address),
        AddressEntry::Range(first, last) => {
            first.is_ipv4() == address.is_ipv4() && first <= address && address <= last
        }
    }
}

/// True if a protocol of a rule or a report stands for an IP protocol number.
pub(crate) fn protocol_is(protocol: Protocol, number: u8) -> bool {
    match protocol {
        Protocol::All => true,
        Protocol::Tcp => number == 6,
        Protocol::Udp => number == 17,
        Protocol::Icmp => number == 1,
        Protocol::Icmpv6 => number == 58,
        Protocol::Number(own) => number == own,
    }
}

/// True if a list of ports names a port; an empty one names all.
pub(crate) fn ports_hold(ports: &Ports, port: u16) -> bool {
    let ranges = ports.ranges();
    ranges.is_empty() || ranges.iter().any(|range| range.first <= port && port <= range.last)
}

/// True if the ICMP messages of a report hold a packet; packets of other protocols are none.
pub(crate) fn messages_hold(messages: Option<IcmpRange>, packet: &Packet) -> bool {
    let holds = |it: IcmpRange| it.first <= packet.message && packet.message <= it.last;
    !packet.is_icmp() || messages.is_none_or(holds)
}
