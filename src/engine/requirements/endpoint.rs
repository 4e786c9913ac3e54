//! Where a member is: its address, its subnet and the security groups in front of it.

use std::net::IpAddr;

use crate::engine::index::Index;
use crate::plan::{Flavor, Member, MemberTarget, SecurityGroupId, Server, Subnet};

/// The place of a member, as far as the plan says it.
pub(super) struct Endpoint<'a> {
    /// The address to which the load balancer sends.
    pub(super) address: IpAddr,
    /// The subnet that holds the address; none where it is outside of the plan.
    pub(super) subnet: Option<&'a Subnet>,
    /// The security groups of the server that has the address; none where no server is drawn,
    /// or it wears no group that the plan has.
    pub(super) security_groups: Vec<SecurityGroupId>,
    /// The flavor of that server; the usual one where none is drawn.
    pub(super) flavor: Flavor,
}

/// Finds the place of a member; none where its server or its address is missing.
pub(super) fn of<'a>(index: &Index<'a>, member: &Member) -> Option<Endpoint<'a>> {
    match member.target {
        MemberTarget::Server(id) => {
            let server = index.server(id)?;
            Some(Endpoint {
                address: server.address(member.ip_type)?,
                subnet: index.subnet(server.subnet),
                security_groups: worn(index, server),
                flavor: server.flavor,
            })
        }
        MemberTarget::IpBackend(id) => {
            let backend = index.ip_backend(id)?;
            let address = backend.address;
            let server = backend.vpc.and_then(|vpc| index.server_at(vpc, address));
            let subnet = match server {
                Some(server) => index.subnet(server.subnet),
                None => backend.vpc.and_then(|vpc| index.subnet_at(vpc, address)),
            };
            Some(Endpoint {
                address,
                subnet,
                security_groups: server.map(|server| worn(index, server)).unwrap_or_default(),
                flavor: server.map(|server| server.flavor).unwrap_or_default(),
            })
        }
    }
}

/// A group that the plan does not have has no rules that could be read or added to.
fn worn(index: &Index, server: &Server) -> Vec<SecurityGroupId> {
    let groups = server.security_groups.iter().copied();
    groups.filter(|id| index.security_group(*id).is_some()).collect()
}
