//! Flows that are required, worked out from the guide's sentences alone.

use std::rc::Rc;

use elb_rule_planner::engine::report::{Filter, Leg, Level, Purpose, WhyNotFiltered};
use elb_rule_planner::plan::{
    BackendProtocol, BackendServerGroup, Cidr, ClientAddresses, Direction, Flavor,
    HealthCheckProtocol, IpType, Layer4HealthChecks, Listener, ListenerId, ListenerProtocol,
    LoadBalancer, LoadBalancerKind, Member, MemberId, MemberTarget, Plan, TransferredClientIp,
};

use crate::locations::{Location, Route, location_of, route_of};
use crate::passed_filters::{Filtering, PassedFilter, PathToMember, passed_filters, unfiltered};
use crate::senders::{Sender, senders};

/// A flow that is required.
#[derive(Debug, Clone)]
pub(crate) struct RequiredFlow {
    pub(crate) purpose: Purpose,
    pub(crate) load_balancer: elb_rule_planner::plan::LoadBalancerId,
    pub(crate) listeners: Vec<ListenerId>,
    pub(crate) member: MemberId,
    pub(crate) source: Sender,
    pub(crate) ip_type: IpType,
    pub(crate) protocol: u8,
    /// The lowest and the highest port; none where the protocol has no ports.
    pub(crate) ports: Option<(u16, u16)>,
    pub(crate) filters: Vec<PassedFilter>,
    /// True if the sources disagree on whether it is routed to the member.
    pub(crate) is_doubtful: bool,
}

impl RequiredFlow {
    pub(crate) fn is_exempt(&self) -> bool {
        self.filters
            .iter()
            .all(|passed| matches!(passed.filtering, Filtering::Not(WhyNotFiltered::Layer4)))
    }
}

/// The addresses that rules have to let in for the traffic of a listener: none if no rule is asked,
/// the load balancer's, the clients', or both.
#[derive(PartialEq, Eq, Clone, Copy)]
struct SeenSources {
    load_balancer: bool,
    clients: bool,
}

fn seen_sources(
    plan: &Plan,
    balancer: &LoadBalancer,
    listener: &Listener,
    member: &Member,
) -> SeenSources {
    let settings = &plan.settings;
    let of = |load_balancer, clients| SeenSources { load_balancer, clients };
    let layer4 = matches!(listener.protocol, ListenerProtocol::Tcp | ListenerProtocol::Udp);
    if !layer4 || matches!(member.target, MemberTarget::IpBackend(_)) {
        return of(true, false);
    }
    if balancer.kind == LoadBalancerKind::Shared {
        let filtered = settings.transferred_client_ip == TransferredClientIp::Filtered;
        return of(!listener.transfer_client_ip, listener.transfer_client_ip && filtered);
    }
    let translated = listener.nat64;
    let filtered = balancer.ip_as_backend || translated;
    let clients_too = settings.client_addresses == ClientAddresses::ClientsToo;
    of(filtered, filtered && clients_too && !translated)
}

/// True if a listener leads to a group, by itself or by a policy. IP listeners lead nowhere.
fn leads_to(listener: &Listener, group: &BackendServerGroup) -> bool {
    use ListenerProtocol::{Http, Https, Ip, Quic};
    let by_policy = matches!(listener.protocol, Http | Https | Quic)
        && listener.policies.iter().any(|policy| policy.backend_server_group == group.id);
    listener.protocol != Ip && (listener.backend_server_group == Some(group.id) || by_policy)
}

/// The load balancers; of several with one id the first counts.
fn balancers(plan: &Plan) -> Vec<&LoadBalancer> {
    let is_first = |at: usize| {
        let own = &plan.load_balancers;
        own[..at].iter().all(|before| before.id != own[at].id)
    };
    let list = plan.load_balancers.iter().enumerate();
    list.filter(|(at, _)| is_first(*at)).map(|(_, balancer)| balancer).collect()
}

/// Everything that must flow in a plan.
pub(crate) fn required_flows(plan: &Plan) -> Vec<RequiredFlow> {
    let mut all = vec![];
    for group in &plan.backend_server_groups {
        if group.protocol == BackendProtocol::Ip {
            continue;
        }
        for balancer in balancers(plan) {
            let listeners: Vec<&Listener> =
                balancer.listeners.iter().filter(|listener| leads_to(listener, group)).collect();
            if listeners.is_empty() {
                continue;
            }
            for member in &group.members {
                let location = location_of(plan, balancer, member);
                let flows =
                    MemberFlows { plan, group, balancer, listeners: &listeners, member, location };
                flows.collect(&mut all);
            }
        }
        all.extend(flows_to_come(plan, group));
    }
    all
}

