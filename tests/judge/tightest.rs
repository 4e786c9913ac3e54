//! The tightest rules in the place of a broad one, packet by packet.

use elb_rule_planner::edit::{Edit, transact};
use elb_rule_planner::engine::report::{RuleAudit, RulePlace};
use elb_rule_planner::plan::{Plan, RuleId, SecurityGroupRule};

use crate::audit::packets;
use crate::lists::{decider, lists, passes};
use crate::matching::is_scattered;
use crate::removal::NeededPackets;

/// With the tightest rules all of the guide's rows fares as before, and all else as without the rule.
/// Where a flavor ignores the rule, what is needed may come in with them that did not before: by
/// them, or by a rule behind them.
pub(crate) fn tightest(
    plan: &Plan,
    rule: &RuleAudit,
    remedy: &[Edit],
    needed: &NeededPackets,
) -> Result<(), String> {
    let tight = transact(plan, remedy).unwrap();
    let gone = transact(plan, &[Edit::RemoveRule(rule.rule)]).unwrap();
    let of = |plan| lists(plan, rule.place, rule.direction);
    let (before, after, gone) = (of(plan), of(&tight), of(&gone));
    let nobody = vec![];
    for packet in packets(plan, rule.place, rule.direction) {
        for ((before, after), gone) in before.iter().zip(&after).zip(&gone) {
            let now = passes(after, &packet, &nobody, None);
            let takes_effect = before.iter().any(|it| it.id == rule.rule);
            let is_right = match (needed.has_row(&packet), takes_effect) {
                (false, _) => now == passes(gone, &packet, &nobody, None),
                (true, true) => now == passes(before, &packet, &nobody, None),
                (true, false) => {
                    let by = decider(after, &packet, &nobody);
                    let is_tight = by.is_some_and(|by| !gone.iter().any(|it| it.id == by.id));
                    now == (is_tight || passes(gone, &packet, &nobody, None))
                }
            };
            if !is_right {
                return Err(format!("{}: with the tightest rules {packet:?}", rule.rule));
            }
        }
    }
    Ok(())
}

/// Rules that were added beside the rule would take no effect in a list in which it does, since a rule
/// that is like it, and that a flavor cannot read, would come before them. So there are none.
pub(crate) fn has_gap_behind(
    plan: &Plan,
    rule: &RuleAudit,
    (remedy, gap): (&[Edit], RuleId),
    needed: &NeededPackets,
) -> Result<(), String> {
    let RuleAudit { place, direction, rule: id, .. } = *rule;
    let wrong = |what: &str| Err(format!("{id} before {gap}: {what}"));
    let RulePlace::SecurityGroup(group) = place else { return wrong("no security group") };
    let rules = plan.security_group(group).unwrap().rules(direction);
    let of = |id: RuleId| rules.iter().find(|it| it.id == id);
    let (Some(own), Some(other)) = (of(id), of(gap)) else { return wrong("another group") };
    if (own.priority, own.action) != (other.priority, other.action) || !is_scattered(other) {
        return wrong("not like it, or not with ports apart");
    }
    let beside = plan.next_rule_id();
    let copy = SecurityGroupRule { id: beside, ..own.clone() };
    let put = Edit::PutSecurityGroupRule { security_group: group, direction, rule: copy };
    let with_copy = transact(plan, &[put]).unwrap();
    let [lists, with_copy] = [plan, &with_copy].map(|it| lists(it, place, direction));
    let is_cut_off = lists.iter().zip(&with_copy).any(|(list, with_copy)| {
        let has = |id: RuleId| with_copy.iter().any(|it| it.id == id);
        list.iter().any(|it| it.id == id) && !has(beside)
    });
    let nobody = vec![];
    let of_rule = |list: &crate::lists::List, packet| {
        list.iter().any(|it| it.id == id && (it.matches)(packet, &nobody)) && needed.has_row(packet)
    };
    let kinds = packets(plan, place, direction);
    let wanted = kinds.iter().filter(|it| lists.iter().any(|list| of_rule(list, it))).count();
    match (remedy.is_empty(), is_cut_off, wanted > 1) {
        (true, true, true) => Ok(()),
        other => wrong(&format!("{other:?}")),
    }
}
