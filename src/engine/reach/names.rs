//! The ends of an answer, with the names that they have in the plan.

use rustc_hash::FxHashMap;

use super::answer::{KnownAs, LoadBalancerSource, Senders, ServerInterface, Source, Target};
use super::blocks::BlockNames;
use super::groups::GroupNames;
use super::intervals::union;
use super::matrix::SenderRank;
use super::place::{InterfaceId, Sender};
use super::world::KnownReceiver;
use crate::engine::packet::{Interval, address_of, addresses};
use crate::engine::trace::PathEndKind;
use crate::plan::{IpType, Plan};

/// The names of sets of servers and of addresses.
pub(super) struct Names<'w> {
    senders: &'w [Sender],
    receivers: &'w [KnownReceiver],
    groups: GroupNames,
    /// The names of addresses at which nothing is drawn, by kind of senders and family.
    blocks: FxHashMap<(SenderRank, IpType), FxHashMap<Vec<Interval<u128>>, KnownAs>>,
    has_rest: bool,
}

impl<'w> Names<'w> {
    /// The names of a plan. Where not everything is asked about, nothing is the rest of everything.
    pub(super) fn of(
        plan: &Plan,
        senders: &'w [Sender],
        receivers: &'w [KnownReceiver],
        has_rest: bool,
    ) -> Self {
        let known = BlockNames::of(plan);
        let mut blocks = FxHashMap::default();
        for rank in [SenderRank::Outside, SenderRank::Unoccupied] {
            for ip_type in IpType::BOTH {
                let own = senders
                    .iter()
                    .filter(|it| SenderRank::of(it) == rank && it.place.ip_type == ip_type);
                let space = union(own.flat_map(|it| it.addresses.iter().copied()));
                if !space.is_empty() {
                    blocks.insert((rank, ip_type), known.within(&space, ip_type));
                }
            }
        }
        Self { senders, receivers, groups: GroupNames::of(plan), blocks, has_rest }
    }

    /// The servers that some receivers are.
    pub(super) fn target(&self, receivers: &[usize]) -> Target {
        let known = receivers.iter().filter_map(|number| self.receivers.get(*number));
        let known = known.map(|it| &it.receiver);
        let own = known.map(|it| (it.interface, (it.place.ip_type, it.address)));
        let interfaces = interfaces(own);
        let ids = interfaces.iter().map(|(id, _)| *id).collect::<Vec<_>>();
        Target {
            groups: self.groups.of_interfaces(&ids),
            interfaces: interfaces.into_iter().map(|(_, it)| it).collect(),
        }
    }

    /// The senders of a row.
    pub(super) fn source(&self, rank: SenderRank, ip_type: IpType, numbers: &[usize]) -> Source {
        let own = numbers.iter().filter_map(|number| self.senders.get(*number));
        let own = own.collect::<Vec<_>>();
        let space = union(own.iter().flat_map(|it| it.addresses.iter().copied()));
        let known_as = self.blocks.get(&(rank, ip_type)).and_then(|it| it.get(&space)).copied();
        let is_rest =
            || self.has_rest && rank == SenderRank::Outside && self.is_widest(&space, ip_type);
        Source {
            senders: self.senders_of(rank, &own),
            ip_type,
            addresses: space.iter().map(|it| addresses(ip_type, *it)).collect(),
            known_as: known_as.or_else(|| is_rest().then_some(KnownAs::Rest)),
        }
    }

    /// Checks whether some addresses are more than half of those outside.
    fn is_widest(&self, space: &[Interval<u128>], ip_type: IpType) -> bool {
        let all = self
            .senders
            .iter()
            .filter(|it| SenderRank::of(it) == SenderRank::Outside && it.place.ip_type == ip_type);
        let all = size(all.flat_map(|it| it.addresses.iter().copied()));
        size(space.iter().copied()) > all / 2
    }

    fn senders_of(&self, rank: SenderRank, own: &[&Sender]) -> Senders {
        match rank {
            SenderRank::Outside => Senders::Outside,
            SenderRank::IpBackend => {
                let ids = own.iter().filter_map(|it| match it.place.kind {
                    PathEndKind::IpBackend(id) => Some(id),
                    _ => None,
                });
                Senders::IpBackends(ids.collect())
            }
            SenderRank::LoadBalancer => {
                let mut all: Vec<LoadBalancerSource> = vec![];
                for sender in own {
                    let PathEndKind::LoadBalancer { load_balancer, subnet, previous } =
                        sender.place.kind
                    else {
                        continue;
                    };
                    let source = LoadBalancerSource { load_balancer, subnet, previous };
                    if !all.contains(&source) {
                        all.push(source);
                    }
                }
                Senders::LoadBalancers(all)
            }
            SenderRank::Server => {
                let own = own.iter().filter_map(|it| {
                    let address = it.addresses.first()?.low;
                    Some((it.interface?, (it.place.ip_type, address)))
                });
                let interfaces = interfaces(own);
                let ids = interfaces.iter().map(|(id, _)| *id).collect::<Vec<_>>();
                Senders::Servers {
                    groups: self.groups.of_interfaces(&ids),
                    interfaces: interfaces.into_iter().map(|(_, it)| it).collect(),
                }
            }
            SenderRank::Unoccupied => {
                let (mut subnets, mut vpcs) = (vec![], vec![]);
                for sender in own {
                    match sender.place.kind {
                        PathEndKind::Subnet(id) if !subnets.contains(&id) => subnets.push(id),
                        PathEndKind::Vpc(id) if !vpcs.contains(&id) => vpcs.push(id),
                        _ => {}
                    }
                }
                Senders::Unoccupied { subnets, vpcs }
            }
        }
    }
}

/// The number of addresses, rounded down to halves so that all of them can be counted.
fn size(intervals: impl Iterator<Item = Interval<u128>>) -> u128 {
    intervals.fold(0, |sum, it| sum.saturating_add((it.high - it.low) / 2 + 1))
}

/// Network interfaces with their addresses, in order.
fn interfaces(
    own: impl Iterator<Item = (InterfaceId, (IpType, u128))>,
) -> Vec<(InterfaceId, ServerInterface)> {
    let mut all: Vec<(InterfaceId, ServerInterface)> = vec![];
    let mut at: FxHashMap<InterfaceId, usize> = FxHashMap::default();
    for (id, (ip_type, address)) in own {
        let address = address_of(ip_type, address);
        let next = all.len();
        match all.get_mut(*at.entry(id).or_insert(next)) {
            Some((_, known)) => known.addresses.push(address),
            None => {
                let InterfaceId { server, number: interface } = id;
                all.push((id, ServerInterface { server, interface, addresses: vec![address] }));
            }
        }
    }
    all
}
