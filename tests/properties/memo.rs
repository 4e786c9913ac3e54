//! The engine's memo: after any edits, taken back or not, the answer is that of a fresh engine.

use std::sync::atomic::{AtomicUsize, Ordering};

use elb_rule_planner::edit::{Edit, History};
use elb_rule_planner::engine::report::Report;
use elb_rule_planner::engine::{Engine, check};
use elb_rule_planner::plan::Plan;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;

use crate::config;
use crate::edits::edit;
use crate::{nonsense, plans};

/// A step in the life of a plan.
#[derive(Debug, Clone)]
enum Step {
    Edit(Box<Edit>),
    /// One of the changes that the report proposes.
    Change(Index),
    /// All of them.
    Remedy,
    Undo,
    Redo,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => edit().prop_map(|edit| Step::Edit(Box::new(edit))),
        2 => any::<Index>().prop_map(Step::Change),
        1 => Just(Step::Remedy),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ]
}

/// Follows a plan through some steps, and says how many of them changed it.
fn follow(plan: Plan, steps: &[Step]) -> Result<usize, TestCaseError> {
    let text = |report: &Report| serde_json::to_string(report).unwrap();
    let mut engine = Engine::default();
    let mut history = History::new(plan);
    let mut report = engine.check(history.plan());
    let mut changed = 0;
    for step in steps {
        let before = history.plan().clone();
        // An edit that does not fit the plan is refused and leaves it as it was.
        let refused = match step {
            Step::Edit(edit) => history.record(&[*edit.clone()], None),
            Step::Change(which) if !report.changes.is_empty() => {
                history.record(&which.get(&report.changes).remedy, None)
            }
            Step::Change(_) => Ok(()),
            Step::Remedy => history.record(&report.remedy(), None),
            Step::Undo => Ok(_ = history.undo()),
            Step::Redo => Ok(_ = history.redo()),
        };
        prop_assert!(refused.is_ok() || *history.plan() == before);
        report = engine.check(history.plan());
        let fresh = check(history.plan());
        prop_assert_eq!(text(&report), text(&fresh), "after {:?}", step);
        changed += usize::from(*history.plan() != before);
    }
    Ok(changed)
}

fn follow_all(plans: impl Strategy<Value = plans::Shown>) {
    let config = config();
    let cases = config.cases as usize;
    let changed = AtomicUsize::new(0);
    let lives = (plans, vec(step(), 1..12));
    let outcome = TestRunner::new(config).run(&lives, |(plans::Shown(plan), steps)| {
        changed.fetch_add(follow(plan, &steps)?, Ordering::Relaxed);
        Ok(())
    });
    assert!(outcome.is_ok(), "{outcome:?}");
    let changed = changed.into_inner();
    assert!(changed > 2 * cases, "only {changed} steps changed a plan");
}

#[test]
fn a_memo_never_changes_an_answer() {
    follow_all(plans::plan());
}

#[test]
fn a_memo_never_changes_an_answer_to_nonsense() {
    follow_all(nonsense::plan());
}
