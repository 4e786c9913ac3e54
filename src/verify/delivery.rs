//! What a load balancer sends to a member, from where, and whether rules have a say in it: the
//! checker's own reading of the guide, as short as it can be.

use super::plan_index::{End, Places};
use super::space::{Family, Span, joined};
use super::notation::{Addresses, Ports, Protocol};
use super::document::{
    AccessControl, BackendServerGroup, Listener, LoadBalancer, LoadBalancerKind, Member, Purpose,
};

/// The block from which shared load balancers send unless the plan names others (user guide of
/// shared load balancers, security group and network ACL rules).
const SHARED: &str = "100.125.0.0/16";

/// The way from a load balancer to a member of a group.
pub(super) struct Way<'a> {
    pub(super) places: &'a Places<'a>,
    pub(super) balancer: &'a LoadBalancer,
    pub(super) group: &'a BackendServerGroup,
    pub(super) member: &'a Member,
    /// Where the member is.
    pub(super) end: Option<End<'a>>,
    /// The listeners that lead to the group, or one to come.
    pub(super) listeners: Vec<&'a Listener>,
    /// Whether the listeners are only to come.
    pub(super) is_to_come: bool,
}

/// Where packets come from.
#[derive(Clone)]
pub(super) struct Source<'a> {
    pub(super) block: Addresses,
    pub(super) subnet: Option<&'a str>,
    /// Whether it was a backend subnet before.
    pub(super) is_previous: bool,
}

/// Something that has to flow.
pub(super) struct Ask<'a> {
    pub(super) purpose: Purpose,
    pub(super) source: Source<'a>,
    /// None for a ping, which has no ports.
    pub(super) ports: Option<Span>,
    /// Whether rules have no say.
    pub(super) is_exempt: bool,
    pub(super) listeners: Vec<&'a Listener>,
}

/// Whose addresses rules have to let in for what a listener forwards; neither where they have no
/// say.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Sees {
    balancer: bool,
    clients: bool,
}

