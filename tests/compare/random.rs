//! Properties of every change: each state on the way lets pass what it has to.

use std::collections::HashSet;

use elb_rule_planner::edit::{Edit, transact};
use elb_rule_planner::engine::report::{Flow, FlowId, Level, Report, Verdict};
use elb_rule_planner::engine::{check, compare};
use elb_rule_planner::plan::{Direction, ElementId, Plan, Server};
use proptest::prelude::*;

use crate::hindrance;
use crate::plans::{Shown, plan};

/// The number of random plans that the usual run tries.
const USUAL: u32 = 500;

pub(crate) fn config() -> ProptestConfig {
    crate::config::config(USUAL)
}

/// The plan with all rules that it lacks.
pub(crate) fn complete(plan: &Plan) -> Plan {
    transact(plan, &check(plan).remedy()).unwrap()
}

/// Takes the topology of one plan and the rules of another.
fn with_rules_of(topology: &Plan, rules: &Plan) -> Plan {
    Plan {
        security_groups: rules.security_groups.clone(),
        network_acls: rules.network_acls.clone(),
        address_groups: rules.address_groups.clone(),
        ..topology.clone()
    }
}

pub(crate) type FlowTexts = (String, String, String);

fn flow_texts(flow: &Flow) -> FlowTexts {
    (
        format!("{:?} {} {}", flow.purpose, flow.load_balancer, flow.member),
        format!("{} {:?} {}", flow.source.cidr, flow.destination, flow.target),
        format!("{} {}", flow.protocol, flow.ports),
    )
}

pub(crate) fn stopped(report: &Report) -> HashSet<FlowTexts> {
    let blocked = report.flows.iter().filter(|flow| flow.verdict == Verdict::Blocked);
    blocked.map(|flow| flow_texts(flow)).collect()
}

fn rules(plan: &Plan) -> usize {
    plan.rule_ids().count()
}

