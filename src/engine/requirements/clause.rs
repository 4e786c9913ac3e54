//! The type of a clause.

use crate::engine::report::ClauseId;

/// A sentence or a table of the guide that states a fact or a duty. The doc comment of its file
/// says this in our words, and how it is read if the sources disagree.
#[derive(Debug, Clone, Copy)]
pub struct Clause {
    /// Its id.
    pub id: ClauseId,
    /// The heading of the guide's page 'Security Group and Network ACL Rules' under which it
    /// stands.
    pub section: &'static str,
    /// The file, below `src/engine/requirements`.
    pub file: &'static str,
}
