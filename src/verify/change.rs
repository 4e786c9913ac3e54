//! Making the changes of a report, and whether they and their edits say the same.

use std::collections::HashSet;

use super::check_log::CheckLog;
use super::discrepancy::{DocumentPart, Fault, Field};
use super::document::{
    Action, Change, ChangedFilter, Direction, Kind, Plan, Remedy, SecurityGroupRule,
};
use super::rule_lists::RuleLists;

/// Makes all changes, in their order, to a copy of the plan.
pub(super) fn make(plan: &Plan, changes: &[Change], log: &mut CheckLog) -> Plan {
    let mut changed = plan.clone();
    let mut ids = rule_ids(plan);
    let mut numbers = HashSet::new();
    for change in changes {
        log.enter(DocumentPart::Change(change.id));
        log.unless(numbers.insert(change.id), || Fault::SameNumber);
        match (&change.kind, &change.place) {
            (Kind::AddSecurityGroupRule { direction, rule }, ChangedFilter::SecurityGroup(id)) => {
                log.unless(ids.insert(rule.id.clone()), || Fault::IdTaken(rule.id.clone()));
                let is_allow = rule.enabled && rule.action == Action::Allow;
                log.unless(is_allow, || Fault::NotAnAllow(rule.id.clone()));
                let remedy = Remedy::PutSecurityGroupRule {
                    security_group: id.clone(),
                    direction: *direction,
                    rule: rule.clone(),
                };
                log.unless(change.remedy == [remedy], || Fault::WrongRemedy);
                match changed.security_groups.iter_mut().find(|it| it.id == *id) {
                    Some(group) => group.rules_mut(*direction).push(rule.clone()),
                    None => log.add(Fault::Unknown(id.clone())),
                }
            }
            (
                Kind::AddNetworkAclRule { direction, rule, position, above },
                ChangedFilter::NetworkAcl(id),
            ) => {
                log.unless(ids.insert(rule.id.clone()), || Fault::IdTaken(rule.id.clone()));
                let is_allow = rule.enabled && rule.action == Action::Allow;
                log.unless(is_allow, || Fault::NotAnAllow(rule.id.clone()));
                let remedy = Remedy::PutNetworkAclRule {
                    network_acl: id.clone(),
                    direction: *direction,
                    rule: rule.clone(),
                    above: above.clone(),
                };
                log.unless(change.remedy == [remedy], || Fault::WrongRemedy);
                let Some(acl) = changed.network_acls.iter_mut().find(|it| it.id == *id) else {
                    log.add(Fault::Unknown(id.clone()));
                    continue;
                };
                let rules = acl.rules_mut(*direction);
                let at = match above {
                    None => rules.len(),
                    Some(above) => match rules.iter().position(|it| it.id == *above) {
                        Some(at) => at,
                        None => {
                            log.add(Fault::Unknown(above.clone()));
                            continue;
                        }
                    },
                };
                let counted = at.saturating_add(1);
                log.unless(*position == counted, || Fault::Differs {
                    field: Field::Position,
                    found: position.to_string(),
                    wanted: counted.to_string(),
                });
                rules.insert(at, rule.clone());
            }
            (
                Kind::LowerPriority { direction, rule, from, to, sets_free },
                ChangedFilter::SecurityGroup(id),
            ) => {
                let lowered =
                    Lowered { plan, id, direction: *direction, rule, from: *from, to: *to };
                lowered.check(change, sets_free, log);
                let group = changed.security_groups.iter_mut().find(|it| it.id == *id);
                let rules = group.map(|group| group.rules_mut(*direction));
                let found = rules.and_then(|rules| rules.iter_mut().find(|it| it.id == *rule));
                match found {
                    Some(rule) => rule.priority = *to,
                    None => log.add(Fault::Unknown(rule.clone())),
                }
            }
            _ => log.add(Fault::WrongRemedy),
        }
    }
    changed
}

