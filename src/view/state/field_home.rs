//! Where a field is found: its id says what it is about.

use crate::plan::{ElementId, Plan, RuleId, SubjectId};

/// What a field is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldHome {
    /// The plan as a whole.
    Plan,
    /// One thing of it.
    Thing(SubjectId),
    /// The question of the trace, which is no part of the plan.
    Question,
}

impl FieldHome {
    /// What the field with an id is about; none where its value has nothing to do with the plan.
    pub(crate) fn of(id: &str) -> Option<Self> {
        if id.starts_with("form-plan-") {
            return Some(Self::Plan);
        }
        if id.starts_with("ask-") {
            return Some(Self::Question);
        }
        let rest = id.strip_prefix("form-").or_else(|| id.strip_prefix("number-"))?;
        // The id of a thing is a word and a number; the name of the field follows.
        let mut parts = rest.split('-');
        let thing = format!("{}-{}", parts.next()?, parts.next()?);
        thing.parse().ok().map(Self::Thing)
    }

    /// The drawn thing whose form has the field; none where it is not a thing's, or the plan no
    /// longer has it.
    pub(crate) fn element(self, plan: &Plan) -> Option<ElementId> {
        let element = match self {
            Self::Thing(SubjectId::Member(id)) => plan.member(id).map(|(group, _)| group.id.into()),
            Self::Thing(subject) => plan.element_of(subject),
            Self::Plan | Self::Question => None,
        };
        element.filter(|id| plan.name_of(*id).is_some())
    }

    /// The rule that the field is about, where it is about one.
    pub(super) fn rule(self) -> Option<RuleId> {
        match self {
            Self::Thing(SubjectId::Rule(id)) => Some(id),
            _ => None,
        }
    }

    /// Whether the plan still has what the field is about.
    pub(super) fn is_in(self, plan: &Plan) -> bool {
        !matches!(self, Self::Thing(_)) || self.element(plan).is_some()
    }
}
