//! Rules that are put behind the rules to add: may they be, and what do they set free?

use std::collections::HashSet;

use super::check_log::CheckLog;
use super::discrepancy::{Fault, Field};
use super::document::{
    Action, Change, Direction, Flavor, Plan, Remedy, SecurityGroup, SecurityGroupRule,
};
use super::rule_lists::{ListedRule, RuleLists};
use super::space::Matcher;

/// A rule that is put behind the rules to add.
pub(super) struct Lowered<'a> {
    pub(super) plan: &'a Plan,
    /// The rules of the plan.
    pub(super) listed: &'a RuleLists<'a>,
    pub(super) id: &'a str,
    pub(super) direction: Direction,
    pub(super) rule: &'a str,
    pub(super) from: u8,
    pub(super) to: u8,
}

impl Lowered<'_> {
    /// Holds a change against the plan: the rule stands in the way, the priorities are right, the
    /// edits make the change, and it names all that it sets free.
    pub(super) fn check(&self, change: &Change, sets_free: &[String], log: &mut CheckLog) {
        let group = self.plan.security_groups.iter().find(|it| it.id == self.id);
        let rules = group.map_or(&[][..], |group| group.rules(self.direction));
        let Some(own) = rules.iter().find(|it| it.id == self.rule) else { return };
        // If two rules have one id, the plan does not say which of them is meant.
        let mut same_id = rules.iter().filter(|it| it.id == self.rule);
        let stands_in_the_way = same_id.any(|it| it.enabled && self.stands_in_the_way(it));
        log.unless(stands_in_the_way, || Fault::NotInTheWay(self.rule.to_owned()));
        let differs = |field, found: u8, wanted: String| Fault::Differs {
            field,
            found: found.to_string(),
            wanted,
        };
        log.unless(own.priority == self.from, || {
            differs(Field::From, self.from, own.priority.to_string())
        });
        log.unless(self.to > self.from && self.to <= 100, || {
            differs(Field::To, self.to, self.from.saturating_add(1).to_string())
        });
        let remedy = Remedy::PutSecurityGroupRule {
            security_group: self.id.to_owned(),
            direction: self.direction,
            rule: SecurityGroupRule { priority: self.to, ..own.clone() },
        };
        log.unless(change.remedy == [remedy], || Fault::WrongRemedy);
        let wanted = self.set_free(own);
        log.unless(same(&wanted, sets_free), || Fault::Differs {
            field: Field::SetsFree,
            found: sets_free.join(", "),
            wanted: wanted.join(", "),
        });
    }

    /// A deny does, and so does an allow that a Kunpeng flavor cannot read, unless a deny would come
    /// before it with its new priority.
    fn stands_in_the_way(&self, rule: &SecurityGroupRule) -> bool {
        if rule.action == Action::Deny {
            return true;
        }
        let own = self.listed.of_security_group(rule, self.direction);
        is_scattered(&own)
            && self.kunpeng_lists().next().is_some()
            && self.meeting(&own.matcher, Action::Deny, self.to).next().is_none()
    }

    /// The allows that the rule keeps from letting pass, and no longer will: those of its priority that
    /// match what a deny matches, and on Kunpeng flavors all that a rule that these cannot read goes
    /// behind.
    fn set_free(&self, rule: &SecurityGroupRule) -> Vec<String> {
        let own = self.listed.of_security_group(rule, self.direction);
        let mut free: Vec<String> = vec![];
        if rule.action == Action::Deny {
            free.extend(self.meeting(&own.matcher, Action::Allow, rule.priority));
        }
        if is_scattered(&own) {
            for groups in self.kunpeng_lists() {
                let rules = groups.iter().flat_map(|group| group.rules(self.direction));
                let rules = rules.filter(|it| it.enabled).enumerate().collect::<Vec<_>>();
                let rank = |at: usize, it: &SecurityGroupRule, priority: u8| {
                    (priority, it.action == Action::Allow, at)
                };
                let own = rules.iter().find(|(_, it)| it.id == rule.id);
                let Some((own_at, _)) = own else { continue };
                // A group that stands twice in the list has its rules there twice, and the first
                // one of each decides.
                let in_front = |priority: u8| -> HashSet<&str> {
                    let end = rank(*own_at, rule, priority);
                    let rules = rules.iter().filter(|(at, it)| rank(*at, it, it.priority) < end);
                    let allows = rules.map(|(_, it)| *it).filter(|it| {
                        it.id != rule.id
                            && it.action == Action::Allow
                            && !is_scattered(&self.listed.of_security_group(it, self.direction))
                    });
                    allows.map(|it| it.id.as_str()).collect()
                };
                let known = in_front(self.from);
                let now = in_front(self.to);
                free.extend(now.difference(&known).map(|id| (*id).to_owned()));
            }
        }
        free.sort_unstable();
        free.dedup();
        free
    }

    /// The groups of each interface of a Kunpeng server that has the rule's group, as far as they are
    /// looked at together with it.
    fn kunpeng_lists(&self) -> impl Iterator<Item = Vec<&SecurityGroup>> {
        let servers = self.plan.servers.iter().filter(|it| it.flavor == Flavor::Kunpeng);
        let interfaces = servers.flat_map(|it| it.all_interfaces());
        let worn = interfaces.map(|it| &it.security_groups);
        worn.filter(|worn| worn.iter().any(|id| id == self.id)).map(|worn| {
            let together = worn.iter().filter(|id| !self.is_alone() || *id == self.id);
            let groups = &self.plan.security_groups;
            together.filter_map(|id| groups.iter().find(|group| group.id == *id)).collect()
        })
    }

    /// The ids of the rules in force of an action and a priority that match what a matcher does, in
    /// the rule's own group and in those that some interface wears with it.
    fn meeting(
        &self,
        matcher: &Matcher,
        action: Action,
        priority: u8,
    ) -> impl Iterator<Item = String> {
        let interfaces = self.plan.servers.iter().flat_map(|it| it.all_interfaces());
        let with: HashSet<&str> = interfaces
            .filter(|it| !self.is_alone() && it.security_groups.iter().any(|it| it == self.id))
            .flat_map(|it| it.security_groups.iter().map(String::as_str))
            .chain([self.id])
            .collect();
        let mut seen = HashSet::new();
        let groups = self.plan.security_groups.iter();
        let groups =
            groups.filter(move |it| with.contains(it.id.as_str()) && seen.insert(it.id.as_str()));
        let rules = groups.flat_map(|group| group.rules(self.direction));
        rules
            .filter(move |it| it.enabled && it.action == action && it.priority == priority)
            .map(|it| self.listed.of_security_group(it, self.direction))
            .filter(|it| it.matcher.meets_matcher(matcher))
            .map(|it| it.id)
    }

    /// Read one after the other, groups never stand in each other's way.
    fn is_alone(&self) -> bool {
        self.plan.settings.several_security_groups == "in_sequence"
    }
}

fn is_scattered(rule: &ListedRule) -> bool {
    rule.matcher.stretches_of_ports() > 1
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
