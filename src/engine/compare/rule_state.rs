//! A plan with the rules of an earlier state of it.

use super::rule::{AnyRule, ListRule};
use super::same_rules::differing_rules;
use crate::plan::{
    AclAddress, AddressGroupId, Direction, Plan, Remote, RuleId, SecurityGroupId,
    SecurityGroupTemplate,
};

/// Gives the drawing of a plan, once with the rules of an earlier state and once with its own.
///
/// A security group that was not there begins with the rules that a new one brings with it, as
/// far as it still has them; a network ACL begins with none. Groups that are gone, and that rules
/// of the earlier state still name, are in both.
pub(super) fn rule_state(earlier: &Plan, plan: &Plan) -> (Plan, Plan) {
    let (mut before, mut after) = (plan.clone(), plan.clone());
    for group in &mut before.security_groups {
        let fresh =
            SecurityGroupTemplate::Default.security_group(group.id, String::new(), RuleId(0));
        let old = earlier.security_group(group.id);
        for direction in Direction::BOTH {
            let rules = group.rules_mut(direction);
            match old {
                Some(old) => rules.clone_from(old.rules(direction)),
                None => {
                    let brought = fresh.rules(direction).iter().map(ListRule::content);
                    let brought = brought.collect::<Vec<_>>();
                    rules.retain(|it| brought.contains(&it.content()));
                }
            }
        }
    }
    for acl in &mut before.network_acls {
        let old = earlier.network_acl(acl.id);
        for direction in Direction::BOTH {
            let rules = acl.rules_mut(direction);
            match old {
                Some(old) => rules.clone_from(old.rules(direction)),
                None => rules.clear(),
            }
        }
    }
    let (groups, addresses) = named(&before);
    for id in groups {
        if before.security_group(id).is_none()
            && let Some(group) = earlier.security_group(id)
        {
            before.security_groups.push(group.clone());
            after.security_groups.push(group.clone());
        }
    }
    for id in addresses {
        if before.address_group(id).is_none()
            && let Some(group) = earlier.address_group(id)
        {
            before.address_groups.push(group.clone());
            after.address_groups.push(group.clone());
        }
    }
    (before, after)
}

/// The groups that rules name as their other end.
fn named(plan: &Plan) -> (Vec<SecurityGroupId>, Vec<AddressGroupId>) {
    let (mut groups, mut addresses) = (vec![], vec![]);
    for direction in Direction::BOTH {
        for rule in plan.security_groups.iter().flat_map(|it| it.rules(direction)) {
            match rule.remote {
                Remote::SecurityGroup(id) => groups.push(id),
                Remote::AddressGroup(id) => addresses.push(id),
                Remote::Cidr(_) => {}
            }
        }
        for rule in plan.network_acls.iter().flat_map(|it| it.rules(direction)) {
            for end in [rule.source, rule.destination] {
                if let AclAddress::AddressGroup(id) = end {
                    addresses.push(id);
                }
            }
        }
    }
    (groups, addresses)
}

/// Checks whether all lists of two plans have the same rules, given the same lists.
pub(super) fn has_same_rules(one: &Plan, other: &Plan) -> bool {
    fn alike<R: ListRule>(one: &[R], other: &[R]) -> bool {
        if one == other {
            return true;
        }
        let (gone, new) = differing_rules(one, other);
        gone.is_empty() && new.is_empty()
    }
    Direction::BOTH.into_iter().all(|direction| {
        let groups = one.security_groups.iter().all(|own| {
            let other = other.security_group(own.id);
            other.is_some_and(|other| alike(own.rules(direction), other.rules(direction)))
        });
        groups
            && one.network_acls.iter().all(|own| {
                let other = other.network_acl(own.id);
                other.is_some_and(|other| alike(own.rules(direction), other.rules(direction)))
            })
    })
}

/// A rule by its id.
pub(super) fn rule(plan: &Plan, id: RuleId) -> Option<AnyRule> {
    Direction::BOTH.into_iter().find_map(|direction| {
        let mut groups = plan.security_groups.iter().flat_map(|it| it.rules(direction));
        let mut acls = plan.network_acls.iter().flat_map(|it| it.rules(direction));
        let group = groups.find(|it| it.id == id).map(ListRule::any);
        group.or_else(|| acls.find(|it| it.id == id).map(ListRule::any))
    })
}
