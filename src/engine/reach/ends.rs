//! The question of a trace that explains a cell.

use super::answer::{Senders, ServerInterface, Source, Target};
use crate::engine::packet::{Interval, cidrs_of, number_of};
use crate::engine::trace::{Question, TraceEnd};
use crate::plan::{AddressEntry, Cidr, IpType, Plan};

/// The question about all packets from some of the senders of a row to one of the servers of a target.
/// As all of them are alike, the answer stands for all. None where they have no address of one family.
#[must_use]
pub fn question(plan: &Plan, source: &Source, target: &Target) -> Option<Question> {
    let block = source.addresses.iter().flat_map(blocks).min_by_key(|it| it.net().prefix_len());
    let (from, from_address) = match &source.senders {
        Senders::LoadBalancers(all) => {
            let first = all.first()?;
            (TraceEnd::LoadBalancer(first.load_balancer), (all.len() > 1).then_some(block?))
        }
        Senders::Servers { interfaces, .. } => {
            (interface_end(plan, interfaces.first()?, source.ip_type)?, None)
        }
        Senders::IpBackends(ids) => (TraceEnd::IpBackend(*ids.first()?), None),
        Senders::Outside | Senders::Unoccupied { .. } => (TraceEnd::Address(block?), None),
    };
    // A server among those that it reaches is asked about another one of them.
    let ends = target.interfaces.iter();
    let mut ends = ends.filter_map(|it| interface_end(plan, it, source.ip_type));
    let to = ends.clone().find(|end| *end != from).or_else(|| ends.next())?;
    Some(Question { from_address, ..Question::all(from, to) })
}

/// A server, or its address where it has several network interfaces.
fn interface_end(plan: &Plan, own: &ServerInterface, ip_type: IpType) -> Option<TraceEnd> {
    let address = own.addresses.iter().find(|it| IpType::of(**it) == ip_type)?;
    let server = plan.server(own.server)?;
    Some(match server.interfaces.is_empty() {
        true => TraceEnd::Server(own.server),
        false => TraceEnd::Address(Cidr::host(*address)),
    })
}

fn blocks(entry: &AddressEntry) -> Vec<Cidr> {
    match *entry {
        AddressEntry::Cidr(cidr) => vec![cidr],
        AddressEntry::Range(first, last) => {
            let addresses = Interval { low: number_of(first), high: number_of(last) };
            cidrs_of(IpType::of(first), addresses)
        }
    }
}
