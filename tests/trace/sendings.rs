//! The packets that load balancers send, and those of them about which no rule is asked.

use elb_rule_planner::engine::report::Purpose;
use elb_rule_planner::engine::trace::{Question, TraceEnd};
use elb_rule_planner::plan::{
    BackendProtocol, BackendServerGroup, HealthCheckProtocol, Layer4HealthChecks, Listener,
    ListenerProtocol, LoadBalancer, LoadBalancerKind, Member, MemberTarget, Plan,
    TransferredClientIp,
};

use crate::locations::{Route, location_of, route_of};
use crate::world::{Packet, ports_hold};

/// True if no rule is asked about a packet, since everything that sends it does so past the rules.
#[allow(dead_code, reason = "each test that reads this file asks other things of it")]
pub(crate) fn is_exempt(plan: &Plan, question: &Question, packet: &Packet) -> bool {
    all_exempt(&sendings(plan, question, packet))
}

/// A member for which the load balancer of a question sends a packet.
pub(crate) struct Sending {
    /// True if no rule is asked: at layer 4 with IP as a backend off, or as the plan's readings say.
    pub(crate) is_exempt: bool,
    pub(crate) route: Route,
}

/// Everything that sends a packet.
pub(crate) fn sendings(plan: &Plan, question: &Question, packet: &Packet) -> Vec<Sending> {
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
pub(crate) fn all_exempt(sendings: &[Sending]) -> bool {
    let mut routed = sendings.iter().filter(|it| it.route != Route::Missing).peekable();
    routed.peek().is_some() && routed.all(|it| it.is_exempt)
}

pub(crate) fn leads(listener: &Listener, group: &BackendServerGroup) -> bool {
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
