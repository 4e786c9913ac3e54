//! Servers and IP address backends: addresses, subnets and security groups.

use std::net::IpAddr;

use super::known::Known;
use super::problems::Problems;
use crate::plan::{Field, Interface, IpType, Plan, ProblemKind, ServerId, Subnet, VpcId};
use rustc_hash::{FxBuildHasher, FxHashMap};

/// The server that has an address of a VPC.
type Taken = FxHashMap<(VpcId, IpAddr), ServerId>;

pub(super) fn check(plan: &Plan, known: &Known<'_>, problems: &mut Problems) {
    let mut taken: Taken = FxHashMap::with_capacity_and_hasher(plan.servers.len(), FxBuildHasher);
    for server in &plan.servers {
        if server.all_interfaces().all(|it| it.ipv4.is_none() && it.ipv6.is_none()) {
            problems.add(server.id, Field::Ipv4, ProblemKind::NoAddress);
        }
        for at in server.all_interfaces() {
            interface(server.id, &at, known, &mut taken, problems);
        }
        let vpc_of = |id| known.subnet(id).map(|subnet| subnet.vpc);
        for interface in &server.interfaces {
            let home = vpc_of(server.subnet);
            let vpc = vpc_of(interface.subnet);
            if vpc.is_some() && home.is_some() && vpc != home {
                problems.add(server.id, Field::Subnet, ProblemKind::InterfaceInOtherVpc);
            }
        }
    }
    for backend in &plan.ip_backends {
        if let Some(vpc) = backend.vpc
            && known.vpc(vpc).is_none()
        {
            problems.dangling(backend.id, Field::Vpc, vpc);
        }
        let address = backend.address;
        if !matches!(address, IpAddr::V4(address) if address.is_private()) {
            problems.add(backend.id, Field::Address, ProblemKind::NotAPrivateIpv4 { address });
        }
    }
}

fn interface(
    server: ServerId,
    at: &Interface<'_>,
    known: &Known<'_>,
    taken: &mut Taken,
    problems: &mut Problems,
) {
    // Without port security no group counts, so none has to be there.
    if at.security_groups.is_empty() && at.port_security {
        problems.add(server, Field::SecurityGroups, ProblemKind::NoSecurityGroup);
    }
    for &group in at.security_groups {
        if known.security_group(group).is_none() {
            problems.dangling(server, Field::SecurityGroups, group);
        }
    }
    let Some(subnet) = known.subnet(at.subnet) else {
        problems.dangling(server, Field::Subnet, at.subnet);
        return;
    };
    for address in at.addresses() {
        in_subnet(server, subnet, address, problems);
        // Addresses are unique within a VPC; another VPC may use the same ones.
        let other = *taken.entry((subnet.vpc, address)).or_insert(server);
        if other != server {
            let kind = ProblemKind::DuplicateAddress { address, other: other.into() };
            problems.add(server, field(IpType::of(address)), kind);
        }
    }
}

fn in_subnet(server: ServerId, subnet: &Subnet, address: IpAddr, problems: &mut Problems) {
    let ip_type = IpType::of(address);
    let Some(cidr) = subnet.cidr_of(ip_type) else {
        problems.add(server, field(ip_type), ProblemKind::SubnetWithoutIpv6);
        return;
    };
    if !cidr.contains(address) {
        problems.add(server, field(ip_type), ProblemKind::OutsideSubnet { address, cidr });
    } else if address == cidr.net().network()
        || address.is_ipv4() && address == cidr.net().broadcast()
    {
        problems.add(server, field(ip_type), ProblemKind::ReservedAddress { address });
    }
}

fn field(ip_type: IpType) -> Field {
    match ip_type {
        IpType::IPv4 => Field::Ipv4,
        IpType::IPv6 => Field::Ipv6,
    }
}
