//! The requirements of a plan: everything that must flow in it.

use std::num::NonZeroU16;
use std::rc::Rc;

use super::endpoint::Endpoint;
use super::layer4::Comes;
use super::own_vpc::RouteToMember;
use super::requirement::{AskedBy, Requirement, ToMember};
use super::*;
use crate::engine::index::Index;
use crate::engine::packet::{Interval, messages_of, ports};
use crate::engine::report::{Clauses, FlowSource, Purpose};
use crate::plan::{
    BackendProtocol, BackendServerGroup, Cidr, IcmpKind, IpType, Listener, ListenerId,
    LoadBalancer, Member, Ports, Protocol, SecurityGroupId,
};

/// Everything that the guide says must reach the members of a plan, in the plan's order: group by
/// group, load balancer by load balancer, member by member. Groups that are not supported have no
/// requirements. Behind them stands what the connections of one's own ask for, in the plan's order.
pub(crate) fn requirements(index: &Index) -> Vec<Requirement> {
    let mut all = vec![];
    each_path(index, |path| {
        for member in &path.group.members {
            let endpoint = endpoint::of(index, path.balancer, member);
            let route = own_vpc::route(index, path.balancer, member.target);
            path.to_member(member, endpoint, route).collect(&mut all);
        }
    });
    let connections = index.plan.connections.iter();
    all.extend(connections.flat_map(|connection| connections::of_connection(index, connection)));
    all
}

/// Visits each path from a load balancer to a group, in the plan's order.
pub(super) fn each_path<'a>(index: &'a Index<'a>, mut visit: impl FnMut(&GroupPath)) {
    let groups = index.plan.backend_server_groups.iter();
    for group in groups.filter(|group| group.protocol != BackendProtocol::Ip) {
        for (balancer, listeners) in index.listeners_of(group) {
            let ids = listeners.iter().map(|it| it.id).collect::<Rc<[_]>>();
            visit(&GroupPath {
                index,
                group,
                balancer,
                listeners,
                attached: true,
                listener_ids: ids,
            });
        }
        if let Some(balancer) = unattached::home(index, group) {
            let listeners = &[&unattached::listener(group)];
            let ids = Rc::default();
            visit(&GroupPath {
                index,
                group,
                balancer,
                listeners,
                attached: false,
                listener_ids: ids,
            });
        }
    }
}

/// The path from a load balancer to a group.
#[derive(Clone)]
pub(super) struct GroupPath<'a> {
    pub(super) index: &'a Index<'a>,
    pub(super) group: &'a BackendServerGroup,
    pub(super) balancer: &'a LoadBalancer,
    pub(super) listeners: &'a [&'a Listener],
    /// `true` if the plan has these listeners. If not, there is one listener that the plan may get
    /// later.
    pub(super) attached: bool,
    /// The ids of all these listeners; none if the plan has no listener yet.
    pub(super) listener_ids: Rc<[ListenerId]>,
}

impl<'a> GroupPath<'a> {
    /// Returns the path to a member of the group that is at `endpoint`, by a route.
    pub(super) fn to_member(
        &self,
        member: &'a Member,
        endpoint: Option<Endpoint<'a>>,
        route: RouteToMember,
    ) -> MemberPath<'a> {
        let attached_groups = endpoint.as_ref().map(|it| Rc::from(&*it.security_groups));
        let attached_groups = attached_groups.unwrap_or_default();
        MemberPath { path: self.clone(), member, endpoint, route, attached_groups }
    }
}

/// The path from a load balancer to one member of a group.
pub(super) struct MemberPath<'a> {
    pub(super) path: GroupPath<'a>,
    pub(super) member: &'a Member,
    /// The endpoint of the member, as far as the plan says it.
    pub(super) endpoint: Option<Endpoint<'a>>,
    /// The route to it.
    pub(super) route: RouteToMember,
    /// The security groups there, which all filter checks share.
    pub(super) attached_groups: Rc<[SecurityGroupId]>,
}

impl<'a> std::ops::Deref for MemberPath<'a> {
    type Target = GroupPath<'a>;

    fn deref(&self) -> &GroupPath<'a> {
        &self.path
    }
}

/// Packets that are sent to a member, and the listeners that send them.
#[derive(Clone)]
pub(super) struct SentPackets<'a> {
    pub(super) purpose: Purpose,
    pub(super) protocol: Protocol,
    /// The message of a ping.
    pub(super) icmp: Option<IcmpKind>,
    /// The destination ports, or the message in their place.
    pub(super) ports: Interval<u16>,
    pub(super) listeners: Vec<&'a Listener>,
    /// `true` if they carry the clients' own addresses.
    pub(super) from_clients: bool,
}

