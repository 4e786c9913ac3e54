//! The answer to a plan in which things only have other names: the answer that is known already, with
//! other descriptions of the rules to add.

use std::rc::Rc;

use super::describe::described;
use crate::edit::Edit;
use crate::engine::report::{Change, ChangeKind, FlowId, Report};
use crate::engine::solve::decide::need::Serves;
use crate::plan::{ConnectionEnd, ElementId, Plan};

/// The answer to a plan that differs from another one in names alone; none where it differs in more.
/// `report` is the answer to the other one.
pub(crate) fn renamed(report: &Rc<Report>, before: &Plan, plan: &Plan) -> Option<Rc<Report>> {
    if !before.differs_in_names_alone(plan) {
        return None;
    }
    let names = before.names().zip(plan.names());
    let renamed = names.filter(|(old, new)| old.1 != new.1).map(|(_, (id, _))| id);
    let ends = plan.connections.iter().flat_map(|it| [it.from, it.to]);
    let ends = ends.filter_map(ConnectionEnd::element).collect::<Vec<_>>();
    let renamed = renamed.filter(|id| is_in_descriptions(id) || ends.contains(id));
    let renamed = renamed.collect::<Vec<_>>();
    let is_named = |serves: Serves| match serves {
        Serves::Member(balancer, group, _) => {
            renamed.contains(&balancer.into()) || renamed.contains(&group.into())
        }
        Serves::Connection(id) => plan.connection(id).is_some_and(|it| {
            [it.from, it.to].iter().filter_map(|end| end.element()).any(|it| renamed.contains(&it))
        }),
    };
    let is_for = |change: &Change| {
        let mut serves = change.flows.iter().filter_map(|id| serves(report, *id));
        change.kind.adds_rule() && !renamed.is_empty() && serves.any(is_named)
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

/// The purpose of a flow.
fn serves(report: &Report, id: FlowId) -> Option<Serves> {
    let member = report.flow(id).map(|it| Serves::Member(it.load_balancer, it.group, it.purpose));
    member.or_else(|| Some(Serves::Connection(report.connection_flow(id)?.0.connection)))
}

/// The description of the rule that a change adds.
fn description(report: &Report, plan: &Plan, change: &Change) -> String {
    let legs = change.by_leg().map(|(leg, flows)| {
        let mut serves = flows.iter().filter_map(|id| serves(report, *id)).collect::<Vec<_>>();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::check;

    #[test]
    fn a_rule_for_a_connection_is_described_by_the_new_name_of_an_end() {
        let case = crate::conformance::case("connection-stopped");
        let before: Plan = serde_json::from_value(case["plan"].clone()).unwrap();
        let mut plan = before.clone();
        plan.servers[0].name = "front".to_owned();
        let answer = renamed(&Rc::new(check(&before)), &before, &plan).unwrap();
        assert_eq!(*answer, check(&plan));
        assert!(format!("{:?}", answer.changes).contains("Connection front to db-1"));
    }
}
