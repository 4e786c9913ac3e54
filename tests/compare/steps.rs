//! The steps for one's own rules, and the cases in which there is nothing to do.

use elb_rule_planner::edit::transact;
use elb_rule_planner::engine::compare::{
    Addition, AnyRule, Aspect, ChangePlan, DifferenceKind, Leftover, OwnRule, OwnRuleKind, Proof,
};
use elb_rule_planner::engine::report::{ChangeKind, RulePlace};
use elb_rule_planner::engine::{check, compare};
use elb_rule_planner::plan::{
    Action, Direction, LoadBalancerId, LoadBalancerKind, NetworkAclId, NetworkAclRule,
    NetworkAclState, Plan, Ports, Priority, Protocol, RuleId, SecurityGroupId, SecurityGroupRule,
    SubnetId,
};
use serde_json::json;

use crate::cases::{changed, plan, removed};

/// The steps for one's own rules, before the change and after it.
pub(crate) fn own(steps: &ChangePlan) -> (Vec<String>, Vec<String>) {
    let told = |rules: &[OwnRule]| {
        let told = rules.iter().map(|rule| match &rule.kind {
            OwnRuleKind::Added(rule) => format!("add {}", rule.id()),
            OwnRuleKind::Removed(rule) => format!("remove {}", rule.id()),
            OwnRuleKind::Lowered { before, .. } => format!("lower {}", before.id()),
        });
        told.collect()
    };
    (told(&steps.opened), told(&steps.closed))
}

/// A plan with one more rule in the security group, which lets nobody of the plan in.
fn with_rule(fields: serde_json::Value) -> Plan {
    let mut plan = plan();
    let mut rule = plan.security_groups[0].inbound[2].clone();
    rule.id.0 = 40;
    let mut written = serde_json::to_value(&rule).unwrap();
    for (field, value) in fields.as_object().unwrap() {
        written[field] = value.clone();
    }
    plan.security_groups[0].inbound.push(serde_json::from_value(written).unwrap());
    plan
}

#[test]
fn only_a_deny_that_gives_way_is_lowered() {
    let deny = |priority: u8| with_rule(json!({ "action": "deny", "priority": priority }));
    let allow = |priority: u8| with_rule(json!({ "priority": priority }));
    let wider = with_rule(json!({ "action": "deny", "priority": 50, "ports": "22-23" }));
    for (before, after, opened, closed) in [
        (deny(10), deny(20), vec!["lower rule-40"], vec![]),
        (deny(20), deny(10), vec![], vec!["add rule-40", "remove rule-40"]),
        (allow(10), allow(20), vec!["add rule-40"], vec!["remove rule-40"]),
        (deny(20), wider, vec![], vec!["add rule-40", "remove rule-40"]),
    ] {
        let steps = compare(&before, &after);
        let (first, last) = own(&steps);
        assert_eq!(first, opened);
        assert_eq!(last, closed);
    }
}

#[test]
fn names_and_numbers_of_rules_are_no_change_and_a_switch_is_one() {
    let mut renamed = plan();
    let (group, acl) = (&mut renamed.security_groups[0], &mut renamed.network_acls[0]);
    group.inbound[0].id.0 = 50;
    "what it is for".clone_into(&mut group.inbound[0].description);
    acl.inbound[0].id.0 = 51;
    "what it is for".clone_into(&mut acl.inbound[0].description);
    assert!(compare(&plan(), &renamed).is_empty());

    let steps = changed(|plan| {
        plan.security_groups[0].inbound[2].enabled = false;
        plan.network_acls[0].inbound[2].enabled = false;
    });
    assert_eq!(own(&steps), (vec![], vec!["remove rule-3".to_owned(), "remove rule-7".to_owned()]));
    let back = compare(&steps.target, &plan());
    assert_eq!(own(&back), (vec!["add rule-3".to_owned()], vec!["add rule-7".to_owned()]));
}

#[test]
fn what_is_lacking_today_is_told_from_what_the_change_needs() {
    let mut before = plan();
    before.security_groups[0].inbound.remove(0);
    before.network_acls[0].inbound.remove(1);
    // A plan that stays as it is gets no steps, whatever it lacks.
    let still = compare(&before, &before);
    assert!(!still.report.changes.is_empty());
    assert_eq!(still.preparation().changes, []);
    let mut after = before.clone();
    after.backend_server_groups[0].health_check.port = 9000.try_into().ok();
    let steps = compare(&before, &after);
    let mut lacking: Vec<(bool, String)> = steps
        .additions
        .iter()
        .map(|it| {
            let ports = match &it.change.kind {
                ChangeKind::AddSecurityGroupRule { rule, .. } => format!("sg {}", rule.ports),
                ChangeKind::AddNetworkAclRule { rule, .. } => {
                    format!("acl {}", rule.destination_ports)
                }
                ChangeKind::LowerPriority { rule, .. } => format!("lower {rule}"),
            };
            (it.lacking_today, ports)
        })
        .collect();
    lacking.sort();
    let told = |(lacking, ports): &(bool, String)| format!("{lacking} {ports}");
    assert_eq!(
        lacking.iter().map(told).collect::<Vec<_>>(),
        ["false acl 9000", "false sg 9000", "true acl 8080", "true sg 8080"]
    );
}

