//! Other ways to let pass what a change of a report lets pass: a rule that misses by little is mended,
//! a deny is narrowed, servers join a group, or get one of their own.
//!
//! Each is made as edits and tried: on a copy of the plan that has them in place of the change. Only
//! what leaves nothing more to add there, and no flow worse off, is offered. Trying takes as long as
//! an answer does, so this is worked out when somebody asks, one trial after the other.

mod deny;
mod groups;
mod near_miss;
mod ping;
mod trial;

#[cfg(test)]
mod tests;

use std::ops::Deref;
use std::vec::IntoIter;

use trial::{Outcome, Trial};

use super::report::{Alternative, ChangeId, Report};
use crate::plan::Plan;

/// The search for the other ways of a change, of a plan and the report of the same plan. Dropping it
/// stops it.
pub struct Search<P, R> {
    plan: P,
    report: R,
    change: ChangeId,
    work: Option<Work>,
    found: Vec<Alternative>,
}

/// The ways that were not tried yet, and what each has to come up to.
struct Work {
    wanted: Outcome,
    left: IntoIter<Alternative>,
}

impl<P: Deref<Target = Plan>, R: Deref<Target = Report>> Search<P, R> {
    /// A search of which nothing is done.
    #[must_use]
    pub fn new(plan: P, report: R, change: ChangeId) -> Self {
        Self { plan, report, change, work: None, found: vec![] }
    }

    /// Tries the next way. Gives those that hold once nothing is left, the ones that open least first.
    #[must_use]
    pub fn step(&mut self) -> Option<Vec<Alternative>> {
        let trial = Trial::of(&self.plan, &self.report, self.change);
        let Some(trial) = trial else { return Some(vec![]) };
        match &mut self.work {
            None => {
                let Some(wanted) = trial.wanted() else { return Some(vec![]) };
                self.work = Some(Work { wanted, left: candidates(&trial).into_iter() });
            }
            Some(Work { wanted, left }) => match left.next() {
                None => return Some(std::mem::take(&mut self.found)),
                Some(way) if trial.holds(&way.remedy, wanted) => self.found.push(way),
                Some(_) => {}
            },
        }
        None
    }
}

/// The other ways for a change of a report of the plan.
pub(super) fn alternatives(plan: &Plan, report: &Report, change: ChangeId) -> Vec<Alternative> {
    let mut search = Search::new(plan, report, change);
    loop {
        if let Some(found) = search.step() {
            return found;
        }
    }
}

/// The ways to try.
fn candidates(trial: &Trial) -> Vec<Alternative> {
    let mut all = near_miss::mended(trial);
    all.extend(ping::echo_request(trial));
    all.extend(deny::cut(trial));
    all.extend(groups::own(trial));
    all.extend(groups::joined(trial));
    all.extend(groups::other(trial));
    all
}
