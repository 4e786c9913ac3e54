//! From a plan to everything that must flow in it.

use super::endpoint::Endpoint;
use super::requirement::{Crossed, Crossing, Passage, Requirement};
use super::*;
use crate::engine::index::Index;
use crate::engine::packet::Interval;
use crate::engine::report::{Level, Purpose, Source, WhyNotFiltered};
use crate::plan::{
    BackendServerGroup, Cidr, Direction, Flavor, IpType, Listener, ListenerId, LoadBalancer,
    Member, NetworkAclState, Ports, Protocol,
};

/// Everything that the guide says must reach the members of a plan, in the plan's order: group
/// by group, load balancer by load balancer, member by member.
pub(crate) fn requirements(index: &Index) -> Vec<Requirement> {
    let mut all = vec![];
    for group in &index.plan.backend_server_groups {
        for (balancer, listeners) in index.listeners_of(group) {
            for member in &group.members {
                let endpoint = endpoint::of(index, member);
                Way { index, group, balancer, listeners, member, endpoint }.collect(&mut all);
            }
        }
    }
    all
}

/// The way from a load balancer to one member of a group.
struct Way<'a> {
    index: &'a Index<'a>,
    group: &'a BackendServerGroup,
    balancer: &'a LoadBalancer,
    listeners: &'a [&'a Listener],
    member: &'a Member,
    /// Where the member is.
    endpoint: Option<Endpoint<'a>>,
}

/// What is sent along a way.
#[derive(Clone, Copy)]
struct Sent {
    purpose: Purpose,
    protocol: Protocol,
    port: Option<std::num::NonZeroU16>,
}

