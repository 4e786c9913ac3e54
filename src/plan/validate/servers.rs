//! Servers and IP address backends: addresses, subnets and security groups.

use std::collections::BTreeMap;
use std::net::IpAddr;

use super::Problems;
use super::known::Known;
use crate::plan::{Field, IpType, Plan, ProblemKind, Server, Subnet};

pub(super) fn check(plan: &Plan, known: &Known<'_>, problems: &mut Problems) {
    let mut taken = BTreeMap::new();
    for server in &plan.servers {
        if server.ipv4.is_none() && server.ipv6.is_none() {
            problems.add(server.id, Field::Ipv4, ProblemKind::NoAddress);
        }
        if server.security_groups.is_empty() {
            problems.add(server.id, Field::SecurityGroups, ProblemKind::NoSecurityGroup);
        }
        for &group in &server.security_groups {
            if !known.security_groups.contains_key(&group) {
                problems.dangling(server.id, Field::SecurityGroups, group);
            }
        }
        let Some(subnet) = known.subnets.get(&server.subnet) else {
            problems.dangling(server.id, Field::Subnet, server.subnet);
            continue;
        };
        for ip_type in IpType::BOTH {
            let Some(address) = server.address(ip_type) else { continue };
            in_subnet(server, subnet, address, problems);
            // Addresses are unique within a VPC; another VPC may use the same ones.
            let other = *taken.entry((subnet.vpc, address)).or_insert(server.id);
            if other != server.id {
                let kind = ProblemKind::DuplicateAddress { address, other: other.into() };
                problems.add(server.id, field(ip_type), kind);
            }
        }
    }
    for backend in &plan.ip_backends {
        if let Some(vpc) = backend.vpc
            && !known.vpcs.contains_key(&vpc)
        {
            problems.dangling(backend.id, Field::Vpc, vpc);
        }
        let address = backend.address;
        if !matches!(address, IpAddr::V4(address) if address.is_private()) {
            problems.add(backend.id, Field::Address, ProblemKind::NotAPrivateIpv4 { address });
        }
    }
}

fn in_subnet(server: &Server, subnet: &Subnet, address: IpAddr, problems: &mut Problems) {
    let ip_type = IpType::of(address);
    let Some(cidr) = subnet.cidr_of(ip_type) else {
        problems.add(server.id, field(ip_type), ProblemKind::SubnetWithoutIpv6);
        return;
    };
    if !cidr.contains(address) {
        problems.add(server.id, field(ip_type), ProblemKind::OutsideSubnet { address, cidr });
    } else if address == cidr.net().network()
        || address.is_ipv4() && address == cidr.net().broadcast()
    {
        problems.add(server.id, field(ip_type), ProblemKind::ReservedAddress { address });
    }
}

fn field(ip_type: IpType) -> Field {
    match ip_type {
        IpType::IPv4 => Field::Ipv4,
        IpType::IPv6 => Field::Ipv6,
    }
}
