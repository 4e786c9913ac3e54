//! The console's column 'Protocol & Port'.

use crate::engine::report::{Change, ChangeKind};
use crate::plan::{Plan, Ports, Protocol};

use super::names::RuleName;

/// A protocol with its ports, as the console shows them in one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtocolPortText {
    /// The protocol.
    pub protocol: Protocol,
    /// The ports.
    pub ports: Ports,
}

impl ProtocolPortText {
    /// The protocol and ports of a change. Of a network ACL rule that lets answers out it names the
    /// ports that the answers come from, since those are what tells it apart.
    #[must_use]
    pub fn of(change: &Change, plan: &Plan) -> Self {
        match &change.kind {
            ChangeKind::AddSecurityGroupRule { rule, .. } => {
                Self { protocol: rule.protocol, ports: rule.ports.clone() }
            }
            ChangeKind::AddNetworkAclRule { direction, rule, .. } => Self {
                protocol: rule.protocol,
                ports: match direction {
                    crate::plan::Direction::Inbound => rule.destination_ports.clone(),
                    crate::plan::Direction::Outbound => rule.source_ports.clone(),
                },
            },
            ChangeKind::LowerPriority { rule, .. } => RuleName::of(*rule, plan)
                .map(|rule| Self { protocol: rule.protocol, ports: rule.ports })
                .unwrap_or(Self { protocol: Protocol::All, ports: Ports::all() }),
        }
    }
}

area!(terms::protocol_port, ProtocolPortText);
