//! The words of what has to be done about rules in the cloud, and of the states it is counted from.

use crate::engine::compare::{OwnRuleKind, PendingCount, RuleSteps};

/// The words of exports and their dialog about rules that the cloud does not have yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PendingText {
    /// The summary of the steps.
    Headline {
        /// Rules to add.
        to_add: usize,
        /// Denies that get another priority.
        to_change: usize,
        /// Rules to take away.
        to_remove: usize,
    },
    /// In which order they are made.
    Consequence,
    /// The reason a rule is added that no flow waits for.
    AsDrawn,
    /// The heading of what is done at a place once all that opens is done.
    Then(String),
    /// The label of the choice of states.
    From,
    /// The state in which the plan was opened.
    Opened(Option<When>),
    /// The state that was made in the cloud.
    Made(Option<When>),
    /// The state that the last export leads to.
    Exported(Option<When>),
    /// The plan as it stands.
    Now,
    /// The number of rules to change, and of those that the plan has already.
    Count(PendingCount),
    /// The button that says that all was made in the cloud.
    MakeMade,
    /// An explanation of that button.
    MakeMadeHint,
    /// The news that it was done.
    MadeNow,
    /// The news that rules were changed here which the cloud does not have yet.
    Waits,
    /// The button that opens the export.
    ExportThem,
}

/// A moment as people name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// The day of the month and the month, from 1 up, where it was not today.
    pub day: Option<(u32, u32)>,
    /// The hour, 0–23.
    pub hour: u32,
    /// The minute.
    pub minute: u32,
}

impl PendingText {
    /// The summary of steps.
    #[must_use]
    pub fn headline(all: &RuleSteps) -> Self {
        let gives_way = |kind: &OwnRuleKind| matches!(kind, OwnRuleKind::Removed(_));
        let gone = all.opened.iter().filter(|it| gives_way(&it.kind)).count();
        let changes = all.report.changes.iter().chain(&all.denied);
        let to_add = changes.clone().filter(|it| it.kind.adds_rule()).count();
        let lowered = changes.count().saturating_sub(to_add);
        Self::Headline {
            to_add,
            to_change: lowered.saturating_add(all.opened.len().saturating_sub(gone)),
            to_remove: all.removed.len().saturating_add(gone),
        }
    }
}

area!(pending, PendingText);
