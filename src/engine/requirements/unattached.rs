//! Groups to which no listener leads yet.
//!
//! Not a clause of the guide. Nothing is sent to such a group, and a load balancer does not check
//! its members; but it will once a listener leads there, so the rules for that are recommended. The
//! block to let in is known if only one load balancer can forward to the group: the only one of its
//! VPC. If there are several, the plan does not choose between them, and nothing is required.
//!
//! The listener to come is taken to speak the group's own protocol, as the console proposes it.

use crate::engine::index::Index;
use crate::plan::{
    AccessControl, BackendProtocol, BackendServerGroup, Listener, ListenerId, ListenerProtocol,
    LoadBalancer, Ports,
};

/// The load balancer that a group without a listener is for, where no other can be.
pub(crate) fn home<'a>(index: &Index<'a>, group: &BackendServerGroup) -> Option<&'a LoadBalancer> {
    if group.protocol == BackendProtocol::Ip || !index.listeners_of(group).is_empty() {
        return None;
    }
    let in_vpc = |balancer: &&LoadBalancer| {
        index.subnet(balancer.subnet).is_some_and(|subnet| subnet.vpc == group.vpc)
    };
    let mut possible = index.load_balancers().iter().copied().filter(in_vpc);
    let only = possible.next()?;
    possible.next().is_none().then_some(only)
}

/// The listener that would lead to a group. Its ports are still to be chosen.
pub(super) fn listener(group: &BackendServerGroup) -> Listener {
    let protocol = match group.protocol {
        BackendProtocol::Tcp => ListenerProtocol::Tcp,
        BackendProtocol::Udp | BackendProtocol::Quic => ListenerProtocol::Udp,
        BackendProtocol::Tls => ListenerProtocol::Tls,
        BackendProtocol::Http => ListenerProtocol::Http,
        BackendProtocol::Https | BackendProtocol::Grpc => ListenerProtocol::Https,
        BackendProtocol::Ip => ListenerProtocol::Ip,
    };
    Listener {
        id: ListenerId(0),
        name: String::new(),
        protocol,
        ports: Ports::all(),
        backend_server_group: Some(group.id),
        policies: vec![],
        transfer_client_ip: false,
        nat64: false,
        access_control: AccessControl::Open,
    }
}
