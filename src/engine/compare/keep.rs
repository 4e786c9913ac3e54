//! Rules that have to stay.
//!
//! A state may be drawn without a rule that it needs. If that rule is there today, adding it would
//! put a second one beside it, so it has to stay instead. So do narrower ones, and only the rest is
//! added. A wider one does not stay: the state was drawn without what it lets pass besides.

use std::rc::Rc;

use super::additions::{boxes, is_same_change, proposal};
use super::change_plan::KeptRule;
use super::list_steps::position_below;
use super::needs::{NeededPackets, needs};
use super::rule::ListRule;
use super::same_rules::differing_rules;
use crate::edit::transact;
use crate::engine::packet::{Interval, PacketBox, addresses_of};
use crate::engine::policy::{AddressGroups, Decision, GroupRules, SecurityGroups, network_acl};
use crate::engine::report::{Change, ChangeKind, FlowId, Report, RulePlace};
use crate::engine::solve::{Memo, solve_beside};
use crate::plan::{Action, Direction, Flavor, IpType, NetworkAclRule, Plan, RuleId};

/// A rule of the state before that the state to reach was drawn without.
struct DroppedRule {
    place: RulePlace,
    direction: Direction,
    rule: RuleId,
    packets: Vec<PacketBox>,
}

/// Puts rules back that the state to reach needs, and answers it with them. None is put back that
/// would make more rules to add, or that lets pass what the rules to add would not.
pub(super) fn keep(before: &Plan, target: &mut Plan, memo: &mut Memo) -> (Vec<KeptRule>, Report) {
    // Rules are added before the change, so they meet the servers of that state first.
    let servers = &before.servers;
    let mut report = solve_beside(target, servers, memo);
    if report.changes.is_empty() {
        return (vec![], report);
    }
    let (drawn, needs) = (report.changes.clone(), needs(target));
    let mut kept = vec![];
    // One rule that stays may let another one be of use, so they are gone through again.
    loop {
        let known = kept.len();
        let mut complete = made(target, &report);
        for gone in dropped_rules(before, target, &report.changes) {
            let flows = flows_of(&gone, &needs, &drawn);
            if flows.is_empty() || !passes(&gone, &complete) {
                continue;
            }
            let Some((plan, id)) = put_back(&gone, before, target) else { continue };
            let answer = solve_beside(&plan, servers, memo);
            if !spares(&answer, &report) {
                continue;
            }
            complete = made(&plan, &answer);
            (*target, report) = (plan, answer);
            let DroppedRule { place, direction, rule, .. } = gone;
            kept.push(KeptRule { place, direction, rule, target_rule: id, flows });
        }
        if kept.len() == known {
            return (kept, report);
        }
    }
}

/// A plan with what it lacks.
fn made(plan: &Plan, report: &Report) -> Plan {
    transact(plan, &report.remedy()).unwrap_or_else(|_| plan.clone())
}

/// Checks whether an answer has less to add than another one, in no more rules.
fn spares(answer: &Report, than: &Report) -> bool {
    let is_new = |change: &Change| !than.changes.iter().any(|it| is_same_change(it, change));
    let (now, then) = (answer.changes.len(), than.changes.len());
    now < then || (now == then && answer.changes.iter().any(is_new))
}

/// The allows in force that a state has no more and that let pass what it lacks.
fn dropped_rules(before: &Plan, target: &Plan, changes: &[Change]) -> Vec<DroppedRule> {
    let addresses = AddressGroups::of(&target.address_groups);
    let mut lists: Vec<(RulePlace, Direction, Vec<&Change>)> = vec![];
    for change in changes {
        let (place, direction) = (change.place, change.kind.direction());
        match lists.iter_mut().find(|(own, list, _)| (*own, *list) == (place, direction)) {
            Some((_, _, here)) => here.push(change),
            None => lists.push((place, direction, vec![change])),
        }
    }
    let mut all = vec![];
    for (place, direction, here) in lists {
        let lacking = here.iter().map(|it| proposal(&it.kind, &addresses)).collect::<Vec<_>>();
        // A deny to lower may be in the way of anything.
        let is_of_use = |gone: &DroppedRule| {
            let meets = |own: &PacketBox, added: &[PacketBox]| added.iter().any(|it| own.meets(it));
            lacking.iter().any(|added| {
                added.as_ref().is_none_or(|it| gone.packets.iter().any(|own| meets(own, it)))
            })
        };
        let gone = dropped_from(place, direction, (before, target), &here, &addresses);
        all.extend(gone.into_iter().filter(is_of_use));
    }
    all
}

/// The allows in force that a list has no more, and, of a network ACL, those that lost their place.
fn dropped_from(
    place: RulePlace,
    direction: Direction,
    (before, target): (&Plan, &Plan),
    changes: &[&Change],
    addresses: &AddressGroups,
) -> Vec<DroppedRule> {
    let gone = match place {
        RulePlace::SecurityGroup(id) => {
            let groups = before.security_group(id).zip(target.security_group(id));
            let gone = groups
                .map(|(old, new)| differing_rules(old.rules(direction), new.rules(direction)).0);
            gone.unwrap_or_default().iter().map(ListRule::any).collect::<Vec<_>>()
        }
        RulePlace::NetworkAcl(id) => {
            let is_proposed = |own: &NetworkAclRule| {
                changes.iter().any(|it| match &it.kind {
                    ChangeKind::AddNetworkAclRule { rule, .. } => rule.content() == own.content(),
                    _ => false,
                })
            };
            let Some((old, new)) = before.network_acl(id).zip(target.network_acl(id)) else {
                return vec![];
            };
            let gone = differing_rules(old.rules(direction), new.rules(direction)).0;
            let lost = old.rules(direction).iter().filter(|it| is_proposed(it));
            let lost = lost.filter(|it| !gone.contains(it));
            gone.iter().chain(lost).map(ListRule::any).collect()
        }
    };
    let allows = gone.iter().filter(|it| it.action() == Action::Allow);
    let allows = allows.map(|it| DroppedRule {
        place,
        direction,
        rule: it.id(),
        packets: boxes(it, direction, addresses),
    });
    allows.collect()
}

