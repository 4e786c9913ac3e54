//! Rules of both kinds by the packets that they match, so that two of them can be merged.

use std::cmp::Ordering;

use super::active_rules::{ActiveRule, ActiveRules};
use crate::edit::Edit;
use crate::engine::audit::compiled_rules::boxes;
use crate::engine::policy::{AddressGroups, network_acl};
use crate::engine::report::RulePlace;
use crate::plan::{
    AclAddress, Action, Cidr, Direction, IcmpKind, IpType, NetworkAclRule, Plan, PortRange, Ports,
    Priority, Protocol, Remote, RuleId, SecurityGroupRule,
};

/// One rule that says what several rules of a list say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct MergedRule {
    /// The rules.
    pub(super) rules: Vec<RuleId>,
    /// The priority of security group rules.
    priority: Option<Priority>,
    action: Action,
    ip_type: IpType,
    protocol: Protocol,
    source: Remote,
    source_ports: Ports,
    destination: Remote,
    ports: Ports,
    icmp: Option<IcmpKind>,
}

/// A field in which two rules may differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RuleField {
    Ports,
    SourcePorts,
    Source,
    Destination,
}

impl RuleField {
    pub(super) const ALL: [Self; 4] =
        [Self::Ports, Self::SourcePorts, Self::Source, Self::Destination];

    /// Checks whether it is ports, of one end or the other.
    pub(super) fn is_of_ports(self) -> bool {
        matches!(self, Self::Ports | Self::SourcePorts)
    }
}

/// The rules in force of a list in their order, and each as a merged rule of its own.
pub(super) fn merged_rules(
    plan: &Plan,
    place: RulePlace,
    direction: Direction,
    addresses: &AddressGroups,
) -> (ActiveRules, Vec<MergedRule>) {
    let (active, merged_rules): (Vec<_>, Vec<_>) = match place {
        RulePlace::SecurityGroup(id) => {
            let rules = plan.security_group(id).map(|it| it.rules(direction).as_slice());
            let rules = rules.unwrap_or_default().iter().filter(|it| it.enabled);
            let active = |it: &SecurityGroupRule| ActiveRule {
                id: it.id,
                action: it.action,
                boxes: boxes(it, direction, addresses).0,
            };
            rules.map(|it| (active(it), MergedRule::of_group(it, direction))).unzip()
        }
        RulePlace::NetworkAcl(id) => {
            let rules = plan.network_acl(id).map(|it| it.rules(direction).as_slice());
            let rules = rules.unwrap_or_default();
            let compiled = network_acl(rules, addresses);
            let list = compiled.rules().iter().map(|it| ActiveRule {
                id: it.id,
                action: it.action,
                boxes: it.boxes.clone(),
            });
            let merged_rules = rules.iter().filter(|it| it.enabled).map(MergedRule::of_acl);
            (list.collect(), merged_rules.collect())
        }
    };
    (ActiveRules::of(active), merged_rules)
}

impl MergedRule {
    fn of_group(rule: &SecurityGroupRule, direction: Direction) -> Self {
        let any = Remote::Cidr(Cidr::any(rule.ip_type));
        let (source, destination) = match direction {
            Direction::Inbound => (rule.remote, any),
            Direction::Outbound => (any, rule.remote),
        };
        Self {
            rules: vec![rule.id],
            priority: Some(rule.priority),
            action: rule.action,
            ip_type: rule.ip_type,
            protocol: rule.protocol,
            source,
            source_ports: Ports::all(),
            destination,
            ports: rule.ports.clone(),
            icmp: rule.icmp,
        }
    }

    fn of_acl(rule: &NetworkAclRule) -> Self {
        let end = |end: AclAddress| match end {
            AclAddress::Cidr(cidr) => Remote::Cidr(cidr),
            AclAddress::AddressGroup(id) => Remote::AddressGroup(id),
        };
        Self {
            rules: vec![rule.id],
            priority: None,
            action: rule.action,
            ip_type: rule.ip_type,
            protocol: rule.protocol,
            source: end(rule.source),
            source_ports: rule.source_ports.clone(),
            destination: end(rule.destination),
            ports: rule.destination_ports.clone(),
            icmp: None,
        }
    }

