//! Load balancers that go from shared to dedicated.

use elb_rule_planner::engine::compare::ChangePlan;
use elb_rule_planner::engine::{check, compare};
use elb_rule_planner::format::Format;
use elb_rule_planner::locale::Language;
use elb_rule_planner::plan::{
    Action, LoadBalancer, LoadBalancerId, LoadBalancerKind, Plan, RuleId, SubnetId,
};
use proptest::prelude::*;

use crate::carry::Console;
use crate::cases::plan;
use crate::drawn::{draw, drawn, each_rule_once};
use crate::plans::Shown;
use crate::random::{complete, config};

const SHARED: &str = "100.125.0.0/16";

/// The plan of the other cases, in which the load balancer is shared and everything passes.
fn shared() -> Plan {
    let mut plan = plan();
    plan.load_balancers[0].kind = LoadBalancerKind::Shared;
    let group = &mut plan.security_groups[0];
    group.inbound[0].remote = SHARED.parse().unwrap();
    group.inbound[1].remote = SHARED.parse().unwrap();
    let acl = &mut plan.network_acls[0];
    acl.inbound[0].source = SHARED.parse().unwrap();
    acl.inbound[1].source = SHARED.parse().unwrap();
    assert_eq!(check(&plan).changes, []);
    plan
}

fn dedicated(mut plan: Plan) -> Plan {
    plan.load_balancers[0].kind = LoadBalancerKind::Dedicated;
    plan
}

/// The steps of a change, carried out.
fn carried_out(before: &Plan, after: &Plan) -> ChangePlan {
    let steps = compare(before, after);
    assert!(steps.proof.holds(), "{:?}", steps.proof);
    Console::of(&steps).carry_out().unwrap();
    steps
}

/// The rules that can go, and whether each waits for the upgrade.
fn removals(steps: &ChangePlan) -> Vec<(u32, bool)> {
    steps.removals.iter().map(|it| (it.rule.0, !it.after_upgrades.is_empty())).collect()
}

fn closed(steps: &ChangePlan) -> Vec<(u32, bool)> {
    let told = crate::steps::own(steps).1;
    let ids = told.iter().map(|it| it.rsplit_once('-').unwrap().1.parse().unwrap());
    ids.zip(steps.closed.iter().map(|it| !it.after_upgrades.is_empty())).collect()
}

fn written(steps: &ChangePlan, format: &str) -> String {
    Format::by_id(format).unwrap().write_changes.unwrap()(steps, Language::English)
}

#[test]
fn rules_for_the_shared_source_wait_until_the_upgrade_is_completed() {
    let steps = carried_out(&shared(), &dedicated(shared()));
    assert_eq!(steps.upgrades, [LoadBalancerId(1)]);
    assert_eq!(steps.proof.rolled_back, Some(true));
    assert_eq!(removals(&steps), [(1, true), (2, true), (5, true), (6, true)]);
    for removal in &steps.removals {
        assert_eq!(removal.after_upgrades, [LoadBalancerId(1)]);
    }
    let text = written(&steps, "text");
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "Once the upgrade is completed: web, security group of 2 servers 1. Open the ECS console",
        "find the allow of priority 1 for TCP 8080 from 100.125.0.0/16 and click Delete. Only once \
         the upgrade of shop is completed; until then it can be rolled back. It let in what is \
         needed no longer: HTTP traffic of web from 100.125.0.0/16",
        "Once the upgrade is completed: web, network ACL of web 1. Open the list",
        "shop goes from shared to dedicated. The upgrade can be rolled back until it is completed, \
         so rules that a rollback would need stay until then. Some regions have no upgrade: there, \
         create a new load balancer beside the old one, and leave the same rules until the old one \
         is gone. Proved:",
    ] {
        assert!(one_line.contains(said), "no `{said}` in {text}");
    }
    assert!(!text.contains("After the change"), "{text}");
    let markdown = written(&steps, "markdown");
    assert!(
        markdown.contains("\n## Once the upgrade is completed: web, network ACL"),
        "{markdown}"
    );
    let json: serde_json::Value = serde_json::from_str(&written(&steps, "json")).unwrap();
    let steps = &json["steps"];
    assert_eq!(steps["upgrades"], serde_json::json!(["elb-1"]));
    assert_eq!(steps["proof"]["rolled_back"], true);
    assert_eq!(steps["removals"][3]["after_upgrades"], serde_json::json!(["elb-1"]));
}

