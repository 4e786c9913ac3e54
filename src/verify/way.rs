//! What a load balancer sends to a member, from where, and whether rules have a say in it: the
//! checker's own reading of the guide, as short as it can be.

use std::borrow::Cow;

use super::places::{End, Places};
use super::space::Family;
use super::text::{Addresses, Protocol};
use super::wire::{BackendServerGroup, Listener, LoadBalancer, LoadBalancerKind, Member, Purpose};

/// The block from which shared load balancers send (user guide of shared load balancers, security
/// group and network ACL rules).
const SHARED: &str = "100.125.0.0/16";

/// The way from a load balancer to a member of a group.
pub(super) struct Way<'a> {
    pub(super) places: &'a Places<'a>,
    pub(super) balancer: &'a LoadBalancer,
    pub(super) group: &'a BackendServerGroup,
    pub(super) member: &'a Member,
    /// Where the member is.
    pub(super) end: Option<End<'a>>,
    /// The listeners of every load balancer of that id.
    pub(super) listeners: Vec<&'a Listener>,
}

/// Where packets come from.
pub(super) struct Source<'a> {
    pub(super) block: Cow<'a, Addresses>,
    pub(super) subnet: Option<&'a str>,
    /// Whether it was a backend subnet before.
    pub(super) is_previous: bool,
}

impl<'a> Way<'a> {
    /// The family in which the member is reached.
    pub(super) fn family(&self) -> Family {
        self.end.as_ref().map_or(self.member.family, |end| end.address.family)
    }

    /// Whether what a listener forwards passes whatever the rules say: layer 4, to a server, with
    /// the clients' own addresses.
    pub(super) fn is_exempt(&self, listener: &Listener) -> bool {
        let is_layer4 = matches!(listener.protocol.as_str(), "TCP" | "UDP");
        let is_server = !self.member.target.starts_with("ip-");
        let keeps_addresses = match self.balancer.kind {
            LoadBalancerKind::Dedicated => !self.balancer.ip_as_backend && !listener.nat64,
            LoadBalancerKind::Shared => listener.transfer_client_ip,
        };
        is_layer4 && is_server && keeps_addresses
    }

    /// Whether something is sent for a purpose. Traffic and probes need a port.
    pub(super) fn sends(&self, purpose: Purpose) -> bool {
        let check = &self.group.health_check;
        match purpose {
            Purpose::Traffic => self.member.port.is_some(),
            Purpose::HealthCheck => check.enabled && check.port.or(self.member.port).is_some(),
            Purpose::Ping => check.enabled && check.protocol == "UDP",
        }
    }

    /// The protocol and the port of what is sent; no port for a ping.
    pub(super) fn sent(&self, purpose: Purpose) -> (Protocol, Option<u16>) {
        let check = &self.group.health_check;
        let transport = |is_udp| if is_udp { Protocol::UDP } else { Protocol::TCP };
        match purpose {
            Purpose::Traffic => {
                let is_udp = matches!(self.group.protocol.as_str(), "UDP" | "QUIC");
                (transport(is_udp), self.member.port)
            }
            Purpose::HealthCheck => {
                (transport(check.protocol == "UDP"), check.port.or(self.member.port))
            }
            Purpose::Ping => match self.family() {
                Family::V4 => (Protocol::ICMP, None),
                Family::V6 => (Protocol::ICMPV6, None),
            },
        }
    }

    /// Any client.
    pub(super) fn clients(&self) -> Source<'a> {
        let block = Cow::Owned(Addresses::all(self.family()));
        Source { block, subnet: None, is_previous: false }
    }

    /// Where the load balancer sends from: the blocks of its backend subnets, those of before
    /// too; a subnet without a block of the family sends nothing.
    pub(super) fn sources(&self) -> Vec<Source<'a>> {
        let family = self.family();
        let balancer = self.balancer;
        if balancer.kind == LoadBalancerKind::Shared {
            let block = Addresses::try_from(SHARED.to_owned()).ok();
            let block = block.filter(|it| it.family == family).map(Cow::Owned);
            let shared = block.map(|block| Source { block, subnet: None, is_previous: false });
            return shared.into_iter().collect();
        }
        let current = match balancer.backend_subnets.as_slice() {
            [] => std::slice::from_ref(&balancer.subnet),
            some => some,
        };
        let previous = balancer.previous_backend_subnets.iter().map(|id| (id.as_str(), true));
        let mut sources: Vec<Source> = vec![];
        for (id, is_previous) in current.iter().map(|id| (id.as_str(), false)).chain(previous) {
            let is_known = sources.iter().any(|it| it.subnet == Some(id));
            let block = self.places.subnet(id).and_then(|it| it.block(family));
            if let (false, Some(block)) = (is_known, block) {
                sources.push(Source { block: Cow::Borrowed(block), subnet: Some(id), is_previous });
            }
        }
        sources
    }
}
