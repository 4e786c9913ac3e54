//! Near misses: rules that look as if somebody meant them for what is missing, and let none of it
//! pass. A rule that names a security group which some server has is meant for that server.

use std::cell::OnceCell;
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::shown_flows::ShownFlows;

use crate::engine::index::Index;
use crate::engine::packet::{Interval, PacketBox, messages_of};
use crate::engine::policy::{
    AddressGroups, Sought, network_acl_rule_boxes, security_group_rule_boxes,
};
use crate::engine::report::{
    Change, ChangeKind, Decider, Filter, NearMiss, Outcome, RulePlace, WhyItMisses,
};
use crate::engine::requirements::LOAD_BALANCER_PORTS;
use crate::plan::{Direction, IcmpKind, Remote, RuleId, SecurityGroupId, Server};

/// Names at each rule to add the rules that miss by little what it lets pass. A rule that lets some
/// flow pass is meant for that one.
pub(crate) fn name_near_misses(
    index: &Index,
    addresses: &AddressGroups,
    flows: ShownFlows,
    changes: &mut [Change],
) {
    let (in_use, worn) = (OnceCell::new(), OnceCell::new());
    let is_in_use = |rule: RuleId| in_use.get_or_init(|| rules_in_use(flows)).contains(&rule);
    let is_worn = |group: SecurityGroupId| worn.get_or_init(|| worn_groups(index)).contains(&group);
    for change in changes {
        let direction = change.kind.direction();
        let are_answers = change.is_for_answers();
        let packets = packets(&change.kind, are_answers, addresses);
        let mut found: Vec<NearMiss> = vec![];
        let mut add = |rule: RuleId, miss: &dyn Fn(&Sought) -> Option<WhyItMisses>| {
            let miss = |packets| miss(&Sought { packets, direction, are_answers, addresses });
            let Some(why) = packets.iter().find_map(miss) else { return };
            if why == WhyItMisses::FarPorts || !is_in_use(rule) {
                found.push(NearMiss { rule, why });
            }
        };
        for listed in Direction::BOTH {
            match change.place {
                RulePlace::SecurityGroup(own) => {
                    for group in worn_with(own, change, flows) {
                        let Some(group) = index.security_group(group) else { continue };
                        for rule in group.rules(listed) {
                            // It is meant for the servers that wear the group.
                            if matches!(rule.remote, Remote::SecurityGroup(id) if is_worn(id)) {
                                continue;
                            }
                            add(rule.id, &|it| it.missed_by_group_rule((group.id, rule), listed));
                        }
                    }
                }
                RulePlace::NetworkAcl(acl) => {
                    let rules = index.network_acl(acl).map(|acl| acl.rules(listed));
                    for rule in rules.into_iter().flatten() {
                        add(rule.id, &|it| it.missed_by_acl_rule(rule, listed));
                    }
                }
            }
        }
        change.near_misses = found;
    }
}

/// The packets that an added rule lets pass. A rule of a network ACL names all ports at the far end;
/// here they are those that a load balancer sends from. A rule for pings names all of ICMP; here it is
/// the ping, or what answers it.
fn packets(kind: &ChangeKind, are_answers: bool, addresses: &AddressGroups) -> Vec<PacketBox> {
    let of_ping = |it: PacketBox| {
        let kind = match are_answers {
            true => IcmpKind::echo_reply(it.ip_type),
            false => IcmpKind::echo_request(it.ip_type),
        };
        if it.is_icmp() { PacketBox { ports: messages_of(Some(kind)), ..it } } else { it }
    };
    match kind {
        ChangeKind::AddSecurityGroupRule { direction, rule } => {
            let boxes = security_group_rule_boxes(rule, *direction, addresses);
            boxes.into_iter().map(of_ping).collect()
        }
        ChangeKind::AddNetworkAclRule { rule, .. } => {
            let far = |ports: Interval<u16>| match rule.protocol.has_ports() {
                true => ports.intersect(LOAD_BALANCER_PORTS).unwrap_or(ports),
                false => ports,
            };
            let of_rule = network_acl_rule_boxes(rule, addresses).into_iter();
            let narrowed = |it: PacketBox| match are_answers {
                true => PacketBox { ports: far(it.ports), ..it },
                false => PacketBox { source_ports: far(it.source_ports), ..it },
            };
            of_rule.map(narrowed).map(of_ping).collect()
        }
        ChangeKind::LowerPriority { .. } => vec![],
    }
}

/// A security group, and those that servers have beside it to which the flows of a change lead.
fn worn_with(own: SecurityGroupId, change: &Change, flows: ShownFlows) -> Vec<SecurityGroupId> {
    let mut seen: FxHashSet<&Rc<[SecurityGroupId]>> = FxHashSet::default();
    let mut groups = vec![own];
    for flow in &change.flows {
        for layer in flows.layers(*flow) {
            let Filter::SecurityGroups(worn) = &layer.filter else { continue };
            if worn.len() > 1 && worn.contains(&own) && seen.insert(worn) {
                for group in worn.iter() {
                    if !groups.contains(group) {
                        groups.push(*group);
                    }
                }
            }
        }
    }
    groups
}

/// The security groups that servers have.
fn worn_groups(index: &Index) -> FxHashSet<SecurityGroupId> {
    let interfaces = index.plan.servers.iter().flat_map(Server::all_interfaces);
    interfaces.flat_map(|it| it.security_groups).copied().collect()
}

/// The rules that let some flow pass somewhere.
fn rules_in_use(flows: ShownFlows) -> FxHashSet<RuleId> {
    let mut in_use = FxHashSet::default();
    for layer in flows.all_layers() {
        let Outcome::Filtered { parts } = &layer.outcome else { continue };
        in_use.extend(parts.iter().filter(|part| part.passes).filter_map(|part| {
            match part.decided_by {
                Decider::Rule(rule) => Some(rule),
                Decider::DefaultDeny | Decider::Ambiguous => None,
            }
        }));
    }
    in_use
}
