//! The flows that a load balancer sends to a member, with their sources and exemptions: the
//! checker's own reading of the guide, as short as it can be.

use super::document::{
    AccessControl, BackendServerGroup, Listener, LoadBalancer, LoadBalancerKind, Member, Purpose,
};
use super::notation::{Addresses, Messages, Ports, Protocol};
use super::plan_index::{MemberLocation, PlanIndex};
use super::space::{Family, Span, joined};

/// The block from which shared load balancers send unless the plan names others (user guide of
/// shared load balancers, security group and network ACL rules).
const SHARED: &str = "100.125.0.0/16";

/// The messages with which a load balancer pings (RFC 792 and RFC 4443).
const ECHO_REQUEST: Messages = Messages::one(8, 0);
const ECHO_REQUEST_V6: Messages = Messages::one(128, 0);

/// The path from a load balancer to a member of a group.
pub(super) struct Delivery<'a> {
    pub(super) index: &'a PlanIndex<'a>,
    pub(super) balancer: &'a LoadBalancer,
    pub(super) group: &'a BackendServerGroup,
    pub(super) member: &'a Member,
    /// The location of the member; none if the plan does not say it.
    pub(super) location: Option<MemberLocation<'a>>,
    /// The listeners that lead to the group, or one to come.
    pub(super) listeners: Vec<&'a Listener>,
    /// True if the listeners are only to come.
    pub(super) is_to_come: bool,
}

/// A block from which the load balancer, or its clients, send.
#[derive(Clone)]
pub(super) struct Sender<'a> {
    pub(super) block: Addresses,
    pub(super) subnet: Option<&'a str>,
    /// True if it was a backend subnet before.
    pub(super) is_previous: bool,
    /// True if it is clients with their own addresses.
    pub(super) are_clients: bool,
}

/// A flow that the guide asks for.
pub(super) struct ExpectedFlow<'a> {
    pub(super) purpose: Purpose,
    pub(super) source: Sender<'a>,
    /// None for a ping, which has no ports.
    pub(super) ports: Option<Span>,
    /// True if no rule is asked.
    pub(super) is_exempt: bool,
    pub(super) listeners: Vec<&'a Listener>,
}

/// The addresses that rules have to let in for the traffic of a listener. Neither means that no
/// rule is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
struct SeenAddresses {
    balancer: bool,
    clients: bool,
}

impl Listener {
    /// Looks for a way to a group, by itself or by a policy, which layer 7 alone has. IP
    /// listeners are not supported and lead nowhere.
    pub(super) fn leads_to(&self, group: &BackendServerGroup) -> bool {
        let by_policy = matches!(self.protocol.as_str(), "HTTP" | "HTTPS" | "QUIC")
            && self.policies.iter().any(|it| it.backend_server_group == group.id);
        let by_itself = self.backend_server_group.as_deref() == Some(&group.id);
        self.protocol != "IP" && group.protocol != "IP" && (by_itself || by_policy)
    }

    /// The listener that will lead to a group: one of the group's own protocol, whose ports are
    /// not chosen.
    pub(super) fn to_come(group: &BackendServerGroup) -> Self {
        let protocol = match group.protocol.as_str() {
            "UDP" | "QUIC" => "UDP",
            "TCP" => "TCP",
            _ => "HTTPS",
        };
        Self {
            id: String::new(),
            protocol: protocol.to_owned(),
            ports: Ports::default(),
            backend_server_group: None,
            policies: vec![],
            access_control: AccessControl::default(),
            transfer_client_ip: false,
            nat64: false,
        }
    }

    /// The clients' addresses that it lets in, of a family.
    pub(super) fn clients(&self, family: Family) -> Vec<Span> {
        if self.access_control.policy != "whitelist" {
            return vec![Span::addresses(family)];
        }
        let entries = self.access_control.addresses.iter();
        entries.filter(|it| it.family == family).map(|it| it.span).collect()
    }
}

