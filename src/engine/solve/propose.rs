//! The rules that close what is missing, each where it takes effect.

use std::collections::{BTreeMap, BTreeSet};

use super::describe::description;
use super::evaluate::{Judged, Policies};
use super::gather::{Need, PortsOf, Row, rows};
use crate::edit::Edit;
use crate::engine::index::Index;
use crate::engine::packet::{PacketBox, ports};
use crate::engine::report::{Change, ChangeId, ChangeKind, Decider, FlowId, Place};
use crate::engine::requirements::{Crossed, Passage, Requirement};
use crate::plan::{
    AclAddress, Action, Cidr, Direction, IpType, NetworkAclId, NetworkAclRule, PortRange, Ports,
    Priority, Protocol, Remote, RuleId, SecurityGroupId, SecurityGroupRule,
};

/// The list of rules that a rule joins, and the fields that it does not share with rules beside
/// it. Ordered, so that the same plan always gives the same list of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    place: Place,
    direction: Direction,
    ip_type: IpType,
    protocol: Protocol,
    remote: Cidr,
    /// The members' subnet; the same for all at a security group, which does not name it.
    local: Option<Cidr>,
}

/// Everything that is missing, by the list of rules that can let it pass.
#[derive(Default)]
pub(super) struct Missing {
    needs: BTreeMap<Key, Vec<Need>>,
}

impl Missing {
    /// Takes up what a flow misses.
    pub(super) fn add(&mut self, flow: FlowId, requirement: &Requirement, judged: &[Judged]) {
        for judged in judged.iter().filter(|judged| !judged.missing.is_empty()) {
            let crossing = judged.crossing;
            let Passage::Packets { remote, local, .. } = crossing.passage else { continue };
            let (place, local) = match &crossing.filter {
                // The rules of the first group are looked at first in both readings of several.
                Crossed::SecurityGroups(groups, _) => match groups.first() {
                    Some(first) => (Place::SecurityGroup(*first), None),
                    None => continue,
                },
                Crossed::NetworkAcl(Some(acl)) => (Place::NetworkAcl(*acl), Some(local)),
                Crossed::NetworkAcl(None) => continue,
            };
            let key = Key {
                place,
                direction: crossing.direction,
                ip_type: requirement.ip_type,
                protocol: requirement.protocol,
                remote,
                local,
            };
            let stopped_by = judged.decision.iter().flat_map(|it| it.stopped_by());
            self.needs.entry(key).or_default().push(Need {
                flow,
                level: crossing.level,
                clauses: crossing.clauses.clone(),
                stopped_by: stopped_by.collect(),
                remote,
                missing: judged.missing.boxes().to_vec(),
            });
        }
    }

    /// Whether nothing is missing.
    pub(super) fn is_empty(&self) -> bool {
        self.needs.is_empty()
    }

    /// The rules to add, grouped by security group and network ACL, inbound ones first.
    pub(super) fn rules(
        &self,
        index: &Index,
        requirements: &[Requirement],
        policies: &mut Policies,
    ) -> Vec<Change> {
        let mut changes = vec![];
        let mut taken: BTreeSet<RuleId> = index.plan.rule_ids().collect();
        let mut next_rule = index.plan.next_rule_id();
        for (key, needs) in &self.needs {
            let ports_of: PortsOf = match (key.place, key.direction) {
                (Place::NetworkAcl(_), Direction::Outbound) => |packets| packets.source_ports,
                _ => |packets| packets.ports,
            };
            for row in rows(needs, key.direction, ports_of) {
                let id = ChangeId(u32::try_from(changes.len()).unwrap_or(u32::MAX));
                let described = description(index.plan, requirements, &row.flows, key.direction);
                let change = match key.place {
                    Place::SecurityGroup(group) => {
                        security_group_rule(key, group, &row, next_rule, described)
                    }
                    Place::NetworkAcl(acl) => {
                        let above = first_deny(key, acl, needs, &row, ports_of, policies);
                        network_acl_rule(key, acl, &row, (next_rule, above), described)
                    }
                };
                changes.push(Change { id, ..change });
                taken.insert(next_rule);
                while taken.contains(&next_rule) {
                    next_rule = RuleId(next_rule.0.checked_add(1).unwrap_or(1));
                }
            }
        }
        changes
    }
}

fn change(place: Place, row: &Row, kind: ChangeKind, remedy: Edit) -> Change {
    Change {
        id: ChangeId(0),
        place,
        level: row.level,
        kind,
        flows: row.flows.clone(),
        clauses: row.clauses.clone(),
        stopped_by: row.stopped_by.clone(),
        remedy: vec![remedy],
    }
}

fn named_ports(key: &Key, row: &Row) -> Ports {
    if key.protocol.has_ports() { ports(row.ports) } else { Ports::all() }
}

fn security_group_rule(
    key: &Key,
    group: SecurityGroupId,
    row: &Row,
    id: RuleId,
    description: String,
) -> Change {
    let rule = SecurityGroupRule {
        id,
        priority: Priority::FIRST,
        action: Action::Allow,
        ip_type: key.ip_type,
        protocol: key.protocol,
        ports: named_ports(key, row),
        remote: Remote::Cidr(row.remote),
        enabled: true,
        description,
    };
    let direction = key.direction;
    let remedy =
        Edit::PutSecurityGroupRule { security_group: group, direction, rule: rule.clone() };
    change(key.place, row, ChangeKind::AddSecurityGroupRule { direction, rule }, remedy)
}

fn network_acl_rule(
    key: &Key,
    acl: NetworkAclId,
    row: &Row,
    (id, above): (RuleId, Option<RuleId>),
    description: String,
) -> Change {
    let remote = AclAddress::Cidr(row.remote);
    let local = AclAddress::Cidr(key.local.unwrap_or(row.remote));
    let any_port = match key.protocol.has_ports() {
        true => Ports::from(PortRange::ALL),
        false => Ports::all(),
    };
    let direction = key.direction;
    let ports = named_ports(key, row);
    let (source, source_ports, destination, destination_ports) = match direction {
        Direction::Inbound => (remote, any_port, local, ports),
        Direction::Outbound => (local, ports, remote, any_port),
    };
    let rule = NetworkAclRule {
        id,
        action: Action::Allow,
        ip_type: key.ip_type,
        protocol: key.protocol,
        source,
        source_ports,
        destination,
        destination_ports,
        enabled: true,
        description,
    };
    let remedy = Edit::PutNetworkAclRule { network_acl: acl, direction, rule: rule.clone(), above };
    // The position is counted once the order of all changes is known.
    let kind = ChangeKind::AddNetworkAclRule { direction, rule, position: 0, above };
    change(key.place, row, kind, remedy)
}

/// The first deny of a network ACL that stops something of what a row is to let pass.
fn first_deny(
    key: &Key,
    acl: NetworkAclId,
    needs: &[Need],
    row: &Row,
    ports_of: PortsOf,
    policies: &mut Policies,
) -> Option<RuleId> {
    let list = policies.acl(Some(acl), key.direction);
    let missing = needs
        .iter()
        .flat_map(|need| &need.missing)
        .filter(|packets| ports_of(packets).intersect(row.ports).is_some())
        .collect::<Vec<_>>();
    let stops = |rule: &RuleId, action: Action, boxes: &[PacketBox]| {
        action == Action::Deny
            && row.stopped_by.contains(&Decider::Rule(*rule))
            && boxes.iter().any(|own| missing.iter().any(|packets| own.meets(packets)))
    };
    list.rules().iter().find(|rule| stops(&rule.id, rule.action, &rule.boxes)).map(|rule| rule.id)
}
