//! A network ACL denies what no rule allows, in both directions.
//!
//! A new network ACL has nothing but its last rule, which denies everything and cannot be
//! edited. So a subnet that gets a network ACL is closed to the load balancer until inbound
//! rules allow its backend subnet to the servers' ports. The policy stage ends every list of
//! rules with this deny.

use crate::engine::report::ClauseId;

use super::Clause;

/// This clause.
pub(crate) const CLAUSE: Clause = Clause {
    id: ClauseId::NetworkAclDefault,
    section: "Configuring Network ACL Rules",
    file: "network_acl_default.rs",
};
