//! What becomes of the flows of the report if a rule goes.
//!
//! The flows are judged anew without the rule. Where one list decides, only flows of which the
//! rule decides a part can change. Where a server wears several groups, or has a flavor on which
//! rules get in each other's way, the parts do not tell all that had a hand in the verdict, so
//! every flow past the rule's group is judged anew.

use std::rc::Rc;

use super::Subject;
use crate::engine::index::Index;
use crate::engine::report::{Decider, Flow, FlowId, Level, Loss, Outcome, Place, Removal, Report};
use crate::engine::requirements::{Crossed, Requirement};
use crate::engine::solve::{Policies, Shelf};
use crate::plan::{Flavor, RuleId};

/// Judges flows without a rule.
pub(super) struct Removals<'a> {
    flows: Vec<(&'a Requirement, &'a Flow)>,
    now: Policies<'a>,
}

impl<'a> Removals<'a> {
    /// For the flows of a report, which stand in the order of what they require.
    pub(super) fn of(
        index: &'a Index<'a>,
        shelf: &'a Shelf,
        requirements: &'a [Requirement],
        report: &'a Report,
    ) -> Self {
        let flows = requirements.iter().zip(report.flows.iter().map(Rc::as_ref)).collect();
        Self { flows, now: Policies::of(index, shelf) }
    }

    /// What becomes of the flows without a rule.
    pub(super) fn removal(&mut self, subject: &Subject) -> Removal {
        let mut removal = Removal::default();
        let mut then = None;
        for (requirement, flow) in &self.flows {
            if !can_change(requirement, flow, subject) {
                continue;
            }
            let then = then.get_or_insert_with(|| self.now.without(subject.rule));
            let before = self.now.judge(requirement);
            let after = then.judge(requirement);
            let mut loss = None::<Loss>;
            let mut gains = false;
            for (before, after) in before.iter().zip(&after) {
                let level = before.crossing.level;
                gains |= !before.missing().minus(after.missing()).is_empty();
                if !after.missing().minus(before.missing()).is_empty() {
                    let nothing = after.decision.as_ref().is_some_and(|it| it.passed().is_empty());
                    let answers = before.crossing.leg.is_answer(before.crossing.direction);
                    loss = Some(joined(loss, flow.id, nothing && !answers, level));
                }
            }
            removal.stops.extend(loss);
            if gains {
                removal.opens.push(flow.id);
            }
        }
        removal
    }
}

fn joined(known: Option<Loss>, flow: FlowId, wholly: bool, level: Level) -> Loss {
    match known {
        Some(known) => Loss { flow, wholly: known.wholly || wholly, level: known.level.min(level) },
        None => Loss { flow, wholly, level },
    }
}

/// Whether a flow may fare otherwise without a rule.
fn can_change(requirement: &Requirement, flow: &Flow, subject: &Subject) -> bool {
    let crossings = requirement.crossings.iter().zip(flow.layers.iter());
    crossings.filter(|(crossing, _)| crossing.direction == subject.direction).any(
        |(crossing, layer)| match (&crossing.filter, subject.place) {
            (Crossed::SecurityGroups(groups, flavor), Place::SecurityGroup(group)) => {
                let tells_all = groups.len() == 1 && *flavor == Flavor::Standard;
                groups.contains(&group) && (!tells_all || names(&layer.outcome, subject.rule))
            }
            (Crossed::NetworkAcl(Some(acl)), Place::NetworkAcl(own)) => {
                *acl == own && names(&layer.outcome, subject.rule)
            }
            _ => false,
        },
    )
}

fn names(outcome: &Outcome, rule: RuleId) -> bool {
    let Outcome::Filtered { parts } = outcome else { return false };
    parts.iter().any(|part| part.decided_by == Decider::Rule(rule))
}