/// Flows to a group once a listener leads to it: as if the only load balancer of its VPC had one of
/// the group's own protocol. None of it is required yet.
fn flows_to_come(plan: &Plan, group: &BackendServerGroup) -> Vec<RequiredFlow> {
    let balancers = balancers(plan);
    let mut listeners = balancers.iter().flat_map(|it| &it.listeners);
    let is_led_to = listeners.any(|listener| leads_to(listener, group));
    let vpc_of = |id| plan.subnets.iter().find(|subnet| subnet.id == id).map(|subnet| subnet.vpc);
    let own = |balancer: &&LoadBalancer| vpc_of(balancer.subnet) == Some(group.vpc);
    let possible: Vec<&LoadBalancer> = balancers.iter().copied().filter(own).collect();
    let ([balancer], false) = (possible.as_slice(), is_led_to) else { return vec![] };
    let protocol = match group.protocol {
        BackendProtocol::Tcp => "TCP",
        BackendProtocol::Udp | BackendProtocol::Quic => "UDP",
        _ => "HTTPS",
    };
    let listener = serde_json::json!({ "id": "listener-999", "protocol": protocol, "ports": "" });
    let listener: Listener = serde_json::from_value(listener).unwrap();
    let mut all = vec![];
    for member in &group.members {
        let location = location_of(plan, balancer, member);
        let flows =
            MemberFlows { plan, group, balancer, listeners: &[&listener], member, location };
        flows.collect(&mut all);
    }
    for flow in &mut all {
        flow.listeners.clear();
        flow.filters.retain(|passed| !matches!(passed.leg, Leg::FromClients | Leg::BackToClients));
        if !flow.is_exempt() {
            flow.filters.iter_mut().for_each(|passed| passed.level = Level::Recommended);
        }
    }
    all
}

/// A member that flows go to, with the load balancer and the listeners that send them.
struct MemberFlows<'a> {
    plan: &'a Plan,
    group: &'a BackendServerGroup,
    balancer: &'a LoadBalancer,
    listeners: &'a [&'a Listener],
    member: &'a Member,
    location: Option<Location<'a>>,
}

/// Packets that a load balancer sends: their purpose, protocol, ports and listeners.
#[derive(Clone)]
struct SentPackets<'a> {
    purpose: Purpose,
    protocol: u8,
    ports: Option<(u16, u16)>,
    listeners: Vec<&'a Listener>,
}