#[test]
fn a_deny_that_is_in_the_way_today_is_in_the_way_today() {
    let mut before = plan();
    let mut deny = before.security_groups[0].inbound[0].clone();
    deny.id.0 = 40;
    deny.action = Action::Deny;
    before.security_groups[0].inbound.insert(0, deny);
    let mut after = before.clone();
    after.backend_server_groups[0].health_check.port = 9000.try_into().ok();
    let steps = compare(&before, &after);
    let lowered = steps.additions.iter().find(|it| !it.change.kind.adds_rule()).unwrap();
    assert!(lowered.lacking_today);
    assert_eq!(own(&steps), (vec![], vec![]), "it is listed once, and is no rule of one's own");
}

/// The additions, each with the answer whether today's state lacks it.
fn lacking(steps: &ChangePlan) -> Vec<(RulePlace, Direction, bool)> {
    let told = |it: &Addition| (it.change.place, it.change.kind.direction(), it.lacking_today);
    steps.additions.iter().map(told).collect()
}

#[test]
fn a_rule_that_another_group_or_the_other_direction_lacks_today_is_not_lacking_there() {
    // Today the server's group lacks the rule; after the change another group does.
    let mut before = plan();
    before.security_groups[0].inbound.remove(0);
    let mut other = before.security_groups[0].clone();
    other.id = SecurityGroupId(2);
    for rule in other.inbound.iter_mut().chain(&mut other.outbound) {
        rule.id.0 += 40;
    }
    before.security_groups.push(other);
    let mut after = before.clone();
    after.servers[0].security_groups = vec![SecurityGroupId(2)];
    let group = RulePlace::SecurityGroup(SecurityGroupId(2));
    assert_eq!(lacking(&compare(&before, &after)), [(group, Direction::Inbound, false)]);

    // Today it lacks the inbound row of the guide's table, then the outbound one, which reads alike.
    let mut before = plan();
    before.security_groups[0].inbound.remove(0);
    let mut after = plan();
    after.security_groups[0].outbound[0].ports = "8081".parse().unwrap();
    after.security_groups[0].outbound[0].protocol = Protocol::Tcp;
    let group = RulePlace::SecurityGroup(SecurityGroupId(1));
    assert_eq!(lacking(&compare(&before, &after)), [(group, Direction::Outbound, false)]);
}

#[test]
fn only_allows_in_force_that_were_there_before_can_go() {
    let mut before = plan();
    // They match the health check, and decide nothing of it.
    let inbound = &mut before.security_groups[0].inbound;
    let (mut deny, mut off) = (inbound[1].clone(), inbound[1].clone());
    (deny.id.0, off.id.0) = (40, 41);
    deny.action = Action::Deny;
    deny.priority = Priority::new(90).unwrap();
    off.enabled = false;
    inbound.extend([deny, off]);
    let mut after = before.clone();
    after.backend_server_groups[0].health_check.port = 9000.try_into().ok();
    let (mut group_rule, mut acl_rule) =
        (after.security_groups[0].inbound[1].clone(), after.network_acls[0].inbound[0].clone());
    (group_rule.id.0, acl_rule.id.0) = (42, 43);
    after.security_groups[0].inbound.push(group_rule);
    after.network_acls[0].inbound.insert(1, acl_rule);
    assert_eq!(removed(&compare(&before, &after)), [2, 5]);
}

#[test]
fn rules_for_answers_go_with_what_they_answer() {
    let mut before = plan();
    before.settings.network_acl_state = NetworkAclState::Stateless;
    before.backend_server_groups[0].health_check.port = 9001.try_into().ok();
    let before = transact(&before, &check(&before).remedy()).unwrap();
    let out = &before.network_acls[0].outbound;
    let health = out.iter().position(|rule| rule.source_ports.to_string() == "9001").unwrap();
    // To all ports is to all but port 0, which is no port.
    for ports in [out[health].destination_ports.clone(), Ports::all()] {
        let mut before = before.clone();
        before.network_acls[0].outbound[health].destination_ports = ports;
        let mut after = before.clone();
        after.backend_server_groups[0].health_check.port = 9000.try_into().ok();
        let steps = compare(&before, &after);
        let id = before.network_acls[0].outbound[health].id;
        let removal = steps.removals.iter().find(|it| it.rule == id).unwrap();
        assert_eq!(removal.also, [], "it lets out nothing but answers");
    }
}

