//! The home of a field: the part of the plan that its id names.

use crate::plan::{ElementId, Plan, RuleId, SubjectId};

/// The part of the plan, or the question, that a field belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldHome {
    /// The plan as a whole.
    Plan,
    /// One element, rule or other part of it.
    Thing(SubjectId),
    /// The question of the trace, which is no part of the plan.
    Question,
}

impl FieldHome {
    /// The home of the field with an id; nothing if its value has nothing to do with the plan.
    pub(crate) fn of(id: &str) -> Option<Self> {
        if id.starts_with("form-plan-") {
            return Some(Self::Plan);
        }
        if id.starts_with("ask-") {
            return Some(Self::Question);
        }
        let rest = id.strip_prefix("form-").or_else(|| id.strip_prefix("number-"))?;
        // The id of a part is a word and a number; the name of the field follows.
        let mut parts = rest.split('-');
        let thing = format!("{}-{}", parts.next()?, parts.next()?);
        thing.parse().ok().map(Self::Thing)
    }

    /// The drawn element whose form has the field; nothing if there is none in the plan.
    pub(crate) fn element(self, plan: &Plan) -> Option<ElementId> {
        let element = match self {
            Self::Thing(SubjectId::Member(id)) => plan.member(id).map(|(group, _)| group.id.into()),
            Self::Thing(subject) => plan.element_of(subject),
            Self::Plan | Self::Question => None,
        };
        element.filter(|id| plan.name_of(*id).is_some())
    }

    /// The rule that the field belongs to, if any.
    pub(super) fn rule(self) -> Option<RuleId> {
        match self {
            Self::Thing(SubjectId::Rule(id)) => Some(id),
            _ => None,
        }
    }

    /// True if the plan still has the part that the field belongs to.
    pub(super) fn is_in(self, plan: &Plan) -> bool {
        !matches!(self, Self::Thing(_)) || self.element(plan).is_some()
    }
}
