//! Rules that have to stay though the state to reach was drawn without them.

use elb_rule_planner::engine::compare;
use elb_rule_planner::engine::compare::ChangePlan;
use elb_rule_planner::engine::report::RulePlace;
use elb_rule_planner::plan::{
    Action, NetworkAclState, Plan, Ports, Priority, RuleId, SecurityGroupId,
};

use crate::carry::Console;
use crate::cases::{added, changed, plan, removed};
use crate::random::complete;
use crate::steps::own;

/// The rules to keep, each by its id in the state before and in the state to reach.
fn kept(steps: &ChangePlan) -> Vec<(u32, u32)> {
    steps.kept.iter().map(|it| (it.rule.0, it.target_rule.0)).collect()
}

/// The steps of a change, carried out.
fn carried_out(before: &Plan, after: &Plan) -> ChangePlan {
    let steps = compare(before, after);
    assert!(steps.proof.holds(), "{:?}", steps.proof);
    Console::of(&steps).carry_out().unwrap();
    steps
}

const NONE: (Vec<String>, Vec<String>) = (vec![], vec![]);

pub(crate) fn ports(text: &str) -> Ports {
    text.parse().unwrap()
}

#[test]
fn a_rule_that_was_taken_away_and_is_needed_is_kept() {
    let steps = changed(|plan| drop(plan.security_groups[0].inbound.remove(0)));
    assert_eq!(added(&steps), [] as [&str; 0], "it is there already");
    assert_eq!(kept(&steps), [(1, 1)]);
    assert_eq!(own(&steps), NONE, "in the end nothing differs");
    assert!(!steps.is_empty());
    assert_eq!(steps.preparation().changes, []);
    let flows: Vec<_> = steps.kept[0].flows.iter().map(|id| steps.report.flow(*id)).collect();
    assert_eq!(flows.len(), 1);
    assert_eq!(flows[0].unwrap().ports, ports("8080"));
}

#[test]
fn a_rule_that_was_switched_off_and_is_needed_stays_on() {
    let steps = changed(|plan| {
        plan.security_groups[0].inbound[0].enabled = false;
        plan.network_acls[0].inbound[1].enabled = false;
    });
    assert_eq!(kept(&steps), [(1, 1), (6, 6)]);
    assert_eq!(added(&steps), [] as [&str; 0]);
    assert_eq!(own(&steps), NONE);
    assert!(steps.target.security_groups[0].inbound[0].enabled);
    assert_eq!(steps.target.network_acls, plan().network_acls);
}

#[test]
fn what_is_needed_elsewhere_too_is_kept_and_only_the_rest_is_added() {
    // The health check moves to a new port, and the rule for traffic was forgotten.
    let mut after = plan();
    after.backend_server_groups[0].health_check.port = 9000.try_into().ok();
    after.security_groups[0].inbound.clear();
    let steps = carried_out(&plan(), &after);
    assert_eq!(kept(&steps), [(1, 1)]);
    assert_eq!(added(&steps), ["acl tcp 10.0.1.0/24 9000 at 3", "sg tcp 10.0.1.0/24 9000"]);
    assert_eq!(own(&steps).1, ["remove rule-2", "remove rule-3"], "they went when it was drawn");
    assert_eq!(removed(&steps), [5]);
}

#[test]
fn a_narrower_rule_stays_and_the_rest_is_added() {
    let mut before = plan();
    before.security_groups[0].inbound[0].remote = "10.0.1.0/25".parse().unwrap();
    let mut after = before.clone();
    after.security_groups[0].inbound.remove(0);
    let steps = compare(&before, &after);
    assert_eq!(kept(&steps), [(1, 1)]);
    assert_eq!(added(&steps), ["sg tcp 10.0.1.128/25 8080"]);
    assert!(Console::of(&steps).carry_out().is_ok());
}

#[test]
fn a_rule_that_would_leave_pieces_to_add_is_replaced() {
    let mut before = plan();
    before.security_groups[0].inbound[0].remote = "10.0.1.64/26".parse().unwrap();
    let mut after = before.clone();
    after.security_groups[0].inbound.remove(0);
    let steps = compare(&before, &after);
    assert_eq!(kept(&steps), []);
    assert_eq!(added(&steps), ["sg tcp 10.0.1.0/24 8080"]);
    assert_eq!(own(&steps).1, ["remove rule-1"]);
    assert!(steps.additions[0].replaces.is_empty(), "it lets more pass than that one");
    assert!(Console::of(&steps).carry_out().is_ok());
}

