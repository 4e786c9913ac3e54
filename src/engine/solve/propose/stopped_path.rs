//! Paths on which something is missing.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::missing::Missing;
use crate::engine::solve::decide::evaluated_path::EvaluatedPath;
use crate::engine::solve::decide::judgement::Judgement;
use crate::engine::solve::decide::need::Need;
use crate::engine::solve::filters::policies::Policies;
use crate::plan::SecurityGroupId;

/// A path on which something is missing.
pub(crate) struct StoppedPath<'a> {
    path: EvaluatedPath<'a>,
    judgement: Rc<Judgement>,
}

impl<'a> StoppedPath<'a> {
    pub(crate) fn of(path: EvaluatedPath<'a>, judgement: Rc<Judgement>) -> Self {
        Self { path, judgement }
    }

    /// Checks whether the path leads past one of some security groups.
    pub(crate) fn passes(&self, groups: &FxHashSet<SecurityGroupId>) -> bool {
        self.path.passes(groups)
    }

    /// Adds what is missing on the path.
    pub(crate) fn add_to(&self, missing: &mut Missing<'a>) {
        missing.add(&self.path, &self.judgement, |_| true);
    }

    /// Judges the path by other policies; none if nothing is missing then.
    fn by(&self, policies: &mut Policies) -> Option<Rc<Judgement>> {
        Some(self.path.judge(policies)).filter(|it| !it.is_closed)
    }

    /// Returns the needs, by other policies, of the flows that miss something.
    pub(crate) fn still(&self, policies: &mut Policies) -> Vec<Need<'a>> {
        let Some(after) = self.by(policies) else { return vec![] };
        self.path.needs(&after, |flow| self.judgement.misses(flow))
    }

    /// Adds the needs, by other policies, of the flows that miss something. The policies differ in
    /// the rules of some security groups alone.
    pub(crate) fn add_still(
        &self,
        policies: &mut Policies,
        changed: &FxHashSet<SecurityGroupId>,
        missing: &mut Missing<'a>,
    ) {
        if !self.passes(changed) {
            return self.add_to(missing);
        }
        if let Some(after) = self.by(policies) {
            missing.add(&self.path, &after, |flow| self.judgement.misses(flow));
        }
    }
}
