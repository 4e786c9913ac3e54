//! Listeners: protocols, ports, options and the groups they lead to.

use super::known::Known;
use super::problems::Problems;
use crate::plan::{
    BackendProtocol, BackendServerGroupId, Field, Listener, ListenerProtocol, LoadBalancer,
    LoadBalancerKind, ProblemKind,
};

/// The most ranges of a listener (ELB API, `port_ranges`).
const MOST_PORT_RANGES: usize = 10;

/// The UDP port that listeners cannot use (ELB API, `protocol_port`).
const RESERVED_UDP_PORT: u16 = 4789;

pub(super) fn check(
    balancer: &LoadBalancer,
    listener: &Listener,
    known: &Known<'_>,
    problems: &mut Problems,
) {
    let protocol = listener.protocol;
    if protocol == ListenerProtocol::Ip {
        problems.add(listener.id, Field::Protocol, ProblemKind::NotSupported);
        return;
    }
    ports(listener, problems);
    let shared = balancer.kind == LoadBalancerKind::Shared;
    if shared && matches!(protocol, ListenerProtocol::Tls | ListenerProtocol::Quic) {
        problems.add(listener.id, Field::Protocol, ProblemKind::SharedCannot);
    }
    options(balancer, listener, problems);
    if let Some(id) = listener.backend_server_group {
        group(balancer, listener, Field::BackendServerGroup, id, known, problems);
    }
    if !listener.policies.is_empty() && !protocol.takes_policies() {
        let kind = ProblemKind::PoliciesNeedLayer7 { listener: protocol };
        problems.add(listener.id, Field::Policies, kind);
        return;
    }
    for policy in &listener.policies {
        let id = policy.backend_server_group;
        group(balancer, listener, Field::Policies, id, known, problems);
    }
}

fn ports(listener: &Listener, problems: &mut Problems) {
    let ports = &listener.ports;
    if ports.is_all() {
        problems.add(listener.id, Field::Ports, ProblemKind::ListenerWithoutPort);
        return;
    }
    let ranges = listener.protocol.takes_port_ranges();
    let most = if ranges { MOST_PORT_RANGES } else { 1 };
    if ports.ranges().len() > most || !ranges && ports.only().is_none() {
        problems.add(listener.id, Field::Ports, ProblemKind::TooManyPorts { most });
    }
    // A range over all ports leaves the one out that cannot be used.
    if listener.protocol == ListenerProtocol::Udp && ports.only() == Some(RESERVED_UDP_PORT) {
        let kind = ProblemKind::PortNotAllowed { port: RESERVED_UDP_PORT };
        problems.add(listener.id, Field::Ports, kind);
    }
}

/// Each option is one of layer 4 listeners of one kind of load balancer.
fn options(balancer: &LoadBalancer, listener: &Listener, problems: &mut Problems) {
    let options = [
        (listener.nat64, Field::Nat64, LoadBalancerKind::Dedicated),
        (listener.transfer_client_ip, Field::TransferClientIp, LoadBalancerKind::Shared),
    ];
    for (is_on, field, kind) in options {
        if is_on && (balancer.kind != kind || !listener.protocol.is_layer4()) {
            problems.add(listener.id, field, ProblemKind::OptionNeedsLayer4 { kind });
        }
    }
}

fn group(
    balancer: &LoadBalancer,
    listener: &Listener,
    field: Field,
    id: BackendServerGroupId,
    known: &Known<'_>,
    problems: &mut Problems,
) {
    let Some(group) = known.group(id) else {
        problems.dangling(listener.id, field, id);
        return;
    };
    // HTTPS of a shared load balancer ends there and goes on as HTTP.
    let shared_cannot = balancer.kind == LoadBalancerKind::Shared
        && listener.protocol == ListenerProtocol::Https
        && group.protocol != BackendProtocol::Http;
    if !listener.protocol.can_forward_to(group.protocol) || shared_cannot {
        let kind = ProblemKind::ListenerGroupMismatch {
            listener: listener.protocol,
            group: group.protocol,
        };
        problems.add(listener.id, field, kind);
    }
}
