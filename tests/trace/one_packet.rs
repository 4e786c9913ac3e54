//! The fate of one packet, from the published rules, without the engine.

use std::net::IpAddr;

use elb_rule_planner::engine::report::{Decider, Purpose};
use elb_rule_planner::engine::trace::{Fate, HopBypass, HopDecider, HopStage, Question, TraceEnd};
use elb_rule_planner::plan::{
    AccessControl, AddressEntry, BackendProtocol, BackendServerGroup, Cidr, Direction, Flavor,
    HealthCheckProtocol, IpType, Layer4HealthChecks, Listener, ListenerProtocol, LoadBalancer,
    LoadBalancerAcl, LoadBalancerKind, Member, MemberTarget, Plan, Protocol, Remote,
    SecurityGroupId, Server, SubnetId, TransferredClientIp, VpcId,
};

use crate::locations::{Route, home_of, is_of_vpc, location_of, location_on, route_of};
use crate::matching::{at_network_acl, at_security_groups};
use crate::world::{Packet, entry_holds, ports_hold};

/// The location of an end of a packet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EndLocation {
    pub(crate) subnet: Option<SubnetId>,
    pub(crate) vpc: Option<VpcId>,
    /// The groups that it wears; none where the plan does not say, or none counts.
    pub(crate) groups: Option<Vec<SecurityGroupId>>,
    pub(crate) flavor: Flavor,
    pub(crate) kind: EndKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum EndKind {
    Balancer,
    Server,
    /// A server's interface on which security groups have no effect.
    Unguarded,
    /// In a subnet, a VPC or behind an IP address backend, without a server.
    Unknown,
    Outside,
}

/// The verdict of a layer on a packet.
pub(crate) type LayerVerdict = (HopStage, HopDecider, Fate);

fn family(address: IpAddr) -> IpType {
    if address.is_ipv4() { IpType::IPv4 } else { IpType::IPv6 }
}

/// The interfaces of a server that have an address: its primary one, then the others.
pub(crate) fn server_locations(plan: &Plan, server: &Server, address: IpAddr) -> Vec<EndLocation> {
    let primary = (server.subnet, server.ipv4, server.ipv6, &server.security_groups);
    let mut interfaces = vec![(primary, server.port_security)];
    interfaces.extend(
        server
            .interfaces
            .iter()
            .map(|it| ((it.subnet, it.ipv4, it.ipv6, &it.security_groups), it.port_security)),
    );
    let has = |v4: Option<std::net::Ipv4Addr>, v6: Option<std::net::Ipv6Addr>| {
        v4.map(IpAddr::V4) == Some(address) || v6.map(IpAddr::V6) == Some(address)
    };
    let known = |id: &SecurityGroupId| plan.security_groups.iter().any(|group| group.id == *id);
    interfaces
        .into_iter()
        .filter(|((_, v4, v6, _), _)| has(*v4, *v6))
        .map(|((id, _, _, groups), is_secured)| {
            let subnet = plan.subnets.iter().find(|it| it.id == id);
            let groups: Vec<_> = groups.iter().copied().filter(known).collect();
            EndLocation {
                subnet: subnet.map(|it| it.id),
                vpc: subnet.map(|it| it.vpc),
                groups: (!groups.is_empty() && is_secured).then_some(groups),
                flavor: server.flavor,
                kind: if is_secured { EndKind::Server } else { EndKind::Unguarded },
            }
        })
        .collect()
}

/// The location of an address of which nothing else is known.
pub(crate) fn locate(plan: &Plan, address: IpAddr, near: Option<VpcId>, only: bool) -> EndLocation {
    let mut vpcs: Vec<VpcId> = near.into_iter().collect();
    vpcs.extend(plan.vpcs.iter().map(|it| it.id).filter(|id| Some(*id) != near && !only));
    for vpc in vpcs {
        let in_vpc = |id: SubnetId| plan.subnets.iter().any(|it| it.id == id && it.vpc == vpc);
        let mut end_locations =
            plan.servers.iter().flat_map(|it| server_locations(plan, it, address));
        if let Some(location) = end_locations.find(|it| it.subnet.is_some_and(in_vpc)) {
            return location;
        }
        let holds = |it: &&elb_rule_planner::plan::Subnet| {
            it.vpc == vpc && it.cidr_of(family(address)).is_some_and(|it| it.contains(address))
        };
        let subnet = plan.subnets.iter().find(holds).map(|it| it.id);
        let known = plan.vpcs.iter().find(|it| it.id == vpc).unwrap();
        if subnet.is_some() || only || known.cidrs().any(|it| it.contains(address)) {
            return EndLocation {
                subnet,
                vpc: Some(vpc),
                groups: None,
                flavor: Flavor::Standard,
                kind: EndKind::Unknown,
            };
        }
    }
    let backend = plan.ip_backends.iter().any(|it| it.vpc.is_none() && it.address == address);
    let kind = if backend { EndKind::Unknown } else { EndKind::Outside };
    EndLocation { subnet: None, vpc: None, groups: None, flavor: Flavor::Standard, kind }
}

