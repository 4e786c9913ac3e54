//! The rules of a plan after some changes.
//!
//! The edits that a report proposes are applied as the page would apply them, to a plan that has
//! nothing but the security groups and network ACLs that they change: what else there is stays as it
//! is, and may be large.

use rustc_hash::FxHashSet;

use crate::edit::{Edit, apply};
use crate::engine::index::Index;
use crate::engine::report::{Change, RulePlace};
use crate::plan::{Plan, RuleId};

/// The rules of a plan after some changes; none if the changes do not fit it.
pub(crate) fn rules_with<'c>(
    index: &Index,
    changes: impl IntoIterator<Item = &'c Change>,
) -> Option<Plan> {
    let mut rules = ChangedRules::of(index);
    for change in changes {
        for edit in &change.remedy {
            rules.apply(change.place, edit)?;
        }
        rules.added.extend(change.kind.added_rule());
    }
    Some(rules.without_names())
}

/// As [`rules_with`], for changes that have no numbers yet. Each has the number that its rule will
/// have.
pub(crate) fn rules_with_new<'c>(
    index: &Index,
    changes: impl IntoIterator<Item = (RuleId, &'c Change)>,
) -> Option<Plan> {
    let mut rules = ChangedRules::of(index);
    for (number, change) in changes {
        let mut kind = change.kind.clone();
        kind.set_added_rule(number);
        rules.apply(change.place, &kind.into_edit(change.place)?)?;
        rules.added.insert(number);
    }
    Some(rules.without_names())
}

/// The rules of a plan while changes are made in them.
struct ChangedRules<'i> {
    index: &'i Index<'i>,
    /// The security groups and network ACLs that were changed, and the settings, which say how they
    /// are read. The addresses of IP address groups are those of the plan's own policies.
    rules: Plan,
    changed: FxHashSet<RulePlace>,
    added: FxHashSet<RuleId>,
}

impl<'i> ChangedRules<'i> {
    fn of(index: &'i Index<'i>) -> Self {
        let rules = Plan { settings: index.plan.settings.clone(), ..Plan::default() };
        let (changed, added) = Default::default();
        Self { index, rules, changed, added }
    }

    /// Applies an edit of the rules at a place.
    fn apply(&mut self, place: RulePlace, edit: &Edit) -> Option<()> {
        if self.changed.insert(place) {
            match place {
                RulePlace::SecurityGroup(id) => {
                    self.rules.security_groups.extend(self.index.security_group(id).cloned());
                }
                RulePlace::NetworkAcl(id) => {
                    self.rules.network_acls.extend(self.index.network_acl(id).cloned());
                }
            }
        }
        apply(&mut self.rules, edit).ok()
    }

    /// The rules without the ids and descriptions of the added ones.
    ///
    /// These do not decide which packets pass. Without them, lists that differ in nothing else are
    /// equal: one rule more gives all rules behind it another id.
    fn without_names(mut self) -> Plan {
        let forget = |id: &mut RuleId, description: &mut String| {
            if self.added.contains(id) {
                (*id, *description) = (RuleId(0), String::new());
            }
        };
        for group in &mut self.rules.security_groups {
            let lists = group.inbound.iter_mut().chain(&mut group.outbound);
            lists.for_each(|rule| forget(&mut rule.id, &mut rule.description));
        }
        for acl in &mut self.rules.network_acls {
            let lists = acl.inbound.iter_mut().chain(&mut acl.outbound);
            lists.for_each(|rule| forget(&mut rule.id, &mut rule.description));
        }
        self.rules
    }
}
