//! The fields of a network ACL rule for a load balancer.
//!
//! Action: allow. Type: that of the backend subnet. Protocol: the one that carries the backend
//! protocol; a network ACL knows TCP, UDP and ICMP, not HTTP. Source: the backend subnet, from
//! any port. Destination: the members' subnet, over the ports of the members. The guide's
//! default of every address as the destination would do as well; the members' subnet is what is
//! needed.
//!
//! The procedure speaks of inbound and outbound rules. The vendor's pages call network ACLs
//! stateful, which lets the answers out by themselves, yet the vendor's diagnosis asks for
//! outbound rules too. So the answers, the inbound packets with both ends swapped, are
//! recommended unless the plan says that network ACLs are stateful, and required where it says
//! that they are not.

use std::net::IpAddr;

use crate::engine::packet::{Interval, PacketBox, addresses_of, number_of};
use crate::engine::report::ClauseId;
use crate::plan::{Cidr, IpType, Protocol};

use super::Clause;

/// This clause.
pub(crate) const CLAUSE: Clause = Clause {
    id: ClauseId::NetworkAclFields,
    section: "Configuring Network ACL Rules",
    file: "network_acl_fields.rs",
};

/// The ports from which clients send: any but 0, which is no port.
pub(super) const CLIENT_PORTS: Interval<u16> = Interval { low: 1, high: u16::MAX };

/// The ports from which a load balancer sends. The guide's rules name all; a load balancer, like
/// every client of an operating system, takes one that is not reserved for servers (inferred).
pub(crate) const LOAD_BALANCER_PORTS: Interval<u16> = Interval { low: 1024, high: u16::MAX };

/// The ports from which packets of a protocol can come.
pub(super) fn from_any_port(protocol: Protocol) -> Interval<u16> {
    if protocol.has_ports() { CLIENT_PORTS } else { Interval::ALL }
}

/// The ports from which a load balancer sends packets of a protocol.
pub(super) fn from_load_balancer(protocol: Protocol) -> Interval<u16> {
    if protocol.has_ports() { LOAD_BALANCER_PORTS } else { Interval::ALL }
}

/// The packets that come in to a member from some sender's ports.
pub(super) fn inbound(
    ip_type: IpType,
    protocol: Protocol,
    port: Interval<u16>,
    (source, sender_ports): (Cidr, Interval<u16>),
    member: IpAddr,
) -> PacketBox {
    PacketBox {
        ip_type,
        source: addresses_of(source),
        destination: Interval::single(number_of(member)),
        protocol: crate::engine::packet::protocols_of(protocol),
        source_ports: sender_ports,
        ports: port,
    }
}
