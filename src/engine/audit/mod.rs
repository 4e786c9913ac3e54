//! The audit of the rules that are there: which have no effect, which are in each other's way,
//! which let in more than is needed, and what happens if one goes.
//!
//! It is worked out on demand, since most of the time nobody asks. Like the answer it is total
//! and exact: sets of packets are compared whole, against all other rules of a list together.
//!
//! A rule stands in as many lists as there are combinations with its security group: alone or with
//! others, in both readings of several groups, on each kind of flavor. A finding about a rule holds
//! in all of them.
//!
//! The servers beyond the plan that have a group which a rule names as its source are not known, so
//! their packets may have any address. See [`standing`].

mod acl_scope;
mod broad;
mod compiled_rules;
mod list;
mod merges;
mod needs;
mod no_effect;
mod place_lists;
mod removable_together;
mod removal;
mod rule_index;
mod run;
mod standing;
mod traffic;

#[cfg(test)]
mod tests;

pub use removable_together::removable_together;
pub use run::{Progress, Run};

use acl_scope::AclScope;
use place_lists::PlaceLists;
use rule_index::RuleIndex;
use run::Prepared;
use standing::{IgnoredRules, Standing};

use crate::engine::packet::{PacketSet, Tree};
use crate::engine::report::{
    Audit, NoEffect, Removal, Report, RuleAudit, RuleFinding, RulePlace, Simpler,
};
use crate::plan::{Plan, RuleId};

/// Audits the rules of a plan, given the report of the same plan.
#[must_use]
pub fn audit(plan: &Plan, report: &Report) -> Audit {
    let mut run = Run::new(plan, report);
    loop {
        if let Some(audit) = run.step() {
            return audit;
        }
    }
}

/// Finds the ways to make a plan's rules simpler without a change for any packet; `audit` is the
/// plan's own.
#[must_use]
pub fn simpler(plan: &Plan, audit: &Audit) -> Simpler {
    let together = removable_together(plan, audit);
    Simpler { merges: merges::merges(plan, audit, &together), together }
}

/// A rule with the lists it stands in.
struct Subject<'a> {
    plan: &'a Plan,
    rule_index: &'a RuleIndex,
    place_lists: &'a PlaceLists,
    rule: RuleId,
}

/// Audits one rule.
fn audited(subject: &Subject, prepared: &Prepared, report: &Report) -> RuleAudit {
    let Subject { plan, rule_index, place_lists, rule } = *subject;
    let (place, direction) = (place_lists.place, place_lists.direction);
    let standing = place_lists.standing(rule, &IgnoredRules::default());
    let no_effect = no_effect::reason(plan, rule_index, place_lists, rule);
    let needed = prepared.needs.at(place, direction);
    let (surplus, other) = others(subject, &standing, no_effect, needed);
    let mut findings = vec![];
    match (no_effect, &standing) {
        (Some(why), _) => findings.push(RuleFinding::NoEffect(why)),
        (None, Some(standing)) => {
            findings.extend(relations(standing));
            findings.extend(broad::finding(subject, standing, &surplus, needed));
        }
        (None, None) => {}
    }
    let mut removal = removal_of(subject, prepared, report);
    removal.other = traffic::of(&other);
    removal.all_other = !other.is_empty()
        && standing.as_ref().is_some_and(|standing| {
            let all = seen(subject, no_effect, PacketSet::union(&standing.boxes));
            all.minus_tree(needed).is_within(&other)
        });
    removal.revives = place_lists.revived_without(plan, rule_index, rule);
    RuleAudit { rule, place, direction, findings, removal }
}

/// The consequences for the flows if a rule is removed.
fn removal_of(subject: &Subject, prepared: &Prepared, report: &Report) -> Removal {
    let Subject { plan, rule_index, place_lists, rule } = *subject;
    if rule_index.stands_twice(rule) || place_lists.ends_a_list(rule) {
        return removal::judged_anew(plan, &prepared.requirements, place_lists, report, rule);
    }
    prepared.removals.removal(place_lists, report, rule)
}

/// The packets on which the verdict changes without a rule and that no flow needs: those of far
/// ends that have no group, such as load balancers, and all of them. A network ACL that the plan
/// uses is asked about what crosses the edge of its subnets only.
fn others(
    subject: &Subject,
    standing: &Option<Standing>,
    no_effect: Option<NoEffect>,
    needed: &Tree,
) -> (PacketSet, PacketSet) {
    let Some(standing) = standing else { return Default::default() };
    let is_known = matches!(
        no_effect,
        None | Some(
            NoEffect::GroupNotWorn | NoEffect::RemoteNotWorn(_) | NoEffect::NetworkAclWithoutSubnet
        )
    );
    if !is_known {
        return Default::default();
    }
    // These have nothing in common with what changes for everyone.
    let for_wearers = standing.changed_for_wearers.minus(&standing.changed);
    if standing.remote.is_some() {
        let mut other = standing.changed.clone();
        other.append(for_wearers);
        return (PacketSet::default(), other);
    }
    let surplus = seen(subject, no_effect, standing.changed.clone()).minus_tree(needed);
    let mut other = surplus.clone();
    other.append(for_wearers);
    (surplus, other)
}

/// The packets of a set that the rule's list is asked about.
fn seen(subject: &Subject, no_effect: Option<NoEffect>, packets: PacketSet) -> PacketSet {
    let Subject { plan, place_lists, .. } = *subject;
    match (place_lists.place, no_effect) {
        (RulePlace::NetworkAcl(acl), None) => {
            let acl_scope =
                place_lists.acl_scope(|| AclScope::of(plan, acl, place_lists.direction));
            packets.within_tree(&acl_scope.filtered)
        }
        _ => packets,
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
