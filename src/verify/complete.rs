//! Checks that every member that a listener leads to, or will, has its flows: the traffic, the probe and the
//! ping, from each backend subnet.
//!
//! This repeats the engine's reading of the guide in few words, so that a document cannot leave a
//! flow out. It cannot say whether the reading is right.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::check_log::CheckLog;
use super::delivery::Delivery;
use super::discrepancy::{DocumentPart, Fault};
use super::document::{Flow, Listener, Plan, Purpose};
use super::plan_index::PlanIndex;
use super::space::Span;

/// The fields that tell flows apart.
#[derive(PartialEq, Eq, Hash)]
struct Key<'a> {
    load_balancer: &'a str,
    group: &'a str,
    member: &'a str,
    purpose: Purpose,
    /// The subnet and the block that it comes from.
    source: (Option<&'a str>, Span),
    ports: Option<Span>,
    /// True if no rule is asked.
    is_exempt: bool,
    /// The listeners by which it comes.
    listeners: Vec<&'a str>,
}

/// Checks that no flow is left out.
pub(super) fn check(plan: &Plan, index: &PlanIndex, flows: &[Flow], log: &mut CheckLog) {
    let listed: HashSet<Key> = flows.iter().map(key).collect();
    // If two things have one id, the plan does not say which of them is meant.
    let groups = once(plan.backend_server_groups.iter().map(|it| it.id.as_str()));
    log.enter(DocumentPart::Plan);
    for group in plan.backend_server_groups.iter().filter(|it| groups.contains(it.id.as_str())) {
        let members = once(group.members.iter().map(|it| it.id.as_str()));
        let to_come = Listener::to_come(group);
        for (balancer, listeners) in index.deliveries(group) {
            for member in group.members.iter().filter(|it| members.contains(it.id.as_str())) {
                let delivery =
                    Delivery::new(index, (group, member), balancer, &listeners, &to_come);
                for expected in delivery.expected_flows() {
                    let key = Key {
                        load_balancer: &balancer.id,
                        group: &group.id,
                        member: &member.id,
                        purpose: expected.purpose,
                        source: (expected.source.subnet, expected.source.block.span),
                        ports: expected.written_ports().span(),
                        is_exempt: expected.is_exempt,
                        listeners: sorted(expected.listeners.iter().map(|it| it.id.as_str())),
                    };
                    log.unless(listed.contains(&key), || Fault::NoFlow {
                        load_balancer: balancer.id.clone(),
                        member: member.id.clone(),
                        purpose: expected.purpose.to_string(),
                        subnet: expected.source.subnet.map(ToOwned::to_owned),
                    });
                }
            }
        }
    }
}

fn key(flow: &Flow) -> Key<'_> {
    Key {
        load_balancer: &flow.load_balancer,
        group: &flow.group,
        member: &flow.member,
        purpose: flow.purpose,
        source: (flow.source.subnet.as_deref(), flow.source.cidr.span),
        ports: flow.ports.span(),
        is_exempt: flow.is_exempt(),
        listeners: sorted(flow.listeners.iter().map(String::as_str)),
    }
}

fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names = names.collect::<Vec<_>>();
    names.sort_unstable();
    names
}

/// The things that occur just once.
fn once<T: Eq + Hash + Copy>(things: impl Iterator<Item = T>) -> HashSet<T> {
    let mut counts: HashMap<T, usize> = HashMap::new();
    for thing in things {
        let count = counts.entry(thing).or_default();
        *count = count.saturating_add(1);
    }
    counts.into_iter().filter(|(_, count)| *count == 1).map(|(thing, _)| thing).collect()
}
