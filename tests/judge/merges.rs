//! Puts the rules that the engine says can be one beside what the definitions say, packet by packet.

use elb_rule_planner::edit::transact;
use elb_rule_planner::engine::report::{Merge, RulePlace};
use elb_rule_planner::engine::{audit, check, simpler};
use elb_rule_planner::plan::{AclAddress, Cidr, Direction, Plan, PortRange, Ports, Remote};
use proptest::prelude::*;

use crate::audit::{classes, config, packets};
use crate::lists::{lists, passes};
use crate::plans;

/// After a merge, and after all of them, every packet fares as before, whoever its far end is.
fn merged(plan: &Plan, merges: &[Merge]) -> Result<usize, String> {
    let all = merges.iter().flat_map(|it| it.remedy.clone()).collect::<Vec<_>>();
    let mut compared = 0;
    for merge in merges {
        let (place, direction) = (merge.place, merge.direction);
        let classes = classes(plan, place);
        for edits in [&merge.remedy, &all] {
            let after = transact(plan, edits).unwrap();
            let count = |plan: &Plan| plan.rule_ids().count();
            if *edits == merge.remedy && count(&after) + merge.rules.len() != count(plan) + 1 {
                return Err(format!("{merge:?} does not leave one rule"));
            }
            let (before, after) = (lists(plan, place, direction), lists(&after, place, direction));
            for packet in packets(plan, place, direction) {
                for worn in &classes {
                    for (before, after) in before.iter().zip(&after) {
                        let (then, now) = (
                            passes(before, &packet, worn, None),
                            passes(after, &packet, worn, None),
                        );
                        if then != now {
                            return Err(format!("{merge:?} on {packet:?}: {then}, then {now}"));
                        }
                        compared += 1;
                    }
                }
            }
        }
    }
    Ok(compared)
}

/// Puts two rules in the place of one that say together what it says, the second one elsewhere.
fn split(plan: &mut Plan, number: usize, place: usize, by_ports: bool) {
    let Some(id) = plan.rule_ids().nth(number % plan.rule_ids().count().max(1)) else { return };
    let next = plan.next_rule_id();
    let halves = |ports: &Ports| {
        let range = ports.ranges().first().copied().unwrap_or(PortRange::ALL);
        let middle = range.first + (range.last - range.first) / 2;
        let half = |first: u16, last: u16| Ports::from(PortRange { first, last });
        (middle < range.last && ports.ranges().len() < 2)
            .then(|| (half(range.first.max(1), middle), half(middle + 1, range.last)))
    };
    let blocks = |block: Cidr| {
        let net = block.net();
        let mut halves = net.subnets(net.prefix_len() + 1).ok()?.map(Cidr::of);
        Some((halves.next()?, halves.next()?))
    };
    for list in [Direction::Inbound, Direction::Outbound] {
        for group in &mut plan.security_groups {
            let rules = group.rules_mut(list);
            let Some(at) = rules.iter().position(|it| it.id == id) else { continue };
            let mut other = rules[at].clone();
            other.id = next;
            match rules[at].remote {
                Remote::Cidr(block) if !by_ports => {
                    let Some((one, two)) = blocks(block) else { return };
                    (rules[at].remote, other.remote) = (Remote::Cidr(one), Remote::Cidr(two));
                }
                _ if rules[at].protocol.has_ports() => {
                    let Some((one, two)) = halves(&rules[at].ports) else { return };
                    (rules[at].ports, other.ports) = (one, two);
                }
                _ => return,
            }
            rules.insert(place % (rules.len() + 1), other);
            return;
        }
        for acl in &mut plan.network_acls {
            let rules = acl.rules_mut(list);
            let Some(at) = rules.iter().position(|it| it.id == id) else { continue };
            let mut other = rules[at].clone();
            other.id = next;
            match rules[at].source {
                AclAddress::Cidr(block) if !by_ports => {
                    let Some((one, two)) = blocks(block) else { return };
                    (rules[at].source, other.source) =
                        (AclAddress::Cidr(one), AclAddress::Cidr(two));
                }
                _ if rules[at].protocol.has_ports() => {
                    let Some((one, two)) = halves(&rules[at].destination_ports) else { return };
                    (rules[at].destination_ports, other.destination_ports) = (one, two);
                }
                _ => return,
            }
            rules.insert(place % (rules.len() + 1), other);
            return;
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn rules_that_can_be_one_say_the_same_packet_by_packet(
        plans::Shown(plan) in plans::plan(),
        splits in prop::collection::vec((0..64_usize, 0..8_usize, any::<bool>()), 1..5),
    ) {
        let mut plan = plan;
        for (number, place, by_ports) in splits {
            split(&mut plan, number, place, by_ports);
        }
        let audit = audit(&plan, &check(&plan));
        merged(&plan, &simpler(&plan, &audit).merges).map_err(TestCaseError::fail)?;
    }
}

#[test]
fn random_plans_have_rules_that_can_be_one() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let (mut groups, mut acls) = (0, 0);
    for number in 0..200 {
        let plans::Shown(mut plan) = plans::plan().new_tree(&mut runner).unwrap().current();
        for more in 0..5 {
            split(&mut plan, number + 7 * more, number / 3 + more, (number + more) % 2 == 0);
        }
        for merge in simpler(&plan, &audit(&plan, &check(&plan))).merges {
            match merge.place {
                RulePlace::SecurityGroup(_) => groups += 1,
                RulePlace::NetworkAcl(_) => acls += 1,
            }
        }
    }
    assert!(groups > 20 && acls > 10, "{groups} in security groups, {acls} in network ACLs");
}
