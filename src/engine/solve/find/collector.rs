//! The list that findings are added to, with the flows that they are about.

use std::cell::OnceCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::shown_flows::ShownFlows;
use crate::engine::index::Index;
use crate::engine::report::{
    Change, ClauseId, Finding, FindingKind, Flow, FlowId, ReadingId, Severity,
};
use crate::engine::requirements::readings::followed;
use crate::engine::solve::decide::evaluated_path::ShownPath;
use crate::engine::solve::decide::path_summary::Overview;
use crate::plan::{BackendServerGroupId, MemberId, SubjectId};

/// The findings so far, and what they are about.
pub(crate) struct Findings<'a> {
    pub(crate) index: &'a Index<'a>,
    /// All flows of the report.
    pub(crate) shown: ShownFlows<'a>,
    /// The flows by the paths that they take.
    pub(crate) paths: &'a [Rc<ShownPath>],
    pub(crate) overview: &'a Overview,
    /// The flows of each member, so that no finding searches all flows for every member. Few plans
    /// need them.
    of_member: OnceCell<FxHashMap<MemberId, SmallVec<[&'a Flow; 4]>>>,
    /// The flows of each backend server group. Few plans need them.
    of_group: OnceCell<FxHashMap<BackendServerGroupId, Vec<&'a Flow>>>,
    pub(crate) changes: &'a [Change],
    pub(crate) list: Vec<Finding>,
}

impl<'a> Findings<'a> {
    /// An empty list of findings about the flows on some paths.
    pub(crate) fn about(
        index: &'a Index<'a>,
        shown: ShownFlows<'a>,
        overview: &'a Overview,
        changes: &'a [Change],
    ) -> Self {
        let (of_member, of_group, list) = Default::default();
        let paths = shown.paths;
        Self { index, shown, paths, overview, of_member, of_group, changes, list }
    }

    /// All flows, in the report's order.
    pub(crate) fn flows(&self) -> impl Iterator<Item = &'a Flow> + use<'a> {
        self.paths.iter().flat_map(|path| &path.flows).map(Rc::as_ref)
    }

    /// A flow.
    pub(crate) fn flow(&self, id: FlowId) -> Option<&'a Flow> {
        self.shown.flow(id)
    }

    /// The flows to the members of a group.
    pub(crate) fn to_group(&self, group: BackendServerGroupId) -> &[&'a Flow] {
        let of_group = self.of_group.get_or_init(|| {
            let mut of_group: FxHashMap<_, Vec<&Flow>> = FxHashMap::default();
            for flow in self.flows() {
                of_group.entry(flow.group).or_default().push(flow);
            }
            of_group
        });
        of_group.get(&group).map_or(&[], Vec::as_slice)
    }

    /// The flows to a member.
    pub(crate) fn to_member(&self, member: MemberId) -> &[&'a Flow] {
        let of_member = self.of_member.get_or_init(|| {
            let mut of_member: FxHashMap<_, SmallVec<[&Flow; 4]>> = FxHashMap::default();
            for flow in self.flows() {
                of_member.entry(flow.member).or_default().push(flow);
            }
            of_member
        });
        of_member.get(&member).map_or(&[], SmallVec::as_slice)
    }

    pub(crate) fn add(
        &mut self,
        severity: Severity,
        subject: impl Into<SubjectId>,
        kind: FindingKind,
        clauses: &[ClauseId],
    ) {
        let subject = Some(subject.into());
        let clauses = clauses.to_vec();
        self.list.push(Finding { severity, subject, kind, clauses, sources: None });
    }

    /// Adds a finding that rests on one of two answers to a question.
    pub(crate) fn add_disputed(
        &mut self,
        severity: Severity,
        subject: impl Into<SubjectId>,
        kind: FindingKind,
        clauses: &[ClauseId],
        reading: ReadingId,
    ) {
        self.add(severity, subject, kind, clauses);
        let followed = followed(reading, &self.index.plan.settings);
        if let Some(finding) = self.list.last_mut() {
            finding.sources = Some(followed);
        }
    }
}
