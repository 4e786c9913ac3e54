//! The filters on a way, and the packets that each has to let pass.

use std::net::IpAddr;

use elb_rule_planner::engine::report::{Filter, Leg, Level, WhyNotFiltered};
use elb_rule_planner::plan::{
    Cidr, Direction, Flavor, IpType, Listener, ListenerProtocol, LoadBalancer, LoadBalancerAcl,
    LoadBalancerKind, NetworkAclDestination, NetworkAclId, NetworkAclState, Plan, RuleSource,
    Subnet,
};

use crate::needs::From;
use crate::places::{Place, block_of};
use crate::world::{PORT_KINDS, Packet, within};

/// A filter on the way.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    pub(crate) filter: Filter,
    /// The flavor of the server behind it.
    pub(crate) flavor: Flavor,
    pub(crate) direction: Direction,
    pub(crate) leg: Leg,
    pub(crate) level: Level,
    pub(crate) look: Look,
}

/// The packets that a filter looks at.
#[derive(Debug, Clone)]
pub(crate) enum Look {
    Not(WhyNotFiltered),
    Unknown,
    At(Sight),
}

/// The packets that a filter sees, and how far rules for them may go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sight {
    from: Cidr,
    to: Cidr,
    protocol: u8,
    from_ports: (u16, u16),
    to_ports: (u16, u16),
    /// The widest block that a rule may name at the far end, and at the near one.
    far: Cidr,
    near: Cidr,
    /// True if these are answers, which go from the near end to the far one.
    answers: bool,
    /// True if the near end's ports are those that the packets go to, whatever their way.
    to_near_ports: bool,
}

const ANY_PORT: (u16, u16) = (1, 65535);

fn ends(block: Cidr) -> Vec<IpAddr> {
    if block == Cidr::host(block.net().addr()) { vec![block.net().addr()] } else { within(block) }
}

fn has_ports(protocol: u8) -> bool {
    protocol == 6 || protocol == 17
}

impl Sight {
    fn kinds(&self, (low, high): (u16, u16)) -> Vec<u16> {
        if !has_ports(self.protocol) {
            return vec![0];
        }
        PORT_KINDS.iter().copied().filter(|port| low <= *port && *port <= high).collect()
    }

    /// Every kind of packet of it.
    pub(crate) fn packets(&self) -> Vec<Packet> {
        let mut packets = vec![];
        for source in ends(self.from) {
            for destination in ends(self.to) {
                for source_port in self.kinds(self.from_ports) {
                    for port in self.kinds(self.to_ports) {
                        let protocol = self.protocol;
                        packets.push(Packet { source, destination, protocol, source_port, port });
                    }
                }
            }
        }
        packets
    }

    /// True if a packet is one of it.
    pub(crate) fn holds(&self, packet: &Packet) -> bool {
        let fits = |(low, high): (u16, u16), port| {
            !has_ports(self.protocol) || (low <= port && port <= high)
        };
        packet.protocol == self.protocol
            && self.from.contains(packet.source)
            && self.to.contains(packet.destination)
            && fits(self.from_ports, packet.source_port)
            && fits(self.to_ports, packet.port)
    }

    /// True if rules for it may let a packet pass.
    pub(crate) fn may_open(&self, packet: &Packet, looks_at_near: bool) -> bool {
        self.spans(packet, self.far, looks_at_near)
    }

    /// True if it needs a packet to pass, with the near end as wide as a rule names it.
    pub(crate) fn needs(&self, packet: &Packet, looks_at_near: bool) -> bool {
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

/// A way to a member whose filters count.
pub(crate) struct Way<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) balancer: &'a LoadBalancer,
    pub(crate) place: &'a Place<'a>,
    pub(crate) source: From,
    pub(crate) ip_type: IpType,
    pub(crate) protocol: u8,
    pub(crate) ports: Option<(u16, u16)>,
    pub(crate) level: Level,
    pub(crate) clients_of: &'a [&'a Listener],
}

/// The two gates of what no rule stops.
pub(crate) fn unfiltered(place: Option<&Place>) -> Vec<Gate> {
    let acl = place.and_then(|place| place.subnet).and_then(|subnet| subnet.network_acl);
    let groups = place.map(|place| place.groups.clone()).unwrap_or_default();
    [Filter::NetworkAcl(acl), Filter::SecurityGroups(groups.into())]
        .into_iter()
        .map(|filter| Gate {
            filter,
            flavor: Flavor::Standard,
            direction: Direction::Inbound,
            leg: Leg::Member,
            level: Level::Required,
            look: Look::Not(WhyNotFiltered::Layer4),
        })
        .collect()
}

/// The network ACL of a subnet, and whether it is switched on.
fn acl(plan: &Plan, subnet: &Subnet) -> Option<(NetworkAclId, bool)> {
    let id = subnet.network_acl?;
    plan.network_acls.iter().find(|acl| acl.id == id).map(|acl| (id, acl.enabled))
}

/// A packet at which no network ACL looks goes there.
fn never_filtered(sight: &Sight) -> bool {
    let within = |block: &str| {
        let block: Cidr = block.parse().unwrap();
        block.contains(sight.to.net().network()) && block.contains(sight.to.net().broadcast())
    };
    ["255.255.255.255/32", "224.0.0.0/24", "100.125.0.0/16"].into_iter().any(within)
        || within("169.254.169.254/32") && sight.protocol == 6 && sight.to_ports == (80, 80)
}

