//! Destinations to which network ACLs let everything pass, whatever their rules say.
//!
//! The VPC user guide's overview of network ACLs lists them: the broadcast address, the multicast
//! addresses of the local network, the metadata service over TCP 80, and the block of the cloud's
//! own services. They are destinations alone: what comes *from* the services' block, such as the
//! probes of a shared load balancer, is filtered.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::boxes::{PacketBox, addresses_of};
use super::interval::Interval;
use crate::plan::{Cidr, IpType, Settings};

const BROADCAST: Ipv4Net = Ipv4Net::new_assert(Ipv4Addr::BROADCAST, 32);
const LOCAL_MULTICAST: Ipv4Net = Ipv4Net::new_assert(Ipv4Addr::new(224, 0, 0, 0), 24);
const METADATA: Ipv4Net = Ipv4Net::new_assert(Ipv4Addr::new(169, 254, 169, 254), 32);

/// The packets that network ACLs never filter.
pub(crate) fn never_filtered() -> [PacketBox; 4] {
    let all = PacketBox::all(IpType::IPv4);
    let to = |block| PacketBox { destination: addresses_of(Cidr::of(block)), ..all };
    [
        to(BROADCAST),
        to(LOCAL_MULTICAST),
        to(Settings::SHARED_SOURCE),
        PacketBox { protocol: Interval::single(6), ports: Interval::single(80), ..to(METADATA) },
    ]
}

/// Checks whether no network ACL looks at any of these packets.
pub(crate) fn is_never_filtered(packets: &PacketBox) -> bool {
    never_filtered().iter().any(|free| free.covers(packets))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(destination: &str, protocol: u8, port: u16) -> bool {
        is_never_filtered(&PacketBox {
            destination: addresses_of(destination.parse().unwrap()),
            protocol: Interval::single(protocol),
            ports: Interval::single(port),
            ..PacketBox::all(IpType::IPv4)
        })
    }

    #[test]
    fn the_blocks_of_the_overview_are_never_filtered() {
        assert!(to("100.125.0.0/16", 6, 1024));
        assert!(to("100.125.7.0/24", 17, 53));
        assert!(!to("100.124.0.0/15", 6, 1024));
        assert!(!to("100.126.0.0/16", 6, 1024));
        assert!(to("255.255.255.255", 17, 68));
        assert!(to("224.0.0.18", 112, 0));
        assert!(to("169.254.169.254", 6, 80));
        assert!(!to("169.254.169.254", 6, 443));
        assert!(!to("169.254.169.254", 17, 80));
    }
}
