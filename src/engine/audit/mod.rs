//! The audit of the rules that are there: which have no effect, which are in each other's way,
//! which let in more than is needed, and what happens if one goes.
//!
//! It is worked out on demand, since most of the time nobody asks. Like the answer it is total
//! and exact: sets of packets are compared whole, against all other rules of a list together.
//!
//! A rule stands in as many lists as there are ways to wear its security group: alone or with
//! others, in both readings of several groups, on each kind of flavor. What is said of a rule
//! holds in all of them.
//!
//! Who wears a group that a rule names as its source is not known beyond the plan, so packets of
//! those who wear it may have any address. See [`list`].

mod broad;
mod context;
mod list;
mod merges;
mod needs;
mod no_effect;
mod removal;
mod together;
mod traffic;

#[cfg(test)]
mod tests;

pub use together::removable_together;

use context::Contexts;
use list::Standing;
use needs::Needs;

use crate::engine::index::Index;
use crate::engine::packet::PacketSet;
use crate::engine::policy::AddressGroups;
use crate::engine::report::{Audit, NoEffect, Place, Report, RuleAudit, RuleFinding, Simpler};
use crate::engine::requirements::requirements;
use crate::engine::solve::Shelf;
use crate::plan::{Direction, Plan, RuleId};

/// Audits the rules of a plan, given the report of the same plan.
#[must_use]
pub fn audit(plan: &Plan, report: &Report) -> Audit {
    let index = Index::of(plan);
    let requirements = requirements(&index);
    let needs = Needs::of(&requirements);
    let shelf = Shelf::default();
    let addresses = AddressGroups::of(&plan.address_groups);
    let mut removals = removal::Removals::of(&index, &shelf, &requirements, report);
    let mut rules = vec![];
    for (place, direction) in lists(plan) {
        let contexts = Contexts::of(&index, place, direction, &addresses);
        for rule in rule_ids(plan, place, direction) {
            let subject = Subject { index: &index, place, direction, rule };
            let standing = contexts.standing(rule);
            let no_effect = no_effect::reason(&subject, &contexts, &addresses);
            let needed = needs.at(place, direction);
            let (surplus, other) = others(&subject, &standing, no_effect, needed);
            let mut findings = vec![];
            match (no_effect, &standing) {
                (Some(why), _) => findings.push(RuleFinding::NoEffect(why)),
                (None, Some(standing)) => {
                    findings.extend(relations(standing));
                    findings.extend(broad::finding(&subject, standing, &surplus, needed));
                }
                (None, None) => {}
            }
            let mut removal = removals.removal(&subject);
            removal.other = traffic::of(&other);
            removal.all_other = !other.is_empty()
                && standing.as_ref().is_some_and(|standing| {
                    let all = seen(&subject, no_effect, PacketSet::union(&standing.boxes));
                    all.minus(needed).minus(&other).is_empty()
                });
            removal.revives = contexts.revived_without(rule);
            rules.push(RuleAudit { rule, place, direction, findings, removal });
        }
    }
    Audit { version: Report::VERSION, rules, simpler: None }
}

/// What can be made simpler in a plan, where no packet fares otherwise then; `audit` is the plan's
/// own.
#[must_use]
pub fn simpler(plan: &Plan, audit: &Audit) -> Simpler {
    let together = removable_together(plan, audit);
    Simpler { merges: merges::merges(plan, audit, &together), together }
}

/// A rule with the list it stands in.
struct Subject<'a> {
    index: &'a Index<'a>,
    place: Place,
    direction: Direction,
    rule: RuleId,
}

/// Every list of rules, in the plan's order.
fn lists(plan: &Plan) -> Vec<(Place, Direction)> {
    let groups = plan.security_groups.iter().map(|it| Place::SecurityGroup(it.id));
    let mut places: Vec<Place> = vec![];
    for place in groups.chain(plan.network_acls.iter().map(|it| Place::NetworkAcl(it.id))) {
        // Where an id stands twice, the first one counts.
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
        .into_iter()
        .flat_map(|place| Direction::BOTH.map(|direction| (place, direction)))
        .collect()
}

fn rule_ids(plan: &Plan, place: Place, direction: Direction) -> Vec<RuleId> {
    match place {
        Place::SecurityGroup(id) => plan
            .security_group(id)
            .map(|group| group.rules(direction).iter().map(|rule| rule.id).collect()),
        Place::NetworkAcl(id) => plan
            .network_acl(id)
            .map(|acl| acl.rules(direction).iter().map(|rule| rule.id).collect()),
    }
    .unwrap_or_default()
}

/// The packets on which the verdict changes without a rule and that no flow needs: those of far
/// ends that wear no group, such as load balancers, and all of them. A network ACL that the plan
/// uses is asked about what crosses the edge of its subnets only.
fn others(
    subject: &Subject,
    standing: &Option<Standing>,
    no_effect: Option<NoEffect>,
    needed: &PacketSet,
) -> (PacketSet, PacketSet) {
    let Some(standing) = standing else { return Default::default() };
    let for_wearers = standing.changed_for_wearers.minus(&standing.changed);
    let is_known = matches!(
        no_effect,
        None | Some(
            NoEffect::GroupNotWorn | NoEffect::RemoteNotWorn(_) | NoEffect::NetworkAclWithoutSubnet
        )
    );
    if !is_known {
        return Default::default();
    }
    if standing.remote.is_some() {
        let mut other = standing.changed.clone();
        other.extend(&for_wearers);
        return (PacketSet::default(), other);
    }
    let surplus = seen(subject, no_effect, standing.changed.clone()).minus(needed);
    let mut other = surplus.clone();
    other.extend(&for_wearers);
    (surplus, other)
}

/// The packets of a set that the rule's list is asked about.
fn seen(subject: &Subject, no_effect: Option<NoEffect>, packets: PacketSet) -> PacketSet {
    match (subject.place, no_effect) {
        (Place::NetworkAcl(acl), None) => {
            packets.within(no_effect::filtered(subject.index, acl, subject.direction).boxes())
        }
        _ => packets,
    }
}

/// How a rule stands to the others of its lists.
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