#[test]
fn two_narrow_rules_stay_together() {
    let mut before = plan();
    let inbound = &mut before.security_groups[0].inbound;
    // One alone, in the middle of what is needed, would leave two rules to add.
    let mut others = [inbound[0].clone(), inbound[0].clone()];
    inbound[0].remote = "10.0.1.64/26".parse().unwrap();
    (others[0].id, others[1].id) = (RuleId(40), RuleId(41));
    others[0].remote = "10.0.1.0/26".parse().unwrap();
    others[1].remote = "10.0.1.128/25".parse().unwrap();
    inbound.extend(others);
    let mut after = before.clone();
    after.security_groups[0].inbound.retain(|rule| rule.ports != ports("8080"));
    let steps = carried_out(&before, &after);
    assert_eq!(added(&steps), [] as [&str; 0]);
    let mut together = kept(&steps);
    together.sort_unstable();
    assert_eq!(together, [(1, 1), (40, 40), (41, 41)]);
}

#[test]
fn a_wider_rule_goes_after_a_narrow_one_took_its_place() {
    let mut before = plan();
    before.security_groups[0].inbound[0].ports = ports("8000-8080");
    before.network_acls[0].inbound[1].source = "10.0.0.0/16".parse().unwrap();
    let mut after = before.clone();
    after.security_groups[0].inbound.remove(0);
    after.network_acls[0].inbound.remove(1);
    let steps = carried_out(&before, &after);
    assert_eq!(kept(&steps), []);
    assert_eq!(added(&steps), ["acl tcp 10.0.1.0/24 8080 at 2", "sg tcp 10.0.1.0/24 8080"]);
    let replaced: Vec<_> = steps.additions.iter().map(|it| it.replaces.clone()).collect();
    assert_eq!(replaced, [[RuleId(1)], [RuleId(6)]]);
    assert_eq!(own(&steps), (vec![], vec!["remove rule-1".to_owned(), "remove rule-6".to_owned()]));
}

#[test]
fn a_wider_rule_stays_where_all_of_it_is_needed_or_passes_anyway() {
    let mut before = plan();
    before.security_groups[0].inbound[0].ports = ports("8080-8081");
    let mut after = before.clone();
    after.security_groups[0].inbound.remove(0);
    let steps = carried_out(&before, &after);
    assert_eq!(kept(&steps), [(1, 1)], "the other rule lets the health check in");
    assert_eq!(added(&steps), [] as [&str; 0]);
}

#[test]
fn an_allow_that_a_deny_beats_is_of_no_use() {
    let mut before = plan();
    let mut deny = before.security_groups[0].inbound[0].clone();
    (deny.id, deny.action) = (RuleId(40), Action::Deny);
    before.security_groups[0].inbound[0].priority = Priority::new(9).unwrap();
    deny.priority = Priority::new(5).unwrap();
    before.security_groups[0].inbound.push(deny);
    let mut after = before.clone();
    after.security_groups[0].inbound.remove(0);
    let steps = compare(&before, &after);
    assert_eq!(kept(&steps), []);
    assert_eq!(added(&steps), ["sg tcp 10.0.1.0/24 8080"]);
    assert_eq!(own(&steps).1, ["remove rule-1"]);
    assert!(Console::of(&steps).carry_out().is_ok());
}

#[test]
fn it_stays_above_a_deny_that_was_drawn_in_its_place() {
    let mut after = plan();
    let mut deny = after.network_acls[0].inbound[2].clone();
    deny.id = RuleId(6);
    deny.source = "10.0.1.0/24".parse().unwrap();
    after.network_acls[0].inbound[1] = deny;
    let steps = carried_out(&plan(), &after);
    assert_eq!(kept(&steps), [(6, 8)], "its id has another meaning there");
    assert_eq!(added(&steps), [] as [&str; 0]);
    let ids: Vec<u32> = steps.target.network_acls[0].inbound.iter().map(|it| it.id.0).collect();
    assert_eq!(ids, [5, 8, 6, 7]);
    assert_eq!(own(&steps), (vec![], vec!["add rule-6".to_owned()]));
}

