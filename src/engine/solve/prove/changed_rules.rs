//! The rules of a plan after some changes.
//!
//! The edits that a report proposes are applied as the page would apply them, to a plan that has
//! nothing but the rules: what else there is stays as it is, and may be large.

use rustc_hash::FxHashSet;

use crate::edit::apply;
use crate::engine::report::Change;
use crate::plan::{Plan, RuleId};

/// The rules of a plan after some changes; none if the changes do not fit it.
///
/// The ids and descriptions of the added rules do not decide which packets pass. They are removed
/// here, so that lists which differ in nothing else are equal: one rule more gives all rules behind
/// it another id.
pub(crate) fn rules_with<'c>(
    plan: &Plan,
    changes: impl IntoIterator<Item = &'c Change>,
) -> Option<Plan> {
    let mut rules = Plan {
        settings: plan.settings.clone(),
        security_groups: plan.security_groups.clone(),
        network_acls: plan.network_acls.clone(),
        address_groups: plan.address_groups.clone(),
        ..Plan::default()
    };
    let mut added = FxHashSet::default();
    for change in changes {
        for edit in &change.remedy {
            apply(&mut rules, edit).ok()?;
        }
        added.extend(change.kind.added_rule());
    }
    let forget = |id: &mut RuleId, description: &mut String| {
        if added.contains(id) {
            (*id, *description) = (RuleId(0), String::new());
        }
    };
    for group in &mut rules.security_groups {
        let lists = group.inbound.iter_mut().chain(&mut group.outbound);
        lists.for_each(|rule| forget(&mut rule.id, &mut rule.description));
    }
    for acl in &mut rules.network_acls {
        let lists = acl.inbound.iter_mut().chain(&mut acl.outbound);
        lists.for_each(|rule| forget(&mut rule.id, &mut rule.description));
    }
    Some(rules)
}
