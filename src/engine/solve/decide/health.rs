//! Findings about UDP health checks that are wrong.
//!
//! The load balancer pings a server first, and one that does not answer counts as unhealthy. Then
//! it probes the port, and silence counts as healthy. So with the ping let in and the probe
//! stopped a dead server looks healthy, and the other way round a good one looks unhealthy (user
//! guide of load balancers, health checks). A load balancer sends from many addresses of its
//! backend subnets, so either may hold for a part of them.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::engine::packet::{Interval, addresses_of, join, number_of};
use crate::engine::report::{
    ClauseId, DecidedPart, Decider, Finding, FindingKind, Flow, Outcome, Purpose, Severity,
};
use crate::plan::{BackendServerGroup, Direction, IpType, MemberId};

type Addresses = Vec<Interval<u128>>;

/// The errors of the UDP health check on one path to a member.
#[derive(Debug, Clone)]
pub(crate) struct Checked {
    member: MemberId,
    ip_type: IpType,
    /// The addresses from which it is checked.
    all: Addresses,
    /// The addresses from which the member looks healthy when it is dead.
    healthy: Addresses,
    /// The addresses from which the member looks unhealthy when it is well.
    unhealthy: Addresses,
}

impl Checked {
    /// Reads the flows of a path. Without a ping there are no errors.
    pub(crate) fn of(flows: &[Rc<Flow>]) -> Option<Self> {
        let of = |purpose| flows.iter().filter(move |it| it.purpose == purpose);
        let first = of(Purpose::Ping).next()?;
        let (all, healthy, unhealthy) = Default::default();
        let (member, ip_type) = (first.member, first.ip_type);
        let mut checked = Self { member, ip_type, all, healthy, unhealthy };
        for ping in of(Purpose::Ping) {
            let Some(probe) = of(Purpose::HealthCheck).find(|it| it.source == ping.source) else {
                continue;
            };
            checked.all.push(addresses_of(ping.source.cidr));
            let (stopped_ping, stopped_probe) = (stopped(ping), stopped(probe));
            if !stopped_probe.is_empty() {
                checked.healthy.extend(shared(&passing(ping), &stopped_probe));
            }
            if !stopped_ping.is_empty() {
                checked.unhealthy.extend(shared(&stopped_ping, &passing(probe)));
            }
        }
        Some(checked)
    }
}

/// Returns the errors of the UDP health check of a group, family by family, from the errors on each
/// of the paths to its members.
pub(crate) fn findings(group: &BackendServerGroup, paths: &[Rc<Checked>]) -> Vec<Finding> {
    if paths.iter().all(|it| it.healthy.is_empty() && it.unhealthy.is_empty()) {
        return vec![];
    }
    let has = |ip_type| paths.iter().any(|it| it.ip_type == ip_type);
    let has_both = IpType::BOTH.into_iter().all(has);
    let mut findings = vec![];
    for ip_type in IpType::BOTH {
        let mut own: FxHashMap<_, Vec<&Checked>> = FxHashMap::default();
        for path in paths.iter().filter(|it| it.ip_type == ip_type) {
            own.entry(path.member).or_default().push(path);
        }
        let (mut healthy, mut unhealthy) = (Misjudged::default(), Misjudged::default());
        for member in &group.members {
            let paths = own.get(&member.id).map_or(&[][..], Vec::as_slice);
            healthy.add(member.id, extent(paths, |it| &it.healthy));
            unhealthy.add(member.id, extent(paths, |it| &it.unhealthy));
        }
        let ip_type = has_both.then_some(ip_type);
        let mut add = |kind| {
            let severity = Severity::Warning;
            let clauses = vec![ClauseId::UdpHealthCheck];
            let subject = Some(group.id.into());
            findings.push(Finding { severity, subject, kind, clauses, sources: None });
        };
        if !healthy.members.is_empty() {
            let Misjudged { members, partly } = healthy;
            add(FindingKind::FalselyHealthy { group: group.id, members, partly, ip_type });
        }
        if !unhealthy.members.is_empty() {
            let Misjudged { members, partly } = unhealthy;
            add(FindingKind::FalselyUnhealthy { group: group.id, members, partly, ip_type });
        }
    }
    findings
}