impl Listener {
    /// Whether it leads to a group, by itself or by a policy, which layer 7 alone has. IP
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

impl<'a> Way<'a> {
    /// The way by some listeners; by one to come where there are none.
    pub(super) fn new(
        places: &'a Places<'a>,
        (group, member): (&'a BackendServerGroup, &'a Member),
        balancer: &'a LoadBalancer,
        listeners: &[&'a Listener],
        to_come: &'a Listener,
    ) -> Self {
        let is_to_come = listeners.is_empty();
        let listeners = if is_to_come { vec![to_come] } else { listeners.to_vec() };
        Way { places, balancer, group, member, end: places.end(member), listeners, is_to_come }
    }

    /// The family in which the member is reached.
    pub(super) fn family(&self) -> Family {
        let named = || self.member.address.as_ref().map(|it| it.family);
        let end = self.end.as_ref().map(|end| end.address.family);
        end.or_else(named).unwrap_or(self.member.family)
    }

    fn sees(&self, listener: &Listener) -> Sees {
        let settings = self.places.settings();
        let is_layer4 = matches!(listener.protocol.as_str(), "TCP" | "UDP");
        if !is_layer4 || self.member.target.starts_with("ip-") {
            return Sees { balancer: true, clients: false };
        }
        match self.balancer.kind {
            LoadBalancerKind::Dedicated => {
                let balancer = self.balancer.ip_as_backend || listener.nat64;
                let too = settings.client_addresses == "clients_too";
                Sees { balancer, clients: balancer && too && !listener.nat64 }
            }
            LoadBalancerKind::Shared => {
                let filtered = settings.transferred_client_ip == "filtered";
                let passes_on = listener.transfer_client_ip;
                Sees { balancer: !passes_on, clients: passes_on && filtered }
            }
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

    /// Everything that has to flow to the member.
    pub(super) fn asks(&self) -> Vec<Ask<'a>> {
        let mut asks = self.asks_by_listeners();
        if self.is_to_come {
            asks.iter_mut().for_each(|ask| ask.listeners.clear());
        }
        asks
    }

    fn asks_by_listeners(&self) -> Vec<Ask<'a>> {
        let family = self.family();
        let those = |which: fn(Sees) -> bool| {
            let listeners = self.listeners.iter().copied();
            listeners.filter(|it| which(self.sees(it))).collect::<Vec<_>>()
        };
        let exempt = those(|it| !it.balancer && !it.clients);
        let everyone = Source { block: Addresses::all(family), subnet: None, is_previous: false };
        let mut asks = self.traffic(&exempt, &everyone, true);
        let is_literal = self.places.settings().layer4_health_checks == "exempt";
        let checks_are_exempt = is_literal && exempt.len() == self.listeners.len();
        for source in self.sources() {
            asks.extend(self.traffic(&those(|it| it.balancer), &source, false));
            for (purpose, ports) in self.checks() {
                let (source, listeners) = (source.clone(), self.listeners.clone());
                asks.push(Ask { purpose, source, ports, is_exempt: checks_are_exempt, listeners });
            }
        }
        let with_clients = those(|it| it.clients);
        let spans = with_clients.iter().flat_map(|it| it.clients(family)).collect();
        for block in Addresses::blocks(family, spans) {
            let may = |it: &&Listener| {
                it.clients(family).iter().any(|span| span.shared(block.span).is_some())
            };
            let listeners = with_clients.iter().copied().filter(may).collect::<Vec<_>>();
            let source = Source { block, subnet: None, is_previous: false };
            asks.extend(self.traffic(&listeners, &source, false));
        }
        asks
    }

    /// The traffic of some listeners, by stretches of ports: the member's port, or, with any port,
    /// those of the listeners.
    fn traffic(
        &self,
        listeners: &[&'a Listener],
        source: &Source<'a>,
        is_exempt: bool,
    ) -> Vec<Ask<'a>> {
        let is_any =
            self.group.any_port && matches!(self.group.protocol.as_str(), "TCP" | "UDP" | "QUIC");
        let named = |it: &Listener| it.ports.named().to_vec();
        let stretches = match (is_any, listeners.is_empty()) {
            (_, true) => vec![],
            (true, _) => joined(listeners.iter().flat_map(|it| named(it)).collect()),
            (false, _) => self.member.port.map(|port| Span::one(port.into())).into_iter().collect(),
        };
        let ask = |stretch: Span| {
            let meets = |it: &&Listener| {
                !is_any || it.ports.named().iter().any(|own| own.shared(stretch).is_some())
            };
            Ask {
                purpose: Purpose::Traffic,
                source: source.clone(),
                ports: Some(stretch),
                is_exempt,
                listeners: listeners.iter().copied().filter(meets).collect(),
            }
        };
        stretches.into_iter().map(ask).collect()
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

    /// Where the load balancer sends from: the blocks of its backend subnets, those of before
    /// too; a subnet without a block of the family sends nothing.
    fn sources(&self) -> Vec<Source<'a>> {
        let family = self.family();
        let balancer = self.balancer;
        let mut sources: Vec<Source> = vec![];
        if balancer.kind == LoadBalancerKind::Shared {
            let named = &self.places.settings().shared_sources;
            let usual = || Addresses::try_from(SHARED.to_owned()).into_iter().collect();
            let blocks: Vec<_> = if named.is_empty() { usual() } else { named.clone() };
            for block in blocks.into_iter().filter(|it| it.family == family) {
                if !sources.iter().any(|it| it.block == block) {
                    sources.push(Source { block, subnet: None, is_previous: false });
                }
            }
            return sources;
        }
        let current = match balancer.backend_subnets.as_slice() {
            [] => std::slice::from_ref(&balancer.subnet),
            some => some,
        };
        let previous = balancer.previous_backend_subnets.iter().map(|id| (id.as_str(), true));
        for (id, is_previous) in current.iter().map(|id| (id.as_str(), false)).chain(previous) {
            let is_known = sources.iter().any(|it| it.subnet == Some(id));
            let block = self.places.subnet(id).and_then(|it| it.block(family));
            if let (false, Some(block)) = (is_known, block) {
                sources.push(Source { block: block.clone(), subnet: Some(id), is_previous });
            }
        }
        sources
    }
}

impl Ask<'_> {
    /// Its ports, as a flow writes them.
    pub(super) fn written_ports(&self) -> Ports {
        Ports::of(self.ports)
    }
}