impl<'a> MemberFlows<'a> {
    fn collect(&self, all: &mut Vec<RequiredFlow>) {
        let ip_type = self.ip_type();
        let those = |which: &dyn Fn(SeenSources) -> bool| -> Vec<&'a Listener> {
            let listeners = self.listeners.iter().copied();
            listeners
                .filter(|listener| {
                    which(seen_sources(self.plan, self.balancer, listener, self.member))
                })
                .collect()
        };
        let everyone = Sender { block: Cidr::any(ip_type), subnet: None, previous: false };
        let exempt = those(&|it| !it.load_balancer && !it.clients);
        for sent in self.traffic(&exempt) {
            all.push(self.required_flow(
                &sent,
                everyone,
                unfiltered(self.location.as_ref(), WhyNotFiltered::Layer4),
            ));
        }
        let literal = self.plan.settings.layer4_health_checks == Layer4HealthChecks::Exempt;
        let checks_exempt = literal && exempt.len() == self.listeners.len();
        for source in senders(self.plan, self.balancer, ip_type) {
            for sent in self.traffic(&those(&|it| it.load_balancer)) {
                all.push(self.filtered(&sent, source, false));
            }
            for sent in self.checks() {
                all.push(match checks_exempt {
                    true => self.required_flow(
                        &sent,
                        source,
                        unfiltered(self.location.as_ref(), WhyNotFiltered::Layer4),
                    ),
                    false => self.filtered(&sent, source, false),
                });
            }
        }
        let to_clients = those(&|it| it.clients);
        for block in crate::clients::blocks(&to_clients, ip_type) {
            let admits: Vec<&Listener> = to_clients
                .iter()
                .copied()
                .filter(|listener| {
                    let own = crate::clients::blocks(&[listener], ip_type);
                    own.iter().any(|it| {
                        it.contains(block.net().network()) || block.contains(it.net().network())
                    })
                })
                .collect();
            let source = Sender { block, subnet: None, previous: false };
            for sent in self.traffic(&admits) {
                all.push(self.filtered(&sent, source, true));
            }
        }
    }

    fn ip_type(&self) -> IpType {
        let address =
            self.location.as_ref().map(|location| location.address).or(self.member.address);
        match address {
            Some(address) if address.is_ipv4() => IpType::IPv4,
            Some(_) => IpType::IPv6,
            None => self.member.ip_type,
        }
    }

    /// Traffic goes to the member's port, or, with any port, to every port of the listeners.
    fn traffic(&self, listeners: &[&'a Listener]) -> Vec<SentPackets<'a>> {
        use BackendProtocol::{Quic, Tcp, Udp};
        let protocol = if matches!(self.group.protocol, Udp | Quic) { 17 } else { 6 };
        let sent = |ports, listeners| SentPackets {
            purpose: Purpose::Traffic,
            protocol,
            ports: Some(ports),
            listeners,
        };
        if listeners.is_empty() {
            return vec![];
        }
        if !self.group.any_port || !matches!(self.group.protocol, Tcp | Udp | Quic) {
            let port = self.member.port.map(std::num::NonZeroU16::get);
            return port.map(|port| sent((port, port), listeners.to_vec())).into_iter().collect();
        }
        let on = |listener: &Listener, port: u16| {
            listener.ports.ranges().iter().any(|it| it.first <= port && port <= it.last)
        };
        let mut found = vec![];
        let mut start = None;
        for port in 1..=u16::MAX {
            let is_on = listeners.iter().any(|listener| on(listener, port));
            if is_on && start.is_none() {
                start = Some(port);
            }
            let ends = !is_on || port == u16::MAX;
            if let (Some(first), true) = (start, ends) {
                let last = if is_on { port } else { port - 1 };
                let own = listeners.iter().copied();
                let own = own.filter(|it| (first..=last).any(|port| on(it, port))).collect();
                found.push(sent((first, last), own));
                start = None;
            }
        }
        found
    }

    fn checks(&self) -> Vec<SentPackets<'a>> {
        let check = &self.group.health_check;
        if !check.enabled {
            return vec![];
        }
        let own = self.member.port.filter(|_| !self.group.any_port);
        let over_udp = check.protocol == HealthCheckProtocol::Udp;
        let sent = |purpose, protocol, ports| SentPackets {
            purpose,
            protocol,
            ports,
            listeners: self.listeners.to_vec(),
        };
        let mut all = vec![];
        if let Some(port) = check.port.or(own).map(std::num::NonZeroU16::get) {
            let protocol = if over_udp { 17 } else { 6 };
            all.push(sent(Purpose::HealthCheck, protocol, Some((port, port))));
        }
        if over_udp {
            let icmp = if self.ip_type() == IpType::IPv4 { 1 } else { 58 };
            all.push(sent(Purpose::Ping, icmp, None));
        }
        all
    }

    fn required_flow(
        &self,
        sent: &SentPackets,
        source: Sender,
        filters: Vec<PassedFilter>,
    ) -> RequiredFlow {
        RequiredFlow {
            purpose: sent.purpose,
            load_balancer: self.balancer.id,
            listeners: sent.listeners.iter().map(|listener| listener.id).collect(),
            member: self.member.id,
            source,
            ip_type: self.ip_type(),
            protocol: sent.protocol,
            ports: sent.ports,
            filters,
            is_doubtful: self.route() == Route::Doubtful,
        }
    }

    fn route(&self) -> Route {
        route_of(self.plan, self.balancer, self.member)
    }

    fn filtered(&self, sent: &SentPackets, source: Sender, from_clients: bool) -> RequiredFlow {
        let mut filters = match &self.location {
            // Nothing gets as far as a filter.
            location if self.route() == Route::Missing => {
                unfiltered(location.as_ref(), WhyNotFiltered::NoRoute)
            }
            None => vec![PassedFilter {
                filter: Filter::SecurityGroups(Rc::default()),
                flavor: Flavor::Standard,
                direction: Direction::Inbound,
                leg: Leg::Member,
                level: Level::Required,
                filtering: Filtering::Unknown,
            }],
            Some(location) => passed_filters(&PathToMember {
                plan: self.plan,
                balancer: self.balancer,
                location,
                source,
                from_clients,
                ip_type: self.ip_type(),
                protocol: sent.protocol,
                ports: sent.ports,
                clients_of: match sent.purpose {
                    Purpose::Traffic => &sent.listeners,
                    Purpose::HealthCheck | Purpose::Ping => &[],
                },
            }),
        };
        // Nothing is sent to a member of weight 0 but probes, so no rule on the way is required.
        if sent.purpose == Purpose::Traffic && self.member.weight == 0 {
            filters.iter_mut().for_each(|passed| passed.level = Level::Recommended);
        }
        self.required_flow(sent, source, filters)
    }
}
