//! The certificate of a report: the same decisions as in the report, written out for a checker
//! that does not know how they were found.

use rustc_hash::FxHashMap;

use crate::edit::transact;
use crate::engine::index::Index;
use crate::engine::packet::{Interval, PacketBox, PacketSet, packets};
use crate::engine::policy::{Decision, security_group_rule_boxes};
use crate::engine::report::{
    AskedPart, Certificate, CertificateEntry, CertifiedAddition, CertifiedDecision, Change,
    ChangeKind, DecidedPart, FlowId, Leg, Packets, Report, RulePlace,
};
use crate::engine::requirements::{
    FilterCheck, FilterRef, RequiredPackets, Requirement, requirements,
};
use crate::engine::solve::filters::filter_cache::FilterCache;
use crate::engine::solve::filters::policies::{Policies, seen_by};
use crate::plan::{Direction, Flavor, Plan};

/// Certifies a plan's report.
pub(crate) fn certify(plan: &Plan, report: &Report) -> Certificate {
    // The remedy of a plan's own report always fits the plan.
    let changed = transact(plan, &report.remedy()).unwrap_or_else(|_| plan.clone());
    let (now, after) = (Index::of(plan), Index::of(&changed));
    let filter_cache = FilterCache::default();
    let (mut now, mut after) =
        (Policies::of(&now, &filter_cache), Policies::of(&after, &filter_cache));
    let requirements = requirements(now.index());
    let mut entries: Vec<CertificateEntry> = vec![];
    let mut known: FxHashMap<(FilterRef, Direction, PacketBox), usize> = FxHashMap::default();
    for (number, requirement) in requirements.iter().enumerate() {
        let flow = flow_id(number);
        for filter_check in &requirement.filter_checks {
            let RequiredPackets::Packets { packets, .. } = filter_check.required_packets else {
                continue;
            };
            let asked = seen_by(&filter_check.filter, filter_check.direction, packets);
            let key = (filter_check.filter.clone(), filter_check.direction, asked);
            let old = known.get(&key).and_then(|at| entries.get_mut(*at));
            if let Some(entry) = old {
                entry.flows.push(flow);
                continue;
            }
            known.insert(key, entries.len());
            entries.push(CertificateEntry {
                filter: filter_check.filter.shown(),
                direction: filter_check.direction,
                flavor: match filter_check.filter {
                    FilterRef::SecurityGroups(_, flavor, _) => flavor,
                    FilterRef::NetworkAcl(_) => Flavor::Standard,
                },
                others: match &filter_check.filter {
                    FilterRef::SecurityGroups(_, _, Some(far)) => far.to_vec(),
                    _ => vec![],
                },
                packets: shown(asked),
                flows: vec![flow],
                now: decision(&mut now, filter_check, asked),
                after: decision(&mut after, filter_check, asked),
            });
        }
    }
    let additions = report
        .changes
        .iter()
        .filter_map(|change| addition(change, &requirements, &mut after))
        .collect();
    Certificate { version: Certificate::VERSION, entries, additions }
}

fn flow_id(number: usize) -> FlowId {
    FlowId(u32::try_from(number).unwrap_or(u32::MAX))
}

fn shown(asked: PacketBox) -> Packets {
    crate::engine::packet::packets_of_box(&asked)
}

fn decision(
    policies: &mut Policies,
    filter_check: &FilterCheck,
    asked: PacketBox,
) -> CertifiedDecision {
    let filter = policies.filter(&filter_check.filter, filter_check.direction);
    let decision = filter.decide(asked);
    let missing = packets(decision.missing());
    let (parts, combined) = match filter.groups() {
        Some(groups) => {
            let combined = groups.decide_combined(&asked).as_ref().map(parts);
            (parts(&groups.decide_first(&asked)), combined.unwrap_or_default())
        }
        None => (parts(&decision), vec![]),
    };
    CertifiedDecision { parts, combined, missing }
}

fn parts(decision: &Decision) -> Vec<DecidedPart> {
    let parts = decision.parts.iter().map(|part| DecidedPart {
        packets: packets(&part.packets),
        decided_by: part.by,
        passes: part.passes,
    });
    parts.collect()
}

/// Returns the packets that a change's rule lets pass, assigned to the flows that the change is
/// for. `after` are the policies of the changed plan.
fn addition(
    change: &Change,
    requirements: &[Requirement],
    after: &mut Policies,
) -> Option<CertifiedAddition> {
    let boxes = match (&change.kind, change.place) {
        (ChangeKind::AddSecurityGroupRule { direction, rule }, _) => {
            security_group_rule_boxes(rule, *direction, after.addresses())
        }
        (ChangeKind::AddNetworkAclRule { direction, rule, .. }, RulePlace::NetworkAcl(acl)) => {
            let filter = after.filter(&FilterRef::NetworkAcl(Some(acl)), *direction);
            let mut rules = filter.list().into_iter().flat_map(|list| list.rules());
            rules.find(|it| it.id == rule.id).map(|it| it.boxes.clone()).unwrap_or_default()
        }
        _ => return None,
    };
    let mut left = PacketSet::default();
    for packets in boxes {
        left.insert(without_port_0(packets));
    }
    let mut asked = vec![];
    let flows = change.by_leg().flat_map(|(leg, flows)| flows.iter().map(move |it| (leg, it)));
    for (leg, flow) in flows {
        let number = usize::try_from(flow.0).ok();
        let requirement = number.and_then(|number| requirements.get(number));
        let filter_checks = requirement.map_or(&[][..], |it| it.filter_checks.as_slice());
        for filter_check in filter_checks.iter().filter(|it| is_at(it, change, leg)) {
            let RequiredPackets::Packets { packets: wanted, .. } = filter_check.required_packets
            else {
                continue;
            };
            let wanted = seen_by(&filter_check.filter, filter_check.direction, wanted);
            let taken = left.split_off(&wanted);
            if !taken.is_empty() {
                asked.push(AskedPart { flow: *flow, packets: packets(&taken) });
            }
        }
    }
    Some(CertifiedAddition { change: change.id, asked, surplus: packets(&left) })
}

/// Checks whether a filter check is at the list of a change, in its direction and on a leg.
fn is_at(filter_check: &FilterCheck, change: &Change, leg: Leg) -> bool {
    let is_there = match (&filter_check.filter, change.place) {
        (FilterRef::SecurityGroups(groups, ..), RulePlace::SecurityGroup(group)) => {
            groups.contains(&group)
        }
        (FilterRef::NetworkAcl(acl), RulePlace::NetworkAcl(other)) => *acl == Some(other),
        _ => false,
    };
    is_there && filter_check.direction == change.kind.direction() && filter_check.leg == leg
}

/// Port 0 is no port of anyone's, and packets are written without it.
fn without_port_0(packets: PacketBox) -> PacketBox {
    if packets.is_icmp() {
        return packets;
    }
    const PORTS: Interval<u16> = Interval { low: 1, high: u16::MAX };
    let ports = |ports: Interval<u16>| ports.intersect(PORTS).unwrap_or(PORTS);
    PacketBox { source_ports: ports(packets.source_ports), ports: ports(packets.ports), ..packets }
}
