//! Exports of rules that were applied and drawn since the state that the cloud has: carried out in
//! the lists of the console, each leads to the rules of the plan.

use elb_rule_planner::edit::{Edit, transact};
use elb_rule_planner::engine::compare::{AnyRule, OwnRule, OwnRuleKind, Pending};
use elb_rule_planner::engine::report::{Change, ChangeKind, RulePlace};
use elb_rule_planner::engine::{check, pending};
use elb_rule_planner::plan::{Action, Direction, NetworkAclRule, Plan, RuleId, SecurityGroupRule};
use proptest::prelude::*;

use crate::carry::bare_acl;
use crate::drawn::{draw, drawn, each_rule_once};
use crate::plans::{Shown, plan};
use crate::random::{complete, config};

/// Rules that were added on the way have ids from here on.
const NEW: u32 = 1_000_000;

type Done = Result<(), String>;

fn bare_group(rule: &SecurityGroupRule) -> SecurityGroupRule {
    SecurityGroupRule { id: RuleId(0), description: String::new(), ..rule.clone() }
}

fn group(
    plan: &mut Plan,
    place: RulePlace,
    list: Direction,
) -> Result<&mut Vec<SecurityGroupRule>, String> {
    let RulePlace::SecurityGroup(id) = place else { return Err("no security group".to_owned()) };
    Ok(plan.security_group_mut(id).ok_or("no such group")?.rules_mut(list))
}

fn acl(
    plan: &mut Plan,
    place: RulePlace,
    list: Direction,
) -> Result<&mut Vec<NetworkAclRule>, String> {
    let RulePlace::NetworkAcl(id) = place else { return Err("no network ACL".to_owned()) };
    Ok(plan.network_acl_mut(id).ok_or("no such network ACL")?.rules_mut(list))
}

/// Types a rule into a list of the console, or gives a deny another priority.
fn make(console: &mut Plan, change: &Change, next: &mut u32) -> Done {
    *next += 1;
    match &change.kind {
        ChangeKind::AddSecurityGroupRule { direction, rule } => {
            let rule = SecurityGroupRule { id: RuleId(*next), ..rule.clone() };
            group(console, change.place, *direction)?.push(rule);
        }
        ChangeKind::AddNetworkAclRule { direction, rule, position, above } => {
            let rules = acl(console, change.place, *direction)?;
            let at = position - 1;
            if at > rules.len() {
                return Err(format!("there is no place {position}"));
            }
            // At the end of the list where it goes above none, but for allows that just came.
            let is_passed = |it: &NetworkAclRule| it.id.0 > NEW && it.action == Action::Allow;
            if above.is_none() && !rules[at..].iter().all(is_passed) {
                return Err(format!("{rule:?} is not at the end"));
            }
            rules.insert(at, NetworkAclRule { id: RuleId(*next), ..rule.clone() });
        }
        ChangeKind::LowerPriority { direction, rule, from, to, .. } => {
            let rules = group(console, change.place, *direction)?;
            let deny = rules.iter_mut().find(|it| it.id == *rule && it.priority == *from);
            deny.ok_or("there is no such deny")?.priority = *to;
        }
    }
    Ok(())
}

/// Takes a rule away, or gives a deny another priority: it is found by what it says.
fn own(console: &mut Plan, own: &OwnRule) -> Done {
    let missing = || format!("{own:?} is not there");
    match &own.kind {
        OwnRuleKind::Added(rule) => return Err(format!("{rule:?} is not typed in")),
        OwnRuleKind::Removed(AnyRule::SecurityGroup(rule)) => {
            let rules = group(console, own.place, own.direction)?;
            let at = rules.iter().position(|it| bare_group(it) == bare_group(rule));
            rules.remove(at.ok_or_else(missing)?);
        }
        OwnRuleKind::Removed(AnyRule::NetworkAcl(rule)) => {
            let rules = acl(console, own.place, own.direction)?;
            let at = rules.iter().position(|it| it.id == rule.id && bare_acl(it) == bare_acl(rule));
            rules.remove(at.ok_or_else(missing)?);
        }
        OwnRuleKind::Lowered { before, after } => {
            let (AnyRule::SecurityGroup(before), AnyRule::SecurityGroup(after)) = (before, after)
            else {
                return Err("a network ACL rule has no priority".to_owned());
            };
            let rules = group(console, own.place, own.direction)?;
            let deny = rules.iter_mut().find(|it| bare_group(it) == bare_group(before));
            deny.ok_or_else(missing)?.priority = after.priority;
        }
    }
    Ok(())
}

