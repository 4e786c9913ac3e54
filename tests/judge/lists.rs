//! Lists of the rules of a security group or a network ACL, in matching order, as the definitions have them.

use std::collections::BTreeSet;

use elb_rule_planner::engine::report::RulePlace;
use elb_rule_planner::plan::{
    Action, Cidr, Direction, Flavor, NetworkAclId, Plan, Remote, RuleId, SecurityGroupId,
    SecurityGroupRule,
};

use crate::matching::{acl_rule_matches, effective, security_group_rule_matches};
use crate::world::Packet;

/// The groups that a far end wears.
pub(crate) type Worn = Vec<SecurityGroupId>;

/// True if a rule matches a packet of a far end.
pub(crate) type Matches<'a> = Box<dyn Fn(&Packet, &Worn) -> bool + 'a>;

/// A rule of a list: its id, whether it lets pass, and which packets it matches.
pub(crate) struct ListedRule<'a> {
    pub(crate) id: RuleId,
    pub(crate) allows: bool,
    pub(crate) matches: Matches<'a>,
    pub(crate) remote: Option<SecurityGroupId>,
}

/// The rules in the order in which they are looked at.
pub(crate) type List<'a> = Vec<ListedRule<'a>>;

pub(crate) fn decider<'a>(
    list: &'a List,
    packet: &Packet,
    worn: &Worn,
) -> Option<&'a ListedRule<'a>> {
    list.iter().find(|rule| (rule.matches)(packet, worn))
}

pub(crate) fn passes(list: &List, packet: &Packet, worn: &Worn, without: Option<RuleId>) -> bool {
    let mut left = list.iter().filter(|rule| Some(rule.id) != without);
    left.find(|rule| (rule.matches)(packet, worn)).is_some_and(|rule| rule.allows)
}

pub(crate) fn listed_rule<'a>(
    plan: &'a Plan,
    rule: &'a SecurityGroupRule,
    direction: Direction,
) -> ListedRule<'a> {
    let remote = match rule.remote {
        Remote::SecurityGroup(group) => Some(group),
        _ => None,
    };
    let mut anyone = rule.clone();
    if remote.is_some() {
        anyone.remote = Remote::Cidr(Cidr::any(rule.ip_type));
    }
    let matches = move |packet: &Packet, worn: &Worn| {
        remote.is_none_or(|group| worn.contains(&group))
            && security_group_rule_matches(plan, &anyone, direction, packet)
    };
    ListedRule {
        id: rule.id,
        allows: rule.action == Action::Allow,
        matches: Box::new(matches),
        remote,
    }
}

/// Both readings of the groups that some server wears together with a group, for all servers.
pub(crate) fn group_lists(plan: &Plan, id: SecurityGroupId, direction: Direction) -> Vec<List<'_>> {
    let mut combinations: BTreeSet<(Vec<SecurityGroupId>, Flavor)> = plan
        .servers
        .iter()
        .flat_map(|server| {
            let others = server.interfaces.iter().map(|it| it.security_groups.clone());
            let worn = std::iter::once(server.security_groups.clone()).chain(others);
            worn.map(|worn| (worn, server.flavor))
        })
        .filter(|(worn, _)| worn.contains(&id))
        .collect();
    if combinations.is_empty() {
        combinations.insert((vec![id], Flavor::Standard));
    }
    let mut lists = vec![];
    for (worn, flavor) in combinations {
        let mut sequence: Vec<&SecurityGroupRule> = vec![];
        for group in worn.iter().filter_map(|id| plan.security_group(*id)) {
            let mut rules: Vec<_> = group.rules(direction).iter().collect();
            rules.sort_by_key(|it| (it.priority, it.action == Action::Allow));
            sequence.extend(rules);
        }
        let mut combined = sequence.clone();
        combined.sort_by_key(|it| (it.priority, it.action == Action::Allow));
        for list in [sequence, combined] {
            let list = effective(&list, flavor).into_iter();
            lists.push(list.map(|rule| listed_rule(plan, rule, direction)).collect());
        }
    }
    lists
}

pub(crate) fn acl_lists(plan: &Plan, id: NetworkAclId, direction: Direction) -> Vec<List<'_>> {
    let rules = plan.network_acl(id).unwrap().rules(direction).iter();
    let list = rules.map(|rule| ListedRule {
        id: rule.id,
        allows: rule.action == Action::Allow,
        matches: Box::new(move |packet, _| acl_rule_matches(plan, rule, packet)),
        remote: None,
    });
    vec![list.collect()]
}

pub(crate) fn lists(plan: &Plan, place: RulePlace, direction: Direction) -> Vec<List<'_>> {
    match place {
        RulePlace::SecurityGroup(id) => group_lists(plan, id, direction),
        RulePlace::NetworkAcl(id) => acl_lists(plan, id, direction),
    }
}