/// The locations at which an end has an address; several for a load balancer whose backend subnets
/// share it.
pub(crate) fn end_locations(
    plan: &Plan,
    end: TraceEnd,
    address: IpAddr,
    near: Option<VpcId>,
) -> Vec<EndLocation> {
    let of_server = |id| {
        let server = plan.servers.iter().find(|it| it.id == id);
        server.map(|it| server_locations(plan, it, address)).unwrap_or_default()
    };
    match end {
        TraceEnd::LoadBalancer(id) => {
            let balancer = plan.load_balancers.iter().find(|it| it.id == id);
            balancer.map(|it| balancer_locations(plan, it, address)).unwrap_or_default()
        }
        TraceEnd::Server(id) => of_server(id),
        TraceEnd::Member(id) => {
            let members = plan.backend_server_groups.iter().flat_map(|it| &it.members);
            let Some(member) = members.into_iter().find(|it| it.id == id) else { return vec![] };
            match member.target {
                MemberTarget::Server(id) => {
                    let reached = location_on(plan, id, member).map(|it| it.address);
                    let mut end_locations =
                        if reached == Some(address) { of_server(id) } else { vec![] };
                    end_locations.truncate(1);
                    end_locations
                }
                MemberTarget::IpBackend(id) => {
                    end_locations(plan, TraceEnd::IpBackend(id), address, near)
                }
            }
        }
        TraceEnd::IpBackend(id) => {
            let backend = plan.ip_backends.iter().find(|it| it.id == id);
            let Some(backend) = backend.filter(|it| it.address == address) else { return vec![] };
            let near = near.filter(|vpc| is_of_vpc(plan, *vpc, address));
            vec![match backend.vpc.or(near) {
                Some(vpc) => locate(plan, address, Some(vpc), true),
                None => EndLocation {
                    subnet: None,
                    vpc: None,
                    groups: None,
                    flavor: Flavor::Standard,
                    kind: EndKind::Unknown,
                },
            }]
        }
        TraceEnd::Address(block) if block.contains(address) => {
            vec![locate(plan, address, near, false)]
        }
        TraceEnd::Address(_) => vec![],
    }
}

/// The locations that a packet comes to. A load balancer gets packets in the subnet it works in.
pub(crate) fn receiving_locations(
    plan: &Plan,
    end: TraceEnd,
    address: IpAddr,
    near: Option<VpcId>,
) -> Vec<EndLocation> {
    let TraceEnd::LoadBalancer(id) = end else {
        return end_locations(plan, end, address, near);
    };
    let balancer = plan.load_balancers.iter().find(|it| it.id == id);
    let subnet = balancer.and_then(|own| plan.subnets.iter().find(|it| it.id == own.subnet));
    let subnet =
        subnet.filter(|it| it.cidr_of(family(address)).is_some_and(|it| it.contains(address)));
    let location = subnet.map(|subnet| EndLocation {
        subnet: Some(subnet.id),
        vpc: Some(subnet.vpc),
        groups: None,
        flavor: Flavor::Standard,
        kind: EndKind::Balancer,
    });
    location.into_iter().collect()
}

