//! UDP health checks that tell the wrong thing.
//!
//! The load balancer pings a server first, and one that does not answer counts as unhealthy. Then
//! it probes the port, and silence counts as healthy. So with the ping let in and the probe
//! stopped a dead server looks healthy, and the other way round a good one looks unhealthy (user
//! guide of load balancers, health checks). A load balancer sends from many addresses of its
//! backend subnets, so either may hold for a part of them.

use crate::engine::packet::{Interval, addresses_of, join, number_of};
use crate::engine::report::{
    ClauseId, Decider, Finding, FindingKind, Flow, Outcome, Part, Purpose, Severity,
};
use crate::plan::{BackendServerGroup, Direction, IpType, MemberId};

type Addresses = Vec<Interval<u128>>;

/// What the UDP health check of a group gets wrong, family by family.
pub(super) fn findings(group: &BackendServerGroup, flows: &[Flow]) -> Vec<Finding> {
    let flows = flows.iter().filter(|flow| flow.group == group.id).collect::<Vec<_>>();
    let has = |ip_type| flows.iter().any(|flow| flow.ip_type == ip_type);
    let has_both = IpType::BOTH.into_iter().all(has);
    let mut findings = vec![];
    for ip_type in IpType::BOTH {
        let own = flows.iter().copied().filter(|it| it.ip_type == ip_type).collect::<Vec<_>>();
        let (mut healthy, mut unhealthy) = (Misjudged::default(), Misjudged::default());
        for member in &group.members {
            let (looks_healthy, looks_unhealthy) = misjudged(member.id, &own);
            healthy.add(member.id, looks_healthy);
            unhealthy.add(member.id, looks_unhealthy);
        }
        let ip_type = has_both.then_some(ip_type);
        let mut add = |kind| {
            let severity = Severity::Warning;
            let clauses = vec![ClauseId::UdpHealthCheck];
            findings.push(Finding { severity, subject: Some(group.id.into()), kind, clauses });
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

/// Members that the health check gets wrong, and those that it gets wrong in part.
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

/// For how many of the addresses something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    Nothing,
    Part,
    All,
}

/// From which addresses a member looks healthy when it is dead, and unhealthy when it is well.
fn misjudged(member: MemberId, flows: &[&Flow]) -> (Extent, Extent) {
    let (mut all, mut healthy, mut unhealthy) = (vec![], vec![], vec![]);
    let of = |purpose| flows.iter().filter(move |it| it.member == member && it.purpose == purpose);
    for ping in of(Purpose::Ping) {
        let same = |probe: &&&Flow| {
            probe.source == ping.source && probe.load_balancer == ping.load_balancer
        };
        let Some(probe) = of(Purpose::HealthCheck).find(same) else { continue };
        all.push(addresses_of(ping.source.cidr));
        healthy.extend(shared(&passing(ping), &stopped(probe)));
        unhealthy.extend(shared(&stopped(ping), &passing(probe)));
    }
    let all = join(all);
    let extent = |some: Addresses| match join(some) {
        some if some.is_empty() => Extent::Nothing,
        some if some == all => Extent::All,
        _ => Extent::Part,
    };
    (extent(healthy), extent(unhealthy))
}

/// The addresses from which a part of a flow is stopped for certain on its way in.
fn stopped(flow: &Flow) -> Addresses {
    sources(flow, |part| !part.passes && part.decided_by != Decider::Ambiguous)
}

/// The addresses from which all of a flow gets in for certain.
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
fn sources(flow: &Flow, which: impl Fn(&Part) -> bool) -> Addresses {
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
