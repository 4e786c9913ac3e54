//! Rules of priority 1 that stand in the way, cut up in place of being put behind the added rules.

use super::trial::Trial;
use crate::edit::Edit;
use crate::engine::packet::{
    Interval, PacketBox, PacketSet, addresses_of, cidrs_of, ports, ports_of, protocol_of,
    protocols_of,
};
use crate::engine::policy::{AddressGroups, security_group_rule_boxes};
use crate::engine::report::{Alternative, AlternativeKind, ChangeKind};
use crate::plan::{
    Action, Cidr, Direction, Plan, Ports, Remote, RuleId, SecurityGroupRule, set_of,
};

/// The most rules that one rule is cut into; more are no help to anybody.
const MOST: usize = 8;

/// The ways to cut up the rule that the change would lower.
pub(super) fn cut(trial: &Trial) -> Option<Alternative> {
    let ChangeKind::LowerPriority { direction, rule: id, .. } = trial.change.kind else {
        return None;
    };
    let security_group = trial.group()?;
    let group = trial.plan.security_groups.iter().find(|group| group.id == security_group)?;
    let rule = group.rules(direction).iter().find(|rule| rule.id == id)?;
    let pieces = match rule.has_scattered_ports() {
        true => stretches(rule),
        false => around(trial, rule, direction)?,
    };
    if pieces.len() < 2 || pieces.len() > MOST {
        return None;
    }
    let rules = pieces.len();
    let kind = match rule.has_scattered_ports() {
        true => AlternativeKind::SplitPorts { rule: id, rules },
        false => AlternativeKind::NarrowDeny { rule: id, rules },
    };
    let ids = std::iter::once(id).chain(free_ids(trial));
    let pieces = pieces.into_iter().zip(ids);
    let remedy = pieces.map(|(rule, id)| {
        let rule = SecurityGroupRule { id, ..rule };
        Edit::PutSecurityGroupRule { security_group, direction, rule }
    });
    Some(Alternative { kind, remedy: remedy.collect() })
}

/// A rule for each stretch of ports that are in a row.
fn stretches(rule: &SecurityGroupRule) -> Vec<SecurityGroupRule> {
    let of = |range: &_| SecurityGroupRule { ports: Ports::from(*range), ..rule.clone() };
    rule.ports.ranges().iter().map(of).collect()
}

/// Rules for what a deny matches and no flow of the change needs; none where rules cannot say it.
fn around(
    trial: &Trial,
    rule: &SecurityGroupRule,
    direction: Direction,
) -> Option<Vec<SecurityGroupRule>> {
    if rule.action != Action::Deny {
        return None;
    }
    let addresses = AddressGroups::of(&trial.plan.address_groups);
    let mut left = PacketSet::union(&security_group_rule_boxes(rule, direction, &addresses));
    needed(trial, direction).iter().for_each(|packets| left.remove(packets));
    let mut pieces = vec![];
    for packets in left.merged() {
        let protocol = protocol_of(packets.protocol);
        if protocols_of(protocol) != packets.protocol {
            return None;
        }
        let far = match direction {
            Direction::Inbound => packets.source,
            Direction::Outbound => packets.destination,
        };
        let ports = if protocol.has_ports() { ports(packets.ports) } else { Ports::all() };
        for block in cidrs_of(packets.ip_type, far) {
            let (ports, remote) = (ports.clone(), Remote::Cidr(block));
            pieces.push(SecurityGroupRule { protocol, ports, remote, ..rule.clone() });
        }
        if pieces.len() > MOST {
            return None;
        }
    }
    Some(pieces)
}

/// The packets of the change's flows, as rules of security groups see them.
fn needed(trial: &Trial, direction: Direction) -> Vec<PacketBox> {
    let of_flow = trial.flows().flat_map(|flow| {
        let far = addresses_of(flow.source.cidr);
        let any = addresses_of(Cidr::any(flow.ip_type));
        let (source, destination) = match direction {
            Direction::Inbound => (far, any),
            Direction::Outbound => (any, far),
        };
        let all = PacketBox {
            source,
            destination,
            protocol: protocols_of(flow.protocol),
            ..PacketBox::all(flow.ip_type)
        };
        let ranges = flow.ports.ranges().iter().map(|range| ports_of(*range));
        let whole = flow.ports.is_all().then_some(Interval::ALL);
        let stretches = ranges.chain(whole).collect::<Vec<_>>();
        stretches.into_iter().map(move |ports| PacketBox { ports, ..all })
    });
    let mut packets: Vec<PacketBox> = vec![];
    for own in of_flow {
        if !packets.contains(&own) {
            packets.push(own);
        }
    }
    packets
}

/// Ids that neither the plan nor an added rule has.
fn free_ids(trial: &Trial) -> impl Iterator<Item = RuleId> {
    let plan: &Plan = trial.plan;
    let added = trial.report.changes.iter().filter_map(|change| change.kind.added_rule());
    let taken = set_of(plan.rule_ids().chain(added));
    (1..=u32::MAX).map(RuleId).filter(move |id| !taken.contains(id))
}