/// Members on which the health check is wrong, and those on which it is wrong in part.
#[derive(Default)]
struct Misjudged {
    members: Vec<MemberId>,
    partly: Vec<MemberId>,
}

impl Misjudged {
    fn add(&mut self, member: MemberId, extent: Extent) {
        if extent == Extent::Nothing || self.members.contains(&member) {
            return;
        }
        self.members.push(member);
        if extent == Extent::Part {
            self.partly.push(member);
        }
    }
}

/// The share of the addresses for which something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Nothing,
    Part,
    All,
}

/// The share of the addresses from which a member is checked for which something holds.
fn extent(paths: &[&Checked], of: fn(&Checked) -> &Addresses) -> Extent {
    let joined = |of: fn(&Checked) -> &Addresses| {
        join(paths.iter().flat_map(|path| of(path)).copied().collect())
    };
    match joined(of) {
        some if some.is_empty() => Extent::Nothing,
        some if some == joined(|it| &it.all) => Extent::All,
        _ => Extent::Part,
    }
}

/// The addresses from which a part of a flow to the member is stopped for certain.
fn stopped(flow: &Flow) -> Addresses {
    sources(flow, |part| !part.passes && part.decided_by != Decider::Ambiguous)
}

/// The addresses from which all of a flow reaches the member for certain.
fn passing(flow: &Flow) -> Addresses {
    let unknown = inbound(flow).any(|outcome| *outcome == Outcome::Unknown);
    if unknown {
        return vec![];
    }
    let mut rest = vec![addresses_of(flow.source.cidr)];
    for taken in sources(flow, |part| !part.passes) {
        let around = rest.into_iter().flat_map(|it| {
            let (below, above) = it.around(taken);
            [below, above].into_iter().flatten()
        });
        rest = around.collect();
    }
    rest
}

fn inbound(flow: &Flow) -> impl Iterator<Item = &Outcome> {
    flow.layers.iter().filter(|it| it.direction == Direction::Inbound).map(|it| &it.outcome)
}

/// The sources of some parts of a flow.
fn sources(flow: &Flow, which: impl Fn(&DecidedPart) -> bool) -> Addresses {
    let parts = inbound(flow).flat_map(|outcome| match outcome {
        Outcome::Filtered { parts } => parts.as_slice(),
        Outcome::NotFiltered(_) | Outcome::Unknown => &[],
    });
    let packets = parts.filter(|part| which(part)).flat_map(|part| &part.packets);
    let blocks = packets.map(|packets| {
        let (first, last) = packets.source.bounds();
        Interval { low: number_of(first), high: number_of(last) }
    });
    join(blocks.collect())
}

