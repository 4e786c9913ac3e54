//! The clauses of the guide, by name and in a sentence.

use crate::engine::report::ClauseId;

/// The short label of a clause, as it stands behind a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClauseText(pub ClauseId);

/// The content of a clause, in one sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClauseTitleText(pub ClauseId);

area!(clause::label, ClauseText);
area!(clause::title, ClauseTitleText);
