//! The notes of the audit on what is odd and not wrong, and those that are switched off.

use crate::engine::report::{LintKind, LintNote};
use crate::plan::{ElementId, Lint, LintOff, Plan, SubjectId};

use super::names::{RuleName, SubjectName, name, servers};

/// A note in a sentence or two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LintText(pub(super) LintName);

/// A note with its names looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum LintName {
    OverlappingVpcs { vpcs: [String; 2], blocks: [String; 2] },
    OutsideVpcs { rule: Option<RuleName>, block: String },
    UnusedGroup(String),
    UnusedAcl(String),
    RiskyPort { rule: Option<RuleName>, services: Vec<(String, u16)>, servers: Vec<String> },
}

/// The notes that an entry of a plan switches off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LintOffText {
    pub(super) lint: Lint,
    /// The thing that they are about; all of the kind where there is none.
    pub(super) on: Option<SubjectName>,
    pub(super) reason: String,
}

/// The reason for which a note is not shown, behind the note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LintReasonText(pub String);

/// The words beside notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum LintLabelText {
    Notes,
    /// The notes that are switched off, so many.
    SwitchedOff(usize),
    DoNotShow,
    Reason,
    ReasonHint,
    ShowAgain,
    NothingSwitchedOff,
    /// The heading of the list of what is switched off.
    NotesOfAudit,
}

impl LintText {
    /// A note of a plan's audit.
    #[must_use]
    pub fn of(note: &LintNote, plan: &Plan) -> Self {
        let element = || plan.element_of(note.subject);
        let named = || element().map(|id| name(plan, id)).unwrap_or_default();
        let rule = || match note.subject {
            SubjectId::Rule(id) => RuleName::of(id, plan),
            _ => None,
        };
        Self(match &note.kind {
            LintKind::OverlappingVpcs { other, own_block, other_block } => {
                LintName::OverlappingVpcs {
                    vpcs: [named(), name(plan, *other)],
                    blocks: [own_block.to_string(), other_block.to_string()],
                }
            }
            LintKind::OutsideVpcs { block } => {
                LintName::OutsideVpcs { rule: rule(), block: block.to_string() }
            }
            LintKind::Unused => match element() {
                Some(ElementId::NetworkAcl(_)) => LintName::UnusedAcl(named()),
                _ => LintName::UnusedGroup(named()),
            },
            LintKind::RiskyPort { services, servers: on } => LintName::RiskyPort {
                rule: rule(),
                services: services.iter().map(|it| (it.name.clone(), it.port)).collect(),
                servers: servers(plan, on),
            },
        })
    }
}

impl LintOffText {
    /// An entry of a plan.
    #[must_use]
    pub fn of(off: &LintOff, plan: &Plan) -> Self {
        let on = off.on.map(|id| SubjectName::of(id, plan));
        Self { lint: off.lint, on, reason: off.reason.clone() }
    }
}

prose!(lint::segments, LintText);
prose!(lint::off, LintOffText);
prose!(lint::reason, LintReasonText);
area!(lint::label, LintLabelText);