proptest! {
    #![proptest_config(config())]

    /// The second plan is the first one with the load balancers, groups and servers of another,
    /// so that much differs and the rules are the same.
    #[test]
    fn every_state_on_the_way_lets_pass_what_it_has_to(
        Shown(one) in plan(),
        Shown(other) in plan(),
        what in 1..16_u8,
    ) {
        let before = complete(&one);
        let mut after = before.clone();
        if what & 1 != 0 { after.load_balancers.clone_from(&other.load_balancers); }
        if what & 2 != 0 { after.backend_server_groups.clone_from(&other.backend_server_groups); }
        if what & 4 != 0 { after.servers.clone_from(&other.servers); }
        if what & 8 != 0 {
            for (subnet, new) in after.subnets.iter_mut().zip(&other.subnets) {
                subnet.network_acl = new.network_acl;
            }
        }
        let steps = compare(&before, &after);
        let today = stopped(&steps.today).into_iter().collect::<HashSet<_>>();
        prop_assert_eq!(today.len(), steps.proof.stopped_today);
        prop_assert_eq!(steps.opened.len() + steps.closed.len(), 0, "no rule of one's own differs");

        // Worked out anew: the rules of every state, with the topology that it has then.
        let edits: Vec<Edit> =
            steps.additions.iter().flat_map(|it| it.change.remedy.clone()).collect();
        let end = transact(&steps.target, &edits).unwrap();
        let gone: Vec<Edit> =
            steps.removals.iter().map(|it| Edit::RemoveRule(it.rule)).collect();
        let cleaned_up = transact(&end, &gone).unwrap();
        prop_assert_eq!(rules(&cleaned_up) + gone.len(), rules(&end));
        for (name, state, holds) in [
            ("prepared", with_rules_of(&before, &end), steps.proof.prepared),
            ("changed", end.clone(), steps.proof.changed),
            ("cleaned up", cleaned_up.clone(), steps.proof.cleaned_up),
        ] {
            let report = check(&state);
            let fresh = stopped(&report).iter().any(|flow| !today.contains(flow));
            prop_assert_eq!(holds, !fresh, "{}", name);
            // Rules that are proved to be enough for the state to reach are enough on the way, but
            // for members to which nothing is routed.
            let is_unrouted = steps.report.flows.iter().any(|flow| flow.is_unrouted());
            if steps.report.summary.proved && !is_unrouted {
                prop_assert!(holds, "{}", name);
            }
        }

        // A rule that is said to be removable is not missed, alone or with all the others.
        let needed = check(&end);
        let without = check(&cleaned_up);
        let verdicts = |report: &Report| {
            report.flows.iter().map(|flow| (flow_texts(flow), flow.verdict)).collect::<Vec<_>>()
        };
        prop_assert_eq!(verdicts(&needed), verdicts(&without));
        prop_assert_eq!(needed.changes.len(), without.changes.len());

        // And nothing of it is left over: what it lets pass of before is needed no longer.
        for removal in &steps.removals {
            prop_assert!(!removal.flows.is_empty());
            for flow in &removal.flows {
                prop_assert!(steps.today.flow(*flow).is_some());
            }
        }
    }

    #[test]
    fn a_change_of_nothing_is_nothing(Shown(plan) in plan()) {
        prop_assert!(compare(&plan, &plan).is_empty());
    }

    /// One thing removed: whatever its flows were, no rule is added for it.
    #[test]
    fn whatever_is_removed_needs_no_rule(Shown(one) in plan(), number in 0..64_usize) {
        // If two servers have one address, the second answers once the first is gone, and its
        // security groups need rules of their own; such a plan is faulty, so nothing is asked of
        // it.
        let interfaces = one.servers.iter().flat_map(Server::all_interfaces);
        let addresses = interfaces.flat_map(|it| it.addresses());
        let mut seen = HashSet::new();
        prop_assume!(addresses.into_iter().all(|address| seen.insert(address)));
        let before = complete(&one);
        let removable: Vec<ElementId> = before
            .element_ids()
            .filter(|id| matches!(
                id,
                ElementId::LoadBalancer(_) | ElementId::BackendServerGroup(_) | ElementId::Server(_)
            ))
            .collect();
        let id = removable[number % removable.len()];
        let after = transact(&before, &[Edit::Remove(id)]).unwrap();
        let steps = compare(&before, &after);
        // A group that is left without a listener may get rules for the one load balancer that
        // remains.
        let today = stopped(&steps.today);
        // No rule opens what no route leads to.
        let mut blocked = steps.today.flows.iter().filter(|it| it.verdict == Verdict::Blocked);
        let is_routed = blocked.any(|flow| !flow.is_unrouted());
        prop_assert!(!is_routed || hindrance::may_stay_open(&before));
        let is_to_come = |id: &FlowId| {
            steps.report.flow(*id).is_some_and(|flow| flow.listeners.is_empty())
        };
        for addition in &steps.additions {
            let change = &addition.change;
            let to_come =
                change.level == Level::Recommended && change.flows.iter().all(is_to_come);
            // What nothing could open before may be opened now, where the server that is gone was in
            // the way: a rule that one flavor cannot read may go behind others then.
            let was_stopped = change.flows.iter().all(|id| {
                steps.report.flow(*id).is_some_and(|flow| today.contains(&flow_texts(flow)))
            });
            prop_assert!(addition.lacking_today || to_come || was_stopped, "{:?}", change);
        }
        // Only allows go, and only those that stood in both states.
        for removal in &steps.removals {
            prop_assert!(before.rule_ids().any(|rule| rule == removal.rule));
            let denies = before.security_groups.iter().any(|group| {
                [Direction::Inbound, Direction::Outbound].iter().any(|direction| {
                    group.rules(*direction).iter().any(|rule| {
                        rule.id == removal.rule
                            && rule.action == elb_rule_planner::plan::Action::Deny
                    })
                })
            });
            prop_assert!(!denies);
        }
    }
}