/// The verdict of the listeners of the load balancer that a question leads to.
fn at_listeners(plan: &Plan, question: &Question, packet: &Packet) -> Option<LayerVerdict> {
    use ListenerProtocol::{Ip, Quic, Tcp, Udp};
    let TraceEnd::LoadBalancer(id) = question.to else { return None };
    let balancer = plan.load_balancers.iter().find(|it| it.id == id)?;
    let takes = |it: &&Listener| match it.protocol {
        Ip => true,
        Udp | Quic => packet.protocol == 17 && ports_hold(&it.ports, packet.port),
        _ => packet.protocol == 6 && ports_hold(&it.ports, packet.port),
    };
    let (by, fate) = match balancer.listeners.iter().find(takes) {
        None => (HopDecider::NoListener, Fate::Stopped),
        Some(it) if it.protocol == Ip => (HopDecider::Listener(it.id), Fate::Unclear),
        Some(it) => {
            let named =
                |list: &[AddressEntry]| list.iter().any(|own| entry_holds(*own, packet.source));
            let is_kept_out = match &it.access_control {
                AccessControl::Open => false,
                AccessControl::Whitelist { addresses } => !named(addresses),
                AccessControl::Blacklist { addresses } => named(addresses),
            };
            let groups = plan.backend_server_groups.iter().filter(|group| leads(it, group));
            let is_sender = |member: &Member| match member.target {
                MemberTarget::Server(id) => {
                    let server = plan.servers.iter().find(|it| it.id == id);
                    server.is_some_and(|it| !server_locations(plan, it, packet.source).is_empty())
                }
                MemberTarget::IpBackend(id) => {
                    plan.ip_backends.iter().any(|it| it.id == id && it.address == packet.source)
                }
            };
            let is_own = matches!(it.protocol, Tcp | Udp)
                && groups.flat_map(|group| &group.members).any(is_sender);
            match (is_kept_out, is_own) {
                (true, _) => (HopDecider::AccessControl(it.id), Fate::Stopped),
                (false, true) => (HopDecider::OwnMember(it.id), Fate::Stopped),
                (false, false) => (HopDecider::Listener(it.id), Fate::Passes),
            }
        }
    };
    Some((HopStage::Listeners, by, fate))
}