#[test]
fn a_place_that_is_gone_or_left_keeps_nothing() {
    let mut after = plan();
    let mut group = after.security_groups[0].clone();
    group.id = SecurityGroupId(2);
    for (number, rule) in (50..).zip(group.inbound.iter_mut().chain(&mut group.outbound)) {
        rule.id = RuleId(number);
    }
    group.inbound.remove(0);
    for server in &mut after.servers {
        server.security_groups = vec![group.id];
    }
    after.security_groups[0].inbound.remove(0);
    after.security_groups.push(group);
    for is_gone in [false, true] {
        if is_gone {
            after.security_groups.remove(0);
        }
        let steps = carried_out(&plan(), &after);
        assert_eq!(kept(&steps), [], "the servers wear another group");
        assert_eq!(added(&steps), ["sg tcp 10.0.1.0/24 8080"]);
        assert_eq!(steps.additions[0].change.place, RulePlace::SecurityGroup(SecurityGroupId(2)));
    }
}

#[test]
fn a_rule_is_added_where_today_s_list_has_room_for_it() {
    let mut after = plan();
    // Two rules more above the last deny, and the first rule goes.
    let acl = &mut after.network_acls[0].inbound;
    for number in [60, 61] {
        let mut rule = acl[1].clone();
        rule.id = RuleId(number);
        rule.destination_ports = ports(&number.to_string());
        acl.insert(0, rule);
    }
    after.backend_server_groups[0].health_check.port = 9000.try_into().ok();
    let steps = carried_out(&plan(), &after);
    assert_eq!(added(&steps)[0], "acl tcp 10.0.1.0/24 9000 at 5");
    let spot = steps.additions.iter().find_map(|it| it.spot).unwrap();
    assert_eq!((spot.position, spot.above), (3, Some(RuleId(7))), "today it has three rules");
    assert_eq!(own(&steps).0.len(), 2);
}

#[test]
fn a_deny_that_is_drawn_too_strong_comes_with_a_priority_that_gives_way() {
    let mut after = plan();
    let mut deny = after.security_groups[0].inbound[0].clone();
    (deny.id, deny.action) = (RuleId(40), Action::Deny);
    after.security_groups[0].inbound.push(deny);
    let steps = carried_out(&plan(), &after);
    assert_eq!(added(&steps), [] as [&str; 0], "there is no deny yet to lower");
    assert_eq!(own(&steps), (vec![], vec!["add rule-40".to_owned()]));
}

/// A plan whose network ACL has these rules where `plan` has one for traffic.
fn behind(rules: &[(u32, &str, &str)]) -> Plan {
    let mut plan = plan();
    let inbound = &mut plan.network_acls[0].inbound;
    let traffic = inbound.remove(1);
    for (id, from, to) in rules.iter().rev() {
        let mut rule = traffic.clone();
        rule.id = RuleId(*id);
        (rule.source_ports, rule.destination_ports) = (ports(from), ports(to));
        inbound.insert(1, rule);
    }
    plan
}

#[test]
fn a_rule_for_all_ports_stays_where_every_port_passes_but_0_which_is_none() {
    // Without it all ports still pass but that of the traffic.
    let mut before = plan();
    before.security_groups[0].inbound[0].ports = Ports::all();
    let mut after = before.clone();
    let wide = after.security_groups[0].inbound.remove(0);
    for (id, range) in [(40, "1-8079"), (41, "8081-65535")] {
        let mut rule = wide.clone();
        (rule.id, rule.ports) = (RuleId(id), ports(range));
        after.security_groups[0].inbound.push(rule);
    }
    let steps = carried_out(&before, &after);
    assert_eq!((kept(&steps), added(&steps)), (vec![(1, 1)], vec![]));

    // A network ACL looks at the ports of both ends.
    let before = behind(&[(6, "", "")]);
    let after = behind(&[
        (60, "1-1023", ""),
        (61, "1024-65535", "1-8079"),
        (62, "1024-65535", "8081-65535"),
    ]);
    let steps = carried_out(&before, &after);
    assert_eq!((kept(&steps), added(&steps)), (vec![(6, 6)], vec![]));
}

