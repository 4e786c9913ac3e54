//! Puts the engine's report beside what the diagrams say.

use std::collections::{BTreeMap, BTreeSet};

use biodivine_lib_bdd::Bdd;
use elb_rule_planner::edit::transact;
use elb_rule_planner::engine::check;
use elb_rule_planner::engine::report::{
    Change, ChangeKind, Decider, Filter, Flow, Layer, Leg, Outcome, Report, RulePlace,
};
use elb_rule_planner::plan::{Cidr, IpType, MemberTarget, Plan, PortRange, Ports, Protocol};

use crate::bits::{Bits, End};
use crate::rules::Rules;

/// The number of sets of packets that agreed, or the one on which the two sides part.
type Agreed = Result<usize, String>;

/// Checks the report of a plan.
pub(crate) fn compare(plan: &Plan, bits: &[Bits; 2]) -> Agreed {
    report(plan, &check(plan), bits)
}

/// Checks a report on a plan.
pub(crate) fn report(plan: &Plan, report: &Report, bits: &[Bits; 2]) -> Agreed {
    let changed = transact(plan, &report.remedy()).map_err(|error| format!("{error:?}"))?;
    let mut compared = 0;
    for bits in bits {
        let (before, after) = (Rules::of(plan, bits), Rules::of(&changed, bits));
        for flow in report.flows.iter().filter(|flow| flow.ip_type == bits.ip_type) {
            for layer in flow.layers.iter() {
                compared += layer_agrees(&before, &after, report, flow, layer)
                    .map_err(|error| format!("flow {}: {error}", flow.id.0))?;
            }
        }
        for change in &report.changes {
            compared += adds_no_more(plan, &before, report, change)?;
        }
    }
    Ok(compared)
}

/// The packets of a flow at a layer, from the flow's own fields: what comes in, the row that the
/// tables ask for on the way out of a security group, or the answers past a network ACL.
fn packets(bits: &Bits, plan: &Plan, flow: &Flow, layer: &Layer) -> Option<Bdd> {
    let kind = plan.load_balancer(flow.load_balancer)?.kind;
    let from_clients = flow.source.are_clients(kind, &plan.settings);
    let ends = |far, near| {
        let member = flow.destination?;
        Some(bits.block(far, flow.source.cidr).and(&bits.addresses(near, member, member)))
    };
    // Clients send to listeners, of whose ports and clients a flow says nothing.
    if matches!(layer.leg, Leg::FromClients | Leg::BackToClients) {
        return None;
    }
    let is_answer = layer.leg.is_answer(layer.direction);
    let has_ports = matches!(flow.protocol, Protocol::Tcp | Protocol::Udp);
    let any = match (&layer.filter, has_ports) {
        (_, false) => Ports::all(),
        // A load balancer sends from ports that are not reserved; security groups do not look there.
        (Filter::NetworkAcl(_), true) if !from_clients => "1024-65535".parse().ok()?,
        (_, true) => Ports::from(PortRange::ALL),
    };
    let (ends, source_ports, ports) = match (&layer.filter, is_answer) {
        (_, false) => (ends(End::Source, End::Destination)?, any, flow.ports.clone()),
        (Filter::SecurityGroups(_), true) => {
            (ends(End::Destination, End::Source)?, Ports::all(), flow.ports.clone())
        }
        (Filter::NetworkAcl(_), true) => {
            (ends(End::Destination, End::Source)?, flow.ports.clone(), any)
        }
    };
    // A ping is an echo request, and an echo reply answers it (RFC 792 and RFC 4443).
    let message = match (flow.protocol, is_answer) {
        (Protocol::Icmp, false) => Some((8, 0)),
        (Protocol::Icmp, true) => Some((0, 0)),
        (Protocol::Icmpv6, false) => Some((128, 0)),
        (Protocol::Icmpv6, true) => Some((129, 0)),
        _ => None,
    };
    let message = message.map_or(bits.everything(), |it| bits.messages(it, it));
    let ports = bits.ports(End::Source, &source_ports).and(&bits.ports(End::Destination, &ports));
    Some(ends.and(&bits.protocol(flow.protocol)).and(&ports).and(&message))
}