/// The rules of the cloud once all that is exported was carried out, and those that it has to have
/// then: what the plan lacks is added, unless rules of today stay for it that let pass the same.
fn carried_out(cloud: &Plan, now: &Plan) -> Result<(Plan, Plan), String> {
    let steps = match pending(cloud, now, &check(now)) {
        Pending::Proposed { plan, report } => {
            let proposed = transact(&plan, &report.remedy()).map_err(|it| format!("{it:?}"))?;
            return Ok((proposed, complete(now)));
        }
        Pending::Drawn(steps) => steps,
    };
    let mut console = steps.steps.before.clone();
    let mut next = NEW;
    for change in &steps.report.changes {
        make(&mut console, change, &mut next)?;
    }
    for rule in &steps.opened {
        own(&mut console, rule)?;
    }
    for change in &steps.denied {
        make(&mut console, change, &mut next)?;
    }
    for rule in &steps.removed {
        own(&mut console, rule)?;
    }
    match steps.steps.kept.is_empty() {
        true => Ok((console, complete(now))),
        false if is_as_open(&steps.complete, &complete(now)) => Ok((console, steps.complete)),
        false => Err("rules that stay let less pass".to_owned()),
    }
}

/// Checks whether what must flow passes in a plan as far as in another one.
fn is_as_open(one: &Plan, other: &Plan) -> bool {
    let verdicts = |plan: &Plan| {
        let report = check(plan);
        let flows = report.flows.iter().map(|it| it.verdict).collect::<Vec<_>>();
        (flows, report.changes.is_empty())
    };
    verdicts(one) == verdicts(other)
}

/// The rules in force of every list, in an order that means something.
fn lists(plan: &Plan) -> Vec<(String, Vec<String>)> {
    let mut all = vec![];
    for list in Direction::BOTH {
        for group in &plan.security_groups {
            let rules = group.rules(list).iter().filter(|it| it.enabled).map(bare_group);
            let mut rules = rules.map(|it| format!("{it:?}")).collect::<Vec<_>>();
            rules.sort();
            all.push((format!("{} {list:?}", group.id), rules));
        }
        for acl in &plan.network_acls {
            // Between two denies the order of allows means nothing.
            let mut rules: Vec<String> = vec![];
            let mut allows: Vec<String> = vec![];
            for rule in acl.rules(list).iter().filter(|it| it.enabled) {
                let told = format!("{:?}", bare_acl(rule));
                if rule.action == Action::Allow {
                    allows.push(told);
                    continue;
                }
                allows.sort();
                rules.append(&mut allows);
                rules.push(told);
            }
            allows.sort();
            rules.append(&mut allows);
            all.push((format!("{} {list:?}", acl.id), rules));
        }
    }
    all
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_change_that_has_to_be_made_in_the_console_is_left_out(
        Shown(one) in plan(),
        Shown(other) in plan(),
        applied in 0..16_usize,
        topology in any::<bool>(),
        edits in prop::collection::vec((drawn(), 0..64_usize), 0..5),
    ) {
        let cloud = each_rule_once(one);
        let some = check(&cloud).changes.into_iter().enumerate();
        let some = some.filter(|(at, _)| applied & (1 << (at % 4)) != 0);
        let some = some.flat_map(|(_, it)| it.remedy).collect::<Vec<_>>();
        let mut now = transact(&cloud, &some).unwrap();
        if topology { now.servers.clone_from(&other.servers); }
        for (what, number) in edits {
            draw(&mut now, what, number);
        }
        let (end, wanted) = carried_out(&cloud, &now).map_err(TestCaseError::fail)?;
        prop_assert_eq!(lists(&end), lists(&wanted));
    }
}

#[test]
fn a_rule_that_is_as_wide_as_the_subnets_of_its_network_acl_stays_for_a_narrower_one() {
    let differs = serde_json::json!({
        "plan": {
            "settings": { "network_acl_state": "stateful" },
            "network_acls": [{
                "id": "acl-1", "name": "", "inbound": [{
                    "id": "rule-9", "protocol": "tcp", "source": "10.0.1.0/24",
                    "destination": "0.0.0.0/0", "destination_ports": "8080",
                }],
            }],
        },
        "subnet-2": { "network_acl": "acl-1" },
        "sg-1": { "inbound": [{ "id": "rule-1", "remote": "0.0.0.0/0" }] },
        "bsg-1": { "health_check": { "enabled": false } },
    });
    let cloud: Plan = serde_json::from_value(crate::list::plan("http", &differs)).unwrap();
    let now = transact(&cloud, &[Edit::RemoveRule(RuleId(9))]).unwrap();
    let (end, wanted) = carried_out(&cloud, &now).unwrap();
    assert_eq!(lists(&end), lists(&cloud));
    assert_eq!(lists(&end), lists(&wanted));
    assert_ne!(lists(&end), lists(&complete(&now)), "it would name the subnet");
}
