//! An audit bit by bit, so that whoever waits for it can do other things in between, say how far it
//! is, and stop it.

use std::ops::Deref;
use std::vec::IntoIter;

use rustc_hash::FxHashSet;

use super::lints::lints;
use super::place_lists::PlaceLists;
use super::prepared::Prepared;
use super::rule_audit::audited;
use super::rule_index::RuleIndex;
use super::subject::Subject;
use crate::engine::index::Index;
use crate::engine::report::{Audit, Report, RuleAudit, RulePlace};
use crate::plan::{Direction, Plan, RuleId};

/// The number of questions that are put to filters at a time.
const QUESTIONS: usize = 256;

/// An audit under way, of a plan and the report of the same plan. Dropping it stops it.
pub struct Run<P, R> {
    plan: P,
    report: R,
    work: Work,
    rules: Vec<RuleAudit>,
}

/// The progress of an audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The security group or network ACL that it looks at; none at the beginning.
    pub place: Option<RulePlace>,
    /// The number of that place, from 1 up.
    pub number: usize,
    /// The number of places.
    pub of: usize,
}

enum Work {
    Begun,
    Prepared(Box<Prepared>),
    Asked {
        prepared: Box<Prepared>,
        lists: IntoIter<(RulePlace, Direction)>,
        open: Option<Box<OpenList>>,
    },
}

/// The rules of a list that were not looked at yet.
struct OpenList {
    place_lists: PlaceLists,
    rules: IntoIter<RuleId>,
}

impl<P: Deref<Target = Plan>, R: Deref<Target = Report>> Run<P, R> {
    /// An audit of which nothing is done.
    #[must_use]
    pub fn new(plan: P, report: R) -> Self {
        Self { plan, report, work: Work::Begun, rules: vec![] }
    }

    /// The plan.
    pub fn plan(&self) -> &P {
        &self.plan
    }

    /// Does the next bit, such as looking at one rule. Gives the audit once nothing is left.
    #[must_use]
    pub fn step(&mut self) -> Option<Audit> {
        let Self { plan, report, work, rules } = self;
        match std::mem::replace(work, Work::Begun) {
            Work::Begun => {
                *work = Work::Prepared(Box::new(Prepared::of(plan, report)));
            }
            Work::Prepared(mut prepared) => {
                let more = prepared.removals.ask(&Index::of(plan), QUESTIONS);
                *work = match more {
                    true => Work::Prepared(prepared),
                    false => Work::Asked { prepared, lists: lists(plan).into_iter(), open: None },
                };
            }
            Work::Asked { prepared, mut lists, mut open } => {
                let subject =
                    open.as_mut().and_then(|it| Some((&it.place_lists, it.rules.next()?)));
                match subject {
                    Some((place_lists, rule)) => {
                        let subject =
                            Subject { plan, rule_index: &prepared.rule_index, place_lists, rule };
                        rules.push(audited(&subject, &prepared, report));
                    }
                    None => match lists.next() {
                        Some((place, direction)) => {
                            let place_lists =
                                PlaceLists::of(plan, &prepared.rule_index, place, direction);
                            let rules = rule_ids(plan, &prepared.rule_index, place, direction);
                            open =
                                Some(Box::new(OpenList { place_lists, rules: rules.into_iter() }));
                        }
                        None => {
                            let rules = std::mem::take(rules);
                            let lints = lints(plan, report);
                            let (version, simpler) = (Report::VERSION, None);
                            return Some(Audit { version, rules, lints, simpler });
                        }
                    },
                }
                *work = Work::Asked { prepared, lists, open };
            }
        }
        None
    }

    /// The progress of the audit.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let plan = &*self.plan;
        let of = plan.security_groups.len().saturating_add(plan.network_acls.len());
        let (place, left) = match &self.work {
            Work::Asked { lists, open: Some(open), .. } => {
                (Some(open.place_lists.place), lists.len())
            }
            _ => (None, of.saturating_mul(Direction::BOTH.len())),
        };
        // Every place has a list for each direction.
        let left = left / Direction::BOTH.len();
        Progress { place, number: of.saturating_sub(left), of }
    }
}

/// Every list of rules, in the plan's order.
pub(super) fn lists(plan: &Plan) -> Vec<(RulePlace, Direction)> {
    let groups = plan.security_groups.iter().map(|it| RulePlace::SecurityGroup(it.id));
    let places = groups.chain(plan.network_acls.iter().map(|it| RulePlace::NetworkAcl(it.id)));
    // If an id stands twice, the first one counts.
    let mut seen = FxHashSet::default();
    places
        .filter(|place| seen.insert(*place))
        .flat_map(|place| Direction::BOTH.map(|direction| (place, direction)))
        .collect()
}

fn rule_ids(
    plan: &Plan,
    rule_index: &RuleIndex,
    place: RulePlace,
    direction: Direction,
) -> Vec<RuleId> {
    match place {
        RulePlace::SecurityGroup(id) => rule_index
            .group(plan, id)
            .map(|group| group.rules(direction).iter().map(|rule| rule.id).collect()),
        RulePlace::NetworkAcl(id) => rule_index
            .acl(plan, id)
            .map(|acl| acl.rules(direction).iter().map(|rule| rule.id).collect()),
    }
    .unwrap_or_default()
}
