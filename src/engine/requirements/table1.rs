//! Table 1: what the default security group lets pass.
//!
//! Inbound it allows, in both families, every protocol and port from the servers that have the same
//! group, and nothing else. Outbound it allows everything to everywhere. A load balancer has no
//! security group that counts, so the inbound rules never let it in: a server in the default group
//! cannot be reached until rules are added. The outbound rules let every answer out.
//!
//! [`crate::plan::SecurityGroupTemplate::Default`] makes such a group.

use crate::engine::report::ClauseId;

use super::Clause;

/// This clause.
pub(crate) const CLAUSE: Clause =
    Clause { id: ClauseId::Table1, section: "Default Security Group Rules", file: "table1.rs" };
