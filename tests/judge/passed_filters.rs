//! The filters on a path, and the packets that each has to let pass.

use std::net::IpAddr;

use elb_rule_planner::engine::report::{Filter, Leg, Level, WhyNotFiltered};
use elb_rule_planner::plan::{
    Cidr, Direction, Flavor, IpType, Listener, ListenerProtocol, LoadBalancer, LoadBalancerAcl,
    LoadBalancerKind, NetworkAclDestination, NetworkAclId, NetworkAclState, Plan, RuleSource,
    Subnet,
};

use crate::locations::{Location, block_of};
use crate::senders::Sender;
use crate::world::{PORT_KINDS, Packet, within};

/// A filter on a path.
#[derive(Debug, Clone)]
pub(crate) struct PassedFilter {
    pub(crate) filter: Filter,
    /// The flavor of the server behind it.
    pub(crate) flavor: Flavor,
    pub(crate) direction: Direction,
    pub(crate) leg: Leg,
    pub(crate) level: Level,
    pub(crate) filtering: Filtering,
}

/// The packets that a filter looks at.
#[derive(Debug, Clone)]
pub(crate) enum Filtering {
    Not(WhyNotFiltered),
    Unknown,
    At(SeenPackets),
}

/// The packets that a filter sees, and how far rules for them may go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SeenPackets {
    pub(crate) from: Cidr,
    pub(crate) to: Cidr,
    protocol: u8,
    /// The type and code of a ping or its answer.
    message: Option<(u8, u8)>,
    from_ports: (u16, u16),
    to_ports: (u16, u16),
    /// The widest block that a rule may name at the far end, and at the near one.
    pub(crate) far: Cidr,
    pub(crate) near: Cidr,
    /// True if these are answers, which go from the near end to the far one.
    answers: bool,
    /// True if the near end's ports are those that the packets go to, in either direction.
    to_near_ports: bool,
}

const ANY_PORT: (u16, u16) = (1, 65535);

/// The ports that programs take to send from, of which the load balancer takes one.
const NOT_RESERVED: (u16, u16) = (1024, 65535);

fn ends(block: Cidr) -> Vec<IpAddr> {
    if block == Cidr::host(block.net().addr()) { vec![block.net().addr()] } else { within(block) }
}

fn has_ports(protocol: u8) -> bool {
    protocol == 6 || protocol == 17
}

impl SeenPackets {
    fn kinds(&self, (low, high): (u16, u16)) -> Vec<u16> {
        if !has_ports(self.protocol) {
            return vec![0];
        }
        PORT_KINDS.iter().copied().filter(|port| low <= *port && *port <= high).collect()
    }

    /// Every kind of packet of these.
    pub(crate) fn packets(&self) -> Vec<Packet> {
        let mut packets = vec![];
        for source in ends(self.from) {
            for destination in ends(self.to) {
                for source_port in self.kinds(self.from_ports) {
                    for port in self.kinds(self.to_ports) {
                        let protocol = self.protocol;
                        let message = self.message.unwrap_or((0, 0));
                        packets.push(Packet {
                            source,
                            destination,
                            protocol,
                            source_port,
                            port,
                            message,
                        });
                    }
                }
            }
        }
        packets
    }

    /// True if a packet is one of these.
    pub(crate) fn holds(&self, packet: &Packet) -> bool {
        let fits = |(low, high): (u16, u16), port| {
            !has_ports(self.protocol) || (low <= port && port <= high)
        };
        packet.protocol == self.protocol
            && self.message.is_none_or(|it| it == packet.message)
            && self.from.contains(packet.source)
            && self.to.contains(packet.destination)
            && fits(self.from_ports, packet.source_port)
            && fits(self.to_ports, packet.port)
    }

    /// True if rules for these may let a packet pass. The guide's row for a ping is 'ICMP: All'.
    pub(crate) fn may_open(&self, packet: &Packet, looks_at_near: bool) -> bool {
        self.spans(packet, self.far, looks_at_near)
    }

    /// True if a packet is one that has to pass, with the near end as wide as a rule names it.
    pub(crate) fn has_to_pass(&self, packet: &Packet, looks_at_near: bool) -> bool {
        let is_message = self.message.is_none_or(|it| it == packet.message);
        is_message && self.is_of_row(packet, looks_at_near)
    }