fn layer_agrees(
    before: &Rules<'_>,
    after: &Rules<'_>,
    report: &Report,
    flow: &Flow,
    layer: &Layer,
) -> Agreed {
    let Outcome::Filtered { parts } = &layer.outcome else { return Ok(0) };
    if !is_known(before.plan, &layer.filter) {
        return Err(format!("{:?} is decided, and nobody knows its rules", layer.filter));
    }
    let bits = before.bits;
    let Some(asked) = packets(bits, before.plan, flow, layer) else {
        return match flow.destination {
            Some(_) => Ok(0),
            None => Err("a flow without a destination is filtered".to_owned()),
        };
    };
    let what = format!("{:?} {:?}", layer.filter, layer.direction);
    let decided = before.decide(&layer.filter, layer.direction, &asked);
    let mut found: BTreeMap<Decider, (Bdd, bool)> = BTreeMap::new();
    let mut left = asked.clone();
    for part in parts {
        // The report writes ports without port 0, so all ports stand for all but that one.
        let packets = bits.all_packets(&part.packets).and(&asked);
        if packets.is_false() || !packets.and_not(&left).is_false() {
            return Err(format!("{what}: the part of {:?} is empty or shared", part.decided_by));
        }
        left = left.and_not(&packets);
        if found.insert(part.decided_by, (packets, part.passes)).is_some() {
            return Err(format!("{what}: {:?} has two parts", part.decided_by));
        }
    }
    if !left.is_false() {
        return Err(format!("{what}: some packets are in no part"));
    }
    let deciders: BTreeSet<_> = found.keys().chain(decided.parts.keys()).collect();
    for by in &deciders {
        if found.get(by) != decided.parts.get(by) {
            return Err(format!("{what}: the two sides differ on what {by:?} decides"));
        }
    }
    let missing = parts.iter().filter(|part| !part.passes);
    let missing =
        missing.fold(bits.nothing(), |set, part| set.or(&bits.all_packets(&part.packets)));
    if missing.and(&asked) != decided.missing {
        return Err(format!("{what}: the two sides differ on what is missing"));
    }
    let still = after.decide(&layer.filter, layer.direction, &asked).missing;
    if !still.is_false() || !report.summary.proved {
        return Err(format!("{what}: something is missing after the changes, or not proved"));
    }
    Ok(deciders.len() + 3)
}

/// True if all rules of a filter are known.
fn is_known(plan: &Plan, filter: &Filter) -> bool {
    let mut groups = plan.security_groups.iter().filter(|it| !it.rules_known);
    match filter {
        Filter::SecurityGroups(ids) => !groups.any(|it| ids.contains(&it.id)),
        Filter::NetworkAcl(id) => {
            let acl = plan.network_acls.iter().find(|it| Some(it.id) == *id);
            acl.is_some_and(|it| it.rules_known)
        }
    }
}

/// The subnet of a flow's member in its family.
fn member_block(plan: &Plan, flow: &Flow) -> Option<Cidr> {
    let MemberTarget::Server(id) = flow.target else { return None };
    let server = plan.servers.iter().find(|server| server.id == id)?;
    let at = flow.destination?;
    let interface = server.all_interfaces().find(|it| it.addresses().any(|own| own == at))?;
    let subnet = plan.subnets.iter().find(|subnet| subnet.id == interface.subnet)?;
    match flow.ip_type {
        IpType::IPv4 => Some(subnet.cidr.cidr()),
        IpType::IPv6 => subnet.ipv6_cidr.map(|block| block.cidr()),
    }
}

/// An added rule lets through nothing beyond what flows ask for at its place: from or to the
/// whole backend subnet, at a network ACL for the whole subnet of the member, over just the
/// ports of members.
fn adds_no_more(plan: &Plan, rules: &Rules<'_>, report: &Report, change: &Change) -> Agreed {
    let bits = rules.bits;
    let added = match &change.kind {
        ChangeKind::AddSecurityGroupRule { direction, rule } if rule.ip_type == bits.ip_type => {
            rules.group_rule(rule, *direction)
        }
        ChangeKind::AddNetworkAclRule { rule, .. } if rule.ip_type == bits.ip_type => {
            rules.acl_rule(rule)
        }
        _ => return Ok(0),
    };
    let legs: Vec<Leg> = change.by_leg().map(|(leg, _)| leg).collect();
    if legs.iter().any(|leg| matches!(leg, Leg::FromClients | Leg::BackToClients)) {
        return Ok(0);
    }
    let direction = change.kind.direction();
    let mut asked = bits.nothing();
    let flows = report.flows.iter().filter(|flow| flow.ip_type == bits.ip_type);
    for (flow, leg) in flows.flat_map(|flow| legs.iter().map(move |leg| (flow, *leg))) {
        let (far, near) = match leg.is_answer(direction) {
            false => (End::Source, End::Destination),
            true => (End::Destination, End::Source),
        };
        let mut layers = flow.layers.iter().filter(|it| (it.direction, it.leg) == (direction, leg));
        let crosses = layers.any(|layer| {
            matches!(layer.outcome, Outcome::Filtered { .. })
                && match (&layer.filter, change.place) {
                    (Filter::SecurityGroups(ids), RulePlace::SecurityGroup(id)) => {
                        ids.contains(&id)
                    }
                    (Filter::NetworkAcl(acl), RulePlace::NetworkAcl(id)) => *acl == Some(id),
                    _ => false,
                }
        });
        if !crosses {
            continue;
        }
        let own = bits.block(far, flow.source.cidr).and(&bits.protocol(flow.protocol));
        let own = match change.place {
            RulePlace::SecurityGroup(_) => own.and(&bits.ports(End::Destination, &flow.ports)),
            RulePlace::NetworkAcl(_) => {
                let block = member_block(plan, flow).ok_or("a member without a subnet")?;
                own.and(&bits.block(near, block)).and(&bits.ports(near, &flow.ports))
            }
        };
        asked = asked.or(&own);
    }
    match added.and_not(&asked).is_false() {
        true => Ok(1),
        false => Err(format!("{:?} lets through what no flow asks for", change.kind)),
    }
}
