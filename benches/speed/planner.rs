//! The planner's own engine.

use std::net::{IpAddr, Ipv4Addr};

use elb_rule_planner::engine::question::Rules;
use elb_rule_planner::engine::report::Packets;
use elb_rule_planner::plan::{
    AclAddress, Action, AddressEntry, Cidr, Direction, IpType, NetworkAcl, NetworkAclId,
    NetworkAclRule, NewRules, Plan, PortRange, Ports, Position, Priority, Protocol, Remote, RuleId,
    SecurityGroup, SecurityGroupId, SecurityGroupRule,
};
use ipnet::Ipv4Net;

use crate::workload::{Block, Kind, Match, Range, Rule, Workload};

fn cidr((first, length): Block) -> Cidr {
    Cidr::of(Ipv4Net::new(Ipv4Addr::from(first), length).unwrap())
}

fn protocol(number: u8) -> Protocol {
    match number {
        0 => Protocol::All,
        1 => Protocol::Icmp,
        6 => Protocol::Tcp,
        17 => Protocol::Udp,
        other => Protocol::Number(other),
    }
}

fn ports(protocol: u8, (first, last): Range) -> Ports {
    match protocol {
        6 | 17 => Ports::from(PortRange { first, last }),
        _ => Ports::all(),
    }
}

/// A plan that has just the rules of a workload.
pub(crate) fn plan(workload: &Workload) -> Plan {
    let mut plan = Plan::default();
    let rules = (1..).map(RuleId).zip(&workload.rules);
    match workload.kind {
        Kind::SecurityGroup => plan.security_groups.push(SecurityGroup {
            id: SecurityGroupId(1),
            name: String::new(),
            rules_known: true,
            inbound: rules.map(|(id, rule)| group_rule(id, rule)).collect(),
            outbound: vec![],
            new_rules: NewRules::Usual,
            position: Position::default(),
        }),
        Kind::NetworkAcl => plan.network_acls.push(NetworkAcl {
            id: NetworkAclId(1),
            name: String::new(),
            enabled: true,
            rules_known: true,
            inbound: rules.map(|(id, rule)| acl_rule(id, rule)).collect(),
            outbound: vec![],
            position: Position::default(),
        }),
    }
    plan
}

fn action(rule: &Rule) -> Action {
    if rule.allow { Action::Allow } else { Action::Deny }
}

fn group_rule(id: RuleId, rule: &Rule) -> SecurityGroupRule {
    SecurityGroupRule {
        id,
        priority: Priority::FIRST,
        action: action(rule),
        ip_type: IpType::IPv4,
        protocol: protocol(rule.packets.protocol),
        ports: ports(rule.packets.protocol, rule.packets.ports),
        icmp: None,
        remote: Remote::Cidr(cidr(rule.packets.source)),
        enabled: true,
        description: String::new(),
    }
}

fn acl_rule(id: RuleId, rule: &Rule) -> NetworkAclRule {
    let packets = &rule.packets;
    NetworkAclRule {
        id,
        action: action(rule),
        ip_type: IpType::IPv4,
        protocol: protocol(packets.protocol),
        source: AclAddress::Cidr(cidr(packets.source)),
        source_ports: ports(packets.protocol, packets.source_ports),
        destination: AclAddress::Cidr(cidr(packets.destination)),
        destination_ports: ports(packets.protocol, packets.ports),
        enabled: true,
        description: String::new(),
    }
}

/// The questions of a workload.
pub(crate) fn questions(workload: &Workload) -> Vec<Packets> {
    let question = |flow: &Match| Packets {
        source: AddressEntry::Cidr(cidr(flow.source)),
        destination: AddressEntry::Cidr(cidr(flow.destination)),
        protocol: protocol(flow.protocol),
        icmp: None,
        source_ports: ports(flow.protocol, flow.source_ports),
        ports: ports(flow.protocol, flow.ports),
    };
    workload.flows.iter().map(question).collect()
}

/// Compiles the rules.
pub(crate) fn compile(workload: &Workload, plan: &Plan) -> Rules {
    match workload.kind {
        Kind::SecurityGroup => {
            Rules::of_security_groups(plan, &[SecurityGroupId(1)], Direction::Inbound)
        }
        Kind::NetworkAcl => {
            Rules::of_network_acl(plan, NetworkAclId(1), Direction::Inbound).unwrap()
        }
    }
}

/// The packets that each question misses.
pub(crate) fn answer(rules: &Rules, questions: &[Packets]) -> Vec<Vec<Packets>> {
    questions.iter().map(|question| rules.missing(question)).collect()
}

/// The number of packets in disjoint boxes.
pub(crate) fn count(boxes: &[Packets]) -> u128 {
    let addresses = |entry: AddressEntry| match entry.bounds() {
        (IpAddr::V4(first), IpAddr::V4(last)) => {
            u128::from(u32::from(last)) - u128::from(u32::from(first)) + 1
        }
        _ => 0,
    };
    let ports = |ports: &Ports| match ports.is_all() {
        true => 65535,
        false => ports.ranges().iter().map(|it| u128::from(it.last - it.first) + 1).sum::<u128>(),
    };
    let one = |it: &Packets| {
        addresses(it.source)
            * addresses(it.destination)
            * ports(&it.source_ports)
            * ports(&it.ports)
    };
    boxes.iter().map(one).sum()
}
