//! The rule that a button adds: one that makes sense in its list, to be edited further.

use crate::plan::{
    AclAddress, Action, Cidr, Direction, IpType, NetworkAclId, NetworkAclRule, Plan, Ports,
    Priority, Protocol, Remote, SecurityGroupRule,
};

/// The traffic of a new rule: HTTP from the load balancer inbound, everything outbound.
fn usual(plan: &Plan, direction: Direction) -> (Protocol, Ports, Cidr) {
    match direction {
        Direction::Inbound => (Protocol::Tcp, Ports::single(80), backend_subnet(plan)),
        Direction::Outbound => (Protocol::All, Ports::all(), Cidr::any(IpType::IPv4)),
    }
}

/// The CIDR block of the first backend subnet; every address if there is none.
fn backend_subnet(plan: &Plan) -> Cidr {
    let mut subnets =
        plan.load_balancers.iter().flat_map(|it| it.current_backend_subnets().iter().copied());
    let first = subnets.find_map(|id| plan.subnet(id));
    first.map_or_else(|| Cidr::any(IpType::IPv4), |subnet| subnet.cidr.cidr())
}

/// A new rule of a security group.
pub(super) fn security_group_rule(plan: &Plan, direction: Direction) -> SecurityGroupRule {
    let (protocol, ports, cidr) = usual(plan, direction);
    SecurityGroupRule {
        id: plan.next_rule_id(),
        priority: Priority::FIRST,
        action: Action::Allow,
        ip_type: cidr.ip_type(),
        protocol,
        ports,
        icmp: None,
        remote: Remote::Cidr(cidr),
        enabled: true,
        description: String::new(),
    }
}

/// A new rule of a network ACL. Its near end is a subnet that the ACL is associated with.
pub(super) fn network_acl_rule(
    plan: &Plan,
    acl: NetworkAclId,
    direction: Direction,
) -> NetworkAclRule {
    let (protocol, destination_ports, far) = usual(plan, direction);
    let guarded = plan.subnets.iter().find(|it| it.network_acl == Some(acl));
    let near = guarded.map_or_else(|| Cidr::any(IpType::IPv4), |subnet| subnet.cidr.cidr());
    let (source, destination) = match direction {
        Direction::Inbound => (far, near),
        Direction::Outbound => (near, far),
    };
    NetworkAclRule {
        id: plan.next_rule_id(),
        action: Action::Allow,
        ip_type: far.ip_type(),
        protocol,
        source: AclAddress::Cidr(source),
        source_ports: Ports::all(),
        destination: AclAddress::Cidr(destination),
        destination_ports,
        enabled: true,
        description: String::new(),
    }
}
