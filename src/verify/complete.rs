//! Whether every member that a listener leads to has its flows: the traffic, the probe and the
//! ping, from each backend subnet.
//!
//! This repeats the engine's reading of the guide in few words, so that a document cannot leave a
//! flow out. It cannot say whether the reading is right.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::notes::Notes;
use super::places::Places;
use super::problem::{Fault, Place};
use super::way::Way;
use super::wire::{Flow, Plan, Purpose};

/// What tells flows apart: the load balancer, the group, the member, the purpose, the subnet that
/// it comes from, and whether rules have no say.
type Key<'a> = (&'a str, &'a str, &'a str, Purpose, Option<&'a str>, bool);

/// Checks that no flow is left out.
pub(super) fn check(plan: &Plan, places: &Places, flows: &[Flow], notes: &mut Notes) {
    let listed: HashSet<Key> = flows.iter().map(key).collect();
    // Where two things have one id, the plan does not say which of them is meant.
    let balancers = once(plan.load_balancers.iter().map(|it| it.id.as_str()));
    let groups = once(plan.backend_server_groups.iter().map(|it| it.id.as_str()));
    notes.at(Place::Plan);
    for group in plan.backend_server_groups.iter().filter(|it| groups.contains(it.id.as_str())) {
        let members = once(group.members.iter().map(|it| it.id.as_str()));
        for balancer in plan.load_balancers.iter().filter(|it| balancers.contains(it.id.as_str())) {
            let leads = |id: &Option<String>| id.as_deref() == Some(&group.id);
            let listeners: Vec<_> =
                balancer.listeners.iter().filter(|it| leads(&it.backend_server_group)).collect();
            if listeners.is_empty() {
                continue;
            }
            for member in group.members.iter().filter(|it| members.contains(it.id.as_str())) {
                let (end, listeners) = (places.end(member), listeners.clone());
                let way = Way { places, balancer, group, member, end, listeners };
                for (purpose, subnet, is_exempt) in way.asks() {
                    let key = (
                        balancer.id.as_str(),
                        group.id.as_str(),
                        member.id.as_str(),
                        purpose,
                        subnet,
                        is_exempt,
                    );
                    notes.unless(listed.contains(&key), || Fault::NoFlow {
                        load_balancer: balancer.id.clone(),
                        member: member.id.clone(),
                        purpose: purpose.to_string(),
                        subnet: subnet.map(ToOwned::to_owned),
                    });
                }
            }
        }
    }
}

fn key(flow: &Flow) -> Key<'_> {
    let subnet = flow.source.subnet.as_deref();
    (&flow.load_balancer, &flow.group, &flow.member, flow.purpose, subnet, flow.is_exempt())
}

/// What stands just once.
fn once<T: Eq + Hash + Copy>(things: impl Iterator<Item = T>) -> HashSet<T> {
    let mut counts: HashMap<T, usize> = HashMap::new();
    for thing in things {
        let count = counts.entry(thing).or_default();
        *count = count.saturating_add(1);
    }
    counts.into_iter().filter(|(_, count)| *count == 1).map(|(thing, _)| thing).collect()
}

impl<'a> Way<'a> {
    /// What has to flow: the purpose, the subnet it comes from, and whether rules have no say.
    fn asks(&self) -> Vec<(Purpose, Option<&'a str>, bool)> {
        let has = |is_exempt| self.listeners.iter().any(|it| self.is_exempt(it) == is_exempt);
        let mut asks = vec![];
        if self.sends(Purpose::Traffic) && has(true) {
            asks.push((Purpose::Traffic, None, true));
        }
        for source in self.sources() {
            if self.sends(Purpose::Traffic) && has(false) {
                asks.push((Purpose::Traffic, source.subnet, false));
            }
            for purpose in [Purpose::HealthCheck, Purpose::Ping] {
                if self.sends(purpose) {
                    asks.push((purpose, source.subnet, false));
                }
            }
        }
        asks
    }
}