fn shared(one: &Addresses, other: &Addresses) -> Addresses {
    one.iter().flat_map(|own| other.iter().filter_map(|it| own.intersect(*it))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::engine::check;
    use crate::engine::report::FindingKind;
    use crate::plan::Plan;

    /// A UDP group with a member of each family, behind a security group with some inbound rules.
    fn plan(inbound: &Value) -> Value {
        json!({
            "version": 1,
            "vpcs": [{ "id": "vpc-1", "name": "v", "cidr": "10.0.0.0/16", "ipv6_cidr": "fd00::/56" }],
            "subnets": [
                {
                    "id": "subnet-1", "name": "lb", "vpc": "vpc-1", "cidr": "10.0.1.0/24",
                    "ipv6_cidr": "fd00:0:0:1::/64",
                },
                {
                    "id": "subnet-2", "name": "dns", "vpc": "vpc-1", "cidr": "10.0.2.0/24",
                    "ipv6_cidr": "fd00:0:0:2::/64",
                },
            ],
            "security_groups": [{ "id": "sg-1", "name": "dns", "inbound": inbound }],
            "load_balancers": [{
                "id": "elb-1", "name": "lb", "kind": "dedicated", "subnet": "subnet-1",
                "backend_subnets": ["subnet-1"], "ip_as_backend": false,
                "listeners": [{
                    "id": "listener-1", "protocol": "UDP", "ports": "53",
                    "backend_server_group": "bsg-1",
                }],
            }],
            "backend_server_groups": [{
                "id": "bsg-1", "name": "dns", "vpc": "vpc-1", "protocol": "UDP",
                "health_check": { "enabled": true, "protocol": "UDP" },
                "members": [
                    { "id": "member-4", "target": "server-1", "port": 53 },
                    { "id": "member-6", "target": "server-1", "type": "IPv6", "port": 53 },
                ],
            }],
            "servers": [{
                "id": "server-1", "name": "dns-1", "subnet": "subnet-2", "ipv4": "10.0.2.10",
                "ipv6": "fd00:0:0:2::10", "security_groups": ["sg-1"],
            }],
        })
    }

    /// The errors of the health check: healthy or not, the family, the members, and those in part.
    fn misjudged(plan: Value) -> Vec<Value> {
        let plan: Plan = serde_json::from_value(plan).unwrap();
        let report = check(&plan);
        let told = report.findings.iter().filter_map(|finding| match &finding.kind {
            FindingKind::FalselyHealthy { members, partly, ip_type, .. } => {
                Some(json!(["healthy", ip_type, members, partly]))
            }
            FindingKind::FalselyUnhealthy { members, partly, ip_type, .. } => {
                Some(json!(["unhealthy", ip_type, members, partly]))
            }
            _ => None,
        });
        told.collect()
    }

    fn rule(id: u32, protocol: &str, remote: &str) -> Value {
        let ip_type = if remote.contains(':') { "IPv6" } else { "IPv4" };
        json!({
            "id": format!("rule-{id}"), "protocol": protocol, "type": ip_type, "remote": remote,
        })
    }

    #[test]
    fn each_family_and_each_part_of_the_addresses_counts() {
        let (all4, half4, all6) = ("10.0.1.0/24", "10.0.1.0/25", "fd00:0:0:1::/64");
        let cases = [
            ("nothing is let in", json!([]), json!([])),
            (
                "all is let in",
                json!([
                    rule(1, "icmp", all4),
                    rule(2, "udp", all4),
                    rule(3, "icmpv6", all6),
                    rule(4, "udp", all6),
                ]),
                json!([]),
            ),
            (
                "the ping alone, of one family",
                json!([rule(1, "icmp", all4), rule(3, "icmpv6", all6), rule(4, "udp", all6)]),
                json!([["healthy", "IPv4", ["member-4"], []]]),
            ),
            (
                "the ping alone, of the other family",
                json!([rule(3, "icmpv6", all6)]),
                json!([["healthy", "IPv6", ["member-6"], []]]),
            ),
            (
                "the probe from a half of the addresses",
                json!([rule(1, "icmp", all4), rule(2, "udp", half4)]),
                json!([["healthy", "IPv4", ["member-4"], ["member-4"]]]),
            ),
            (
                "the probe alone",
                json!([rule(2, "udp", all4), rule(4, "udp", all6)]),
                json!([
                    ["unhealthy", "IPv4", ["member-4"], []],
                    ["unhealthy", "IPv6", ["member-6"], []],
                ]),
            ),
            (
                "the ping from a half of the addresses",
                json!([rule(1, "icmp", half4), rule(2, "udp", all4)]),
                json!([["unhealthy", "IPv4", ["member-4"], ["member-4"]]]),
            ),
            (
                "the ping from one half and the probe from the other",
                json!([rule(1, "icmp", half4), rule(2, "udp", "10.0.1.128/25")]),
                json!([
                    ["healthy", "IPv4", ["member-4"], ["member-4"]],
                    ["unhealthy", "IPv4", ["member-4"], ["member-4"]],
                ]),
            ),
        ];
        for (name, inbound, expected) in cases {
            assert_eq!(json!(misjudged(plan(&inbound))), expected, "{name}");
        }
    }

    #[test]
    fn a_group_of_one_family_does_not_name_it() {
        let mut plan = plan(&json!([rule(1, "icmp", "10.0.1.0/24")]));
        plan["backend_server_groups"][0]["members"].as_array_mut().unwrap().pop();
        assert_eq!(misjudged(plan), [json!(["healthy", null, ["member-4"], []])]);
    }
}
