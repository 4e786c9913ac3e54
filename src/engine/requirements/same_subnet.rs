//! Within one subnet a network ACL does not count.
//!
//! A network ACL filters packets that cross the edge of its subnet. If the load balancer sends from
//! the same subnet that holds the servers, nothing crosses it. The guide goes on to say that the
//! servers are then healthy and reachable; that holds for the network ACL alone, since their
//! security groups filter all the same.
//!
//! With several backend subnets, only packets from the servers' own subnet are not filtered.
//!
//! The guide says it of the load balancer. It follows for clients whose own addresses are seen: those
//! within a subnet cross no edge on their way to what is in it.

use crate::engine::report::{ClauseId, FlowSource};
use crate::plan::{Cidr, Subnet};

use super::Clause;

/// This clause.
pub(crate) const CLAUSE: Clause = Clause {
    id: ClauseId::SameSubnet,
    section: "Configuring Network ACL Rules",
    file: "same_subnet.rs",
};

/// Checks whether a source is the subnet itself, or clients within it.
pub(super) fn holds(source: &FlowSource, are_clients: bool, subnet: &Subnet) -> bool {
    source.subnet == Some(subnet.id) || are_clients && is_within(source.cidr, subnet)
}

/// Checks whether all addresses of a block are of a subnet.
pub(super) fn is_within(block: Cidr, subnet: &Subnet) -> bool {
    let own = subnet.cidr_of(block.ip_type());
    own.is_some_and(|own| own.net().contains(&block.net()))
}
