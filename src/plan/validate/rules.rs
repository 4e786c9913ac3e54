//! Rules and IP address groups: families, protocols and ports that do not go together.

use super::known::Known;
use super::problems::Problems;
use crate::plan::{
    AclAddress, AddressEntry, AddressGroupId, Cidr, Direction, Field, IpType, Plan, Ports,
    ProblemKind, Protocol, Remote, RuleId,
};

pub(super) fn check(plan: &Plan, known: &Known<'_>, problems: &mut Problems) {
    for group in &plan.address_groups {
        for &address in &group.addresses {
            if IpType::of(address.bounds().0) != group.ip_type {
                let kind = ProblemKind::TypeMismatch { ip_type: group.ip_type, address };
                problems.add(group.id, Field::Addresses, kind);
            }
        }
    }
    let security_groups = &plan.security_groups;
    for (direction, group) in
        security_groups.iter().flat_map(|group| Direction::BOTH.map(|it| (it, group)))
    {
        for rule in group.rules(direction) {
            let end = match rule.remote {
                Remote::Cidr(cidr) => RuleEnd::Cidr(cidr),
                Remote::AddressGroup(id) => RuleEnd::AddressGroup(id),
                Remote::SecurityGroup(id) => {
                    if known.security_group(id).is_none() {
                        problems.dangling(rule.id, Field::Remote, id);
                    }
                    RuleEnd::Interfaces
                }
            };
            fits(rule.id, rule.ip_type, Field::Remote, end, known, problems);
            wire(rule.id, rule.ip_type, rule.protocol, [&rule.ports], problems);
            if rule.icmp.is_some() && !rule.protocol.is_icmp() {
                let kind = ProblemKind::ProtocolMismatch { protocol: rule.protocol };
                problems.add(rule.id, Field::Icmp, kind);
            }
        }
    }
    let network_acls = &plan.network_acls;
    for (direction, acl) in network_acls.iter().flat_map(|acl| Direction::BOTH.map(|it| (it, acl)))
    {
        for rule in acl.rules(direction) {
            let ends = [(Field::Source, rule.source), (Field::Destination, rule.destination)];
            for (field, end) in ends {
                let end = match end {
                    AclAddress::Cidr(cidr) => RuleEnd::Cidr(cidr),
                    AclAddress::AddressGroup(id) => RuleEnd::AddressGroup(id),
                };
                fits(rule.id, rule.ip_type, field, end, known, problems);
            }
            if let (AclAddress::AddressGroup(_), AclAddress::AddressGroup(_)) =
                (rule.source, rule.destination)
            {
                let kind = ProblemKind::AddressGroupsAtBothEnds;
                problems.add(rule.id, Field::Destination, kind);
            }
            let ports = [&rule.source_ports, &rule.destination_ports];
            wire(rule.id, rule.ip_type, rule.protocol, ports, problems);
        }
    }
}

/// One end of a rule of either kind.
enum RuleEnd {
    Cidr(Cidr),
    AddressGroup(AddressGroupId),
    /// The interfaces that wear a security group, which have addresses of both families.
    Interfaces,
}

fn fits(
    rule: RuleId,
    ip_type: IpType,
    field: Field,
    end: RuleEnd,
    known: &Known<'_>,
    problems: &mut Problems,
) {
    let (found, address) = match end {
        RuleEnd::Interfaces => return,
        RuleEnd::Cidr(cidr) => (cidr.ip_type(), AddressEntry::Cidr(cidr)),
        RuleEnd::AddressGroup(id) => {
            let Some(group) = known.address_group(id) else {
                problems.dangling(rule, field, id);
                return;
            };
            let any = AddressEntry::Cidr(Cidr::any(group.ip_type));
            (group.ip_type, group.addresses.first().copied().unwrap_or(any))
        }
    };
    if found != ip_type {
        problems.add(rule, field, ProblemKind::TypeMismatch { ip_type, address });
    }
}

fn wire<const N: usize>(
    rule: RuleId,
    ip_type: IpType,
    protocol: Protocol,
    ports: [&Ports; N],
    problems: &mut Problems,
) {
    let other_family = match ip_type {
        IpType::IPv4 => Protocol::Icmpv6,
        IpType::IPv6 => Protocol::Icmp,
    };
    if protocol == other_family {
        problems.add(rule, Field::Protocol, ProblemKind::ProtocolMismatch { protocol });
    }
    if !protocol.has_ports() && ports.iter().any(|ports| !ports.is_all()) {
        problems.add(rule, Field::Ports, ProblemKind::ProtocolMismatch { protocol });
    }
}
