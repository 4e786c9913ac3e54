//! Destinations to which network ACLs let everything pass, whatever their rules say.
//!
//! The VPC user guide's overview of network ACLs lists them: the broadcast address, the multicast
//! addresses of the local network, the metadata service over TCP 80, and the block of the cloud's
//! own services. They are destinations alone: what comes *from* the services' block, such as the
//! probes of a shared load balancer, is filtered.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use crate::engine::packet::{Interval, PacketBox, addresses_of};
use crate::plan::{Cidr, IpType};

const BROADCAST: Ipv4Net = Ipv4Net::new_assert(Ipv4Addr::BROADCAST, 32);
const LOCAL_MULTICAST: Ipv4Net = Ipv4Net::new_assert(Ipv4Addr::new(224, 0, 0, 0), 24);
const SERVICES: Ipv4Net = Ipv4Net::new_assert(Ipv4Addr::new(100, 125, 0, 0), 16);
const METADATA: Ipv4Net = Ipv4Net::new_assert(Ipv4Addr::new(169, 254, 169, 254), 32);

/// The packets that network ACLs never filter.
pub(crate) fn never_filtered() -> [PacketBox; 4] {
    let all = PacketBox::all(IpType::IPv4);
    let to = |block| PacketBox { destination: addresses_of(Cidr::of(block)), ..all };
    [
        to(BROADCAST),
        to(LOCAL_MULTICAST),
        to(SERVICES),
        PacketBox { protocol: Interval::single(6), ports: Interval::single(80), ..to(METADATA) },
    ]
}
