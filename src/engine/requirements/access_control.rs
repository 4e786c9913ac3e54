//! A listener's access control decides which clients may use it.
//!
//! Access control works at the listener, before anything is forwarded, and apart from security
//! groups and network ACLs. Where rules have no say over the forwarded traffic it is the way to
//! keep clients out.

use crate::engine::report::ClauseId;
use crate::plan::Listener;

use super::Clause;

/// This clause.
pub(crate) const CLAUSE: Clause =
    Clause { id: ClauseId::AccessControl, section: "Scenarios", file: "access_control.rs" };

/// Whether a listener keeps some clients out.
pub(crate) fn limits_clients(listener: &Listener) -> bool {
    !listener.access_control.is_open()
}
