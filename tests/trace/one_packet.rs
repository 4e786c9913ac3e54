//! The fate of one packet, from the published rules, without the engine.

use std::net::IpAddr;

use elb_rule_planner::engine::report::Decider;
use elb_rule_planner::engine::trace::{Fate, HopBypass, HopDecider, HopStage, Question, TraceEnd};
use elb_rule_planner::plan::{
    AccessControl, AddressEntry, Cidr, Direction, IpType, Listener, ListenerProtocol,
    LoadBalancerAcl, Member, MemberTarget, Plan, Protocol, Remote, SecurityGroupId,
};

use crate::end_locations::{EndKind, EndLocation, server_locations};
use crate::locations::Route;
use crate::matching::{at_network_acl, at_security_groups};
use crate::sendings::{Sending, all_exempt, leads, sendings};
use crate::world::{Packet, entry_holds, ports_hold};

/// The verdict of a layer on a packet.
pub(crate) type LayerVerdict = (HopStage, HopDecider, Fate);

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
