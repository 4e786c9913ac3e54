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
    let balancers = index.load_balancers().iter().copied();
    let mut possible = balancers.filter(|balancer| is_near(index, balancer, group));
    let only = possible.next()?;
    possible.next().is_none().then_some(only)
}

/// The load balancers that send to a group, or the one that will.
pub(crate) fn senders<'a>(
    index: &Index<'a>,
    group: &BackendServerGroup,
) -> impl Iterator<Item = &'a LoadBalancer> {
    let now = index.listeners_of(group).iter().map(|(balancer, _)| *balancer);
    now.chain(home(index, group))
}

/// The listeners that lead to no group and could lead to one to which no listener leads: those of the
/// load balancers of its VPC.
pub(crate) fn idle_listeners(index: &Index, group: &BackendServerGroup) -> Vec<ListenerId> {
    let balancers =
        index.load_balancers().iter().filter(|balancer| is_near(index, balancer, group));
    let listeners = balancers.flat_map(|balancer| &balancer.listeners);
    let idle = listeners.filter(|listener| {
        listener.groups().is_empty() && listener.protocol.can_forward_to(group.protocol)
    });
    idle.map(|listener| listener.id).collect()
}

fn is_near(index: &Index, balancer: &LoadBalancer, group: &BackendServerGroup) -> bool {
    index.subnet(balancer.subnet).is_some_and(|subnet| subnet.vpc == group.vpc)
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
