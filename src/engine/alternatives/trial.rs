//! Trying edits in the place of a change.

use std::net::IpAddr;

use crate::edit::{Edit, transact};
use crate::engine::report::{Change, ChangeId, Flow, Report, RulePlace, Verdict};
use crate::engine::solve::{Memo, solve};
use crate::plan::{MemberTarget, Plan, SecurityGroupId, Server, ServerId, set_of};

/// A change of a report, and the plan with all the others.
pub(super) struct Trial<'a> {
    pub(super) plan: &'a Plan,
    pub(super) change: &'a Change,
    pub(super) report: &'a Report,
}

/// The answer to a plan with some edits: the verdicts on its flows, and the number of changes that it
/// lacks.
pub(super) struct Outcome {
    verdicts: Vec<Verdict>,
    changes: usize,
}

impl Outcome {
    /// Checks whether the same flows fare as well as in another one, and nothing more is missing.
    fn is_as_good_as(&self, other: &Self) -> bool {
        let mut pairs = self.verdicts.iter().zip(&other.verdicts);
        self.verdicts.len() == other.verdicts.len()
            && self.changes <= other.changes
            && pairs.all(|(own, wanted)| own <= wanted)
    }
}

impl<'a> Trial<'a> {
    /// The change of a plan's report.
    pub(super) fn of(plan: &'a Plan, report: &'a Report, change: ChangeId) -> Option<Self> {
        let change = report.change(change)?;
        // What connections of one's own ask for is closed by rules alone.
        let of_members = change.flows.iter().all(|flow| report.flow(*flow).is_some());
        of_members.then_some(Self { plan, change, report })
    }

    /// The outcome of all changes of the report; none where they do not fit the plan.
    pub(super) fn wanted(&self) -> Option<Outcome> {
        answer(self.plan, &self.report.remedy())
    }

    /// Checks whether edits do as well in the place of the change.
    pub(super) fn holds(&self, edits: &[Edit], wanted: &Outcome) -> bool {
        let others = self.report.changes.iter().filter(|it| it.id != self.change.id);
        let others = others.flat_map(|it| &it.remedy);
        let all = others.chain(edits).cloned().collect::<Vec<_>>();
        answer(self.plan, &all).is_some_and(|outcome| outcome.is_as_good_as(wanted))
    }

    /// The flows of the change.
    pub(super) fn flows(&self) -> impl Iterator<Item = &'a Flow> {
        let report = self.report;
        self.change.flows.iter().filter_map(|id| report.flow(*id))
    }

    /// The security group that the change is in; none where it is in a network ACL.
    pub(super) fn group(&self) -> Option<SecurityGroupId> {
        match self.change.place {
            RulePlace::SecurityGroup(id) => Some(id),
            RulePlace::NetworkAcl(_) => None,
        }
    }

    /// The servers to which the flows of the change lead, each with the addresses at which it gets
    /// them; none where a flow leads to something else.
    pub(super) fn servers(&self) -> Option<Vec<(&'a Server, Vec<IpAddr>)>> {
        let mut reached: Vec<(ServerId, IpAddr)> = vec![];
        for flow in self.flows() {
            let MemberTarget::Server(id) = flow.target else { return None };
            reached.push((id, flow.destination?));
        }
        let reached = set_of(reached);
        let mut servers: Vec<(&Server, Vec<IpAddr>)> = vec![];
        for server in &self.plan.servers {
            let own = reached.iter().filter(|(id, _)| *id == server.id).map(|(_, it)| *it);
            let own = own.collect::<Vec<_>>();
            if !own.is_empty() {
                servers.push((server, own));
            }
        }
        Some(servers)
    }
}

/// The answer to a plan with some edits.
fn answer(plan: &Plan, edits: &[Edit]) -> Option<Outcome> {
    let changed = transact(plan, edits).ok()?;
    let report = solve(&changed, &mut Memo::default());
    let verdicts = report.flows.iter().map(|flow| flow.verdict).collect();
    Some(Outcome { verdicts, changes: report.changes.len() })
}
