//! The packets that a load balancer sends to its members, whether rules let them pass or not.

use std::net::IpAddr;

use super::layer4::Comes;
use super::own_vpc::{self, RouteToMember};
use super::{endpoint, health_check, inbound_ports, layer4, udp_health_check};
use crate::engine::index::Index;
use crate::engine::packet::{Interval, messages_of};
use crate::engine::report::Purpose;
use crate::plan::{BackendProtocol, IpType, LoadBalancerId, MemberId, Protocol};

/// Packets that a load balancer sends to a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) member: MemberId,
    pub(crate) destination: IpAddr,
    pub(crate) protocol: Protocol,
    /// The destination ports, or the message of a ping.
    pub(crate) ports: Interval<u16>,
    pub(crate) purpose: Purpose,
    /// `true` if rules do not filter it, because a listener forwards it at layer 4.
    pub(crate) exempt: bool,
    /// The route to the member.
    pub(crate) route: RouteToMember,
}

/// Returns everything that a load balancer sends, listener by listener and member by member.
/// Filtered packets with the clients' addresses are left out, since they do not come from the load
/// balancer's own addresses.
pub(crate) fn sent(index: &Index, id: LoadBalancerId) -> Vec<Sent> {
    let settings = &index.plan.settings;
    let mut all = vec![];
    let groups = index.plan.backend_server_groups.iter();
    for group in groups.filter(|group| group.protocol != BackendProtocol::Ip) {
        let leading = index.listeners_of(group).iter().filter(|(balancer, _)| balancer.id == id);
        for (balancer, listeners) in leading {
            for member in &group.members {
                let Some(endpoint) = endpoint::of(index, balancer, member) else { continue };
                let route = own_vpc::route(index, balancer, member.target);
                let destination = endpoint.address;
                let sends = |protocol, ports, purpose, exempt| Sent {
                    member: member.id,
                    destination,
                    protocol,
                    ports,
                    purpose,
                    exempt,
                    route,
                };
                let transport = inbound_ports::transport(group.protocol);
                let mut past_rules = 0_usize;
                for listener in listeners {
                    let comes = layer4::comes(settings, balancer, listener, member.target);
                    if comes == Comes::FromClients {
                        continue;
                    }
                    let exempt = comes == Comes::PastRules;
                    past_rules = past_rules.saturating_add(usize::from(exempt));
                    let stretches = inbound_ports::traffic(group, member, &[*listener]);
                    all.extend(
                        stretches
                            .into_iter()
                            .map(|(ports, _)| sends(transport, ports, Purpose::Traffic, exempt)),
                    );
                }
                let exempt =
                    layer4::exempts_health_checks(settings) && past_rules == listeners.len();
                if let Some((protocol, port)) = health_check::probe(group, member) {
                    let port = Interval::single(port.get());
                    all.push(sends(protocol, port, Purpose::HealthCheck, exempt));
                }
                let check = &group.health_check;
                let ping = udp_health_check::ping(check, IpType::of(destination));
                if let Some((icmp, kind)) = ping {
                    all.push(sends(icmp, messages_of(Some(kind)), Purpose::Ping, exempt));
                }
            }
        }
    }
    all
}