    /// True if a packet is one of the guide's row for these, with the near end as wide as a rule
    /// names it.
    pub(crate) fn is_of_row(&self, packet: &Packet, looks_at_near: bool) -> bool {
        self.spans(packet, if self.answers { self.to } else { self.from }, looks_at_near)
    }

    fn spans(&self, packet: &Packet, far_block: Cidr, looks_at_near: bool) -> bool {
        let (far, near) = match self.answers {
            true => (packet.destination, packet.source),
            false => (packet.source, packet.destination),
        };
        let at_source = self.answers && !self.to_near_ports;
        let ((low, high), port) = match at_source {
            true => (self.from_ports, packet.source_port),
            false => (self.to_ports, packet.port),
        };
        packet.protocol == self.protocol
            && far_block.contains(far)
            && (!looks_at_near || self.near.contains(near))
            && (!has_ports(self.protocol) || (low <= port && port <= high))
    }
}

/// A path to a member whose filters count.
pub(crate) struct PathToMember<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) balancer: &'a LoadBalancer,
    pub(crate) location: &'a Location<'a>,
    pub(crate) source: Sender,
    /// True if the source is clients with their own addresses.
    pub(crate) from_clients: bool,
    pub(crate) ip_type: IpType,
    pub(crate) protocol: u8,
    pub(crate) ports: Option<(u16, u16)>,
    pub(crate) clients_of: &'a [&'a Listener],
}

/// True if the lowest and the highest address of a block are of a subnet.
fn lies_in(block: Cidr, subnet: &Subnet) -> bool {
    block_of(subnet, block.ip_type()).is_some_and(|own| {
        own.contains(block.net().network()) && own.contains(block.net().broadcast())
    })
}

/// The two filters of a flow on which no rule decides, for one reason.
pub(crate) fn unfiltered(location: Option<&Location>, why: WhyNotFiltered) -> Vec<PassedFilter> {
    let acl = location.and_then(|location| location.subnet).and_then(|subnet| subnet.network_acl);
    let groups = location.map(|location| location.groups.clone()).unwrap_or_default();
    [Filter::NetworkAcl(acl), Filter::SecurityGroups(groups.into())]
        .into_iter()
        .map(|filter| PassedFilter {
            filter,
            flavor: Flavor::Standard,
            direction: Direction::Inbound,
            leg: Leg::Member,
            level: Level::Required,
            filtering: Filtering::Not(why),
        })
        .collect()
}

/// The network ACL that filters at the edge of a subnet.
#[derive(Clone, Copy, PartialEq)]
enum Edge {
    /// There is none, or one that the plan does not have.
    Bare,
    SwitchedOff,
    /// There is this one, and its rules are known.
    Known(NetworkAclId),
    /// There may be this one or another, with rules that nobody knows.
    Unknown(Option<NetworkAclId>),
}

fn edge(plan: &Plan, subnet: &Subnet) -> Edge {
    let Some(id) = subnet.network_acl else {
        return if subnet.network_acl_known { Edge::Bare } else { Edge::Unknown(None) };
    };
    match plan.network_acls.iter().find(|acl| acl.id == id) {
        None => Edge::Bare,
        Some(acl) if !acl.enabled => Edge::SwitchedOff,
        Some(acl) if acl.rules_known => Edge::Known(id),
        Some(_) => Edge::Unknown(Some(id)),
    }
}

/// A packet at which no network ACL looks goes there.
fn is_never_filtered(seen: &SeenPackets) -> bool {
    let within = |block: &str| {
        let block: Cidr = block.parse().unwrap();
        block.contains(seen.to.net().network()) && block.contains(seen.to.net().broadcast())
    };
    ["255.255.255.255/32", "224.0.0.0/24", "100.125.0.0/16"].into_iter().any(within)
        || within("169.254.169.254/32") && seen.protocol == 6 && seen.to_ports == (80, 80)
}

