//! The filters that a flow crosses, and what they have to let pass.

use std::rc::Rc;

use smallvec::smallvec;

use super::collect::{MemberPath, SentPackets};
use super::endpoint::Endpoint;
use super::own_vpc::RouteToMember;
use super::requirement::{FilterCheck, FilterRef, RequiredPackets, Requirement};
use super::*;
use crate::engine::packet::PacketBox;
use crate::engine::report::{Clauses, FlowSource, Leg, Level, Purpose, WhyNotFiltered};
use crate::plan::{Cidr, Direction, Flavor, NetworkAclDestination, NetworkAclState};

/// A filter check at the member, where nothing else is said.
fn at_member(
    filter: FilterRef,
    direction: Direction,
    level: Level,
    required_packets: RequiredPackets,
) -> FilterCheck {
    FilterCheck {
        filter,
        direction,
        leg: Leg::Member,
        level,
        required_packets,
        clauses: Clauses::new(),
    }
}

impl MemberPath<'_> {
    /// Returns the requirement for packets that no rule stops.
    pub(super) fn exempt(&self, sent: &SentPackets, source: FlowSource) -> Requirement {
        let clauses = smallvec![layer4::CLAUSE.id];
        self.past_by(WhyNotFiltered::Layer4, clauses, sent, source)
    }

    /// Returns the requirement for packets on which the filters in front of the member do not
    /// decide, for one reason.
    fn past_by(
        &self,
        why: WhyNotFiltered,
        clauses: Clauses,
        sent: &SentPackets,
        source: FlowSource,
    ) -> Requirement {
        let mut requirement = self.requirement(sent, source);
        requirement.clauses = clauses;
        let subnet = self.endpoint.as_ref().and_then(|it| it.subnet);
        let flavor = self.endpoint.as_ref().map(|it| it.flavor).unwrap_or_default();
        let filters = [
            FilterRef::NetworkAcl(subnet.and_then(|subnet| subnet.network_acl)),
            FilterRef::SecurityGroups(self.attached_groups.clone(), flavor, None),
        ];
        requirement.filter_checks = filters
            .into_iter()
            .map(|filter| {
                let required_packets = RequiredPackets::NotFiltered(why);
                at_member(filter, Direction::Inbound, Level::Required, required_packets)
            })
            .collect();
        requirement
    }

    /// Returns the requirement for packets from a block, with every filter on their path. The
    /// requirement is at most recommended where nothing is sent yet: if no listener leads to the
    /// member, and for the traffic of a member of weight 0, which may get requests again.
    pub(super) fn filtered(&self, sent: &SentPackets, source: &FlowSource) -> Requirement {
        let mut requirement = match self.route {
            RouteToMember::Usual | RouteToMember::InDoubt => self.past_filters(sent, source),
            RouteToMember::Missing => {
                let clauses = self.asks(sent, source);
                self.past_by(WhyNotFiltered::NoRoute, clauses, sent, source.clone())
            }
        };
        let rests = sent.purpose == Purpose::Traffic && self.member.weight == 0;
        if rests || !self.attached {
            for filter_check in &mut requirement.filter_checks {
                filter_check.level = Level::Recommended;
            }
        }
        requirement
    }

    fn past_filters(&self, sent: &SentPackets, source: &FlowSource) -> Requirement {
        let mut requirement = self.requirement(sent, source.clone());
        let asks = self.asks(sent, source);
        requirement.clauses.clone_from(&asks);
        let Some(endpoint) = &self.endpoint else {
            let filter = FilterRef::SecurityGroups(Rc::default(), Flavor::Standard, None);
            let (direction, level) = (Direction::Inbound, Level::Required);
            let filter_check = at_member(filter, direction, level, RequiredPackets::Unknown);
            requirement.filter_checks.push(filter_check);
            return requirement;
        };
        let sender_ports = match sent.from_clients {
            true => network_acl_fields::from_any_port(sent.protocol),
            false => network_acl_fields::from_load_balancer(sent.protocol),
        };
        let packets = network_acl_fields::inbound(
            requirement.ip_type,
            sent.protocol,
            sent.ports,
            (source.cidr, sender_ports),
            endpoint.address,
        );
        let required_packets = Named {
            protocol: sent.protocol,
            remote: backend_subnet::rule_block(self.index, source),
            local: self.local(endpoint),
        };
        let filter_checks = &mut requirement.filter_checks;
        filter_checks.push(self.acl_in(
            endpoint,
            (source, sent.from_clients),
            required_packets.of(packets),
            packets,
        ));
        let acl_counts = matches!(
            filter_checks.first().map(|it| &it.required_packets),
            Some(RequiredPackets::Packets { .. })
        );
        filter_checks.extend(self.groups(endpoint, sent, asks, packets, source, &required_packets));
        if acl_counts {
            filter_checks.extend(self.acl_out(endpoint, &required_packets, packets));
        }
        let of = |packets| required_packets.of(packets);
        let out = load_balancer_acl::out;
        filter_checks.extend(out(self.index, source.subnet, endpoint.subnet, of, packets));
        if sent.purpose == Purpose::Traffic && self.attached {
            filter_checks.extend(load_balancer_acl::clients(
                self.index,
                self.balancer,
                &sent.listeners,
                packets.ip_type,
            ));
        }
        requirement
    }

    /// The clauses that ask for something to be let in.
    fn asks(&self, sent: &SentPackets, source: &FlowSource) -> Clauses {
        let table = protocol_table::of(self.group.protocol);
        let mut asks = Clauses::new();
        if table.asks(Direction::Inbound, sent.protocol, sent.purpose) {
            asks.push(table.clause);
        }
        asks.push(match sent.purpose {
            Purpose::Traffic => inbound_ports::CLAUSE.id,
            Purpose::HealthCheck => health_check::CLAUSE.id,
            Purpose::Ping => udp_health_check::CLAUSE.id,
        });
        asks.push(match (sent.from_clients, source.previous) {
            (true, _) => layer4::CLAUSE.id,
            (false, true) => subnet_change::CLAUSE.id,
            (false, false) => backend_subnet::CLAUSE.id,
        });
        asks
    }

    /// The member's end as a network ACL rule names it. A subnet that does not hold the address
    /// would make a rule that does not let it in.
    fn local(&self, endpoint: &Endpoint) -> Cidr {
        let host = Cidr::host(endpoint.address);
        let subnet = match self.index.plan.settings.network_acl_destination {
            NetworkAclDestination::Subnet => endpoint.subnet,
            NetworkAclDestination::Member => None,
        };
        subnet
            .and_then(|subnet| subnet.cidr_of(host.ip_type()))
            .filter(|cidr| cidr.contains(endpoint.address))
            .unwrap_or(host)
    }

    /// The check of the inbound rules of the network ACL of the member's subnet.
    fn acl_in(
        &self,
        endpoint: &Endpoint,
        (source, from_clients): (&FlowSource, bool),
        required_packets: RequiredPackets,
        packets: PacketBox,
    ) -> FilterCheck {
        let required_packets = match endpoint.subnet {
            Some(subnet) => {
                let not_filtered =
                    network_acl::not_filtered(self.index, source, from_clients, subnet, &packets);
                match not_filtered {
                    Some(why) => RequiredPackets::NotFiltered(why),
                    None if !self.index.knows_acl_of(subnet) => RequiredPackets::Unknown,
                    None => required_packets,
                }
            }
            None => RequiredPackets::Unknown,
        };
        let filter = FilterRef::NetworkAcl(endpoint.subnet.and_then(|subnet| subnet.network_acl));
        let clauses = smallvec![
            network_acl::CLAUSE.id,
            network_acl_default::CLAUSE.id,
            other_subnet::CLAUSE.id,
            network_acl_fields::CLAUSE.id,
        ];
        let inbound = at_member(filter, Direction::Inbound, Level::Required, required_packets);
        FilterCheck { clauses, ..inbound }
    }

    /// The checks of the security groups of the member's interface: of their inbound rules, and of
    /// the outbound rows of the tables.
    fn groups(
        &self,
        endpoint: &Endpoint,
        sent: &SentPackets,
        asks: Clauses,
        packets: PacketBox,
        source: &FlowSource,
        named: &Named,
    ) -> Vec<FilterCheck> {
        // A security group does not look at the ports from which packets come.
        let source_ports = network_acl_fields::from_any_port(sent.protocol);
        let packets = PacketBox { source_ports, ..packets };
        let groups = FilterRef::SecurityGroups(self.attached_groups.clone(), endpoint.flavor, None);
        let has_groups = !self.attached_groups.is_empty() && endpoint.rules_known;
        let required_packets = match (endpoint.port_security, has_groups) {
            (false, _) => RequiredPackets::NotFiltered(WhyNotFiltered::PortSecurityOff),
            (true, true) => named.of(packets),
            (true, false) => RequiredPackets::Unknown,
        };
        let inbound =
            at_member(groups.clone(), Direction::Inbound, Level::Required, required_packets);
        let mut filter_checks = vec![FilterCheck { clauses: asks, ..inbound }];
        if endpoint.port_security && has_groups {
            let table = protocol_table::of(self.group.protocol);
            let mut clauses: Clauses = smallvec![outbound_rules::CLAUSE.id];
            if table.asks(Direction::Outbound, sent.protocol, sent.purpose) {
                clauses.insert(0, table.clause);
            }
            let row = outbound_rules::row(&packets, source.cidr, endpoint.address);
            let outbound =
                at_member(groups, Direction::Outbound, Level::Recommended, named.of(row));
            filter_checks.push(FilterCheck { clauses, ..outbound });
        }
        filter_checks
    }

    /// The check of the network ACL of the member's subnet for the answers, unless they pass by
    /// themselves.
    fn acl_out(
        &self,
        endpoint: &Endpoint,
        named: &Named,
        packets: PacketBox,
    ) -> Option<FilterCheck> {
        let level = match self.index.plan.settings.network_acl_state {
            NetworkAclState::Stateful => return None,
            NetworkAclState::Unsure => Level::Recommended,
            NetworkAclState::Stateless => Level::Required,
        };
        // It was asked about the packets themselves, so its rules are known.
        let required_packets =
            network_acl::required(packets.answers(), true, |answers| named.of(answers));
        let filter = FilterRef::NetworkAcl(endpoint.subnet.and_then(|subnet| subnet.network_acl));
        let clauses = smallvec![network_acl_fields::CLAUSE.id];
        let filter_check = at_member(filter, Direction::Outbound, level, required_packets);
        Some(FilterCheck { clauses, ..filter_check })
    }
}

/// The fields of the rules for a flow.
struct Named {
    protocol: crate::plan::Protocol,
    remote: Cidr,
    local: Cidr,
}

impl Named {
    /// The required packets for some packets of the flow.
    fn of(&self, packets: PacketBox) -> RequiredPackets {
        let Self { protocol, remote, local } = *self;
        RequiredPackets::Packets { packets, protocol, remote, local }
    }
}