impl<'a> Delivery<'a> {
    /// The path by some listeners; by one to come where there are none.
    pub(super) fn new(
        index: &'a PlanIndex<'a>,
        (group, member): (&'a BackendServerGroup, &'a Member),
        balancer: &'a LoadBalancer,
        listeners: &[&'a Listener],
        to_come: &'a Listener,
    ) -> Self {
        let is_to_come = listeners.is_empty();
        let listeners = if is_to_come { vec![to_come] } else { listeners.to_vec() };
        Delivery {
            index,
            balancer,
            group,
            member,
            location: index.locate(balancer, member),
            listeners,
            is_to_come,
        }
    }

    /// The family in which the member is reached.
    pub(super) fn family(&self) -> Family {
        let named = || self.member.address.as_ref().map(|it| it.family);
        let located = self.location.as_ref().map(|it| it.address.family);
        located.or_else(named).unwrap_or(self.member.family)
    }

    /// Tells whether nothing is routed to the member, as the plan reads the sources.
    pub(super) fn is_unrouted(&self) -> bool {
        self.index.settings().ip_members_of_own_vpc == "not_reached"
            && self.index.is_of_own_vpc(self.balancer, self.member)
    }

    /// Tells whether the sources disagree on that, and the plan does not choose.
    pub(super) fn is_route_in_doubt(&self) -> bool {
        let chosen = self.index.settings().ip_members_of_own_vpc.as_str();
        !matches!(chosen, "reached" | "not_reached")
            && self.index.is_of_own_vpc(self.balancer, self.member)
    }

    fn seen_addresses(&self, listener: &Listener) -> SeenAddresses {
        let settings = self.index.settings();
        let is_layer4 = matches!(listener.protocol.as_str(), "TCP" | "UDP");
        if !is_layer4 || self.member.target.starts_with("ip-") {
            return SeenAddresses { balancer: true, clients: false };
        }
        match self.balancer.kind {
            LoadBalancerKind::Dedicated => {
                let balancer = self.balancer.ip_as_backend || listener.nat64;
                let too = settings.client_addresses == "clients_too";
                SeenAddresses { balancer, clients: balancer && too && !listener.nat64 }
            }
            LoadBalancerKind::Shared => {
                let filtered = settings.transferred_client_ip == "filtered";
                let passes_on = listener.transfer_client_ip;
                SeenAddresses { balancer: !passes_on, clients: passes_on && filtered }
            }
        }
    }

    /// The message of a ping; none for what has ports.
    pub(super) fn message(&self, purpose: Purpose) -> Messages {
        match (purpose, self.family()) {
            (Purpose::Ping, Family::V4) => ECHO_REQUEST,
            (Purpose::Ping, Family::V6) => ECHO_REQUEST_V6,
            _ => Messages::default(),
        }
    }

    /// The protocol of what is sent.
    pub(super) fn protocol(&self, purpose: Purpose) -> Protocol {
        let is_udp = match purpose {
            Purpose::Traffic => matches!(self.group.protocol.as_str(), "UDP" | "QUIC"),
            Purpose::HealthCheck => self.group.health_check.protocol == "UDP",
            Purpose::Ping => {
                return match self.family() {
                    Family::V4 => Protocol::ICMP,
                    Family::V6 => Protocol::ICMPV6,
                };
            }
        };
        if is_udp { Protocol::UDP } else { Protocol::TCP }
    }

    /// Every flow that the guide asks for to the member.
    pub(super) fn expected_flows(&self) -> Vec<ExpectedFlow<'a>> {
        let mut expected_flows = self.expected_by_listeners();
        if self.is_to_come {
            expected_flows.iter_mut().for_each(|expected| expected.listeners.clear());
        }
        expected_flows
    }

