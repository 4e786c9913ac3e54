//! Following packets: those that get from one end to another, and the filters that stop the others.
//!
//! A question names two ends, protocol and ports. Its packets are split by where they begin and
//! end, so that all packets of one path meet the same layers: the security groups of the server
//! that sends, the network ACL of the subnet they leave, that of the subnet they come into, and
//! the security groups of the server that receives. Every layer judges all of them; what passes
//! every one gets through. Nothing is sampled.
//!
//! For packets that a report lists as a flow, the answer is the report's.

mod answer;
mod block_zones;
mod end_zones;
mod follow;
mod forwarded;
mod layers;
mod listeners;
mod near_misses;
mod packets;
mod question;
mod zone;

pub use answer::*;
pub use question::{Question, TraceEnd};

pub(in crate::engine) use block_zones::block_zones;
pub(in crate::engine) use end_zones::{end_zones, sender_zones};
pub(in crate::engine) use follow::{asks_sender, crosses, followed, needs_route};
pub(in crate::engine) use forwarded::past_rules;
pub(in crate::engine) use layers::{JudgedHop, Layers, network_acl_counts};
pub(in crate::engine) use packets::{asked, parcels};
pub(in crate::engine) use zone::{Guard, Zone, interface_zone};

use super::index::Index;
use super::requirements::own_vpc::home;
use crate::plan::{IpType, Plan};
use follow::{PacketOutcome, follow};
use forwarded::Forwarded;

/// Answers a question about a plan.
#[must_use]
pub(super) fn answer(plan: &Plan, question: &Question) -> Trace {
    let index = Index::of(plan);
    let layers = Layers::of(&index);
    let forwarded = Forwarded::of(&index, question);
    let home = match question.from {
        TraceEnd::LoadBalancer(id) => plan.load_balancer(id).and_then(|it| home(&index, it)),
        _ => None,
    };
    let mut total = PacketOutcome::default();
    let mut paths = vec![];
    for ip_type in IpType::BOTH {
        for from in sender_zones(&index, question, ip_type) {
            // A load balancer finds its members from the VPC in which it works.
            let near = match question.to {
                TraceEnd::Address(_) => from.vpc,
                _ => home.or(from.vpc),
            };
            for to in end_zones(&index, question.to, ip_type, near) {
                let followed = follow(&layers, question, forwarded.as_ref(), &from, &to);
                let Some((path, outcome)) = followed else { continue };
                paths.push(path);
                total.passes.extend(&outcome.passes);
                total.stopped.extend(&outcome.stopped);
                total.unclear.extend(&outcome.unclear);
            }
        }
    }
    Trace {
        version: Trace::VERSION,
        question: question.clone(),
        verdict: total.verdict(),
        passes: parcels(&total.passes),
        stopped: parcels(&total.stopped),
        unclear: parcels(&total.unclear),
        paths,
    }
}
