//! VPCs and subnets: blocks that overlap or lie outside, and references that lead nowhere.

use std::collections::BTreeMap;

use super::known::Known;
use super::problems::Problems;
use super::sweep::{Span, overlaps};
use crate::plan::SubjectId;
use crate::plan::{Cidr, Field, IpType, Plan, ProblemKind, Subnet, VpcId};

pub(super) fn check(plan: &Plan, known: &Known<'_>, problems: &mut Problems) {
    for vpc in &plan.vpcs {
        let blocks = vpc.cidrs().map(|cidr| (vpc.id.into(), field(cidr, vpc.cidr.cidr()), cidr));
        disjoint(blocks, problems);
    }
    let mut subnets: BTreeMap<VpcId, Vec<&Subnet>> = BTreeMap::new();
    for subnet in &plan.subnets {
        subnets.entry(subnet.vpc).or_default().push(subnet);
        if let Some(acl) = subnet.network_acl
            && known.network_acl(acl).is_none()
        {
            problems.dangling(subnet.id, Field::NetworkAcl, acl);
        }
        let Some(vpc) = known.vpc(subnet.vpc) else {
            problems.dangling(subnet.id, Field::Vpc, subnet.vpc);
            continue;
        };
        for ip_type in IpType::BOTH {
            // A VPC that names no IPv6 block says nothing about those of its subnets.
            let mut blocks = vpc.cidrs().filter(|block| block.ip_type() == ip_type).peekable();
            if let Some(cidr) = subnet.cidr_of(ip_type)
                && blocks.peek().is_some()
                && !blocks.any(|block| block.net().contains(&cidr.net()))
            {
                problems.add(subnet.id, of_subnet(cidr), ProblemKind::OutsideVpc { cidr });
            }
        }
    }
    for subnets in subnets.values() {
        let blocks = subnets.iter().flat_map(|subnet| {
            IpType::BOTH
                .into_iter()
                .filter_map(|ip_type| subnet.cidr_of(ip_type))
                .map(|cidr| (subnet.id.into(), of_subnet(cidr), cidr))
        });
        disjoint(blocks, problems);
    }
}

fn disjoint(blocks: impl Iterator<Item = (SubjectId, Field, Cidr)>, problems: &mut Problems) {
    let spans = blocks.map(|(subject, field, cidr)| Span {
        first: cidr.net().network(),
        last: cidr.net().broadcast(),
        owner: (subject, field, cidr),
    });
    for ((subject, field, cidr), (other, _, other_cidr)) in overlaps(spans.collect(), |_, _| false)
    {
        problems.add(subject, field, ProblemKind::Overlap { cidr, other, other_cidr });
    }
}

fn field(cidr: Cidr, primary: Cidr) -> Field {
    match cidr.ip_type() {
        IpType::IPv6 => Field::Ipv6Cidr,
        IpType::IPv4 if cidr == primary => Field::Cidr,
        IpType::IPv4 => Field::SecondaryCidrs,
    }
}

fn of_subnet(cidr: Cidr) -> Field {
    match cidr.ip_type() {
        IpType::IPv4 => Field::Cidr,
        IpType::IPv6 => Field::Ipv6Cidr,
    }
}
