//! Everyone who may send from an address, everyone who receives at one, and the fate of one packet
//! between two of them, without the engine.

use std::net::IpAddr;

use elb_rule_planner::engine::reach::{Access, Label, Purposes};
use elb_rule_planner::engine::report::{Purpose, Report};
use elb_rule_planner::engine::trace::{Fate, HopDecider, HopStage, Question, TraceEnd};
use elb_rule_planner::plan::{
    Cidr, Flavor, IpBackendId, LoadBalancerId, MemberTarget, NetworkAclState, Plan, ServerId,
    SubnetId, VpcId,
};

use crate::end_locations::{EndKind, EndLocation, balancer_locations, locate, server_locations};
use crate::one_packet::{layers, network_acl};
use crate::own_connections::wishes;
use crate::sendings::is_exempt;
use crate::world::{Packet, ports_hold};

/// Someone who sends, as the answer names them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Identity {
    LoadBalancer(LoadBalancerId, Option<SubnetId>),
    Server(ServerId, u32),
    Backend(IpBackendId),
    Subnet(SubnetId),
    Vpc(VpcId),
    Outside,
}

/// Everyone who may send from an address.
pub(crate) fn senders(plan: &Plan, address: IpAddr) -> Vec<(Identity, EndLocation)> {
    let mut all = vec![];
    let mut known = vec![];
    for balancer in plan.load_balancers.iter().filter(|it| first(&mut known, it.id)) {
        for location in balancer_locations(plan, balancer, address) {
            all.push((Identity::LoadBalancer(balancer.id, location.subnet), location));
        }
    }
    let servers = receivers(plan, address);
    all.extend(
        servers.iter().map(|(id, location)| (Identity::Server(id.0, id.1), location.clone())),
    );
    let mut is_inside = false;
    for vpc in &plan.vpcs {
        let location = locate(plan, address, Some(vpc.id), false);
        let is_here = location.vpc == Some(vpc.id);
        is_inside |= is_here;
        if !is_here || matches!(location.kind, EndKind::Server | EndKind::Unguarded) {
            continue;
        }
        let identity = location.subnet.map_or(Identity::Vpc(vpc.id), Identity::Subnet);
        all.push((identity, location));
    }
    let nowhere = |kind| EndLocation {
        subnet: None,
        vpc: None,
        groups: None,
        flavor: Flavor::Standard,
        kind,
    };
    let mut is_backend = false;
    for backend in plan.ip_backends.iter().filter(|it| it.address == address) {
        match backend.vpc {
            None => {
                is_backend = true;
                all.push((Identity::Backend(backend.id), nowhere(EndKind::Unknown)));
            }
            Some(vpc) => {
                let location = locate(plan, address, Some(vpc), true);
                let identity = (Identity::Vpc(vpc), location.clone());
                let is_bare = location.kind == EndKind::Unknown && location.subnet.is_none();
                if is_bare && !all.contains(&identity) {
                    all.push(identity);
                }
            }
        }
    }
    if !is_inside && !is_backend {
        all.push((Identity::Outside, nowhere(EndKind::Outside)));
    }
    all
}

fn first<T: PartialEq>(known: &mut Vec<T>, id: T) -> bool {
    let is_first = !known.contains(&id);
    known.push(id);
    is_first
}

/// Every network interface that has an address.
pub(crate) fn receivers(plan: &Plan, address: IpAddr) -> Vec<((ServerId, u32), EndLocation)> {
    let mut all = vec![];
    let mut known = vec![];
    for server in plan.servers.iter().filter(|it| first(&mut known, it.id)) {
        let mut locations = server_locations(plan, server, address).into_iter();
        for (number, interface) in (0..).zip(server.all_interfaces()) {
            if interface.addresses().any(|own| own == address) {
                all.push(((server.id, number), locations.next().unwrap()));
            }
        }
    }
    all
}

/// The label of a packet from someone to a server.
pub(crate) fn label(
    plan: &Plan,
    report: &Report,
    (identity, from): (&Identity, &EndLocation),
    (receiver, to): ((ServerId, u32), &EndLocation),
    packet: &Packet,
) -> Label {
    let server = receiver.0;
    let target = TraceEnd::Server(server);
    let by_rules = Question::all(TraceEnd::Address(Cidr::host(packet.source)), target);
    let fates = layers(plan, &by_rules, (from, to), packet);
    let counted =
        || fates.iter().filter(|(_, counts)| *counts).map(|((_, by, fate), _)| (*by, *fate));
    let access = if counted().any(|(_, fate)| fate == Fate::Stopped) {
        Access::Stopped
    } else if counted().any(|(by, _)| by == HopDecider::Unknown) {
        Access::Unknown
    } else if counted().any(|(_, fate)| fate == Fate::Unclear) {
        Access::ReadingsDiffer
    } else if replies_pass(plan, (from, to), packet) {
        Access::Open
    } else if plan.settings.network_acl_state == NetworkAclState::Stateless {
        Access::WithoutReplies
    } else {
        Access::RepliesIfStateful
    };
    let (mut past_rules, mut required) = (Purposes::NONE, Purposes::NONE);
    if let Identity::LoadBalancer(id, _) = identity {
        for purpose in [Purpose::Traffic, Purpose::HealthCheck] {
            let question =
                Question { purpose, ..Question::all(TraceEnd::LoadBalancer(*id), target) };
            if is_exempt(plan, &question, packet) {
                past_rules = past_rules.with(purpose);
            }
        }
    }
    for flow in &report.flows {
        let is_there = flow.target == MemberTarget::Server(server)
            && flow.destination == Some(packet.destination);
        let is_such = flow.protocol.number() == Some(packet.protocol)
            && (!packet.has_ports() || ports_hold(&flow.ports, packet.port))
            // A ping is an echo request.
            && (!packet.is_icmp()
                || (packet.protocol, packet.message) == (1, (8, 0))
                || (packet.protocol, packet.message) == (58, (128, 0)));
        let asked = Question::about(flow);
        let is_sender = match (asked.from, identity) {
            (TraceEnd::LoadBalancer(id), Identity::LoadBalancer(own, _)) => {
                id == *own && asked.from_address.is_none_or(|it| it.contains(packet.source))
            }
            (TraceEnd::LoadBalancer(_), _) | (_, Identity::LoadBalancer(..)) => false,
            (TraceEnd::Address(block), _) => block.contains(packet.source),
            _ => false,
        };
        if is_there && is_such && is_sender {
            required = required.with(flow.purpose);
        }
    }
    let wishes = wishes(plan, (identity, from), (receiver, to), packet, access);
    Label { access, past_rules, required, wishes }
}

/// True if no network ACL whose word counts stops the answer to a packet.
fn replies_pass(plan: &Plan, (from, to): (&EndLocation, &EndLocation), packet: &Packet) -> bool {
    if plan.settings.network_acl_state == NetworkAclState::Stateful {
        return true;
    }
    let back = Packet {
        source: packet.destination,
        destination: packet.source,
        source_port: packet.port,
        port: packet.source_port,
        ..*packet
    };
    let applies = plan.settings.load_balancer_acl == elb_rule_planner::plan::LoadBalancerAcl::Apply;
    let counts = |location: &EndLocation| applies || location.kind != EndKind::Balancer;
    let ends = [(HopStage::SourceNetworkAcl, to), (HopStage::DestinationNetworkAcl, from)];
    !ends.into_iter().any(|(stage, location)| {
        let verdict = network_acl(plan, stage, (to, from), &back);
        counts(location) && verdict.is_some_and(|(_, _, fate)| fate == Fate::Stopped)
    })
}
