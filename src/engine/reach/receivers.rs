//! The servers that packets come to.

use std::net::IpAddr;

use rustc_hash::FxHashSet;

use super::guards::Guards;
use super::place::{InterfaceId, Place, Receiver};
use crate::engine::index::Index;
use crate::engine::packet::number_of;
use crate::engine::trace::{TraceEnd, interface_zone};
use crate::plan::{IpType, MemberTarget, Server};

/// All servers at each network interface that has an address of a family, or those that an end stands
/// for.
pub(super) fn receivers(
    index: &Index,
    guards: &mut Guards,
    to: Option<TraceEnd>,
    ip_type: IpType,
) -> Vec<Receiver> {
    let mut receivers = vec![];
    let mut seen = FxHashSet::default();
    for server in index.plan.servers.iter().filter(|it| seen.insert(it.id)) {
        let mut is_reached = false;
        for (number, interface) in (0..).zip(server.all_interfaces()) {
            let Some(address) = interface.address(ip_type) else { continue };
            if !is_meant(index, server, address, to, is_reached) {
                continue;
            }
            let Some(zone) = interface_zone(index, server, interface, ip_type) else { continue };
            is_reached = true;
            receivers.push(Receiver {
                place: Place::of(&zone, index, guards),
                interface: InterfaceId { server: server.id, number },
                address: number_of(address),
            });
        }
    }
    receivers
}

fn is_meant(
    index: &Index,
    server: &Server,
    address: IpAddr,
    to: Option<TraceEnd>,
    is_reached: bool,
) -> bool {
    match to {
        None => true,
        Some(TraceEnd::Server(id)) => server.id == id,
        Some(TraceEnd::Address(block)) => block.contains(address),
        Some(TraceEnd::Member(id)) => {
            let member = index.plan.member(id).map(|(_, member)| member);
            member.is_some_and(|member| {
                let reached = server.reached_at(member.address, member.ip_type);
                member.target == MemberTarget::Server(server.id)
                    && reached == Some(address)
                    && !is_reached
            })
        }
        Some(TraceEnd::LoadBalancer(_) | TraceEnd::IpBackend(_)) => false,
    }
}
