//! The names of rows and columns, made once for each answer.

use super::work::Answered;
use crate::locale::{Language, SourceDetail, SourceTitle, TargetDetail, TargetTitle};

/// A name with what stands below it.
pub(super) struct Name {
    pub(super) title: String,
    pub(super) detail: String,
}

impl Name {
    /// All of it, to search in.
    pub(super) fn text(&self) -> String {
        format!("{} {}", self.title, self.detail)
    }
}

/// The names of rows and columns.
pub(super) struct Labels {
    pub(super) rows: Vec<Name>,
    pub(super) columns: Vec<Name>,
}

impl Labels {
    /// The names of an answer.
    pub(super) fn of(answered: &Answered, language: Language) -> Self {
        let plan = &answered.plan;
        let row = |row: &crate::engine::reach::Row| Name {
            title: SourceTitle::of(&row.source, plan).text(language).into_owned(),
            detail: SourceDetail::of(&row.source, plan).text(language).into_owned(),
        };
        let column = |target: &crate::engine::reach::Target| Name {
            title: TargetTitle::of(target, plan).text(language).into_owned(),
            detail: TargetDetail::of(target, plan).text(language).into_owned(),
        };
        Self {
            rows: answered.reach.rows.iter().map(row).collect(),
            columns: answered.reach.targets.iter().map(column).collect(),
        }
    }
}