#[test]
fn a_listener_that_changes_is_a_difference() {
    let steps = changed(|plan| plan.load_balancers[0].listeners[0].name = "shop".to_owned());
    assert_eq!(steps.differences.len(), 1);
    let DifferenceKind::Changed(fields) = &steps.differences[0].kind else { panic!() };
    assert_eq!(fields[0].aspect, Aspect::Name);
}

#[test]
fn a_shared_load_balancer_keeps_no_subnet() {
    let mut shared = plan();
    shared.load_balancers[0].kind = LoadBalancerKind::Shared;
    for (before, after) in [(plan(), shared.clone()), (shared, plan())] {
        let mut after = after;
        after.load_balancers[0].subnet = SubnetId(3);
        assert_eq!(compare(&before, &after).keeps_sending, []);
    }
}

#[test]
fn a_state_that_is_not_proved_proves_nothing() {
    let proof = changed(|plan| plan.load_balancers[0].subnet = SubnetId(3)).proof;
    assert!(proof.holds());
    for less in [
        Proof { prepared: false, ..proof },
        Proof { changed: false, ..proof },
        Proof { cleaned_up: false, ..proof },
    ] {
        assert!(!less.holds());
    }
}

#[test]
fn one_thing_to_do_is_not_nothing() {
    let whole = changed(|plan| {
        plan.load_balancers[0].subnet = SubnetId(3);
        plan.load_balancers[0].id = LoadBalancerId(2);
        plan.security_groups[0].inbound[2].ports = "23".parse().unwrap();
    });
    let nothing = compare(&plan(), &plan());
    assert!(nothing.is_empty());
    let mut lacking = plan();
    lacking.security_groups[0].inbound.remove(0);
    let [kept] = compare(&plan(), &lacking).kept.try_into().unwrap();
    for part in [
        ChangePlan { additions: whole.additions.clone(), ..nothing.clone() },
        ChangePlan { kept: vec![kept.clone()], ..nothing.clone() },
        ChangePlan { opened: whole.opened.clone(), ..nothing.clone() },
        ChangePlan { differences: whole.differences.clone(), ..nothing.clone() },
        ChangePlan { closed: whole.closed.clone(), ..nothing.clone() },
        ChangePlan { removals: whole.removals.clone(), ..nothing.clone() },
    ] {
        assert!(!part.is_empty());
    }
}

#[test]
fn a_deny_that_gives_way_before_the_change_lets_the_change_through() {
    let mut before = plan();
    let inbound = &mut before.security_groups[0].inbound;
    // An allow for the subnet to come is there, and held back by a deny beside it.
    let (mut allow, mut deny) = (inbound[0].clone(), inbound[0].clone());
    (allow.id.0, deny.id.0) = (40, 41);
    allow.ports = "8080-8081".parse().unwrap();
    allow.remote = "10.0.3.0/24".parse().unwrap();
    deny.remote = "10.0.3.0/24".parse().unwrap();
    deny.action = Action::Deny;
    inbound.extend([allow, deny]);
    let mut after = before.clone();
    after.security_groups[0].inbound[4].priority = Priority::new(2).unwrap();
    after.load_balancers[0].subnet = SubnetId(3);
    after.network_acls[0].inbound[1].source = "10.0.0.0/16".parse().unwrap();
    let steps = compare(&before, &after);
    assert_eq!(steps.additions, []);
    assert!(own(&steps).0.contains(&"lower rule-41".to_owned()), "{:?}", own(&steps));
    assert!(steps.proof.holds(), "{:?}", steps.proof);
}

#[test]
fn a_rule_that_is_needed_for_less_than_before_leaves_something_over() {
    let mut before = plan();
    let rules = &mut before.security_groups[0];
    rules.inbound.remove(1);
    rules.inbound[0].ports = "8080-8081".parse().unwrap();
    // The rows for what the servers send are as wide.
    rules.outbound[0].protocol = Protocol::Tcp;
    rules.outbound[0].ports = "8080-8081".parse().unwrap();
    let mut after = before.clone();
    after.backend_server_groups[0].health_check.port = 8080.try_into().ok();
    let steps = compare(&before, &after);
    let told = |it: &Leftover| {
        let ports = it.packets.iter().map(|packets| packets.ports.to_string());
        (it.place, it.direction, it.rule.0, ports.collect::<Vec<_>>())
    };
    let group = RulePlace::SecurityGroup(SecurityGroupId(1));
    assert_eq!(
        steps.leftovers.iter().map(told).collect::<Vec<_>>(),
        [(group, Direction::Inbound, 1, vec!["8081".to_owned()])],
        "what servers send is not watched over"
    );
    assert_eq!(removed(&steps), [5], "the network ACL has a rule for that port alone");
}

