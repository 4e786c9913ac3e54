//! A cell in words, and the names of rows and columns.

use super::answer::ReachAnswer;
use crate::engine::reach::{Cell, Row, Target, Traffic};
use crate::locale::{
    CellFate, Language, ReachLabel, SourceDetail, SourceTitle, TargetDetail, TargetTitle,
};
use crate::plan::Plan;

/// The packets of one fate: protocols and ports, and the fate in words where there is something to
/// say.
struct FateLine {
    services: String,
    fate: String,
}

impl FateLine {
    /// Both as one text.
    fn text(&self) -> String {
        match self.fate.is_empty() {
            true => self.services.clone(),
            false => format!("{} ({})", self.services, self.fate),
        }
    }
}

/// A cell, fate by fate.
fn fates(traffic: &[Traffic], language: Language) -> Vec<FateLine> {
    let line = |own: CellFate| {
        let services = own.services.iter().map(|it| it.text(language).into_owned());
        FateLine {
            services: services.collect::<Vec<_>>().join("; "),
            fate: own.text(language).into_owned(),
        }
    };
    CellFate::all(traffic).into_iter().map(line).collect()
}

/// A cell as one text.
pub(super) fn cell_text(cell: Option<&Cell>, language: Language) -> String {
    let Some(cell) = cell else { return ReachLabel::NoAddress.text(language).into_owned() };
    if cell.itself {
        return ReachLabel::Itself.text(language).into_owned();
    }
    let fates = fates(&cell.traffic, language);
    if fates.is_empty() {
        return ReachLabel::Nothing.text(language).into_owned();
    }
    let mut text = fates.iter().map(FateLine::text).collect::<Vec<_>>().join("; ");
    if cell.needs_route {
        text = format!("{text} ({})", ReachLabel::NeedsRoute.text(language));
    }
    text
}

/// A name with what stands below it.
pub(super) struct Name {
    pub(super) title: String,
    pub(super) detail: String,
}

impl Name {
    /// Both in one line.
    pub(super) fn text(&self) -> String {
        match self.detail.is_empty() {
            true => self.title.clone(),
            false => format!("{} ({})", self.title, self.detail),
        }
    }
}

/// The name of the senders of a row.
pub(super) fn source(row: &Row, plan: &Plan, language: Language) -> Name {
    Name {
        title: SourceTitle::of(&row.source, plan).text(language).into_owned(),
        detail: SourceDetail::of(&row.source, plan).text(language).into_owned(),
    }
}

/// The name of a target.
pub(super) fn target(target: &Target, plan: &Plan, language: Language) -> Name {
    Name {
        title: TargetTitle::of(target, plan).text(language).into_owned(),
        detail: TargetDetail::of(target, plan).text(language).into_owned(),
    }
}

/// The title of an answer, with the name of the plan.
pub(super) fn title(answer: ReachAnswer, language: Language) -> String {
    let title = ReachLabel::TitleOf { with_changes: answer.with_changes }.text(language);
    match answer.plan.name.trim() {
        "" => title.into_owned(),
        name => format!("{title}: {name}"),
    }
}
