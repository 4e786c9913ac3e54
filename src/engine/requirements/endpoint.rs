//! The endpoint of a member: its address, its subnet and the security groups in front of it.

use std::borrow::Cow;
use std::net::IpAddr;

use super::own_vpc;
use super::requirement::{Requirement, ToMember};
use crate::engine::index::Index;
use crate::plan::{
    Flavor, Interface, IpType, LoadBalancer, Member, MemberTarget, SecurityGroupId, Subnet,
};

/// The endpoint of a member, as far as the plan says it.
pub(super) struct Endpoint<'a> {
    /// The address to which the load balancer sends.
    pub(super) address: IpAddr,
    /// The subnet that holds the address; none where it is outside of the plan.
    pub(super) subnet: Option<&'a Subnet>,
    /// The security groups of the interface that has the address; none if no server is drawn, or
    /// the plan has none of its groups.
    pub(super) security_groups: Cow<'a, [SecurityGroupId]>,
    /// `true` if all rules of these groups are known.
    pub(super) rules_known: bool,
    /// `true` if security groups filter on that interface.
    pub(super) port_security: bool,
    /// The flavor of that server; the usual one where none is drawn.
    pub(super) flavor: Flavor,
}

/// Finds the endpoint to which a load balancer sends for a member; none if its server or its address
/// is missing.
pub(super) fn of<'a>(
    index: &Index<'a>,
    balancer: &LoadBalancer,
    member: &Member,
) -> Option<Endpoint<'a>> {
    at_target(index, balancer, member.target, (member.address, member.ip_type))
}

/// The subnet of the member that a requirement leads to, where the plan says it.
pub(crate) fn member_subnet<'a>(
    index: &Index<'a>,
    requirement: &Requirement,
) -> Option<&'a Subnet> {
    let Requirement { destination, ip_type, .. } = *requirement;
    let ToMember { load_balancer, target, .. } = *requirement.to_member()?;
    let balancer = index.load_balancers().iter().find(|it| it.id == load_balancer)?;
    at_target(index, balancer, target, (destination, ip_type))?.subnet
}

fn at_target<'a>(
    index: &Index<'a>,
    balancer: &LoadBalancer,
    target: MemberTarget,
    (named, ip_type): (Option<IpAddr>, IpType),
) -> Option<Endpoint<'a>> {
    match target {
        MemberTarget::Server(id) => {
            let server = index.server(id)?;
            let address = server.reached_at(named, ip_type)?;
            Some(at(index, address, &server.interface_at(address)?, server.flavor))
        }
        MemberTarget::IpBackend(id) => {
            let backend = index.ip_backend(id)?;
            let address = backend.address;
            let vpc = own_vpc::vpc_seen_from(index, balancer, backend);
            if let Some((server, interface)) = vpc.and_then(|vpc| index.interface_at(vpc, address))
            {
                return Some(at(index, address, &interface, server.flavor));
            }
            let subnet = vpc.and_then(|vpc| index.subnet_at(vpc, address));
            Some(Endpoint {
                address,
                subnet,
                security_groups: Cow::default(),
                rules_known: true,
                port_security: true,
                flavor: Flavor::Standard,
            })
        }
    }
}

/// A group that the plan does not have has no rules that could be read or added to.
fn at<'a>(
    index: &Index<'a>,
    address: IpAddr,
    interface: &Interface<'a>,
    flavor: Flavor,
) -> Endpoint<'a> {
    let groups = interface.security_groups;
    let is_there = |id: &SecurityGroupId| index.security_group(*id).is_some();
    Endpoint {
        address,
        subnet: index.subnet(interface.subnet),
        security_groups: match groups.iter().all(is_there) {
            true => groups.into(),
            false => groups.iter().copied().filter(is_there).collect(),
        },
        rules_known: index.knows_rules_of(groups),
        port_security: interface.port_security,
        flavor,
    }
}
