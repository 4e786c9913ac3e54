//! Tidying up: the moves that put everything in its place.

mod columns;
mod grid;
mod rows;
mod sections;
mod tidied;

use self::tidied::Tidied;
use crate::edit::Edit;
use crate::plan::{ElementId, Plan, Position};

/// The most things beside cards of rules that stand in two columns. More are arranged in rows, one
/// for each load balancer.
const MOST_IN_COLUMNS: usize = 60;

/// The moves that tidy a plan up. Nothing changes its container.
#[must_use]
pub fn arrange(plan: &Plan) -> Vec<Edit> {
    tidied(plan).edits
}

fn tidied(plan: &Plan) -> Tidied {
    let things = plan.subnets.len()
        + plan.load_balancers.len()
        + plan.backend_server_groups.len()
        + plan.servers.len()
        + plan.ip_backends.len();
    if things > MOST_IN_COLUMNS { rows::tidied(plan) } else { columns::tidied(plan) }
}

/// The plan, tidied up where nobody has put anything anywhere: a plan that was written by hand or
/// by a program has no places.
#[must_use]
pub fn placed(plan: Plan) -> Plan {
    let is_untouched = |id| plan.position_of(id) == Some(Position::default());
    let is_server = |id: &ElementId| matches!(id, ElementId::Server(_));
    let is_placed = plan.servers.iter().any(|it| it.position != Position::default())
        || !plan.element_ids().filter(|id| !is_server(id)).all(is_untouched);
    if plan.element_ids().count() < 2 || is_placed {
        return plan;
    }
    tidied(&plan).plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{DrawnKind, add};
    use crate::edit::transact;
    use crate::layout::Scene;

    fn drawn() -> Plan {
        let mut plan = Plan::default();
        for kind in DrawnKind::ALL.iter().chain(DrawnKind::ALL) {
            plan = transact(&plan, &add(&plan, &[], *kind, None).step.edits).unwrap();
        }
        plan
    }

    /// Containers hold things, and groups stand in front of a subnet that holds both ends.
    fn may_overlap(plan: &Plan, one: ElementId, other: ElementId) -> bool {
        let is_container = |id| matches!(id, ElementId::Vpc(_) | ElementId::Subnet(_));
        let container = |id| crate::layout::container_of(plan, id);
        match (is_container(one), is_container(other)) {
            (true, true) => container(one) != container(other),
            (false, false) => false,
            _ => true,
        }
    }

    #[test]
    fn nothing_that_is_tidy_overlaps_its_neighbours() {
        let plan = drawn();
        let tidy = transact(&plan, &arrange(&plan)).unwrap();
        let scene = Scene::of(&tidy);
        for (at, one) in scene.order().iter().enumerate() {
            for other in &scene.order()[at + 1..] {
                let (a, b) = (scene.rect(*one).unwrap(), scene.rect(*other).unwrap());
                assert!(may_overlap(&tidy, *one, *other) || !a.overlaps(b), "{one} {other}");
            }
        }
    }

    #[test]
    fn a_plan_without_places_is_placed_by_the_moves_that_tidy_it_up() {
        let mut plan = drawn();
        for id in plan.element_ids().collect::<Vec<_>>() {
            let position = Position::default();
            crate::edit::apply(&mut plan, &Edit::Move { element: id, into: None, position })
                .unwrap();
        }
        let placed = placed(plan.clone());
        assert_eq!(placed, transact(&plan, &arrange(&plan)).unwrap());
        assert_ne!(placed, plan);
        // A thing that somebody put somewhere stays, be it a single server.
        plan.servers.last_mut().unwrap().position = Position { x: 80, y: 40 };
        assert_eq!(super::placed(plan.clone()), plan);
    }

    #[test]
    fn tidying_twice_changes_nothing_more() {
        let plan = drawn();
        let tidy = transact(&plan, &arrange(&plan)).unwrap();
        assert_eq!(arrange(&tidy), []);
    }
}
