//! Outbound rules, if there are any, must let packets out to the load balancer's block.
//!
//! The default security group lets everything out, so inbound rules are all that is needed. If
//! outbound rules were configured, the tables' outbound rows should be allowed as well: the same
//! protocols and ports, to the backend subnet. Security groups let the answers to inbound packets
//! pass by themselves, so nothing is stopped without these rows. They are recommended, not
//! required, and only if the outbound rules do not allow them already.

use std::net::IpAddr;

use crate::engine::packet::{Interval, PacketBox, addresses_of, number_of};
use crate::engine::report::ClauseId;
use crate::plan::Cidr;

use super::Clause;

/// This clause.
pub(crate) const CLAUSE: Clause = Clause {
    id: ClauseId::OutboundRules,
    section: "Requirements on the Security Group Rules of Backend Servers",
    file: "outbound_rules.rs",
};

/// The packets of an outbound row: the inbound packets with their ends swapped and their ports
/// kept, since a security group's port is the destination port in both directions. What goes out for
/// a ping is its answer.
pub(super) fn row(inbound: &PacketBox, remote: Cidr, server: IpAddr) -> PacketBox {
    PacketBox {
        source: Interval::single(number_of(server)),
        destination: addresses_of(remote),
        ports: if inbound.is_icmp() { inbound.answers().ports } else { inbound.ports },
        ..*inbound
    }
}
