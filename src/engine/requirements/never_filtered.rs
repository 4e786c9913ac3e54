//! Destinations at which no network ACL looks (VPC user guide, network ACL overview).
//!
//! Not a clause of the guide, which does not mention them. The overview names what goes *to* the
//! blocks of public services, 100.125.0.0/16 among them; what comes *from* there is filtered as
//! everything is. So the answers to a shared load balancer need no rule, and its requests do.

use crate::engine::packet::{Interval, PacketBox, addresses_of};
use crate::plan::{Cidr, Settings};

/// Addresses for broadcast, for multicast on one link, and for the metadata of servers; the last
/// over one port of TCP only.
const BROADCAST: ipnet::Ipv4Net = ipnet::Ipv4Net::new_assert(std::net::Ipv4Addr::BROADCAST, 32);
const LOCAL_MULTICAST: ipnet::Ipv4Net =
    ipnet::Ipv4Net::new_assert(std::net::Ipv4Addr::new(224, 0, 0, 0), 24);
const METADATA: ipnet::Ipv4Net =
    ipnet::Ipv4Net::new_assert(std::net::Ipv4Addr::new(169, 254, 169, 254), 32);

/// Whether no network ACL looks at any of these packets.
pub(super) fn holds(packets: &PacketBox) -> bool {
    let goes_to = |net: ipnet::Ipv4Net| {
        let block = Cidr::of(net);
        packets.ip_type == block.ip_type() && addresses_of(block).covers(packets.destination)
    };
    let http = packets.protocol == Interval::single(6) && packets.ports == Interval::single(80);
    [BROADCAST, LOCAL_MULTICAST, Settings::SHARED_SOURCE].into_iter().any(goes_to)
        || http && goes_to(METADATA)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::IpType;

    fn to(destination: &str, protocol: u8, port: u16) -> bool {
        holds(&PacketBox {
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
