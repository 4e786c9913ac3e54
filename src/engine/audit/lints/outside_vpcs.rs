//! Rules whose far end is a private block that no VPC of the plan has: a block of before, or a mistake
//! of typing, unless it is on premises.

use std::net::IpAddr;

use crate::engine::report::{LintKind, LintNote};
use crate::plan::{
    AclAddress, Cidr, Direction, IpType, NetworkAclRule, Plan, Remote, SecurityGroupRule, Vpc,
};

/// The notes on rules that are in force.
pub(super) fn notes(plan: &Plan) -> Vec<LintNote> {
    let known = known_blocks(plan);
    let is_outside = |block: &Cidr| {
        let family = block.ip_type();
        is_private(*block)
            && known.iter().any(|(_, is_network)| *is_network == Some(family))
            && !known.iter().any(|(own, _)| own.overlaps(*block))
    };
    let mut notes = vec![];
    let mut look_at = |id, block: Option<Cidr>| {
        if let Some(block) = block.filter(is_outside) {
            notes.push(LintNote::about(id, LintKind::OutsideVpcs { block }));
        }
    };
    for direction in Direction::BOTH {
        for rule in plan.security_groups.iter().flat_map(|it| it.rules(direction)) {
            look_at(rule.id, of_group_rule(rule));
        }
    }
    for direction in Direction::BOTH {
        for rule in plan.network_acls.iter().flat_map(|it| it.rules(direction)) {
            look_at(rule.id, of_acl_rule(rule, direction));
        }
    }
    notes
}

/// The blocks in which the plan has something, with the family of those that are networks.
fn known_blocks(plan: &Plan) -> Vec<(Cidr, Option<IpType>)> {
    let vpcs = plan.vpcs.iter().flat_map(Vpc::cidrs);
    let subnets = plan.subnets.iter();
    let subnets = subnets.flat_map(|it| IpType::BOTH.map(|ip_type| it.cidr_of(ip_type)));
    let networks = vpcs.chain(subnets.flatten()).map(|block| (block, Some(block.ip_type())));
    let backends = plan.ip_backends.iter().map(|it| (Cidr::host(it.address), None));
    networks.chain(backends).collect()
}

fn of_group_rule(rule: &SecurityGroupRule) -> Option<Cidr> {
    match rule.remote {
        Remote::Cidr(block) => rule.enabled.then_some(block),
        Remote::SecurityGroup(_) | Remote::AddressGroup(_) => None,
    }
}

fn of_acl_rule(rule: &NetworkAclRule, direction: Direction) -> Option<Cidr> {
    let far = match direction {
        Direction::Inbound => rule.source,
        Direction::Outbound => rule.destination,
    };
    match far {
        AclAddress::Cidr(block) => rule.enabled.then_some(block),
        AclAddress::AddressGroup(_) => None,
    }
}

/// Checks whether all addresses of a block are private (RFC 1918 and RFC 4193).
fn is_private(block: Cidr) -> bool {
    let is_private = |address: IpAddr| match address {
        IpAddr::V4(address) => address.is_private(),
        IpAddr::V6(address) => address.is_unique_local(),
    };
    is_private(block.net().network()) && is_private(block.net().broadcast())
}
