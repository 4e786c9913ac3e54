//! The type of the guide's Tables 2 to 4: the rows that the table of a backend protocol has.
//!
//! The columns that are the same in every row are not repeated: priority 1, action allow, type
//! by the address family of the source, and as the source (or destination) the block of the
//! load balancer's backend subnet.

use crate::engine::report::{ClauseId, Purpose};
use crate::plan::{Direction, Protocol};

/// A table of the guide.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) clause: ClauseId,
    pub(crate) rows: &'static [TableRow],
}

/// A row of a table.
#[derive(Debug)]
pub(crate) struct TableRow {
    pub(crate) direction: Direction,
    /// The protocol in the column 'Protocol & Port'; ICMP stands for that of both families.
    pub(crate) protocol: Protocol,
    /// The flows whose ports are in that column.
    pub(crate) purposes: &'static [Purpose],
}

impl Table {
    /// Checks whether the table has a row for some packets.
    pub(crate) fn asks(&self, direction: Direction, protocol: Protocol, purpose: Purpose) -> bool {
        let protocol = match protocol {
            Protocol::Icmpv6 => Protocol::Icmp,
            other => other,
        };
        self.rows.iter().any(|row| {
            row.direction == direction
                && row.protocol == protocol
                && row.purposes.contains(&purpose)
        })
    }
}
