//! The answers to connections of one's own that must reach.

use super::decide::evaluated_path::EvaluatedPath;
use super::filters::policies::Policies;
use super::propose::stopped_path::StoppedPath;
use crate::engine::report::{ConnectionAnswer, ConnectionVerdict, Verdict};
use crate::plan::Plan;

/// The answer to each connection of a plan, whose paths stand in the plan's order. Those on which
/// something is missing are added to the stopped ones. What must not reach is not answered here.
pub(super) fn answers<'a>(
    plan: &Plan,
    paths: &[EvaluatedPath<'a>],
    stopped: &mut Vec<StoppedPath<'a>>,
    policies: &mut Policies,
) -> Vec<ConnectionAnswer> {
    let mut answers = Vec::with_capacity(paths.len());
    for (connection, path) in plan.connections.iter().zip(paths) {
        let judgement = path.judge(policies);
        let flows = path.connection_flows(&judgement);
        let gravest = flows.iter().map(|flow| flow.verdict).max();
        let verdict = match gravest {
            None => ConnectionVerdict::Unanswered,
            Some(Verdict::Exempt | Verdict::Open) => ConnectionVerdict::Open,
            Some(Verdict::Attention) => ConnectionVerdict::Unclear,
            Some(Verdict::Blocked) => ConnectionVerdict::Stopped,
        };
        let connection = connection.id;
        answers.push(ConnectionAnswer { connection, verdict, flows, gets_in: vec![] });
        if !judgement.is_closed {
            stopped.push(StoppedPath::of(*path, judgement));
        }
    }
    answers
}