pub(crate) fn balancer_locations(
    plan: &Plan,
    balancer: &LoadBalancer,
    address: IpAddr,
) -> Vec<EndLocation> {
    let subnet_of = |id: SubnetId| plan.subnets.iter().find(|it| it.id == id);
    if balancer.kind == LoadBalancerKind::Shared {
        let mut blocks: Vec<String> =
            plan.settings.shared_sources.iter().map(ToString::to_string).collect();
        if blocks.is_empty() {
            blocks.push("100.125.0.0/16".to_owned());
        }
        let vpc = subnet_of(balancer.subnet).map(|it| it.vpc);
        let location = EndLocation {
            subnet: None,
            vpc,
            groups: None,
            flavor: Flavor::Standard,
            kind: EndKind::Balancer,
        };
        let holds = |it: &&String| it.parse::<Cidr>().unwrap().contains(address);
        return blocks.iter().filter(holds).map(|_| location.clone()).collect();
    }
    let mut now = balancer.backend_subnets.clone();
    if now.is_empty() {
        now.push(balancer.subnet);
    }
    let mut ids: Vec<SubnetId> = vec![];
    for id in now.into_iter().chain(balancer.previous_backend_subnets.iter().copied()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.into_iter()
        .filter_map(subnet_of)
        .filter(|it| it.cidr_of(family(address)).is_some_and(|it| it.contains(address)))
        .map(|it| EndLocation {
            subnet: Some(it.id),
            vpc: Some(it.vpc),
            groups: None,
            flavor: Flavor::Standard,
            kind: EndKind::Balancer,
        })
        .collect()
}

/// True if no rule is asked about a packet, since everything that sends it does so past the rules.
#[allow(dead_code, reason = "each test that reads this file asks other things of it")]
pub(crate) fn is_exempt(plan: &Plan, question: &Question, packet: &Packet) -> bool {
    all_exempt(&sendings(plan, question, packet))
}

/// A member for which the load balancer of a question sends a packet.
struct Sending {
    /// True if no rule is asked: at layer 4 with IP as a backend off, or as the plan's readings say.
    is_exempt: bool,
    route: Route,
}

/// Everything that sends a packet.
fn sendings(plan: &Plan, question: &Question, packet: &Packet) -> Vec<Sending> {
    let TraceEnd::LoadBalancer(id) = question.from else { return vec![] };
    let balancer = plan.load_balancers.iter().find(|it| it.id == id).unwrap();
    let mut sendings = vec![];
    for group in &plan.backend_server_groups {
        let leading: Vec<_> = balancer.listeners.iter().filter(|it| leads(it, group)).collect();
        if group.protocol == BackendProtocol::Ip || leading.is_empty() {
            continue;
        }
        for member in &group.members {
            let asked = match question.to {
                TraceEnd::Member(id) => member.id == id,
                _ => true,
            };
            let reached = location_of(plan, balancer, member).map(|it| it.address);
            let mut exemptions = vec![];
            if asked && reached == Some(packet.destination) {
                let path = (balancer, group, member);
                match question.purpose {
                    Purpose::Traffic => traffic(plan, path, &leading, packet, &mut exemptions),
                    _ => checks(plan, path, &leading, packet, &mut exemptions),
                }
            }
            let route = route_of(plan, balancer, member);
            sendings.extend(exemptions.into_iter().map(|is_exempt| Sending { is_exempt, route }));
        }
    }
    sendings
}

/// True if no rule is asked about a packet: everything that sends it, and gets it there, does so past
/// the rules.
fn all_exempt(sendings: &[Sending]) -> bool {
    let mut routed = sendings.iter().filter(|it| it.route != Route::Missing).peekable();
    routed.peek().is_some() && routed.all(|it| it.is_exempt)
}

/// The verdict of the routes, where they say something: nothing gets there, or nobody knows of any of
/// what rules are asked about.
fn at_routes(sendings: &[Sending]) -> Option<LayerVerdict> {
    let mut routed = sendings.iter().filter(|it| it.route != Route::Missing).peekable();
    if routed.peek().is_none() {
        let stopped = (HopStage::Routes, HopDecider::NoRoute, Fate::Stopped);
        return (!sendings.is_empty()).then_some(stopped);
    }
    let mut filtered = routed.filter(|it| !it.is_exempt).peekable();
    let is_doubtful = filtered.peek().is_some() && filtered.all(|it| it.route == Route::Doubtful);
    is_doubtful.then_some((HopStage::Routes, HopDecider::RouteInDoubt, Fate::Unclear))
}

/// The VPC from which an end is looked for: that in which the load balancer of the question works,
/// else that of the other end. An address or a block is looked for from where the packet comes from.
pub(crate) fn near(plan: &Plan, question: &Question, from: &EndLocation) -> Option<VpcId> {
    let home = match (question.from, question.to) {
        (_, TraceEnd::Address(_)) => None,
        (TraceEnd::LoadBalancer(id), _) => {
            let balancer = plan.load_balancers.iter().find(|it| it.id == id);
            balancer.and_then(|it| home_of(plan, it))
        }
        _ => None,
    };
    home.or(from.vpc)
}

fn leads(listener: &Listener, group: &BackendServerGroup) -> bool {
    use ListenerProtocol::{Http, Https, Ip, Quic};
    let policies = listener.policies.iter().any(|it| it.backend_server_group == group.id);
    listener.protocol != Ip
        && (listener.backend_server_group == Some(group.id)
            || policies && matches!(listener.protocol, Http | Https | Quic))
}

type MemberPath<'a> = (&'a LoadBalancer, &'a BackendServerGroup, &'a Member);

/// Tells that the traffic of a listener passes the rules; none if it comes from clients and is
/// filtered, so not from the load balancer's own addresses.
fn passes_rules(
    plan: &Plan,
    (balancer, _, member): MemberPath,
    listener: &Listener,
) -> Option<bool> {
    let layer4 = matches!(listener.protocol, ListenerProtocol::Tcp | ListenerProtocol::Udp);
    if !layer4 || matches!(member.target, MemberTarget::IpBackend(_)) {
        return Some(false);
    }
    match balancer.kind {
        LoadBalancerKind::Dedicated => Some(!balancer.ip_as_backend && !listener.nat64),
        LoadBalancerKind::Shared if !listener.transfer_client_ip => Some(false),
        LoadBalancerKind::Shared => {
            let exempt = plan.settings.transferred_client_ip == TransferredClientIp::Exempt;
            exempt.then_some(true)
        }
    }
}

