//! Outbound rules, where they were configured, must let the load balancer's block be reached.
//!
//! The default security group lets everything out, so inbound rules are all that is needed.
//! Where outbound rules were configured, the tables' outbound rows should be allowed as well:
//! the same protocols and ports, to the backend subnet. Security groups let the answers to what
//! came in pass by themselves, so nothing is stopped without these rows; they are recommended,
//! not required, and only where the outbound rules do not allow them already.

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
/// kept, since a security group's port is the destination port in both directions.
pub(super) fn row(inbound: &PacketBox, remote: Cidr, server: IpAddr) -> PacketBox {
    PacketBox {
        source: Interval::single(number_of(server)),
        destination: addresses_of(remote),
        ..*inbound
    }
}
