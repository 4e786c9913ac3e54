//! The console's column 'Protocol & Port'.

use crate::engine::report::{Change, ChangeKind, IcmpRange};
use crate::plan::{NetworkAclRule, Plan, Ports, Protocol, SecurityGroupRule};

use super::names::RuleName;

/// A protocol alone, as the choices of the console write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProtocolText(pub Protocol);

/// A protocol with its ports, as the console shows them in one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProtocolPortText {
    /// The protocol.
    pub protocol: Protocol,
    /// The ICMP messages; all where there is none.
    pub icmp: Option<IcmpRange>,
    /// The destination ports.
    pub ports: Ports,
    /// The source ports, which network ACLs look at too.
    pub source_ports: Ports,
}

impl ProtocolPortText {
    /// A protocol with its destination ports.
    #[must_use]
    pub fn to(protocol: Protocol, ports: Ports) -> Self {
        Self { protocol, icmp: None, ports, source_ports: Ports::all() }
    }

    /// The protocol of a security group rule with its ports or its ICMP messages.
    #[must_use]
    pub fn of_security_group(rule: &SecurityGroupRule) -> Self {
        let what = Self::to(rule.protocol, rule.ports.clone());
        Self { icmp: rule.icmp.map(IcmpRange::from), ..what }
    }

    /// The protocol of a network ACL rule with its ports at both ends.
    #[must_use]
    pub fn of_network_acl(rule: &NetworkAclRule) -> Self {
        Self {
            protocol: rule.protocol,
            icmp: None,
            ports: rule.destination_ports.clone(),
            source_ports: rule.source_ports.clone(),
        }
    }

    /// The protocol and ports of a change.
    #[must_use]
    pub fn of(change: &Change, plan: &Plan) -> Self {
        match &change.kind {
            ChangeKind::AddSecurityGroupRule { rule, .. } => Self::of_security_group(rule),
            ChangeKind::AddNetworkAclRule { rule, .. } => Self::of_network_acl(rule),
            ChangeKind::LowerPriority { rule, .. } => RuleName::of(*rule, plan)
                .map(|rule| Self { icmp: rule.icmp, ..Self::to(rule.protocol, rule.ports) })
                .unwrap_or(Self::to(Protocol::All, Ports::all())),
        }
    }

    /// Checks whether it is all protocols, with nothing else said.
    pub(super) fn is_everything(&self) -> bool {
        self.protocol == Protocol::All && self.ports.is_all() && self.source_ports.is_all()
    }
}

area!(terms::protocol, ProtocolText);
area!(terms::protocol_port, ProtocolPortText);
