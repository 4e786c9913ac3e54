//! Between subnets a network ACL counts.
//!
//! If the load balancer sends from another subnet than the servers', the rules of the servers'
//! network ACL take effect. The guide says that the servers are then unhealthy and out of reach.
//! This holds until rules let the load balancer in, and this planner names those rules.

use crate::engine::report::ClauseId;

use super::Clause;

/// This clause.
pub(crate) const CLAUSE: Clause = Clause {
    id: ClauseId::OtherSubnet,
    section: "Configuring Network ACL Rules",
    file: "other_subnet.rs",
};