impl<'a> MemberPath<'a> {
    /// Adds everything that must reach the member on this path.
    pub(super) fn collect(&self, all: &mut Vec<Requirement>) {
        let settings = &self.index.plan.settings;
        let ip_type = self.ip_type();
        let comes = |listener| layer4::comes(settings, self.balancer, listener, self.member.target);
        let those = |which: fn(Comes) -> bool| {
            let listeners = self.listeners.iter().copied();
            listeners.filter(|listener| which(comes(listener))).collect::<Vec<_>>()
        };
        let past_rules = those(|it| it == Comes::PastRules);
        for sent in self.traffic(&past_rules) {
            let everyone = FlowSource { cidr: Cidr::any(ip_type), subnet: None, previous: false };
            all.push(self.exempt(&sent, everyone));
        }
        let from_load_balancer = self.traffic(&those(Comes::is_of_load_balancer));
        let checks = self.health_checks();
        let checks_are_exempt =
            layer4::exempts_health_checks(settings) && past_rules.len() == self.listeners.len();
        for source in backend_subnet::sources(self.index, self.balancer, ip_type) {
            all.extend(from_load_balancer.iter().map(|sent| self.filtered(sent, &source)));
            all.extend(checks.iter().map(|sent| match checks_are_exempt {
                true => self.exempt(sent, source.clone()),
                false => self.filtered(sent, &source),
            }));
        }
        let with_clients = those(Comes::is_of_clients);
        for cidr in access_control::clients(with_clients.iter().copied(), ip_type) {
            let may = |listener: &&&Listener| {
                let own = access_control::clients([**listener], ip_type);
                own.iter().any(|block| block.overlaps(cidr))
            };
            let listeners = with_clients.iter().filter(may).copied().collect::<Vec<_>>();
            let source = FlowSource { cidr, subnet: None, previous: false };
            let sent = self.traffic(&listeners).into_iter();
            let sent = sent.map(|sent| SentPackets { from_clients: true, ..sent });
            all.extend(sent.map(|sent| self.filtered(&sent, &source)));
        }
    }

    /// The traffic that some listeners forward.
    fn traffic(&self, listeners: &[&'a Listener]) -> Vec<SentPackets<'a>> {
        let protocol = inbound_ports::transport(self.group.protocol);
        let stretches = inbound_ports::traffic(self.group, self.member, listeners).into_iter();
        stretches
            .map(|(ports, listeners)| SentPackets {
                purpose: Purpose::Traffic,
                protocol,
                icmp: None,
                ports,
                listeners,
                from_clients: false,
            })
            .collect()
    }

    /// The probe of the health check, and the ping before it, if there are any.
    fn health_checks(&self) -> Vec<SentPackets<'a>> {
        let listeners = self.listeners.to_vec();
        let single = |port: NonZeroU16| Interval::single(port.get());
        let probe =
            health_check::probe(self.group, self.member).map(|(protocol, port)| SentPackets {
                purpose: Purpose::HealthCheck,
                protocol,
                icmp: None,
                ports: single(port),
                listeners: listeners.clone(),
                from_clients: false,
            });
        let ping = udp_health_check::ping(&self.group.health_check, self.ip_type()).map(
            |(protocol, kind)| SentPackets {
                purpose: Purpose::Ping,
                protocol,
                icmp: Some(kind),
                ports: messages_of(Some(kind)),
                listeners: listeners.clone(),
                from_clients: false,
            },
        );
        probe.into_iter().chain(ping).collect()
    }

    /// The family in which the member is reached: that of its address, or the one it names.
    fn ip_type(&self) -> IpType {
        match &self.endpoint {
            Some(endpoint) => IpType::of(endpoint.address),
            None => self.member.address.map_or(self.member.ip_type, IpType::of),
        }
    }

    /// The ids of some of the listeners. Mostly it is all of them, which share one list.
    fn ids_of(&self, listeners: &[&Listener]) -> Rc<[ListenerId]> {
        match listeners.len() == self.listeners.len() {
            true => self.listener_ids.clone(),
            false => listeners.iter().map(|listener| listener.id).collect(),
        }
    }

    /// A requirement that has no filter checks yet.
    pub(super) fn requirement(&self, sent: &SentPackets, source: FlowSource) -> Requirement {
        Requirement {
            asked_by: AskedBy::Member(ToMember {
                purpose: sent.purpose,
                load_balancer: self.balancer.id,
                listeners: match self.attached {
                    true => self.ids_of(&sent.listeners),
                    false => self.listener_ids.clone(),
                },
                group: self.group.id,
                member: self.member.id,
                target: self.member.target,
            }),
            source,
            destination: self.endpoint.as_ref().map(|it| it.address),
            ip_type: self.ip_type(),
            protocol: sent.protocol,
            icmp: sent.icmp,
            ports: if sent.icmp.is_some() { Ports::all() } else { ports(sent.ports) },
            clauses: Clauses::new(),
            route_in_doubt: self.route == RouteToMember::InDoubt,
            filter_checks: vec![],
        }
    }
}
