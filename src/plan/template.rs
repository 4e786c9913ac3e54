//! The rules that a new security group starts with.

use super::{
    Action, Cidr, Direction, IpType, NewRules, Ports, Position, Priority, Protocol, Remote, RuleId,
    SecurityGroup, SecurityGroupId, SecurityGroupRule,
};

/// The templates of the console's dialog 'Create Security Group' that the guide speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecurityGroupTemplate {
    /// The rules of the guide's Table 1: everything from the group itself comes in, everything
    /// goes out.
    Default,
    /// No rules at all: nothing comes in, nothing goes out.
    Empty,
}

impl SecurityGroupTemplate {
    /// Makes a security group; its rules are numbered from `first_rule` up.
    #[must_use]
    pub fn security_group(
        self,
        id: SecurityGroupId,
        name: String,
        first_rule: RuleId,
    ) -> SecurityGroup {
        let mut group = SecurityGroup {
            id,
            name,
            rules_known: true,
            inbound: vec![],
            outbound: vec![],
            new_rules: NewRules::Usual,
            position: Position::default(),
        };
        if self == Self::Empty {
            return group;
        }
        let mut next = first_rule;
        for direction in Direction::BOTH {
            for ip_type in IpType::BOTH {
                let remote = match direction {
                    Direction::Inbound => Remote::SecurityGroup(id),
                    Direction::Outbound => Remote::Cidr(Cidr::any(ip_type)),
                };
                group.rules_mut(direction).push(SecurityGroupRule {
                    id: next,
                    priority: Priority::LAST,
                    action: Action::Allow,
                    ip_type,
                    protocol: Protocol::All,
                    icmp: None,
                    ports: Ports::all(),
                    remote,
                    enabled: true,
                    description: String::new(),
                });
                next = RuleId(next.0.saturating_add(1));
            }
        }
        group
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_group_has_the_four_rules_of_table_1() {
        let group = SecurityGroupTemplate::Default.security_group(
            SecurityGroupId(1),
            "default".to_owned(),
            RuleId(1),
        );
        let row = |rule: &SecurityGroupRule| {
            (rule.action, rule.ip_type, rule.protocol, rule.ports.is_all(), rule.remote.to_string())
        };
        let own = |ip_type| (Action::Allow, ip_type, Protocol::All, true, "sg-1".to_owned());
        assert_eq!(
            group.inbound.iter().map(row).collect::<Vec<_>>(),
            [own(IpType::IPv4), own(IpType::IPv6)]
        );
        let any =
            |ip_type, all: &str| (Action::Allow, ip_type, Protocol::All, true, all.to_owned());
        assert_eq!(
            group.outbound.iter().map(row).collect::<Vec<_>>(),
            [any(IpType::IPv4, "0.0.0.0/0"), any(IpType::IPv6, "::/0")]
        );
    }
}