fn rule_ids(plan: &Plan) -> HashSet<String> {
    let groups = plan.security_groups.iter().flat_map(|it| it.inbound.iter().chain(&it.outbound));
    let acls = plan.network_acls.iter().flat_map(|it| it.inbound.iter().chain(&it.outbound));
    groups.map(|it| it.id.clone()).chain(acls.map(|it| it.id.clone())).collect()
}

/// A deny that is put behind the rules to add.
struct Lowered<'a> {
    plan: &'a Plan,
    id: &'a str,
    direction: Direction,
    rule: &'a str,
    from: u8,
    to: u8,
}

impl Lowered<'_> {
    fn check(&self, change: &Change, sets_free: &[String], log: &mut CheckLog) {
        let group = self.plan.security_groups.iter().find(|it| it.id == self.id);
        let mut rules = group.map(|group| group.rules(self.direction).iter()).into_iter().flatten();
        let Some(deny) = rules.find(|it| it.id == self.rule) else { return };
        // If two rules have one id, the plan does not say which of them is meant.
        let rules = group.map(|group| group.rules(self.direction)).into_iter().flatten();
        let is_deny =
            rules.filter(|it| it.id == self.rule).any(|it| it.enabled && it.action == Action::Deny);
        log.unless(is_deny, || Fault::NotADeny(self.rule.to_owned()));
        let differs = |field, found: u8, wanted: String| Fault::Differs {
            field,
            found: found.to_string(),
            wanted,
        };
        log.unless(deny.priority == self.from, || {
            differs(Field::From, self.from, deny.priority.to_string())
        });
        log.unless(self.to > self.from && self.to <= 100, || {
            differs(Field::To, self.to, self.from.saturating_add(1).to_string())
        });
        let remedy = Remedy::PutSecurityGroupRule {
            security_group: self.id.to_owned(),
            direction: self.direction,
            rule: SecurityGroupRule { priority: self.to, ..deny.clone() },
        };
        log.unless(change.remedy == [remedy], || Fault::WrongRemedy);
        let wanted = self.set_free(deny);
        log.unless(same(&wanted, sets_free), || Fault::Differs {
            field: Field::SetsFree,
            found: sets_free.join(", "),
            wanted: wanted.join(", "),
        });
    }

    /// The allows of the deny's priority that match what it matches, in its own group and in
    /// those that some interface wears with it: the deny holds them back, and no longer will. Read
    /// one after the other, groups never stand in each other's way so.
    fn set_free(&self, deny: &SecurityGroupRule) -> Vec<String> {
        let rules = RuleLists::of(self.plan);
        let matcher = rules.of_security_group(deny, self.direction).matcher;
        let is_alone = self.plan.settings.several_security_groups == "in_sequence";
        let interfaces = self.plan.servers.iter().flat_map(|it| it.all_interfaces());
        let with: HashSet<&str> = interfaces
            .filter(|it| !is_alone && it.security_groups.iter().any(|it| it == self.id))
            .flat_map(|it| it.security_groups.iter().map(String::as_str))
            .chain([self.id])
            .collect();
        let mut seen = HashSet::new();
        let groups = self
            .plan
            .security_groups
            .iter()
            .filter(|it| with.contains(it.id.as_str()) && seen.insert(it.id.as_str()));
        let allows = groups
            .flat_map(|group| group.rules(self.direction))
            .filter(|it| it.enabled && it.action == Action::Allow && it.priority == deny.priority);
        allows
            .filter(|it| {
                rules.of_security_group(it, self.direction).matcher.meets_matcher(&matcher)
            })
            .map(|it| it.id.clone())
            .collect()
    }
}

/// Compares two lists without regard to their order.
fn same(one: &[String], other: &[String]) -> bool {
    let sorted = |list: &[String]| {
        let mut list = list.to_vec();
        list.sort_unstable();
        list
    };
    sorted(one) == sorted(other)
}
