//! Making the changes of a report, and whether they and their edits say the same.

use std::collections::HashSet;

use super::check_log::CheckLog;
use super::discrepancy::{DocumentPart, Fault, Field};
use super::document::{Action, Change, ChangedFilter, Kind, Plan, Remedy};
use super::lowered::Lowered;
use super::rule_lists::RuleLists;

/// Makes all changes, in their order, to a copy of the plan.
pub(super) fn make(plan: &Plan, changes: &[Change], log: &mut CheckLog) -> Plan {
    let mut changed = plan.clone();
    let mut ids = rule_ids(plan);
    let listed = RuleLists::of(plan);
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
                let lowered = Lowered {
                    plan,
                    listed: &listed,
                    id,
                    direction: *direction,
                    rule,
                    from: *from,
                    to: *to,
                };
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