fn traffic(
    plan: &Plan,
    path: MemberPath,
    leading: &[&Listener],
    packet: &Packet,
    exemptions: &mut Vec<bool>,
) {
    use BackendProtocol::{Quic, Tcp, Udp};
    let (_, group, member) = path;
    let protocol = if matches!(group.protocol, Udp | Quic) { 17 } else { 6 };
    let any_port = group.any_port && matches!(group.protocol, Tcp | Udp | Quic);
    for listener in leading {
        let port = match any_port {
            true => !listener.ports.is_all() && ports_hold(&listener.ports, packet.port),
            false => member.port.map(std::num::NonZeroU16::get) == Some(packet.port),
        };
        if port && protocol == packet.protocol {
            exemptions.extend(passes_rules(plan, path, listener));
        }
    }
}

fn checks(
    plan: &Plan,
    path: MemberPath,
    leading: &[&Listener],
    packet: &Packet,
    exemptions: &mut Vec<bool>,
) {
    let (_, group, member) = path;
    let check = &group.health_check;
    let literal = plan.settings.layer4_health_checks == Layer4HealthChecks::Exempt;
    let exempt = literal && leading.iter().all(|it| passes_rules(plan, path, it) == Some(true));
    let over_udp = check.protocol == HealthCheckProtocol::Udp;
    let port = check.port.or(member.port.filter(|_| !group.any_port));
    let probe = port.map(std::num::NonZeroU16::get) == Some(packet.port)
        && packet.protocol == if over_udp { 17 } else { 6 };
    let echo_request = if packet.source.is_ipv4() { (1, (8, 0)) } else { (58, (128, 0)) };
    let ping = over_udp && (packet.protocol, packet.message) == echo_request;
    if check.enabled && (probe || ping) {
        exemptions.push(exempt);
    }
}

/// True if the question is about a packet, as far as protocol, ICMP message and ports go.
pub(crate) fn is_asked(question: &Question, packet: &Packet) -> bool {
    let ports = packet.has_ports();
    let named = !question.ports.is_all() || !question.source_ports.is_all();
    let protocol = match question.protocol {
        Protocol::All => ports || !named,
        Protocol::Icmp => packet.protocol == 1 && packet.source.is_ipv4(),
        Protocol::Icmpv6 => packet.protocol == 58 && !packet.source.is_ipv4(),
        other => other.number() == Some(packet.protocol),
    };
    let own = question.from_address.is_none_or(|it| it.contains(packet.source));
    let fits = |ports_asked, port| !ports || ports_hold(ports_asked, port);
    let message = !question.protocol.is_icmp()
        || question.icmp.is_none_or(|it| {
            it.icmp_type == packet.message.0 && it.code.is_none_or(|own| own == packet.message.1)
        });
    own && protocol
        && message
        && fits(&question.source_ports, packet.source_port)
        && fits(&question.ports, packet.port)
}

/// A plan whose rules that name a security group match everything where the far end wears it, and
/// nothing elsewhere.
fn seen_from(plan: &Plan, far: &[SecurityGroupId]) -> Plan {
    let mut plan = plan.clone();
    for group in &mut plan.security_groups {
        for direction in [Direction::Inbound, Direction::Outbound] {
            for rule in group.rules_mut(direction) {
                if let Remote::SecurityGroup(id) = rule.remote {
                    // A rule that matches nobody is in the list all the same.
                    let other = match rule.ip_type {
                        IpType::IPv4 => IpType::IPv6,
                        IpType::IPv6 => IpType::IPv4,
                    };
                    let family = if far.contains(&id) { rule.ip_type } else { other };
                    rule.remote = Remote::Cidr(Cidr::any(family));
                }
            }
        }
    }
    plan
}

fn security_groups(
    plan: &Plan,
    stage: HopStage,
    (near, far): (&EndLocation, &EndLocation),
    packet: &Packet,
) -> Option<LayerVerdict> {
    let direction = match stage {
        HopStage::SourceSecurityGroups => Direction::Outbound,
        _ => Direction::Inbound,
    };
    if matches!(near.kind, EndKind::Balancer | EndKind::Outside | EndKind::Unguarded)
        || near.kind == EndKind::Unknown && direction == Direction::Outbound
    {
        return None;
    }
    let is_unknown = |id: &SecurityGroupId| {
        plan.security_groups.iter().find(|it| it.id == *id).is_some_and(|it| !it.rules_known)
    };
    let groups = match &near.groups {
        Some(groups) if !groups.iter().any(is_unknown) => groups,
        _ => return Some((stage, HopDecider::Unknown, Fate::Unclear)),
    };
    let plan = seen_from(plan, far.groups.as_deref().unwrap_or_default());
    let ruling = at_security_groups(&plan, (groups, near.flavor), direction, packet);
    Some(match ruling.by {
        Decider::Ambiguous => (stage, HopDecider::Ambiguous, Fate::Unclear),
        Decider::DefaultDeny => (stage, HopDecider::DefaultDeny, Fate::Stopped),
        Decider::Rule(id) => (stage, HopDecider::Rule(id), fate(ruling.passes)),
    })
}