/// The filters in front of a member, seen from one source, then those of the load balancer's own
/// subnets.
pub(crate) fn gates(way: &Way) -> Vec<Gate> {
    let settings = &way.plan.settings;
    let member = Cidr::host(way.place.address);
    let block = way.source.block;
    let far = match (settings.rule_source, way.source.subnet) {
        (RuleSource::Vpc, Some(id)) => wide(way.plan, id, block),
        _ => block,
    };
    let near = match settings.network_acl_destination {
        NetworkAclDestination::Member => member,
        NetworkAclDestination::Subnet => way
            .place
            .subnet
            .and_then(|subnet| block_of(subnet, way.ip_type))
            .filter(|block| block.contains(way.place.address))
            .unwrap_or(member),
    };
    let ports = way.ports.unwrap_or((0, 0));
    let there = Sight {
        from: block,
        to: member,
        protocol: way.protocol,
        from_ports: ANY_PORT,
        to_ports: ports,
        far,
        near,
        answers: false,
        to_near_ports: true,
    };
    let row = Sight { from: member, to: block, answers: true, ..there };
    let back = answers(there);
    let mut gates = member_gates(way, there, row, back);
    load_balancer_gates(way, there, back, &mut gates);
    gates
}

fn answers(there: Sight) -> Sight {
    Sight {
        from: there.to,
        to: there.from,
        from_ports: there.to_ports,
        to_ports: there.from_ports,
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

fn member_gates(way: &Way, there: Sight, row: Sight, back: Sight) -> Vec<Gate> {
    let place = way.place;
    let state = way.plan.settings.network_acl_state;
    let id = place.subnet.and_then(|subnet| subnet.network_acl);
    let acl_look = match place.subnet {
        None => Look::Unknown,
        Some(subnet) => match acl(way.plan, subnet) {
            None => Look::Not(WhyNotFiltered::NoNetworkAcl),
            Some((_, false)) => Look::Not(WhyNotFiltered::NetworkAclDisabled),
            Some(_) if way.source.subnet == Some(subnet.id) => {
                Look::Not(WhyNotFiltered::SameSubnet)
            }
            Some(_) if never_filtered(&there) => Look::Not(WhyNotFiltered::NeverFiltered),
            Some(_) => Look::At(there),
        },
    };
    let counts = matches!(acl_look, Look::At { .. });
    let worn = !place.groups.is_empty();
    let groups = Filter::SecurityGroups(place.groups.clone().into());
    let gate = |filter: &Filter, direction, level, look| Gate {
        filter: filter.clone(),
        flavor: place.flavor,
        direction,
        leg: Leg::Member,
        level,
        look,
    };
    let acl = Filter::NetworkAcl(id);
    let group_look = match (place.secured, worn) {
        (false, _) => Look::Not(WhyNotFiltered::PortSecurityOff),
        (true, false) => Look::Unknown,
        (true, true) => Look::At(there),
    };
    let mut gates = vec![
        gate(&acl, Direction::Inbound, way.level, acl_look),
        gate(&groups, Direction::Inbound, way.level, group_look),
    ];
    if worn && place.secured {
        gates.push(gate(&groups, Direction::Outbound, Level::Recommended, Look::At(row)));
    }
    if counts && state != NetworkAclState::Stateful {
        let level = match state {
            NetworkAclState::Stateless => Level::Required,
            _ => Level::Recommended,
        };
        let look = match never_filtered(&back) {
            true => Look::Not(WhyNotFiltered::NeverFiltered),
            false => Look::At(back),
        };
        gates.push(gate(&acl, Direction::Outbound, level, look));
    }
    gates
}

/// The network ACLs of the load balancer's own subnets: out to the member, and, for traffic, in
/// from clients to the listeners.
fn load_balancer_gates(way: &Way, there: Sight, back: Sight, gates: &mut Vec<Gate>) {
    let settings = &way.plan.settings;
    let level = match settings.load_balancer_acl {
        LoadBalancerAcl::Ignore => return,
        LoadBalancerAcl::Advise => Level::Recommended,
        LoadBalancerAcl::Apply => Level::Required,
    };
    let stateless = settings.network_acl_state == NetworkAclState::Stateless;
    let subnet = |id| way.plan.subnets.iter().find(|it| it.id == id);
    let active = |subnet: &Subnet| acl(way.plan, subnet).filter(|it| it.1).map(|it| it.0);
    let mut push = |id, direction, leg, sight| {
        let filter = Filter::NetworkAcl(Some(id));
        let (flavor, look) = (Flavor::Standard, Look::At(sight));
        gates.push(Gate { filter, flavor, direction, leg, level, look });
    };
    if let Some(from) = way.source.subnet.and_then(subnet)
        && let Some(id) = active(from)
        && way.place.subnet.is_none_or(|it| it.id != from.id)
    {
        push(id, Direction::Outbound, Leg::FromLoadBalancer, there);
        if stateless {
            push(id, Direction::Inbound, Leg::BackToLoadBalancer, back);
        }
    }
    let home = subnet(way.balancer.subnet);
    let (Some(home), LoadBalancerKind::Dedicated) = (home, way.balancer.kind) else { return };
    let (Some(id), Some(near)) = (active(home), block_of(home, way.ip_type)) else { return };
    for listener in way.clients_of {
        let over_udp = matches!(listener.protocol, ListenerProtocol::Udp | ListenerProtocol::Quic);
        for far in crate::clients::blocks(&[listener], way.ip_type) {
            for range in listener.ports.ranges() {
                let sight = Sight {
                    from: far,
                    to: near,
                    protocol: if over_udp { 17 } else { 6 },
                    from_ports: ANY_PORT,
                    to_ports: (range.first, range.last),
                    far,
                    near,
                    answers: false,
                    to_near_ports: true,
                };
                push(id, Direction::Inbound, Leg::FromClients, sight);
                if stateless {
                    push(id, Direction::Outbound, Leg::BackToClients, answers(sight));
                }
            }
        }
    }
}