    /// The rest of a rule without one of its fields: rules with the same rest differ in that field
    /// alone.
    pub(super) fn without(&self, field: RuleField) -> Self {
        let mut rest = Self { rules: vec![], ..self.clone() };
        let nothing = Remote::Cidr(Cidr::any(self.ip_type));
        match field {
            RuleField::Ports => rest.ports = Ports::all(),
            RuleField::SourcePorts => rest.source_ports = Ports::all(),
            RuleField::Source => rest.source = nothing,
            RuleField::Destination => rest.destination = nothing,
        }
        rest
    }

    /// The order in which neighbours in a field follow each other.
    pub(super) fn order_in(&self, field: RuleField, other: &Self) -> Ordering {
        let first = |ports: &Ports| ports.ranges().first().copied();
        match field {
            RuleField::Ports => first(&self.ports).cmp(&first(&other.ports)),
            RuleField::SourcePorts => first(&self.source_ports).cmp(&first(&other.source_ports)),
            RuleField::Source => block(self.source).cmp(&block(other.source)),
            RuleField::Destination => block(self.destination).cmp(&block(other.destination)),
        }
    }

    /// Two merged rules as one, where there is one rule that says exactly the same.
    pub(super) fn and(&self, other: &Self, field: RuleField) -> Option<Self> {
        let mut whole = self.clone();
        match field {
            RuleField::Ports => whole.ports = ports(&self.ports, &other.ports)?,
            RuleField::SourcePorts => {
                whole.source_ports = ports(&self.source_ports, &other.source_ports)?;
            }
            RuleField::Source => whole.source = parent(self.source, other.source)?,
            RuleField::Destination => {
                whole.destination = parent(self.destination, other.destination)?
            }
        }
        whole.rules.extend(&other.rules);
        Some(whole)
    }

    /// The edit that makes one of the rules the whole.
    pub(super) fn put(
        &self,
        plan: &Plan,
        place: RulePlace,
        direction: Direction,
        takes: RuleId,
    ) -> Option<Edit> {
        match place {
            RulePlace::SecurityGroup(security_group) => {
                let rules = plan.security_group(security_group)?.rules(direction);
                let rule = rules.iter().find(|it| it.id == takes)?;
                let remote = match direction {
                    Direction::Inbound => self.source,
                    Direction::Outbound => self.destination,
                };
                let rule = SecurityGroupRule { ports: self.ports.clone(), remote, ..rule.clone() };
                Some(Edit::PutSecurityGroupRule { security_group, direction, rule })
            }
            RulePlace::NetworkAcl(network_acl) => {
                let rules = plan.network_acl(network_acl)?.rules(direction);
                let rule = rules.iter().find(|it| it.id == takes)?;
                let end = |end: Remote| match end {
                    Remote::Cidr(cidr) => Some(AclAddress::Cidr(cidr)),
                    Remote::AddressGroup(id) => Some(AclAddress::AddressGroup(id)),
                    Remote::SecurityGroup(_) => None,
                };
                let rule = NetworkAclRule {
                    source: end(self.source)?,
                    source_ports: self.source_ports.clone(),
                    destination: end(self.destination)?,
                    destination_ports: self.ports.clone(),
                    ..rule.clone()
                };
                Some(Edit::PutNetworkAclRule { network_acl, direction, rule, above: None })
            }
        }
    }
}

fn block(end: Remote) -> Option<Cidr> {
    match end {
        Remote::Cidr(cidr) => Some(cidr),
        Remote::SecurityGroup(_) | Remote::AddressGroup(_) => None,
    }
}

/// The block that two blocks are the halves of.
fn parent(one: Remote, other: Remote) -> Option<Remote> {
    let (one, other) = (block(one)?.net(), block(other)?.net());
    let (whole, its) = (one.supernet()?, other.supernet()?);
    (one != other && whole == its).then_some(Remote::Cidr(Cidr::of(whole)))
}

/// Ports that are next to each other or shared, as ports with no more gaps than one of the two has.
fn ports(one: &Ports, other: &Ports) -> Option<Ports> {
    if one.is_all() || other.is_all() {
        return None;
    }
    let mut ranges = one.ranges().iter().chain(other.ranges()).copied().collect::<Vec<_>>();
    ranges.sort_unstable();
    let mut whole: Vec<PortRange> = vec![];
    for range in ranges {
        match whole.last_mut() {
            Some(last) if range.first <= last.last.saturating_add(1) => {
                last.last = last.last.max(range.last);
            }
            _ => whole.push(range),
        }
    }
    let is_plain = whole.len() <= one.ranges().len().max(other.ranges().len());
    is_plain.then(|| whole.into_iter().collect())
}
