//! Table 4: the rules of servers behind an HTTP or HTTPS group.
//!
//! Inbound and outbound: TCP over the port on which the server serves and over the health check
//! port, from and to the backend subnet.

use crate::engine::report::{ClauseId, Purpose};
use crate::plan::{Direction, Protocol};

use super::Clause;
use super::table::{Table, TableRow};

/// This clause.
pub(crate) const CLAUSE: Clause = Clause {
    id: ClauseId::Table4,
    section: "Requirements on the Security Group Rules of Backend Servers",
    file: "table4.rs",
};

/// The rows.
pub(super) static TABLE: Table = Table {
    clause: ClauseId::Table4,
    rows: &[
        TableRow {
            direction: Direction::Inbound,
            protocol: Protocol::Tcp,
            purposes: &[Purpose::Traffic, Purpose::HealthCheck],
        },
        TableRow {
            direction: Direction::Outbound,
            protocol: Protocol::Tcp,
            purposes: &[Purpose::Traffic, Purpose::HealthCheck],
        },
    ],
};
