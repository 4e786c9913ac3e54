//! Connections whose ends are not there, or over which nothing can be sent.

use super::problems::Problems;
use crate::plan::{
    Connection, ConnectionEnd, ConnectionKind, Field, IpType, Plan, Problem, ProblemKind,
};

impl Plan {
    /// Everything that is wrong with a connection, which need not be in the plan yet.
    #[must_use]
    pub fn problems_of_connection(&self, connection: &Connection) -> Vec<Problem> {
        let mut problems = Problems::default();
        check_one(self, connection, &mut problems);
        problems.0
    }
}

pub(super) fn check(plan: &Plan, problems: &mut Problems) {
    for connection in &plan.connections {
        check_one(plan, connection, problems);
    }
}

fn check_one(plan: &Plan, connection: &Connection, problems: &mut Problems) {
    let ends = [(Field::From, connection.from), (Field::To, connection.to)];
    let mut are_there = true;
    for (field, end) in ends {
        if end.element().is_some_and(|id| plan.name_of(id).is_none()) {
            problems.dangling(connection.id, field, end);
            are_there = false;
        }
    }
    let protocol = connection.protocol;
    let takes_ports = protocol.may_have_ports();
    if !takes_ports && !connection.ports.is_all() {
        problems.add(connection.id, Field::Ports, ProblemKind::ProtocolMismatch { protocol });
    }
    if connection.icmp.is_some() && !protocol.is_icmp() {
        problems.add(connection.id, Field::Icmp, ProblemKind::ProtocolMismatch { protocol });
    }
    if !are_there {
        return;
    }
    if is_one_address(plan, connection) {
        problems.add(connection.id, Field::To, ProblemKind::SameEnd);
        return;
    }
    let families = ends.map(|(_, end)| families(plan, end));
    let shares = |ip_type: &IpType| families.iter().all(|own| own.contains(ip_type));
    let mut shared = IpType::BOTH.into_iter().filter(shares).peekable();
    // An end that has no address yet is told by what it lacks.
    if shared.peek().is_none() && families.iter().all(|own| !own.is_empty()) {
        problems.add(connection.id, Field::To, ProblemKind::EndsOfOtherFamilies);
    } else if let Some(own) = protocol.icmp_family()
        && shared.peek().is_some()
        && !shared.any(|it| it == own)
    {
        let kind = ProblemKind::ProtocolMismatch { protocol };
        problems.add(connection.id, Field::Protocol, kind);
    }
}

/// True if both ends are one and the same, and have nothing that it could be sent to but itself.
fn is_one_address(plan: &Plan, connection: &Connection) -> bool {
    if connection.from != connection.to {
        return false;
    }
    match connection.from {
        ConnectionEnd::IpBackend(_) => true,
        ConnectionEnd::Address(cidr) => cidr.is_host(),
        // Of what must not reach, every interface receives.
        ConnectionEnd::Server(id) => {
            connection.kind == ConnectionKind::MustReach
                || plan.server(id).is_none_or(|it| it.interfaces.is_empty())
        }
        _ => false,
    }
}

/// The families in which an end has addresses.
fn families(plan: &Plan, end: ConnectionEnd) -> Vec<IpType> {
    let has = |ip_type: &IpType| match end {
        ConnectionEnd::Address(cidr) => cidr.ip_type() == *ip_type,
        ConnectionEnd::AddressGroup(id) => {
            plan.address_group(id).is_some_and(|it| it.ip_type == *ip_type)
        }
        ConnectionEnd::IpBackend(id) => {
            plan.ip_backend(id).is_some_and(|it| IpType::of(it.address) == *ip_type)
        }
        ConnectionEnd::Server(id) => {
            plan.server(id).is_some_and(|it| it.address(*ip_type).is_some())
        }
        ConnectionEnd::Subnet(id) => {
            plan.subnet(id).is_some_and(|it| it.cidr_of(*ip_type).is_some())
        }
        ConnectionEnd::Vpc(_)
        | ConnectionEnd::SecurityGroup(_)
        | ConnectionEnd::BackendServerGroup(_) => true,
    };
    IpType::BOTH.into_iter().filter(has).collect()
}
