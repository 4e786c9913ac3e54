//! The words of what has to be done about rules in the cloud, and of the states it is counted from.

use crate::engine::compare::{OwnRuleKind, PendingCount, RuleSteps};

/// What exports and their dialog say of rules that the cloud has not yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PendingText {
    /// What the steps come to.
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
    /// Why a rule is added that no flow waits for.
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
    /// What there is to do, and how much of it the plan has already.
    Count(PendingCount),
    /// The button that says that all was made in the cloud.
    MakeMade,
    /// What that does.
    MakeMadeHint,
    /// That it was done.
    MadeNow,
    /// That rules were changed here which the cloud has not yet.
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
    /// What steps come to.
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
