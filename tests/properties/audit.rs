//! The audit keeps its promises, whatever the plan says.

use std::collections::BTreeSet;

use elb_rule_planner::edit::{Edit, transact};
use elb_rule_planner::engine::report::{RuleFinding, Safety};
use elb_rule_planner::engine::{audit, check, removable_together, simpler};
use elb_rule_planner::plan::Plan;
use proptest::prelude::*;

use crate::config;
use crate::nonsense;
use crate::plans::{Shown, plan};

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
        let verdicts = |plan: &Plan| {
            let flows = check(plan).flows;
            flows.into_iter().map(|flow| flow.verdict).collect::<Vec<_>>()
        };
        let merged = transact(&plan, &merges).unwrap();
        prop_assert_eq!(verdicts(&merged), verdicts(&plan));
        // One does not stand in the way of the other.
        let left = transact(&merged, &removals.collect::<Vec<_>>()).unwrap();
        prop_assert_eq!(verdicts(&left), verdicts(&plan));
    }

    #[test]
    fn what_is_safe_to_remove_together_changes_nothing(Shown(plan) in plan()) {
        let report = check(&plan);
        let audited = audit(&plan, &report);
        let gone = removable_together(&plan, &audited);
        let edits: Vec<_> = gone.iter().map(|rule| Edit::RemoveRule(*rule)).collect();
        let left = transact(&plan, &edits).unwrap();
        let after = check(&left);
        let missing = |it: &elb_rule_planner::engine::report::Report| {
            let flows = it.flows.iter().map(|flow| (flow.verdict, flow.layers.len()));
            (flows.collect::<Vec<_>>(), it.summary.required_rules, it.summary.recommended_rules)
        };
        prop_assert_eq!(missing(&after), missing(&report), "without {:?}", &gone);
        // Each can go by itself, and of what is left none can go that could before.
        let (mut before, mut now) = (BTreeSet::new(), BTreeSet::new());
        let safe = |audit: &elb_rule_planner::engine::report::Audit, set: &mut BTreeSet<_>| {
            let safe = audit.rules.iter().filter(|it| it.has_warning());
            set.extend(safe.filter(|it| it.removal.changes_nothing()).map(|it| it.rule));
        };
        safe(&audited, &mut before);
        safe(&audit(&left, &after), &mut now);
        prop_assert!(gone.iter().all(|rule| before.contains(rule)));
        prop_assert!(before.is_disjoint(&now), "{:?} could go as well", before.intersection(&now));
    }

    #[test]
    fn what_is_safe_to_remove_changes_no_flow(Shown(plan) in plan()) {
        let report = check(&plan);
        prop_assert_eq!(audit(&plan, &report).rules.len(), plan.rule_ids().count());
        for rule in &audit(&plan, &report).rules {
            if rule.removal.safety() != Safety::Safe {
                continue;
            }
            let without = check(&transact(&plan, &[Edit::RemoveRule(rule.rule)]).unwrap());
            let verdicts = |it: &elb_rule_planner::engine::report::Report| {
                it.flows.iter().map(|flow| flow.verdict).collect::<Vec<_>>()
            };
            prop_assert_eq!(verdicts(&without), verdicts(&report), "without {}", rule.rule);
        }
    }
}
