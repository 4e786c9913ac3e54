//! Random changes of rules and topology at once, carried out step by step.

use elb_rule_planner::engine::compare;
use elb_rule_planner::plan::{Action, Direction, Plan, Priority, RuleId};
use proptest::prelude::*;

use crate::carry::{Console, bare_acl};
use crate::keep::ports;
use crate::plans::{Shown, plan};
use crate::random::{complete, config};

/// One thing done to a rule of a state while it is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Drawn {
    Removed,
    SwitchedOff,
    Denied,
    OtherPorts,
    OtherPriority,
    Moved,
}

/// The fields that rules of both kinds have.
type Parts<'a> = (&'a mut RuleId, &'a mut Action, &'a mut bool);

/// Does to a rule of a list what is done to both kinds alike. A deny in its place gets the id `next`
/// and stands at `below`.
fn draw_any<R: Clone>(
    rules: &mut Vec<R>,
    (at, below): (usize, usize),
    what: Drawn,
    next: RuleId,
    parts: fn(&mut R) -> Parts<'_>,
) {
    match what {
        Drawn::Removed => drop(rules.remove(at)),
        Drawn::SwitchedOff => *parts(&mut rules[at]).2 = false,
        // The console takes no rule twice.
        Drawn::Denied if *parts(&mut rules[at]).1 == Action::Deny => {}
        Drawn::Denied => {
            let mut deny = rules[at].clone();
            let (id, action, _) = parts(&mut deny);
            (*id, *action) = (next, Action::Deny);
            rules.insert(below, deny);
        }
        Drawn::OtherPorts | Drawn::OtherPriority | Drawn::Moved => {}
    }
}

pub(crate) fn draw(plan: &mut Plan, what: Drawn, number: usize) {
    let count = plan.rule_ids().count();
    let Some(id) = plan.rule_ids().nth(number % count.max(1)) else { return };
    let next = plan.next_rule_id();
    for list in Direction::BOTH {
        for group in &mut plan.security_groups {
            let rules = group.rules_mut(list);
            let Some(at) = rules.iter().position(|rule| rule.id == id) else { continue };
            match what {
                Drawn::OtherPorts if rules[at].protocol.has_ports() => {
                    rules[at].ports = ports("79-80");
                }
                Drawn::OtherPriority => {
                    let other = 1 + number as u8 % 3;
                    rules[at].priority = Priority::new(other).unwrap();
                }
                _ => {
                    let end = rules.len();
                    draw_any(rules, (at, end), what, next, |it| {
                        (&mut it.id, &mut it.action, &mut it.enabled)
                    });
                }
            }
            return;
        }
        for acl in &mut plan.network_acls {
            let rules = acl.rules_mut(list);
            let Some(at) = rules.iter().position(|rule| rule.id == id) else { continue };
            match what {
                Drawn::OtherPorts if rules[at].protocol.has_ports() => {
                    rules[at].destination_ports = ports("79-80");
                }
                Drawn::Moved => {
                    let rule = rules.remove(at);
                    rules.insert(number % (rules.len() + 1), rule);
                }
                _ => draw_any(rules, (at, at), what, next, |it| {
                    (&mut it.id, &mut it.action, &mut it.enabled)
                }),
            }
            return;
        }
    }
}

/// The plan with no rule twice in a network ACL: of two alike one could not say which one goes.
pub(crate) fn each_rule_once(mut plan: Plan) -> Plan {
    for acl in &mut plan.network_acls {
        for list in Direction::BOTH {
            let mut known = vec![];
            acl.rules_mut(list).retain(|rule| {
                let bare = bare_acl(rule);
                let is_new = !known.contains(&bare);
                known.push(bare);
                is_new
            });
        }
    }
    plan
}

pub(crate) fn drawn() -> impl Strategy<Value = Drawn> {
    prop_oneof![
        4 => Just(Drawn::Removed),
        1 => Just(Drawn::SwitchedOff),
        1 => Just(Drawn::Denied),
        1 => Just(Drawn::OtherPorts),
        1 => Just(Drawn::OtherPriority),
        2 => Just(Drawn::Moved),
    ]
}

proptest! {
    #![proptest_config(config())]

    /// Rules and topology change at once, and everything is carried out step by step.
    #[test]
    fn every_step_can_be_carried_out_and_closes_nothing(
        Shown(one) in plan(),
        Shown(other) in plan(),
        what in 0..16_u8,
        edits in prop::collection::vec((drawn(), 0..64_usize), 1..8),
    ) {
        let before = each_rule_once(complete(&one));
        let mut after = before.clone();
        if what & 1 != 0 { after.load_balancers.clone_from(&other.load_balancers); }
        if what & 2 != 0 { after.backend_server_groups.clone_from(&other.backend_server_groups); }
        if what & 4 != 0 { after.servers.clone_from(&other.servers); }
        for (what, number) in edits {
            draw(&mut after, what, number);
        }
        let steps = compare(&before, &after);
        for kept in &steps.kept {
            prop_assert!(!kept.flows.is_empty(), "{:?}", kept);
            prop_assert!(!steps.removals.iter().any(|it| it.rule == kept.target_rule));
        }
        // A plan drawn as the planner says keeps nothing any more.
        let again = compare(&before, &steps.target);
        prop_assert_eq!(&again.kept, &[]);
        prop_assert_eq!(&again.additions, &steps.additions);
        if steps.report.summary.proved && steps.proof.holds() {
            prop_assert_eq!(Console::of(&steps).carry_out(), Ok(()));
        }
    }
}
