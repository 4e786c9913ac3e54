//! Table 2: the rules of servers behind a TCP group.
//!
//! Inbound and outbound: TCP over the health check port, from and to the backend subnet. The
//! port that serves is not in the table, because layer 4 traffic is forwarded past the rules.

use crate::engine::report::{ClauseId, Purpose};
use crate::plan::{Direction, Protocol};

use super::Clause;
use super::table::{Table, TableRow};

/// This clause.
pub(crate) const CLAUSE: Clause = Clause {
    id: ClauseId::Table2,
    section: "Requirements on the Security Group Rules of Backend Servers",
    file: "table2.rs",
};

/// The rows.
pub(super) static TABLE: Table = Table {
    clause: ClauseId::Table2,
    rows: &[
        TableRow {
            direction: Direction::Inbound,
            protocol: Protocol::Tcp,
            purposes: &[Purpose::HealthCheck],
        },
        TableRow {
            direction: Direction::Outbound,
            protocol: Protocol::Tcp,
            purposes: &[Purpose::HealthCheck],
        },
    ],
};