#[test]
fn a_rule_comes_to_the_list_alone_that_it_is_added_to() {
    let steps = changed(|plan| {
        plan.load_balancers[0].subnet = SubnetId(3);
        // One rule goes, one comes that opens, one that closes, in lists of both kinds.
        let group = &mut plan.security_groups[0];
        let gone = group.inbound.remove(2);
        group.outbound.push(SecurityGroupRule { id: RuleId(40), ..gone });
        let acl = &mut plan.network_acls[0];
        let mut deny = acl.inbound[2].clone();
        (deny.id, deny.source) = (RuleId(41), "10.0.66.0/24".parse().unwrap());
        acl.inbound.insert(0, deny.clone());
        (deny.id, deny.action) = (RuleId(42), Action::Allow);
        acl.outbound.push(deny);
    });
    let proposed = steps.additions.iter().map(|it| match &it.change.kind {
        ChangeKind::AddSecurityGroupRule { direction, rule } => {
            (it.change.place, *direction, AnyRule::SecurityGroup(rule.clone()))
        }
        ChangeKind::AddNetworkAclRule { direction, rule, .. } => {
            (it.change.place, *direction, AnyRule::NetworkAcl(rule.clone()))
        }
        ChangeKind::LowerPriority { .. } => panic!("{it:?}"),
    });
    let own = steps.opened.iter().chain(&steps.closed).filter_map(|it| match &it.kind {
        OwnRuleKind::Added(rule) => Some((it.place, it.direction, rule.clone())),
        OwnRuleKind::Removed(_) | OwnRuleKind::Lowered { .. } => None,
    });
    let come = proposed.chain(own).collect::<Vec<_>>();
    assert_eq!(come.len(), 5, "two that are proposed, and three of one's own");
    let group = &plan().security_groups[0];
    let others = group.inbound.iter().chain(&group.outbound).cloned().map(AnyRule::SecurityGroup);
    let rules = come.iter().map(|it| it.2.clone()).chain(others).collect::<Vec<_>>();
    let places =
        [RulePlace::SecurityGroup(SecurityGroupId(1)), RulePlace::NetworkAcl(NetworkAclId(1))];
    let lists = places.into_iter().flat_map(|place| Direction::BOTH.map(|list| (place, list)));
    for (place, direction) in lists {
        for rule in &rules {
            let said = steps.comes(place, direction, rule);
            let comes = come
                .iter()
                .any(|it| (it.0, it.1) == (place, direction) && bare(&it.2) == bare(rule));
            assert_eq!(said, comes, "{place:?} {direction:?} {rule:?}");
        }
    }
}

/// A rule without what it is called.
fn bare(rule: &AnyRule) -> AnyRule {
    let (id, description) = (RuleId(0), String::new());
    match rule.clone() {
        AnyRule::SecurityGroup(rule) => {
            AnyRule::SecurityGroup(SecurityGroupRule { id, description, ..rule })
        }
        AnyRule::NetworkAcl(rule) => {
            AnyRule::NetworkAcl(NetworkAclRule { id, description, ..rule })
        }
    }
}

#[test]
fn rules_are_added_first_to_lists_of_today_where_there_are_such() {
    let steps = changed(|plan| {
        let mut group = plan.security_groups[0].clone();
        group.id = SecurityGroupId(2);
        for (id, rule) in (40..).zip(group.inbound.iter_mut().chain(&mut group.outbound)) {
            rule.id = RuleId(id);
        }
        plan.security_groups.push(group);
        let mut acl = plan.network_acls[0].clone();
        acl.id = NetworkAclId(2);
        for (id, rule) in (50..).zip(&mut acl.inbound) {
            rule.id = RuleId(id);
        }
        plan.network_acls.push(acl);
        plan.vpcs[0].name = "later".to_owned();
    });
    let groups = [1, 2].map(|id| RulePlace::SecurityGroup(SecurityGroupId(id)));
    let acls = [1, 2].map(|id| RulePlace::NetworkAcl(NetworkAclId(id)));
    for [there, new] in [groups, acls] {
        assert_eq!(*steps.at_first(there), steps.before);
        assert_eq!(*steps.at_first(new), steps.target);
    }
    assert_ne!(steps.before, steps.target);
}
