//! Within one subnet a network ACL does not count.
//!
//! A network ACL filters packets that cross the edge of its subnet. If the load balancer sends from
//! the same subnet that holds the servers, nothing crosses it. The guide goes on to say that the
//! servers are then healthy and reachable; that holds for the network ACL alone, since their
//! security groups filter all the same.
//!
//! With several backend subnets, only packets from the servers' own subnet are not filtered.

use crate::engine::report::{ClauseId, FlowSource};
use crate::plan::Subnet;

use super::Clause;

/// This clause.
pub(crate) const CLAUSE: Clause = Clause {
    id: ClauseId::SameSubnet,
    section: "Configuring Network ACL Rules",
    file: "same_subnet.rs",
};

/// Checks whether a source is the subnet itself.
pub(super) fn holds(source: &FlowSource, subnet: &Subnet) -> bool {
    source.subnet == Some(subnet.id)
}