#[test]
fn of_a_rule_of_a_network_acl_only_what_its_subnets_send_or_get_counts() {
    let mut before = plan();
    before.settings.network_acl_state = NetworkAclState::Stateless;
    before.backend_server_groups[0].health_check.port = 9001.try_into().ok();
    let mut before = complete(&before);
    let acl = &mut before.network_acls[0];
    let traffic = ports("8080");
    let asks = acl.inbound.iter_mut().find(|rule| rule.destination_ports == traffic).unwrap();
    let answers = acl.outbound.iter_mut().find(|rule| rule.source_ports == traffic).unwrap();
    asks.destination = "0.0.0.0/0".parse().unwrap();
    answers.source = "0.0.0.0/0".parse().unwrap();
    let gone = [asks.id, answers.id];
    for id in gone {
        let mut after = before.clone();
        let acl = &mut after.network_acls[0];
        acl.inbound.retain(|rule| rule.id != id);
        acl.outbound.retain(|rule| rule.id != id);
        let steps = carried_out(&before, &after);
        assert_eq!((kept(&steps), added(&steps)), (vec![(id.0, id.0)], vec![]));
    }
}

#[test]
fn a_rule_is_kept_for_flows_that_lack_it_and_not_for_those_that_lack_another_one() {
    let mut before = plan();
    before.security_groups[0].inbound[0].ports = ports("8080-8081");
    let mut after = before.clone();
    // The group still lets the health check in by another rule, and the network ACL does not.
    after.security_groups[0].inbound.remove(0);
    after.network_acls[0].inbound.remove(0);
    let steps = carried_out(&before, &after);
    assert_eq!(kept(&steps), [(1, 1)]);
    assert_eq!(added(&steps), ["acl tcp 10.0.1.0/24 8081 at 2"]);
    let flows: Vec<_> = steps.kept[0].flows.iter().map(|id| steps.report.flow(*id)).collect();
    assert_eq!(flows.len(), 1);
    assert_eq!(flows[0].unwrap().ports, ports("8080"));
}

#[test]
fn it_moves_back_above_a_deny_that_was_drawn_above_it() {
    let mut before = plan();
    let acl = &mut before.network_acls[0].inbound;
    // As the planner writes it.
    acl[1].source_ports = ports("1-65535");
    let mut other = acl[1].clone();
    (other.id, other.destination_ports) = (RuleId(60), ports("443"));
    acl.insert(2, other);
    let mut after = before.clone();
    let acl = &mut after.network_acls[0].inbound;
    let deny = acl.pop().unwrap();
    acl.insert(1, deny);
    let steps = carried_out(&before, &after);
    assert_eq!((kept(&steps), added(&steps)), (vec![(6, 6)], vec![]));
    let ids: Vec<u32> = steps.target.network_acls[0].inbound.iter().map(|it| it.id.0).collect();
    assert_eq!(ids, [5, 6, 7, 60]);
}

#[test]
fn a_rule_to_add_replaces_no_deny() {
    let mut before = plan();
    let mut deny = before.security_groups[0].inbound[0].clone();
    (deny.id, deny.action, deny.ports) = (RuleId(40), Action::Deny, ports("9000"));
    // It gives way to what is added, so it may go after the change.
    deny.priority = Priority::new(90).unwrap();
    before.security_groups[0].inbound.push(deny);
    let mut after = before.clone();
    after.security_groups[0].inbound.pop();
    after.backend_server_groups[0].health_check.port = 9000.try_into().ok();
    let steps = compare(&before, &after);
    assert_eq!(added(&steps), ["acl tcp 10.0.1.0/24 9000 at 3", "sg tcp 10.0.1.0/24 9000"]);
    assert_eq!(own(&steps), (vec![], vec!["remove rule-40".to_owned()]));
    assert!(steps.additions.iter().all(|it| it.replaces.is_empty()));
}

#[test]
fn what_was_switched_off_for_good_stays_off() {
    let mut before = plan();
    let mut off = before.security_groups[0].inbound[0].clone();
    (off.id, off.enabled, off.ports) = (RuleId(40), false, ports("443"));
    before.security_groups[0].inbound.insert(0, off);
    let mut after = before.clone();
    after.security_groups[0].inbound[1].enabled = false;
    let steps = carried_out(&before, &after);
    assert_eq!(kept(&steps), [(1, 1)]);
    assert_eq!(steps.target.security_groups, before.security_groups);
}

#[test]
fn it_goes_back_below_all_that_it_stood_below() {
    let mut before = plan();
    let acl = &mut before.network_acls[0].inbound;
    let mut other = acl[0].clone();
    (other.id, other.destination_ports) = (RuleId(60), ports("443"));
    acl.insert(0, other);
    let mut after = before.clone();
    after.network_acls[0].inbound.remove(2);
    let steps = carried_out(&before, &after);
    assert_eq!(kept(&steps), [(6, 6)]);
    assert_eq!(steps.target.network_acls, before.network_acls);
}
