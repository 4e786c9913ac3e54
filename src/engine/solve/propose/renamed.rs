//! The answer to a plan in which things only have other names: the answer that is known already, with
//! other descriptions of the rules to add.

use std::rc::Rc;

use super::describe::described;
use crate::edit::Edit;
use crate::engine::report::{Change, ChangeKind, Flow, Report};
use crate::plan::{ElementId, Plan};

/// The answer to a plan that differs from another one in names alone; none where it differs in more.
/// `report` is the answer to the other one.
pub(crate) fn renamed(report: &Rc<Report>, before: &Plan, plan: &Plan) -> Option<Rc<Report>> {
    if !before.differs_in_names_alone(plan) {
        return None;
    }
    let names = before.names().zip(plan.names());
    let renamed = names.filter(|(old, new)| old.1 != new.1).map(|(_, (id, _))| id);
    let renamed = renamed.filter(is_in_descriptions).collect::<Vec<_>>();
    let serves = |flow: &Flow| {
        renamed.contains(&flow.load_balancer.into()) || renamed.contains(&flow.group.into())
    };
    let is_for = |change: &Change| {
        let mut flows = change.flows.iter().filter_map(|id| report.flow(*id));
        change.kind.adds_rule() && !renamed.is_empty() && flows.any(serves)
    };
    let mut answer = report.clone();
    for (at, change) in report.changes.iter().enumerate().filter(|(_, change)| is_for(change)) {
        let text = description(report, plan, change);
        if let Some(own) = Rc::make_mut(&mut answer).changes.get_mut(at) {
            describe(own, &text);
        }
    }
    Some(answer)
}

fn is_in_descriptions(id: &ElementId) -> bool {
    matches!(id, ElementId::LoadBalancer(_) | ElementId::BackendServerGroup(_))
}

/// The description of the rule that a change adds.
fn description(report: &Report, plan: &Plan, change: &Change) -> String {
    let serves = |flow: &Flow| (flow.load_balancer, flow.group, flow.purpose);
    let legs = change.by_leg().map(|(leg, flows)| {
        let mut serves =
            flows.iter().filter_map(|id| report.flow(*id).map(serves)).collect::<Vec<_>>();
        serves.dedup();
        (leg, serves)
    });
    let legs = legs.collect::<Vec<_>>();
    let legs = legs.iter().map(|(leg, serves)| (*leg, serves.as_slice()));
    described(plan, legs, change.kind.direction())
}

/// Gives the rule that a change adds another description.
fn describe(change: &mut Change, text: &str) {
    match &mut change.kind {
        ChangeKind::AddSecurityGroupRule { rule, .. } => text.clone_into(&mut rule.description),
        ChangeKind::AddNetworkAclRule { rule, .. } => text.clone_into(&mut rule.description),
        ChangeKind::LowerPriority { .. } => {}
    }
    for edit in &mut change.remedy {
        match edit {
            Edit::PutSecurityGroupRule { rule, .. } => text.clone_into(&mut rule.description),
            Edit::PutNetworkAclRule { rule, .. } => text.clone_into(&mut rule.description),
            _ => {}
        }
    }
}
