//! The report keeps its promises.

use std::collections::BTreeSet;
use std::rc::Rc;

use elb_rule_planner::edit::transact;
use elb_rule_planner::engine::report::{Level, Report, RulePlace, Verdict};
use elb_rule_planner::engine::{check, renamed as renamed_answer};
use elb_rule_planner::layout::{Lines, Scene};
use proptest::prelude::*;

use crate::config;
use crate::hindrance::may_stay_open;
use crate::nonsense;
use crate::plans::{Shown, plan};

/// The number of flows that rules stop. Where nothing is routed to a member, no rule helps.
fn stopped_by_rules(report: &Report) -> usize {
    let stopped = report.flows.iter().filter(|flow| flow.verdict == Verdict::Blocked);
    stopped.filter(|flow| !flow.is_unrouted()).count()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn once_every_change_is_made_nothing_is_missing(Shown(plan) in plan()) {
        let report = check(&plan);
        let after = check(&transact(&plan, &report.remedy()).unwrap());
        prop_assert!(after.flows.len() == report.flows.len());
        if !report.summary.proved {
            prop_assert!(may_stay_open(&plan));
            return Ok(());
        }
        prop_assert_eq!(&after.changes, &[]);
        prop_assert_eq!(stopped_by_rules(&after), 0);
    }

    #[test]
    fn a_proof_is_never_claimed_in_vain(Shown(plan) in nonsense::plan()) {
        let report = check(&plan);
        let changed = transact(&plan, &report.remedy());
        prop_assert!(changed.is_ok(), "the remedy does not fit: {:?}", changed);
        let after = check(&changed.unwrap());
        let required = after.changes.iter().filter(|change| change.level == Level::Required).count();
        if report.summary.proved {
            prop_assert_eq!(required, 0);
            prop_assert_eq!(stopped_by_rules(&after), 0);
        } else {
            let stopped = after.flows.iter().any(|flow| flow.verdict == Verdict::Blocked);
            prop_assert!(!after.changes.is_empty() || stopped || !after.summary.proved);
        }
    }

    #[test]
    fn changes_replace_no_rule_that_is_there(Shown(plan) in nonsense::plan()) {
        let report = check(&plan);
        let changed = transact(&plan, &report.remedy()).unwrap();
        let added = report.changes.iter().filter(|change| change.kind.adds_rule()).count();
        prop_assert_eq!(changed.rule_ids().count(), plan.rule_ids().count() + added);
        let before: BTreeSet<_> = plan.rule_ids().collect();
        let after: BTreeSet<_> = changed.rule_ids().collect();
        prop_assert_eq!(after.len(), before.len() + added);
    }

    #[test]
    fn names_change_neither_the_answer_nor_what_is_drawn(Shown(plan) in nonsense::plan()) {
        let mut renamed = plan.clone();
        renamed.name.push_str(", renamed");
        for mut element in plan.element_ids().filter_map(|id| plan.element(id)) {
            element.name_mut().push('x');
            renamed.put(element);
        }
        prop_assert!(plan.differs_in_names_alone(&renamed) && renamed.differs_in_names_alone(&plan));
        let (one, other) = (Rc::new(check(&plan)), check(&renamed));
        let again = renamed_answer(&one, &plan, &renamed);
        prop_assert_eq!(again.as_deref(), Some(&other));
        prop_assert_eq!(&one.summary, &other.summary);
        prop_assert_eq!(&one.flows, &other.flows);
        prop_assert_eq!(&one.findings, &other.findings);
        prop_assert_eq!(one.changes.len(), other.changes.len());
        for (one, other) in one.changes.iter().zip(&other.changes) {
            prop_assert_eq!((one.place, one.level, &one.flows), (other.place, other.level, &other.flows));
        }
        let (scene, again) = (Scene::of(&plan), Scene::of(&renamed));
        prop_assert_eq!(scene.order(), again.order());
        for id in scene.order() {
            prop_assert_eq!(scene.rect(*id), again.rect(*id));
        }
        let (lines, other) = (Lines::of(&plan, &one, &scene), Lines::of(&renamed, &other, &again));
        prop_assert_eq!(lines.links, other.links);
        prop_assert_eq!(lines.trunks, other.trunks);
        renamed.settings.shared_sources.push("10.0.0.0/8".parse().unwrap());
        prop_assert!(!plan.differs_in_names_alone(&renamed));
        prop_assert_eq!(renamed_answer(&one, &plan, &renamed), None);
    }

    #[test]
    fn the_name_of_one_thing_changes_the_descriptions_that_have_it(
        Shown(plan) in plan(),
        which in any::<prop::sample::Index>(),
    ) {
        let mut renamed = plan.clone();
        let ids: Vec<_> = plan.element_ids().collect();
        prop_assume!(!ids.is_empty());
        let mut element = plan.element(*which.get(&ids)).unwrap();
        *element.name_mut() = "renamed <thing>".to_owned();
        renamed.put(element);
        let before = Rc::new(check(&plan));
        let answer = renamed_answer(&before, &plan, &renamed).unwrap();
        prop_assert_eq!(&*answer, &check(&renamed));
        // Nothing is copied where no description has the name.
        if before.changes == answer.changes {
            prop_assert!(Rc::ptr_eq(&before, &answer));
        }
    }

    #[test]
    fn the_same_plan_gives_the_same_report(Shown(plan) in nonsense::plan()) {
        prop_assert_eq!(check(&plan), check(&plan.clone()));
        prop_assert_eq!(plan.problems(), plan.clone().problems());
    }

    #[test]
    fn the_summary_counts_what_is_listed(Shown(plan) in plan()) {
        let report = check(&plan);
        let rules = |level| {
            report.changes.iter().filter(|it| it.level == level && it.kind.adds_rule()).count()
        };
        let flows = |verdict| report.flows.iter().filter(|it| it.verdict == verdict).count();
        let summary = &report.summary;
        prop_assert_eq!(summary.required_rules, rules(Level::Required));
        prop_assert_eq!(summary.recommended_rules, rules(Level::Recommended));
        prop_assert_eq!(
            summary.rules_to_change,
            report.changes.len() - summary.required_rules - summary.recommended_rules
        );
        prop_assert_eq!(summary.open_flows, flows(Verdict::Open));
        prop_assert_eq!(summary.blocked_flows, flows(Verdict::Blocked));
        prop_assert_eq!(summary.attention_flows, flows(Verdict::Attention));
        prop_assert_eq!(summary.exempt_flows, flows(Verdict::Exempt));
        for (number, change) in report.changes.iter().enumerate() {
            prop_assert_eq!(change.id.0 as usize, number);
            prop_assert_eq!(report.change(change.id), Some(change));
            prop_assert!(change.flows.iter().all(|id| report.flow(*id).is_some()));
            prop_assert!(!change.clauses.is_empty());
            prop_assert!(!change.stopped_by.is_empty());
        }
        // RulePlace by place they are all changes, each once and at its own place.
        let groups = plan.security_groups.iter().map(|group| RulePlace::SecurityGroup(group.id));
        let acls = plan.network_acls.iter().map(|acl| RulePlace::NetworkAcl(acl.id));
        let mut listed = vec![];
        for place in groups.chain(acls) {
            for change in report.changes_in(place) {
                prop_assert_eq!(change.place, place);
                listed.push(change.id.0 as usize);
            }
        }
        listed.sort_unstable();
        prop_assert_eq!(listed, (0..report.changes.len()).collect::<Vec<_>>());
    }
}