#[test]
fn rules_that_were_drawn_away_wait_as_well_and_others_do_not() {
    let mut after = dedicated(shared());
    after.security_groups[0].inbound.clear();
    after.network_acls[0].inbound[1].enabled = false;
    let steps = carried_out(&shared(), &after);
    assert_eq!(closed(&steps), [(3, false), (1, true), (2, true), (6, true)]);
    assert_eq!(removals(&steps), [(5, true)]);
    let text = written(&steps, "text");
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("no `{part}` in {text}"));
    assert!(at("The change\n") < at("After the change: web, security group"));
    assert!(at("After the change: web") < at("Once the upgrade is completed: web, security"));
}

#[test]
fn a_deny_for_the_shared_source_waits_and_so_does_the_one_whose_place_it_takes() {
    let mut after = dedicated(shared());
    let acl = &mut after.network_acls[0].inbound;
    let mut deny = acl.pop().unwrap();
    assert_eq!(deny.action, Action::Deny);
    (deny.id, deny.source) = (RuleId(40), "100.0.0.0/8".parse().unwrap());
    acl.insert(0, deny.clone());
    let other = "172.16.0.0/12".parse().unwrap();
    acl.insert(0, elb_rule_planner::plan::NetworkAclRule { id: RuleId(41), source: other, ..deny });
    let steps = carried_out(&shared(), &after);
    assert_eq!(closed(&steps), [(41, false), (40, true), (7, true)]);
}

#[test]
fn rules_that_another_shared_load_balancer_needs_are_not_concerned() {
    let mut before = shared();
    let mut other = before.load_balancers[0].clone();
    (other.id, other.name) = (LoadBalancerId(2), "other".to_owned());
    other.listeners[0].id.0 = 2;
    before.load_balancers.push(other);
    let steps = carried_out(&before, &dedicated(before.clone()));
    assert_eq!(removals(&steps), []);
    assert_eq!(steps.upgrades, [LoadBalancerId(1)]);
    assert_eq!(steps.leftovers, [], "the other one needs all of it");
    // Once both are upgraded, the rules wait for both.
    let mut after = dedicated(before.clone());
    after.load_balancers[1].kind = LoadBalancerKind::Dedicated;
    let steps = carried_out(&before, &after);
    assert_eq!(steps.removals[0].after_upgrades, [LoadBalancerId(1), LoadBalancerId(2)]);
    let text = written(&steps, "markdown");
    let said = "Only once the upgrades of **shop** and **other** are completed; until then they can \
                be rolled back.";
    assert!(text.contains(said), "{text}");
}

#[test]
fn a_load_balancer_that_goes_back_leaves_a_group_without_a_listener_to_the_other_one() {
    let mut before = plan();
    before.load_balancers[0].listeners.clear();
    let mut moving = before.load_balancers[0].clone();
    (moving.id, moving.name) = (LoadBalancerId(2), "moving".to_owned());
    moving.kind = LoadBalancerKind::Shared;
    before.vpcs.push({
        let mut vpc = before.vpcs[0].clone();
        vpc.id.0 = 9;
        vpc.cidr = "172.16.0.0/16".parse().unwrap();
        vpc
    });
    before.subnets.push({
        let mut subnet = before.subnets[0].clone();
        (subnet.id.0, subnet.vpc.0) = (9, 9);
        subnet.cidr = "172.16.1.0/24".parse().unwrap();
        subnet
    });
    moving.subnet = SubnetId(9);
    before.load_balancers.push(moving);
    let mut after = before.clone();
    // With two load balancers in one VPC nobody knows which of them the group is for.
    after.load_balancers[1].kind = LoadBalancerKind::Dedicated;
    after.load_balancers[1].subnet = before.load_balancers[0].subnet;
    let steps = carried_out(&before, &after);
    assert!(!steps.removals.is_empty());
    for removal in &steps.removals {
        assert_eq!(removal.after_upgrades, [LoadBalancerId(2)], "{removal:?}");
    }
}