/// Checks whether a list lets pass all that a rule would let pass.
fn passes(gone: &DroppedRule, plan: &Plan) -> bool {
    let addresses = AddressGroups::of(&plan.address_groups);
    let direction = gone.direction;
    let decided = |decide: &dyn Fn(&PacketBox) -> Decision| {
        met(gone, plan).iter().all(|packets| decide(packets).missing().is_empty())
    };
    match gone.place {
        RulePlace::SecurityGroup(id) => plan.security_group(id).is_some_and(|group| {
            let rules = group.rules(direction);
            let rules = GroupRules::of(rules, Flavor::Standard, direction, &addresses, &[]);
            let reading = plan.settings.several_security_groups;
            let attached = SecurityGroups::of(vec![Rc::new(rules)], reading);
            decided(&|packets| attached.decide(packets))
        }),
        RulePlace::NetworkAcl(id) => plan.network_acl(id).is_some_and(|acl| {
            let list = network_acl(acl.rules(direction), &addresses);
            decided(&|packets| list.decide(packets))
        }),
    }
}

/// The packets of a rule that can be on the way: none has port 0, and a network ACL meets those
/// alone that one of its subnets sends or gets.
fn met(gone: &DroppedRule, plan: &Plan) -> Vec<PacketBox> {
    let some = |ports: Interval<u16>| Interval { low: ports.low.max(1), ..ports };
    let packets = gone.packets.iter().map(|own| match own.is_icmp() {
        true => *own,
        false => PacketBox { source_ports: some(own.source_ports), ports: some(own.ports), ..*own },
    });
    let RulePlace::NetworkAcl(acl) = gone.place else { return packets.collect() };
    let subnets = plan.subnets.iter().filter(|it| it.network_acl == Some(acl));
    let blocks =
        subnets.flat_map(|it| IpType::BOTH.into_iter().filter_map(|kind| it.cidr_of(kind)));
    let blocks = blocks.map(|block| {
        let (whole, local) = (PacketBox::all(block.ip_type()), addresses_of(block));
        match gone.direction {
            Direction::Inbound => PacketBox { destination: local, ..whole },
            Direction::Outbound => PacketBox { source: local, ..whole },
        }
    });
    let blocks = blocks.collect::<Vec<_>>();
    packets.flat_map(|own| blocks.iter().filter_map(move |it| own.intersect(it))).collect()
}

/// The plan with a rule put back among those that it stood between, and its id there.
fn put_back(gone: &DroppedRule, before: &Plan, target: &Plan) -> Option<(Plan, RuleId)> {
    let mut plan = target.clone();
    let is_free = !target.rule_ids().any(|id| id == gone.rule);
    let id = if is_free { gone.rule } else { target.next_rule_id() };
    let direction = gone.direction;
    let id = match gone.place {
        RulePlace::SecurityGroup(group) => {
            let old = before.security_group(group)?.rules(direction);
            insert(plan.security_group_mut(group)?.rules_mut(direction), old, gone.rule, id)?
        }
        RulePlace::NetworkAcl(acl) => {
            let old = before.network_acl(acl)?.rules(direction);
            insert(plan.network_acl_mut(acl)?.rules_mut(direction), old, gone.rule, id)?
        }
    };
    Some((plan, id))
}

/// Puts a rule into a list, or switches it on where it stands there.
fn insert<R: ListRule>(
    list: &mut Vec<R>,
    origin: &[R],
    rule: RuleId,
    id: RuleId,
) -> Option<RuleId> {
    let rule = origin.iter().find(|it| it.id() == rule)?;
    // A rule in the wrong place moves back.
    if R::IS_ORDERED
        && let Some(at) = list.iter().position(|it| it.content() == rule.content())
    {
        let twin = list.remove(at);
        list.insert(position_below(list, origin, rule), twin.clone());
        return Some(twin.id());
    }
    if let Some(off) =
        list.iter_mut().find(|it| !it.is_enabled() && it.on().content() == rule.content())
    {
        *off = off.on();
        return Some(off.id());
    }
    list.insert(position_below(list, origin, rule), rule.with_id(id));
    Some(id)
}

/// The flows that a rule lets pass and that were drawn without one.
fn flows_of(gone: &DroppedRule, needs: &NeededPackets, drawn: &[Change]) -> Vec<FlowId> {
    let lacking = |flow: FlowId| {
        let here = |it: &&Change| it.place == gone.place && it.kind.direction() == gone.direction;
        drawn.iter().filter(here).any(|it| it.flows.contains(&flow))
    };
    let needed = needs.get(&(gone.place, gone.direction)).into_iter().flatten();
    let needed = needed.filter(|(_, need)| gone.packets.iter().any(|own| own.meets(need)));
    let mut flows = needed.map(|(flow, _)| *flow).filter(|it| lacking(*it)).collect::<Vec<_>>();
    flows.dedup();
    flows
}
