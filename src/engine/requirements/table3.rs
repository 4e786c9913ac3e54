//! Table 3: the rules of servers behind a UDP group.
//!
//! Inbound and outbound: UDP over the health check port, and all of ICMP, from and to the
//! backend subnet.

use crate::engine::report::{ClauseId, Purpose};
use crate::plan::{Direction, Protocol};

use super::Clause;
use super::table::{Table, TableRow};

/// This clause.
pub(crate) const CLAUSE: Clause = Clause {
    id: ClauseId::Table3,
    section: "Requirements on the Security Group Rules of Backend Servers",
    file: "table3.rs",
};

/// The rows.
pub(super) static TABLE: Table = Table {
    clause: ClauseId::Table3,
    rows: &[
        TableRow {
            direction: Direction::Inbound,
            protocol: Protocol::Udp,
            purposes: &[Purpose::HealthCheck],
        },
        TableRow {
            direction: Direction::Inbound,
            protocol: Protocol::Icmp,
            purposes: &[Purpose::Ping],
        },
        TableRow {
            direction: Direction::Outbound,
            protocol: Protocol::Udp,
            purposes: &[Purpose::HealthCheck],
        },
        TableRow {
            direction: Direction::Outbound,
            protocol: Protocol::Icmp,
            purposes: &[Purpose::Ping],
        },
    ],
};