    fn expected_by_listeners(&self) -> Vec<ExpectedFlow<'a>> {
        let family = self.family();
        let those = |which: fn(SeenAddresses) -> bool| {
            let listeners = self.listeners.iter().copied();
            listeners.filter(|it| which(self.seen_addresses(it))).collect::<Vec<_>>()
        };
        let exempt = those(|it| !it.balancer && !it.clients);
        let everyone = Sender {
            block: Addresses::all(family),
            subnet: None,
            is_previous: false,
            are_clients: false,
        };
        let mut expected_flows = self.traffic(&exempt, &everyone, true);
        let is_literal = self.index.settings().layer4_health_checks == "exempt";
        let checks_are_exempt = is_literal && exempt.len() == self.listeners.len();
        for source in self.senders() {
            expected_flows.extend(self.traffic(&those(|it| it.balancer), &source, false));
            for (purpose, ports) in self.checks() {
                let (source, listeners) = (source.clone(), self.listeners.clone());
                expected_flows.push(ExpectedFlow {
                    purpose,
                    source,
                    ports,
                    is_exempt: checks_are_exempt,
                    listeners,
                });
            }
        }
        let with_clients = those(|it| it.clients);
        let spans = with_clients.iter().flat_map(|it| it.clients(family)).collect();
        for block in Addresses::blocks(family, spans) {
            let may = |it: &&Listener| {
                it.clients(family).iter().any(|span| span.shared(block.span).is_some())
            };
            let listeners = with_clients.iter().copied().filter(may).collect::<Vec<_>>();
            let source = Sender { block, subnet: None, is_previous: false, are_clients: true };
            expected_flows.extend(self.traffic(&listeners, &source, false));
        }
        expected_flows
    }

    /// The traffic of some listeners, by stretches of ports: the member's port, or, with any port,
    /// those of the listeners.
    fn traffic(
        &self,
        listeners: &[&'a Listener],
        source: &Sender<'a>,
        is_exempt: bool,
    ) -> Vec<ExpectedFlow<'a>> {
        let is_any =
            self.group.any_port && matches!(self.group.protocol.as_str(), "TCP" | "UDP" | "QUIC");
        let named = |it: &Listener| it.ports.named().to_vec();
        let stretches = match (is_any, listeners.is_empty()) {
            (_, true) => vec![],
            (true, _) => joined(listeners.iter().flat_map(|it| named(it)).collect()),
            (false, _) => self.member.port.map(|port| Span::one(port.into())).into_iter().collect(),
        };
        let expected = |stretch: Span| {
            let meets = |it: &&Listener| {
                !is_any || it.ports.named().iter().any(|own| own.shared(stretch).is_some())
            };
            ExpectedFlow {
                purpose: Purpose::Traffic,
                source: source.clone(),
                ports: Some(stretch),
                is_exempt,
                listeners: listeners.iter().copied().filter(meets).collect(),
            }
        };
        stretches.into_iter().map(expected).collect()
    }

    /// The probe and the ping, where there are such.
    fn checks(&self) -> Vec<(Purpose, Option<Span>)> {
        let check = &self.group.health_check;
        let mut checks = vec![];
        if !check.enabled {
            return checks;
        }
        if let Some(port) = check.port.or(self.member.port.filter(|_| !self.group.any_port)) {
            checks.push((Purpose::HealthCheck, Some(Span::one(port.into()))));
        }
        if check.protocol == "UDP" {
            checks.push((Purpose::Ping, None));
        }
        checks
    }

    /// The blocks from which the load balancer sends: those of its backend subnets, the previous
    /// ones too. A subnet without a block of the family sends nothing.
    fn senders(&self) -> Vec<Sender<'a>> {
        let family = self.family();
        let balancer = self.balancer;
        let mut senders: Vec<Sender> = vec![];
        if balancer.kind == LoadBalancerKind::Shared {
            let named = &self.index.settings().shared_sources;
            let usual = || Addresses::try_from(SHARED.to_owned()).into_iter().collect();
            let blocks: Vec<_> = if named.is_empty() { usual() } else { named.clone() };
            for block in blocks.into_iter().filter(|it| it.family == family) {
                if !senders.iter().any(|it| it.block == block) {
                    senders.push(Sender {
                        block,
                        subnet: None,
                        is_previous: false,
                        are_clients: false,
                    });
                }
            }
            return senders;
        }
        let current = match balancer.backend_subnets.as_slice() {
            [] => std::slice::from_ref(&balancer.subnet),
            some => some,
        };
        let previous = balancer.previous_backend_subnets.iter().map(|id| (id.as_str(), true));
        for (id, is_previous) in current.iter().map(|id| (id.as_str(), false)).chain(previous) {
            let is_known = senders.iter().any(|it| it.subnet == Some(id));
            let block = self.index.subnet(id).and_then(|it| it.block(family));
            if let (false, Some(block)) = (is_known, block) {
                senders.push(Sender {
                    block: block.clone(),
                    subnet: Some(id),
                    is_previous,
                    are_clients: false,
                });
            }
        }
        senders
    }
}

impl ExpectedFlow<'_> {
    /// Its ports, as a flow writes them.
    pub(super) fn written_ports(&self) -> Ports {
        Ports::of(self.ports)
    }
}
