//! The table of the guide that each backend protocol follows.

use super::table::Table;
use super::{table2, table3, table4};
use crate::plan::BackendProtocol;

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

/// Checks whether the guide has a table for a backend protocol by name.
pub(crate) fn is_named(protocol: BackendProtocol) -> bool {
    use BackendProtocol::{Grpc, Ip, Quic, Tls};
    !matches!(protocol, Tls | Grpc | Quic | Ip)
}
