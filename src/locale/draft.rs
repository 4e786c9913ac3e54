//! The words about fields whose content is not in the plan.

/// The words about fields whose content is not in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftText {
    /// The content of a field is not in the plan yet.
    NotYet {
        /// The label of the field.
        field: String,
        /// The name of the thing that the field is about; none for the plan as a whole.
        of: Option<String>,
    },
    /// It cannot be read.
    CannotBeRead {
        /// The label of the field.
        field: String,
        /// The name of the thing that the field is about; none for the plan as a whole.
        of: Option<String>,
    },
    /// A field, in the place of the proof.
    NotChecked {
        /// The label of the field.
        field: String,
        /// The name of the thing that the field is about; none for the plan as a whole.
        of: Option<String>,
    },
    /// Several fields, in the place of the proof.
    SeveralNotChecked(usize),
    /// The button that shows the field.
    ShowField,
    /// The trace answers the question without what is being typed.
    QuestionNotYet,
}

area!(draft, DraftText);
