//! What a load balancer sends to its members, without the question which rules let it.

use std::net::IpAddr;

use super::{endpoint, health_check, inbound_ports, layer4, udp_health_check};
use crate::engine::index::Index;
use crate::engine::report::Purpose;
use crate::plan::{IpType, LoadBalancerId, MemberId, Protocol};

/// Packets that a load balancer sends to a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) member: MemberId,
    pub(crate) destination: IpAddr,
    pub(crate) protocol: Protocol,
    /// The destination port; none for a ping.
    pub(crate) port: Option<u16>,
    pub(crate) purpose: Purpose,
    /// Whether rules have no say over it, because a listener forwards it at layer 4.
    pub(crate) exempt: bool,
}

/// Everything that a load balancer sends, listener by listener and member by member.
pub(crate) fn sent(index: &Index, id: LoadBalancerId) -> Vec<Sent> {
    let mut all = vec![];
    for group in &index.plan.backend_server_groups {
        let leading = index.listeners_of(group).iter().filter(|(balancer, _)| balancer.id == id);
        for (balancer, listeners) in leading {
            for member in &group.members {
                let Some(endpoint) = endpoint::of(index, member) else { continue };
                let destination = endpoint.address;
                let sends = |(protocol, port), purpose, exempt| Sent {
                    member: member.id,
                    destination,
                    protocol,
                    port,
                    purpose,
                    exempt,
                };
                if let Some((protocol, port)) = inbound_ports::traffic(group.protocol, member) {
                    all.extend(listeners.iter().map(|listener| {
                        let exempt = layer4::is_exempt(balancer, listener, member.target);
                        sends((protocol, Some(port.get())), Purpose::Traffic, exempt)
                    }));
                }
                let check = &group.health_check;
                if let Some((protocol, port)) = health_check::probe(check, member) {
                    all.push(sends((protocol, Some(port.get())), Purpose::HealthCheck, false));
                }
                if let Some(ping) = udp_health_check::ping(check, IpType::of(destination)) {
                    all.push(sends((ping, None), Purpose::Ping, false));
                }
            }
        }
    }
    all
}
