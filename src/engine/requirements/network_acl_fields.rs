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

/// The ports from which a load balancer sends: any but 0, which is no port.
pub(super) const SENDER_PORTS: Interval<u16> = Interval { low: 1, high: u16::MAX };

/// The packets that come in to a member.
pub(super) fn inbound(
    ip_type: IpType,
    protocol: Protocol,
    port: Interval<u16>,
    source: Cidr,
    member: IpAddr,
) -> PacketBox {
    let sender_ports = if protocol.has_ports() { SENDER_PORTS } else { Interval::ALL };
    PacketBox {
        ip_type,
        source: addresses_of(source),
        destination: Interval::single(number_of(member)),
        protocol: crate::engine::packet::protocols_of(protocol),
        source_ports: sender_ports,
        ports: port,
    }
}
