//! The guide as code: what must flow in a plan, and past which filters.
//!
//! One file for each clause; its doc comment is its page, and [`CLAUSES`] lists them all. This
//! stage knows load balancers; it knows nothing of how rules are matched.

mod clause;
mod collect;
mod connection_places;
mod connections;
mod endpoint;
mod filter_checks;
mod protocol_table;
mod requirement;
mod sent;
mod table;

pub(crate) mod access_control;
mod backend_subnet;
mod health_check;
mod inbound_ports;
mod layer4;
mod load_balancer_acl;
mod network_acl;
mod network_acl_default;
mod network_acl_fields;
mod other_subnet;
mod outbound_rules;
pub(crate) mod own_vpc;
pub mod readings;
mod requirement_cache;
mod same_subnet;
mod subnet_change;
mod table1;
mod table2;
mod table3;
mod table4;
mod udp_health_check;
mod unattached;

pub(crate) use backend_subnet::sources;
pub use clause::Clause;
pub(crate) use collect::requirements;
pub(crate) use connection_places::vpc_of;
pub(crate) use connections::{MOST_PAIRS, connection_servers};
pub(crate) use endpoint::member_subnet;
pub(crate) use network_acl_fields::LOAD_BALANCER_PORTS;
pub(crate) use protocol_table::is_named as has_table;
pub(crate) use requirement::{
    AskedBy, FarGroups, FilterCheck, FilterRef, RequiredPackets, Requirement, ToMember,
};
pub(crate) use requirement_cache::{Required, RequirementCache, of_connections};
pub(crate) use sent::{Sent, sent};
pub(crate) use unattached::{home as home_of_unattached, idle_listeners, senders};

use super::report::ClauseId;

/// Every clause, in the order of the guide.
pub const CLAUSES: &[Clause] = &[
    backend_subnet::CLAUSE,
    network_acl::CLAUSE,
    layer4::CLAUSE,
    access_control::CLAUSE,
    health_check::CLAUSE,
    udp_health_check::CLAUSE,
    table1::CLAUSE,
    outbound_rules::CLAUSE,
    table2::CLAUSE,
    table3::CLAUSE,
    table4::CLAUSE,
    inbound_ports::CLAUSE,
    subnet_change::CLAUSE,
    network_acl_default::CLAUSE,
    same_subnet::CLAUSE,
    other_subnet::CLAUSE,
    network_acl_fields::CLAUSE,
];

/// The table that a backend protocol follows.
pub(crate) fn table_of(protocol: crate::plan::BackendProtocol) -> ClauseId {
    protocol_table::of(protocol).clause
}

/// The clause of an id.
#[must_use]
pub fn clause(id: ClauseId) -> Option<&'static Clause> {
    CLAUSES.iter().find(|clause| clause.id == id)
}
