//! The audit keeps its promises, whatever the plan says.

use std::collections::BTreeSet;
use std::net::IpAddr;

use elb_rule_planner::edit::{Edit, transact};
use elb_rule_planner::engine::report::{
    Audit, Decider, Leg, Outcome, RuleFinding, Safety, Verdict,
};
use elb_rule_planner::engine::{audit, check, removable_together, simpler};
use elb_rule_planner::plan::{AddressEntry, IpType, Plan, Ports, Protocol, RuleId};
use proptest::prelude::*;
use serde_json::json;

use crate::config;
use crate::nonsense;
use crate::plans::{Shown, plan};
use crate::world::{PORT_KINDS, addresses, entry_holds, ports_hold};

/// A packet of every kind that random plans tell apart: its ends, its protocol and its ports.
type PacketKind = ([IpAddr; 2], Protocol, [u16; 2]);

/// The verdict on each flow, and the packets of it that pass each layer. Rules to add are left out:
/// one that is needless today may be of use once a deny is lowered.
fn passing(plan: &Plan) -> Vec<(Verdict, Vec<BTreeSet<PacketKind>>)> {
    let ends = |entry: AddressEntry| {
        let all = IpType::BOTH.into_iter().flat_map(addresses);
        all.filter(move |it| entry_holds(entry, *it)).collect::<Vec<_>>()
    };
    let kinds = |protocol: Protocol, ports: &Ports| {
        let all = if protocol.has_ports() { PORT_KINDS } else { &[0] };
        all.iter().copied().filter(|it| ports_hold(ports, *it)).collect::<Vec<_>>()
    };
    let flows = check(plan).flows;
    let flows = flows.iter().map(|flow| {
        let layers = flow.layers.iter().map(|layer| {
            let mut passing = BTreeSet::new();
            let Outcome::Filtered { parts } = &layer.outcome else { return passing };
            let passed = parts.iter().filter(|it| it.passes).flat_map(|it| &it.packets);
            for packets in passed {
                let protocol = packets.protocol;
                for source in ends(packets.source) {
                    for destination in ends(packets.destination) {
                        for from in kinds(protocol, &packets.source_ports) {
                            for to in kinds(protocol, &packets.ports) {
                                passing.insert(([source, destination], protocol, [from, to]));
                            }
                        }
                    }
                }
            }
            passing
        });
        (flow.verdict, layers.collect())
    });
    flows.collect()
}

