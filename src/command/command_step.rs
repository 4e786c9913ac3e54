//! A change as one step, with what there is to say of it.

use crate::edit::Edit;
use crate::locale::NoticeText;
use crate::plan::{ElementId, Plan};

/// A change of the plan: one step of undo.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CommandStep {
    /// The edits.
    pub edits: Vec<Edit>,
    /// The selection afterwards; it stays as it is where left out.
    pub select: Option<Vec<ElementId>>,
    /// The notice where the change is larger than what was clicked.
    pub said: Option<NoticeText>,
}

impl CommandStep {
    /// Edits of which nothing has to be said.
    #[must_use]
    pub fn of(edits: Vec<Edit>) -> Self {
        Self { edits, select: None, said: None }
    }

    /// The step, with things selected afterwards.
    #[must_use]
    pub fn selecting(self, ids: Vec<ElementId>) -> Self {
        Self { select: Some(ids), ..self }
    }

    /// The step, with something said of it.
    #[must_use]
    pub fn saying(self, said: Option<NoticeText>) -> Self {
        Self { said, ..self }
    }
}

/// The name of a drawn thing; its id where it has none.
pub(super) fn name_of(plan: &Plan, id: impl Into<ElementId>) -> String {
    let id = id.into();
    let name = plan.name_of(id).filter(|name| !name.trim().is_empty());
    name.map_or_else(|| id.to_string(), str::to_owned)
}