/// The filters in front of a member, seen from one source, then those of the load balancer's own
/// subnets.
pub(crate) fn passed_filters(path: &PathToMember) -> Vec<PassedFilter> {
    let settings = &path.plan.settings;
    let member = Cidr::host(path.location.address);
    let block = path.source.block;
    let far = match (settings.rule_source, path.source.subnet) {
        (RuleSource::Vpc, Some(id)) => wide(path.plan, id, block),
        _ => block,
    };
    let near = match settings.network_acl_destination {
        NetworkAclDestination::Member => member,
        NetworkAclDestination::Subnet => path
            .location
            .subnet
            .and_then(|subnet| block_of(subnet, path.ip_type))
            .filter(|block| block.contains(path.location.address))
            .unwrap_or(member),
    };
    let ports = path.ports.unwrap_or((0, 0));
    let there = SeenPackets {
        from: block,
        to: member,
        protocol: path.protocol,
        message: match path.protocol {
            1 => Some((8, 0)),
            58 => Some((128, 0)),
            _ => None,
        },
        from_ports: if path.from_clients { ANY_PORT } else { NOT_RESERVED },
        to_ports: ports,
        far,
        near,
        answers: false,
        to_near_ports: true,
    };
    // Security groups do not look at source ports.
    let at_groups = SeenPackets { from_ports: ANY_PORT, ..there };
    let message = reply(there.message);
    let row = SeenPackets { from: member, to: block, message, answers: true, ..at_groups };
    let back = answers(there);
    let mut filters = member_filters(path, [there, at_groups], row, back);
    load_balancer_filters(path, there, back, &mut filters);
    filters
}

/// The message that answers a ping (RFC 792 and RFC 4443).
fn reply(ping: Option<(u8, u8)>) -> Option<(u8, u8)> {
    ping.map(|(icmp_type, _)| if icmp_type == 8 { (0, 0) } else { (129, 0) })
}

fn answers(there: SeenPackets) -> SeenPackets {
    SeenPackets {
        from: there.to,
        to: there.from,
        from_ports: there.to_ports,
        to_ports: there.from_ports,
        message: reply(there.message),
        answers: true,
        to_near_ports: false,
        ..there
    }
}

/// The VPC's block that holds the subnet's.
fn wide(plan: &Plan, id: elb_rule_planner::plan::SubnetId, block: Cidr) -> Cidr {
    let subnet = plan.subnets.iter().find(|it| it.id == id).unwrap();
    let Some(vpc) = plan.vpcs.iter().find(|it| it.id == subnet.vpc) else { return block };
    let mut blocks = vec![Cidr::of(vpc.cidr.net())];
    blocks.extend(vpc.secondary_cidrs.iter().map(|it| Cidr::of(it.net())));
    blocks.extend(vpc.ipv6_cidr.map(|it| Cidr::of(it.net())));
    let net = block.net();
    let holds = |it: &Cidr| it.contains(net.network()) && it.contains(net.broadcast());
    blocks.into_iter().find(holds).unwrap_or(block)
}

fn member_filters(
    path: &PathToMember,
    [there, at_groups]: [SeenPackets; 2],
    row: SeenPackets,
    back: SeenPackets,
) -> Vec<PassedFilter> {
    let location = path.location;
    let state = path.plan.settings.network_acl_state;
    let id = location.subnet.and_then(|subnet| subnet.network_acl);
    let acl_filtering = match location.subnet {
        None => Filtering::Unknown,
        Some(subnet) => match edge(path.plan, subnet) {
            Edge::Bare => Filtering::Not(WhyNotFiltered::NoNetworkAcl),
            Edge::SwitchedOff => Filtering::Not(WhyNotFiltered::NetworkAclDisabled),
            _ if path.source.subnet == Some(subnet.id) => {
                Filtering::Not(WhyNotFiltered::SameSubnet)
            }
            _ if path.from_clients && lies_in(path.source.block, subnet) => {
                Filtering::Not(WhyNotFiltered::SameSubnet)
            }
            _ if is_never_filtered(&there) => Filtering::Not(WhyNotFiltered::NeverFiltered),
            Edge::Unknown(_) => Filtering::Unknown,
            Edge::Known(_) => Filtering::At(there),
        },
    };
    let counts = matches!(acl_filtering, Filtering::At { .. });
    let worn = !location.groups.is_empty() && location.known;
    let groups = Filter::SecurityGroups(location.groups.clone().into());
    let passed = |filter: &Filter, direction, level, filtering| PassedFilter {
        filter: filter.clone(),
        flavor: location.flavor,
        direction,
        leg: Leg::Member,
        level,
        filtering,
    };
    let acl = Filter::NetworkAcl(id);
    let group_filtering = match (location.secured, worn) {
        (false, _) => Filtering::Not(WhyNotFiltered::PortSecurityOff),
        (true, false) => Filtering::Unknown,
        (true, true) => Filtering::At(at_groups),
    };
    let mut filters = vec![
        passed(&acl, Direction::Inbound, Level::Required, acl_filtering),
        passed(&groups, Direction::Inbound, Level::Required, group_filtering),
    ];
    if worn && location.secured {
        filters.push(passed(&groups, Direction::Outbound, Level::Recommended, Filtering::At(row)));
    }
    if counts && state != NetworkAclState::Stateful {
        let level = match state {
            NetworkAclState::Stateless => Level::Required,
            _ => Level::Recommended,
        };
        let filtering = match is_never_filtered(&back) {
            true => Filtering::Not(WhyNotFiltered::NeverFiltered),
            false => Filtering::At(back),
        };
        filters.push(passed(&acl, Direction::Outbound, level, filtering));
    }
    filters
}

