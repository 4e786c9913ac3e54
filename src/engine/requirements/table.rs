//! The shape of the guide's Tables 2 to 4: which rows a backend protocol's table has.
//!
//! The columns that are the same in every row are not repeated: priority 1, action allow, type
//! by the address family of the source, and as the source (or destination) the block of the
//! load balancer's backend subnet.

use crate::engine::report::{ClauseId, Purpose};
use crate::plan::{BackendProtocol, Direction, Protocol};

use super::{table2, table3, table4};

/// A table of the guide.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) clause: ClauseId,
    pub(crate) rows: &'static [Row],
}

/// A row of a table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) direction: Direction,
    /// The protocol in the column 'Protocol & Port'; ICMP stands for that of both families.
    pub(crate) protocol: Protocol,
    /// Whose ports are in that column.
    pub(crate) purposes: &'static [Purpose],
}

/// The table of a backend protocol. TLS and gRPC, which have none, are carried by TCP and ended
/// by the load balancer like HTTPS, so they follow Table 4; QUIC is carried by UDP and follows
/// Table 3.
pub(crate) fn of(protocol: BackendProtocol) -> &'static Table {
    match protocol {
        BackendProtocol::Tcp => &table2::TABLE,
        BackendProtocol::Udp | BackendProtocol::Quic => &table3::TABLE,
        BackendProtocol::Http
        | BackendProtocol::Https
        | BackendProtocol::Tls
        | BackendProtocol::Grpc
        | BackendProtocol::Ip => &table4::TABLE,
    }
}

/// Whether the guide has a table for a backend protocol by name.
pub(crate) fn is_named(protocol: BackendProtocol) -> bool {
    use BackendProtocol::{Grpc, Ip, Quic, Tls};
    !matches!(protocol, Tls | Grpc | Quic | Ip)
}

impl Table {
    /// Whether the table has a row for this.
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