/// The rules that can go together change nothing, and no further one could join them.
fn can_go_together(plan: &Plan) -> Result<Vec<RuleId>, TestCaseError> {
    let audited = audit(plan, &check(plan));
    let gone = removable_together(plan, &audited);
    let edits: Vec<_> = gone.iter().map(|rule| Edit::RemoveRule(*rule)).collect();
    let left = transact(plan, &edits).unwrap();
    prop_assert_eq!(passing(&left), passing(plan), "without {:?}", &gone);
    // Each can go by itself, and of what is left none can go that could before.
    let safe = |audit: &Audit| {
        let safe = audit.rules.iter().filter(|it| it.has_warning());
        let safe = safe.filter(|it| it.removal.changes_nothing()).map(|it| it.rule);
        safe.collect::<BTreeSet<_>>()
    };
    let (before, now) = (safe(&audited), safe(&audit(&left, &check(&left))));
    prop_assert!(gone.iter().all(|rule| before.contains(rule)));
    prop_assert!(before.is_disjoint(&now), "{:?} could go as well", before.intersection(&now));
    Ok(gone)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_plan_can_be_audited(Shown(plan) in nonsense::plan()) {
        let report = check(&plan);
        let audited = audit(&plan, &report);
        let known: BTreeSet<_> = plan.rule_ids().collect();
        prop_assert!(audited.rules.iter().all(|it| known.contains(&it.rule)));
        prop_assert_eq!(&audited, &audit(&plan.clone(), &report));
        for merge in simpler(&plan, &audited).merges {
            prop_assert!(transact(&plan, &merge.remedy).is_ok());
        }
        for rule in &audited.rules {
            prop_assert!(rule.removal.stops.iter().all(|it| report.flow(it.flow).is_some()));
            for finding in &rule.findings {
                let RuleFinding::Broad { remedy, .. } = finding else { continue };
                prop_assert!(transact(&plan, remedy).is_ok());
            }
        }
        // A report of another plan is no reason to fall.
        let stranger = audit(&plan, &check(&Plan::default()));
        prop_assert_eq!(stranger.rules.len(), audited.rules.len());
    }

    #[test]
    fn what_can_be_simpler_changes_nothing(Shown(plan) in plan()) {
        let report = check(&plan);
        let audited = audit(&plan, &report);
        let simpler = simpler(&plan, &audited);
        prop_assert_eq!(&simpler.together, &removable_together(&plan, &audited));
        let merges: Vec<_> = simpler.merges.iter().flat_map(|it| it.remedy.clone()).collect();
        let removals = simpler.together.iter().map(|rule| Edit::RemoveRule(*rule));
        let merged = transact(&plan, &merges).unwrap();
        prop_assert_eq!(passing(&merged), passing(&plan));
        // One does not stand in the way of the other.
        let left = transact(&merged, &removals.collect::<Vec<_>>()).unwrap();
        prop_assert_eq!(passing(&left), passing(&plan));
    }

    #[test]
    fn what_is_safe_to_remove_together_changes_nothing(Shown(plan) in plan()) {
        can_go_together(&plan)?;
    }

    /// A rule without effect lets nothing in, and stops nothing.
    #[test]
    fn a_rule_without_effect_decides_on_no_flow(Shown(plan) in plan()) {
        let report = check(&plan);
        let is_idle = |it: &RuleFinding| matches!(it, RuleFinding::NoEffect(_));
        let audited = audit(&plan, &report);
        let idle = audited.rules.iter().filter(|it| it.findings.iter().any(is_idle));
        let idle = idle.map(|it| it.rule).collect::<BTreeSet<_>>();
        // Clients are asked about as whole blocks, and a part of one may be in the subnet itself.
        let is_of_clients = |leg| matches!(leg, Leg::FromClients | Leg::BackToClients);
        let layers = report.flows.iter().flat_map(|flow| flow.layers.iter());
        for layer in layers.filter(|layer| !is_of_clients(layer.leg)) {
            let Outcome::Filtered { parts } = &layer.outcome else { continue };
            for part in parts {
                if let Decider::Rule(id) = part.decided_by {
                    prop_assert!(!idle.contains(&id), "{id} has no effect and decides");
                }
            }
        }
    }

    #[test]
    fn what_is_safe_to_remove_changes_no_flow(Shown(plan) in plan()) {
        let report = check(&plan);
        prop_assert_eq!(audit(&plan, &report).rules.len(), plan.rule_ids().count());
        for rule in &audit(&plan, &report).rules {
            if rule.removal.safety() != Safety::Safe {
                continue;
            }
            let without = transact(&plan, &[Edit::RemoveRule(rule.rule)]).unwrap();
            prop_assert_eq!(passing(&without), passing(&plan), "without {}", rule.rule);
        }
    }
}

#[test]
fn an_allow_that_a_deny_hides_can_go_though_lowering_the_deny_would_set_it_free() {
    let plan = |deny: u8| -> Plan {
        let differs = json!({
            "sg-1": { "inbound": [
                { "id": "rule-1", "protocol": "tcp", "ports": "8080", "remote": "0.0.0.0/0" },
                { "id": "rule-2", "action": "deny", "priority": deny, "remote": "0.0.0.0/0" },
            ] },
            "bsg-1": { "health_check": { "enabled": false } },
        });
        serde_json::from_value(crate::list::plan("http", &differs)).unwrap()
    };
    let required = |plan: &Plan| check(plan).summary.required_rules;
    let hidden = plan(1);
    assert_eq!(can_go_together(&hidden).unwrap(), [RuleId(1)]);
    // The deny has to be lowered either way; only then would the allow be of use.
    let left = transact(&hidden, &[Edit::RemoveRule(RuleId(1))]).unwrap();
    assert_eq!((required(&hidden), required(&left)), (0, 1));
    assert_eq!(can_go_together(&plan(2)).unwrap(), [RuleId(2)]);
}