impl Way<'_> {
    fn collect(&self, all: &mut Vec<Requirement>) {
        let ip_type = self.ip_type();
        let (exempt, filtered): (Vec<_>, Vec<_>) = self
            .listeners
            .iter()
            .partition(|listener| layer4::is_exempt(self.balancer, listener, self.member.target));
        let ids = |listeners: &[&&Listener]| listeners.iter().map(|it| it.id).collect::<Vec<_>>();
        let traffic = inbound_ports::traffic(self.group.protocol, self.member)
            .map(|(protocol, port)| Sent { purpose: Purpose::Traffic, protocol, port: Some(port) });
        if let (Some(sent), false) = (traffic, exempt.is_empty()) {
            all.push(self.exempt(sent, ids(&exempt)));
        }
        let every = self.listeners.iter().map(|it| it.id).collect::<Vec<_>>();
        let probe =
            health_check::probe(&self.group.health_check, self.member).map(|(protocol, port)| {
                Sent { purpose: Purpose::HealthCheck, protocol, port: Some(port) }
            });
        let ping = udp_health_check::ping(&self.group.health_check, ip_type).map(|protocol| Sent {
            purpose: Purpose::Ping,
            protocol,
            port: None,
        });
        for source in backend_subnet::sources(self.index, self.balancer, ip_type) {
            if let (Some(sent), false) = (traffic, filtered.is_empty()) {
                all.push(self.filtered(sent, ids(&filtered), &source));
            }
            for sent in [probe, ping].into_iter().flatten() {
                all.push(self.filtered(sent, every.clone(), &source));
            }
        }
    }

    /// The family in which the member is reached: that of its address, or the one it names.
    fn ip_type(&self) -> IpType {
        match &self.endpoint {
            Some(endpoint) => IpType::of(endpoint.address),
            None => self.member.ip_type,
        }
    }

    fn requirement(&self, sent: Sent, listeners: Vec<ListenerId>, source: Source) -> Requirement {
        Requirement {
            purpose: sent.purpose,
            load_balancer: self.balancer.id,
            listeners,
            group: self.group.id,
            member: self.member.id,
            target: self.member.target,
            source,
            destination: self.endpoint.as_ref().map(|it| it.address),
            ip_type: self.ip_type(),
            protocol: sent.protocol,
            ports: sent.port.map_or_else(Ports::all, |port| Ports::single(port.get())),
            clauses: vec![],
            crossings: vec![],
        }
    }

    /// Traffic past the rules. It carries the clients' own addresses.
    fn exempt(&self, sent: Sent, listeners: Vec<ListenerId>) -> Requirement {
        let clients = Source { cidr: Cidr::any(self.ip_type()), subnet: None, previous: false };
        let mut requirement = self.requirement(sent, listeners, clients);
        requirement.clauses = vec![layer4::CLAUSE.id];
        let endpoint = self.endpoint.as_ref();
        let subnet = endpoint.and_then(|it| it.subnet);
        let (groups, flavor) =
            endpoint.map(|it| (it.security_groups.clone(), it.flavor)).unwrap_or_default();
        let filters = [
            Crossed::NetworkAcl(subnet.and_then(|subnet| subnet.network_acl)),
            Crossed::SecurityGroups(groups, flavor),
        ];
        requirement.crossings = filters
            .into_iter()
            .map(|filter| Crossing {
                filter,
                direction: Direction::Inbound,
                level: Level::Required,
                passage: Passage::NotFiltered(WhyNotFiltered::Layer4),
                clauses: requirement.clauses.clone(),
            })
            .collect();
        requirement
    }

    /// What comes from the backend subnet, past every filter in front of the member.
    fn filtered(&self, sent: Sent, listeners: Vec<ListenerId>, source: &Source) -> Requirement {
        let mut requirement = self.requirement(sent, listeners, source.clone());
        let table = table::of(self.group.protocol);
        let mut asks = match sent.purpose {
            Purpose::Traffic => vec![inbound_ports::CLAUSE.id],
            Purpose::HealthCheck => vec![health_check::CLAUSE.id],
            Purpose::Ping => vec![udp_health_check::CLAUSE.id],
        };
        if table.asks(Direction::Inbound, sent.protocol, sent.purpose) {
            asks.insert(0, table.clause);
        }
        asks.push(match source.previous {
            true => subnet_change::CLAUSE.id,
            false => backend_subnet::CLAUSE.id,
        });
        requirement.clauses.clone_from(&asks);

        // A member of weight 0 gets no traffic, but it may again; probes go on.
        let level = match (sent.purpose, self.member.weight) {
            (Purpose::Traffic, 0) => Level::Recommended,
            _ => Level::Required,
        };
        let Some(endpoint) = &self.endpoint else {
            let filter = Crossed::SecurityGroups(vec![], Flavor::Standard);
            requirement.crossings.push(Crossing {
                filter,
                direction: Direction::Inbound,
                level,
                passage: Passage::Unknown,
                clauses: asks,
            });
            return requirement;
        };
        let port = sent.port.map_or(Interval::ALL, |port| Interval::single(port.get()));
        let packets = network_acl_fields::inbound(
            requirement.ip_type,
            sent.protocol,
            port,
            source.cidr,
            endpoint.address,
        );
        // A subnet that does not hold the address would make a rule that does not let it in.
        let local = endpoint
            .subnet
            .and_then(|subnet| subnet.cidr_of(requirement.ip_type))
            .filter(|cidr| cidr.contains(endpoint.address))
            .unwrap_or_else(|| Cidr::host(endpoint.address));
        let passage = |packets| Passage::Packets { packets, remote: source.cidr, local };

        let acl = endpoint.subnet.and_then(|subnet| subnet.network_acl);
        let acl_passage = |packets| match endpoint.subnet {
            Some(subnet) => network_acl::not_filtered(self.index, source, subnet)
                .map_or_else(|| passage(packets), Passage::NotFiltered),
            None => Passage::Unknown,
        };
        let inbound_acl = acl_passage(packets);
        let acl_counts = matches!(inbound_acl, Passage::Packets { .. });
        requirement.crossings.push(Crossing {
            filter: Crossed::NetworkAcl(acl),
            direction: Direction::Inbound,
            level,
            passage: inbound_acl,
            clauses: vec![
                network_acl::CLAUSE.id,
                network_acl_default::CLAUSE.id,
                other_subnet::CLAUSE.id,
                network_acl_fields::CLAUSE.id,
            ],
        });
        let groups = &endpoint.security_groups;
        let worn = !groups.is_empty();
        requirement.crossings.push(Crossing {
            filter: Crossed::SecurityGroups(groups.clone(), endpoint.flavor),
            direction: Direction::Inbound,
            level,
            passage: if worn { passage(packets) } else { Passage::Unknown },
            clauses: asks,
        });
        if worn {
            let mut clauses = vec![outbound_rules::CLAUSE.id];
            if table.asks(Direction::Outbound, sent.protocol, sent.purpose) {
                clauses.insert(0, table.clause);
            }
            let row = outbound_rules::row(&packets, source.cidr, endpoint.address);
            requirement.crossings.push(Crossing {
                filter: Crossed::SecurityGroups(groups.clone(), endpoint.flavor),
                direction: Direction::Outbound,
                level: Level::Recommended,
                passage: passage(row),
                clauses,
            });
        }
        let stateful = self.index.plan.settings.network_acl_state == NetworkAclState::Stateful;
        if acl_counts && !stateful {
            requirement.crossings.push(Crossing {
                filter: Crossed::NetworkAcl(acl),
                direction: Direction::Outbound,
                level: Level::Recommended,
                passage: passage(network_acl_fields::answers(&packets)),
                clauses: vec![network_acl_fields::CLAUSE.id],
            });
        }
        requirement
    }
}