#[test]
fn a_wide_rule_is_narrowed_only_once_the_upgrade_is_completed() {
    let mut before = shared();
    before.security_groups[0].inbound[0].remote = "0.0.0.0/0".parse().unwrap();
    let steps = carried_out(&before, &dedicated(before.clone()));
    assert_eq!(steps.leftovers.len(), 1);
    assert_eq!(steps.leftovers[0].after_upgrades, [LoadBalancerId(1)]);
    let text = written(&steps, "text").split_whitespace().collect::<Vec<_>>().join(" ");
    let said = "Narrow it to stop that. Only once the upgrade of shop is completed;";
    assert!(text.contains(said), "{text}");
}

#[test]
fn a_rollback_that_the_rest_of_the_change_would_stop_is_said_to() {
    let mut after = dedicated(shared());
    after.backend_server_groups[0].health_check.port = 9000.try_into().ok();
    let steps = carried_out(&shared(), &after);
    assert_eq!(steps.proof.rolled_back, Some(false), "nothing lets the shared one check port 9000");
    let text = written(&steps, "text").split_whitespace().collect::<Vec<_>>().join(" ");
    let said = "With the rest of the change made, a rollback would stop something: plan the change \
                of kind by itself, and the rest once the upgrade is completed.";
    assert!(text.contains(said), "{text}");
}

#[test]
fn from_dedicated_to_shared_and_to_another_load_balancer_there_is_no_upgrade() {
    let end = complete(&dedicated(shared()));
    let steps = carried_out(&end, &shared());
    assert!(steps.upgrades.is_empty());
    assert_eq!(steps.proof.rolled_back, None);
    let mut anew = dedicated(shared());
    anew.load_balancers[0].id = LoadBalancerId(2);
    let steps = carried_out(&shared(), &anew);
    assert!(steps.upgrades.is_empty());
    assert_eq!(removals(&steps), [(1, false), (2, false), (5, false), (6, false)]);
    assert!(!written(&steps, "text").contains("upgrade"));
    assert!(!written(&steps, "json").contains("upgrade"));
    assert!(!written(&steps, "json").contains("rolled_back"));
}

proptest! {
    #![proptest_config(config())]

    /// Shared load balancers become dedicated, alone or with rules and topology that change at once.
    #[test]
    fn nothing_that_a_rollback_needs_goes_before_the_upgrade_is_completed(
        Shown(one) in crate::plans::plan(),
        Shown(other) in crate::plans::plan(),
        what in 0..8_u8,
        edits in prop::collection::vec((drawn(), 0..64_usize), 0..6),
    ) {
        let mut one = one;
        one.load_balancers[0].kind = LoadBalancerKind::Shared;
        let before = each_rule_once(complete(&one));
        let mut after = before.clone();
        if what & 1 != 0 { after.backend_server_groups.clone_from(&other.backend_server_groups); }
        if what & 2 != 0 { after.servers.clone_from(&other.servers); }
        for own in after.load_balancers.iter_mut().filter(|it: &&mut LoadBalancer| it.is_shared()) {
            own.kind = LoadBalancerKind::Dedicated;
            if what & 4 != 0 { own.subnet = SubnetId(1); }
        }
        for (what, number) in &edits {
            draw(&mut after, *what, *number);
        }
        let steps = compare(&before, &after);
        // The kind alone can always be taken back.
        if what & 3 == 0 {
            prop_assert_eq!(steps.proof.rolled_back, Some(true));
        }
        if steps.report.summary.proved && steps.proof.holds() {
            prop_assert_eq!(Console::of(&steps).carry_out(), Ok(()));
        }
    }
}