fn fate(passes: bool) -> Fate {
    if passes { Fate::Passes } else { Fate::Stopped }
}

pub(crate) fn network_acl(
    plan: &Plan,
    stage: HopStage,
    (from, to): (&EndLocation, &EndLocation),
    packet: &Packet,
) -> Option<LayerVerdict> {
    let (location, direction) = match stage {
        HopStage::SourceNetworkAcl => (from, Direction::Outbound),
        _ => (to, Direction::Inbound),
    };
    let id = location.subnet?;
    let same = from.subnet == to.subnet;
    if same && stage == HopStage::SourceNetworkAcl {
        return None;
    }
    let free = |why| Some((stage, HopDecider::NotFiltered(why), Fate::Passes));
    let subnet = plan.subnets.iter().find(|it| it.id == id).unwrap();
    let acl = subnet.network_acl.and_then(|id| plan.network_acls.iter().find(|it| it.id == id));
    let is_open = subnet.network_acl.is_none() && !subnet.network_acl_known;
    if acl.is_none() && !is_open {
        return free(HopBypass::NoNetworkAcl);
    }
    if acl.is_some_and(|it| !it.enabled) {
        return free(HopBypass::NetworkAclDisabled);
    }
    if same {
        return free(HopBypass::SameSubnet);
    }
    let decided = || match acl.filter(|it| it.rules_known) {
        Some(acl) => verdict_of_acl(plan, acl, direction, stage, packet),
        None => (stage, HopDecider::Unknown, Fate::Unclear),
    };
    let IpAddr::V4(to) = packet.destination else { return Some(decided()) };
    let octets = to.octets();
    let reserved = octets == [255; 4]
        || octets[..3] == [224, 0, 0]
        || octets == [169, 254, 169, 254] && packet.protocol == 6 && packet.port == 80
        || octets[..2] == [100, 125];
    match reserved {
        true => free(HopBypass::ReservedDestination),
        false => Some(decided()),
    }
}

fn verdict_of_acl(
    plan: &Plan,
    acl: &elb_rule_planner::plan::NetworkAcl,
    direction: Direction,
    stage: HopStage,
    packet: &Packet,
) -> LayerVerdict {
    let ruling = at_network_acl(plan, acl, direction, packet);
    match ruling.by {
        Decider::Rule(id) => (stage, HopDecider::Rule(id), fate(ruling.passes)),
        _ => (stage, HopDecider::DefaultDeny, Fate::Stopped),
    }
}

/// The verdicts of the layers on a packet, in order, each with a mark if it counts.
pub(crate) fn layers(
    plan: &Plan,
    question: &Question,
    (from, to): (&EndLocation, &EndLocation),
    packet: &Packet,
) -> Vec<(LayerVerdict, bool)> {
    let sendings = sendings(plan, question, packet);
    let exempt = all_exempt(&sendings);
    let applies = plan.settings.load_balancer_acl == LoadBalancerAcl::Apply;
    let counts = |location: &EndLocation| applies || location.kind != EndKind::Balancer;
    let list = [
        (security_groups(plan, HopStage::SourceSecurityGroups, (from, to), packet), true),
        (network_acl(plan, HopStage::SourceNetworkAcl, (from, to), packet), counts(from)),
        (at_routes(&sendings), true),
        (network_acl(plan, HopStage::DestinationNetworkAcl, (from, to), packet), counts(to)),
        (security_groups(plan, HopStage::DestinationSecurityGroups, (to, from), packet), true),
    ];
    let free = HopDecider::NotFiltered(HopBypass::Layer4);
    list.into_iter()
        .filter_map(|(verdict, counts)| Some((verdict?, counts)))
        .map(|((stage, by, fate), counts)| match exempt && stage != HopStage::Routes {
            true => ((stage, free, Fate::Passes), counts),
            false => ((stage, by, fate), counts),
        })
        .chain(at_listeners(plan, question, packet).map(|verdict| (verdict, true)))
        .collect()
}
