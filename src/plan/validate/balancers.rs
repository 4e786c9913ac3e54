//! Load balancers: their subnets, and the ports that their listeners share.

use super::known::Known;
use super::problems::Problems;
use super::sweep::{Span, overlaps};
use crate::plan::{Field, LoadBalancer, LoadBalancerKind, Plan, ProblemKind};

pub(super) fn check(plan: &Plan, known: &Known<'_>, problems: &mut Problems) {
    for balancer in &plan.load_balancers {
        subnets(balancer, known, problems);
        if balancer.kind == LoadBalancerKind::Shared && balancer.ip_as_backend {
            problems.add(balancer.id, Field::IpAsBackend, ProblemKind::SharedCannot);
        }
        for listener in &balancer.listeners {
            super::listeners::check(balancer, listener, known, problems);
        }
        ports(balancer, problems);
    }
}

fn subnets(balancer: &LoadBalancer, known: &Known<'_>, problems: &mut Problems) {
    let own = known.subnet(balancer.subnet);
    if own.is_none() {
        problems.dangling(balancer.id, Field::Subnet, balancer.subnet);
    }
    let lists = [
        (Field::BackendSubnets, &balancer.backend_subnets),
        (Field::PreviousBackendSubnets, &balancer.previous_backend_subnets),
    ];
    for (field, list) in lists {
        if balancer.kind == LoadBalancerKind::Shared && !list.is_empty() {
            problems.add(balancer.id, field, ProblemKind::SharedCannot);
        }
        for id in list {
            match known.subnet(*id) {
                None => problems.dangling(balancer.id, field, id),
                Some(subnet) if own.is_some_and(|own| own.vpc != subnet.vpc) => {
                    problems.add(balancer.id, field, ProblemKind::BackendSubnetInOtherVpc);
                }
                Some(_) => {}
            }
        }
    }
}

/// Listeners over TCP share one space of ports, those over UDP another.
fn ports(balancer: &LoadBalancer, problems: &mut Problems) {
    for udp in [false, true] {
        let listeners = balancer.listeners.iter().filter(|it| it.protocol.is_over_udp() == udp);
        let spans = listeners.flat_map(|listener| {
            listener.ports.ranges().iter().map(|range| Span {
                first: range.first,
                last: range.last,
                owner: listener.id,
            })
        });
        for (listener, other) in overlaps(spans.collect(), |a, b| a == b) {
            let kind = ProblemKind::PortTaken { other: other.into() };
            problems.add(listener, Field::Ports, kind);
        }
    }
}
