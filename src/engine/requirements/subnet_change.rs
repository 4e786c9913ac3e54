//! After a load balancer has moved to another subnet, both subnets need rules.
//!
//! The guide advises against changing the subnet of a load balancer that is in use. After a change,
//! the addresses that the load balancer held before are not given back, and it still sends from
//! them. So the rules for the previous backend subnet have to stay, and those for the new one have
//! to be added.

use crate::engine::report::ClauseId;
use crate::plan::{LoadBalancer, SubnetId};

use super::Clause;

/// This clause.
pub(crate) const CLAUSE: Clause = Clause {
    id: ClauseId::SubnetChange,
    section: "Configuring Security Group Rules for Backend Servers",
    file: "subnet_change.rs",
};

/// The subnets that are no longer backend subnets and still send, each marked as such.
pub(super) fn previous(balancer: &LoadBalancer) -> impl Iterator<Item = (SubnetId, bool)> + '_ {
    balancer.previous_backend_subnets.iter().map(|id| (*id, true))
}
