//! The audit of one rule.

use super::prepared::Prepared;
use super::standing::{IgnoredRules, Standing};
use super::subject::{Subject, seen};
use super::{broad, no_effect, removal, traffic};
use crate::engine::not_known::is_known;
use crate::engine::packet::{PacketSet, Tree};
use crate::engine::report::{
    ChangeId, NoEffect, Removal, Report, RuleAudit, RuleFinding, WhyItMisses,
};
use crate::plan::RuleId;

/// Audits one rule.
pub(super) fn audited(subject: &Subject, prepared: &Prepared, report: &Report) -> RuleAudit {
    let Subject { plan, rule_index, place_lists, rule } = *subject;
    let (place, direction) = (place_lists.place, place_lists.direction);
    let standing = place_lists.standing(rule, &IgnoredRules::default());
    let no_effect = no_effect::reason(plan, rule_index, place_lists, rule);
    let needed = prepared.needs.at(place, direction);
    let mut removal = removal_of(subject, prepared, report);
    if prepared.unclear.contains(&place) {
        return among_unknown(subject, no_effect, removal, report);
    }
    let Changed { surplus, needed: changed_needs, for_wearers } =
        Changed::of(subject, standing.as_ref(), no_effect, needed);
    let named = prepared.needed_by_changed(place_lists, &removal);
    let mut other = surplus.clone();
    other.append(changed_needs.minus_tree(&named));
    other.append(for_wearers);
    let mut findings = vec![];
    match (no_effect, &standing) {
        (Some(why), _) => findings.push(RuleFinding::NoEffect(why)),
        (None, Some(standing)) => {
            findings.extend(relations(standing));
            let rows = prepared.needs.rows_at(place, direction);
            findings.extend(broad::finding(subject, standing, &surplus, (needed, rows)));
        }
        (None, None) => {}
    }
    findings.extend(near_misses(report, rule));
    removal.other = traffic::of(&other);
    removal.all_other = !other.is_empty()
        && standing.as_ref().is_some_and(|standing| {
            let all = seen(subject, no_effect, PacketSet::union(&standing.boxes));
            all.minus_tree(&named).is_within(&other)
        });
    removal.revives = place_lists.revived_without(plan, rule_index, rule);
    RuleAudit { rule, place, direction, findings, removal }
}

/// The audit of a rule beside which others may stand that are not known: nothing is said that these
/// could make untrue.
fn among_unknown(
    subject: &Subject,
    no_effect: Option<NoEffect>,
    removal: Removal,
    report: &Report,
) -> RuleAudit {
    let Subject { plan, place_lists, rule, .. } = *subject;
    let (place, direction) = (place_lists.place, place_lists.direction);
    let own = no_effect.filter(|_| is_known(plan, place));
    let mut findings = own.map(RuleFinding::NoEffect).into_iter().collect::<Vec<_>>();
    findings.extend(near_misses(report, rule));
    let unclear = !matches!(own, Some(NoEffect::Disabled | NoEffect::NoPackets));
    RuleAudit { rule, place, direction, findings, removal: Removal { unclear, ..removal } }
}

/// The findings that the rule misses what it looks meant for, one for each reason.
fn near_misses(report: &Report, rule: RuleId) -> Vec<RuleFinding> {
    let mut missed: Vec<(WhyItMisses, Vec<ChangeId>)> = vec![];
    for change in &report.changes {
        for miss in change.near_misses.iter().filter(|miss| miss.rule == rule) {
            match missed.iter_mut().find(|(why, _)| *why == miss.why) {
                Some((_, changes)) => changes.push(change.id),
                None => missed.push((miss.why, vec![change.id])),
            }
        }
    }
    missed.into_iter().map(|(why, changes)| RuleFinding::NearMiss { why, changes }).collect()
}

/// The consequences for the flows if a rule is removed.
fn removal_of(subject: &Subject, prepared: &Prepared, report: &Report) -> Removal {
    let Subject { plan, rule_index, place_lists, rule } = *subject;
    if rule_index.stands_twice(rule) || place_lists.ends_a_list(rule) {
        return removal::judged_anew(plan, &prepared.requirements, place_lists, report, rule);
    }
    prepared.removals.removal(place_lists, rule)
}

/// The packets on which the verdict of a list changes without a rule. The parts have nothing in
/// common. A network ACL that the plan uses is asked about what crosses the edge of its subnets only.
#[derive(Default)]
struct Changed {
    /// Those that no flow needs, of far ends that have no group, such as load balancers.
    surplus: PacketSet,
    /// Those that a flow needs. The list is that of one interface, and the flow may lead to another
    /// one, or to another address behind the same network ACL.
    needed: PacketSet,
    /// Those of far ends that have a group.
    for_wearers: PacketSet,
}

impl Changed {
    fn of(
        subject: &Subject,
        standing: Option<&Standing>,
        no_effect: Option<NoEffect>,
        needed: &Tree,
    ) -> Self {
        let is_known = matches!(
            no_effect,
            None | Some(
                NoEffect::GroupNotWorn
                    | NoEffect::RemoteNotWorn(_)
                    | NoEffect::NetworkAclWithoutSubnet
            )
        );
        let Some(standing) = standing.filter(|_| is_known) else { return Self::default() };
        // These have nothing in common with what changes for everyone.
        let for_wearers = standing.changed_for_wearers.minus(&standing.changed);
        if standing.remote.is_some() {
            let mut all = standing.changed.clone();
            all.append(for_wearers);
            return Self { for_wearers: all, ..Self::default() };
        }
        let changed = seen(subject, no_effect, standing.changed.clone());
        let (surplus, needed) = (changed.minus_tree(needed), changed.within_tree(needed));
        Self { surplus, needed, for_wearers }
    }
}

/// The findings about a rule beside the others of its lists.
fn relations(standing: &Standing) -> Vec<RuleFinding> {
    let mut findings = vec![];
    if standing.is_shadowed {
        findings.push(RuleFinding::Shadowed { by: standing.shadowed_by.clone() });
    } else if standing.is_redundant {
        findings.push(RuleFinding::Redundant {
            by: standing.replaced_by.clone(),
            default_deny: standing.replaced_by_default,
        });
    }
    for conflict in &standing.conflicts {
        findings.push(RuleFinding::Conflicting {
            with: conflict.with,
            packets: traffic::of(&conflict.packets),
            exception: conflict.is_exception,
        });
    }
    findings
}
