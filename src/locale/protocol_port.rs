//! The console's column 'Protocol & Port'.

use crate::engine::report::{Change, ChangeKind};
use crate::plan::{NetworkAclRule, Plan, Ports, Protocol};

use super::names::RuleName;

/// A protocol with its ports, as the console shows them in one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtocolPortText {
    /// The protocol.
    pub protocol: Protocol,
    /// The destination ports.
    pub ports: Ports,
    /// The source ports, which network ACLs look at too.
    pub source_ports: Ports,
}

impl ProtocolPortText {
    /// A protocol with its destination ports.
    #[must_use]
    pub fn to(protocol: Protocol, ports: Ports) -> Self {
        Self { protocol, ports, source_ports: Ports::all() }
    }

    /// The protocol of a network ACL rule with its ports at both ends.
    #[must_use]
    pub fn of_network_acl(rule: &NetworkAclRule) -> Self {
        Self {
            protocol: rule.protocol,
            ports: rule.destination_ports.clone(),
            source_ports: rule.source_ports.clone(),
        }
    }

    /// The protocol and ports of a change.
    #[must_use]
    pub fn of(change: &Change, plan: &Plan) -> Self {
        match &change.kind {
            ChangeKind::AddSecurityGroupRule { rule, .. } => {
                Self::to(rule.protocol, rule.ports.clone())
            }
            ChangeKind::AddNetworkAclRule { rule, .. } => Self::of_network_acl(rule),
            ChangeKind::LowerPriority { rule, .. } => RuleName::of(*rule, plan)
                .map(|rule| Self::to(rule.protocol, rule.ports))
                .unwrap_or(Self::to(Protocol::All, Ports::all())),
        }
    }
}

area!(terms::protocol_port, ProtocolPortText);