/// The network ACLs of the load balancer's own subnets: out to the member, and, for traffic, in
/// from clients to the listeners.
fn load_balancer_filters(
    path: &PathToMember,
    there: SeenPackets,
    back: SeenPackets,
    filters: &mut Vec<PassedFilter>,
) {
    let settings = &path.plan.settings;
    let level = match settings.load_balancer_acl {
        LoadBalancerAcl::Ignore => return,
        LoadBalancerAcl::Advise => Level::Recommended,
        LoadBalancerAcl::Apply => Level::Required,
    };
    let stateless = settings.network_acl_state == NetworkAclState::Stateless;
    let subnet = |id| path.plan.subnets.iter().find(|it| it.id == id);
    let active = |subnet: &Subnet| match edge(path.plan, subnet) {
        Edge::Bare | Edge::SwitchedOff => None,
        Edge::Known(id) => Some((Some(id), true)),
        Edge::Unknown(id) => Some((id, false)),
    };
    let mut push = |(id, is_known): (Option<NetworkAclId>, bool), direction, leg, seen| {
        let filter = Filter::NetworkAcl(id);
        let flavor = Flavor::Standard;
        // Rules that nobody knows are asked about once on each way.
        let pair = match leg {
            Leg::FromLoadBalancer | Leg::BackToLoadBalancer => {
                [Leg::FromLoadBalancer, Leg::BackToLoadBalancer]
            }
            _ => [Leg::FromClients, Leg::BackToClients],
        };
        let is_again = filters
            .iter()
            .any(|it| pair.contains(&it.leg) && matches!(it.filtering, Filtering::Unknown));
        let filtering = match is_known {
            _ if is_never_filtered(&seen) => Filtering::Not(WhyNotFiltered::NeverFiltered),
            true => Filtering::At(seen),
            false if is_again => return,
            false => Filtering::Unknown,
        };
        filters.push(PassedFilter { filter, flavor, direction, leg, level, filtering });
    };
    if let Some(from) = path.source.subnet.and_then(subnet)
        && let Some(id) = active(from)
        && path.location.subnet.is_none_or(|it| it.id != from.id)
    {
        push(id, Direction::Outbound, Leg::FromLoadBalancer, there);
        if stateless {
            push(id, Direction::Inbound, Leg::BackToLoadBalancer, back);
        }
    }
    let Some(home) = subnet(path.balancer.subnet) else { return };
    let Some(id) = active(home) else { return };
    let dedicated = path.balancer.kind == LoadBalancerKind::Dedicated;
    for (listener, family) in
        path.clients_of.iter().flat_map(|it| [(it, IpType::IPv4), (it, IpType::IPv6)])
    {
        let keeps_family = !listener.nat64
            && matches!(listener.protocol, ListenerProtocol::Tcp | ListenerProtocol::Udp);
        if keeps_family && family != path.ip_type
            || !keeps_family && family == IpType::IPv6 && !dedicated
        {
            continue;
        }
        let Some(near) = block_of(home, family) else { continue };
        let over_udp = matches!(listener.protocol, ListenerProtocol::Udp | ListenerProtocol::Quic);
        for far in crate::clients::blocks(&[listener], family) {
            if lies_in(far, home) {
                continue;
            }
            for range in listener.ports.ranges() {
                let seen = SeenPackets {
                    from: far,
                    to: near,
                    protocol: if over_udp { 17 } else { 6 },
                    message: None,
                    from_ports: ANY_PORT,
                    to_ports: (range.first, range.last),
                    far,
                    near,
                    answers: false,
                    to_near_ports: true,
                };
                push(id, Direction::Inbound, Leg::FromClients, seen);
                if stateless {
                    push(id, Direction::Outbound, Leg::BackToClients, answers(seen));
                }
            }
        }
    }
}
