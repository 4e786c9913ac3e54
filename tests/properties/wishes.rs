//! The wishes of a plan on the security groups that rules go into.

use elb_rule_planner::edit::{Edit, transact};
use elb_rule_planner::engine::check;
use elb_rule_planner::engine::report::{Change, ChangeKind, Level, Report, RulePlace};
use elb_rule_planner::plan::{NewRules, Plan, SecurityGroupId};
use proptest::prelude::*;

use crate::config;
use crate::plans::{Shown, plan};

/// The groups that could take a rule in the place of a change.
fn others(plan: &Plan, change: &Change) -> Vec<SecurityGroupId> {
    let others = plan.security_groups.iter().filter(|it| change.place != it.id.into());
    others.filter(|it| it.new_rules != NewRules::Avoided).map(|it| it.id).collect()
}

/// The answer to a plan with all changes of a report, of which one puts its rule into another group.
fn moved(plan: &Plan, report: &Report, change: &Change, to: SecurityGroupId) -> Option<Report> {
    let ChangeKind::AddSecurityGroupRule { direction, rule } = &change.kind else { return None };
    let (direction, rule) = (*direction, rule.clone());
    let changes = report.changes.iter().filter(|it| it.id != change.id);
    let mut edits = changes.flat_map(|it| it.remedy.clone()).collect::<Vec<_>>();
    edits.push(Edit::PutSecurityGroupRule { security_group: to, direction, rule });
    Some(check(&transact(plan, &edits).ok()?))
}

fn missing(report: &Report) -> usize {
    report.changes.iter().filter(|it| it.level <= Level::Recommended).count()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_rule_goes_into_a_group_that_is_avoided_only_where_no_other_can_take_it(
        Shown(plan) in plan()
    ) {
        let report = check(&plan);
        for change in &report.changes {
            let RulePlace::SecurityGroup(id) = change.place else { continue };
            let group = plan.security_groups.iter().find(|it| it.id == id).unwrap();
            if group.new_rules != NewRules::Avoided || !change.kind.adds_rule() {
                continue;
            }
            for other in others(&plan, change) {
                let Some(after) = moved(&plan, &report, change, other) else { continue };
                prop_assert!(missing(&after) > 0, "{:?} could go into {other}", change.kind);
            }
        }
    }

    #[test]
    fn the_same_wish_for_all_groups_is_none(Shown(plan) in plan()) {
        let wishing = |wish| {
            let mut plan = plan.clone();
            plan.security_groups.iter_mut().for_each(|it| it.new_rules = wish);
            check(&plan).changes
        };
        prop_assert_eq!(wishing(NewRules::Preferred), wishing(NewRules::Usual));
        prop_assert_eq!(wishing(NewRules::Avoided), wishing(NewRules::Usual));
    }
}

#[test]
fn random_plans_put_rules_where_they_are_not_wished_for_and_elsewhere() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut there, mut elsewhere) = (0, 0);
    for _ in 0..600 {
        let Shown(plan) = plan().new_tree(&mut runner).unwrap().current();
        let wish = |wish| {
            let mut plan = plan.clone();
            plan.security_groups[0].new_rules = wish;
            let changes = check(&plan).changes.into_iter();
            let id = plan.security_groups[0].id;
            changes.filter(|it| it.place == id.into() && it.kind.adds_rule()).count()
        };
        let (avoided, preferred) = (wish(NewRules::Avoided), wish(NewRules::Preferred));
        there += usize::from(avoided > 0);
        elsewhere += usize::from(avoided < preferred);
    }
    assert!(there > 10 && elsewhere > 10, "{there} {elsewhere}");
}
