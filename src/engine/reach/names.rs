//! The ends of an answer, with the names that they have in the plan.

use rustc_hash::FxHashMap;

use super::answer::{KnownAs, LoadBalancerSource, Senders, ServerInterface, Source, Target};
use super::blocks::{BlockNames, NamesOfAddresses};
use super::groups::GroupNames;
use super::intervals::{size, union};
use super::matrix::SenderRank;
use super::place::{InterfaceId, Sender};
use super::world::KnownReceiver;
use crate::engine::packet::{address_of, addresses};
use crate::engine::trace::{PathEndKind, TraceEnd};
use crate::plan::{IpType, Plan};

/// The names of sets of servers and of addresses.
pub(super) struct Names<'w> {
    senders: &'w [Sender],
    receivers: &'w [KnownReceiver],
    groups: GroupNames,
    /// The names of addresses at which nothing is drawn, by kind of senders and family.
    blocks: FxHashMap<(SenderRank, IpType), NamesOfAddresses>,
    /// The sizes of all that is outside, by family, where everything is asked about.
    outside: FxHashMap<IpType, u128>,
}

impl<'w> Names<'w> {
    /// The names of a plan. Where not everything is asked about, nothing is the rest of everything, and a
    /// name is one for addresses that are asked about.
    pub(super) fn of(
        plan: &Plan,
        senders: &'w [Sender],
        receivers: &'w [KnownReceiver],
        from: Option<TraceEnd>,
    ) -> Self {
        let mut known = BlockNames::of(plan);
        if let Some(TraceEnd::Address(block)) = from {
            known.retain_within(block);
        }
        let (mut blocks, mut outside) = (FxHashMap::default(), FxHashMap::default());
        for rank in [SenderRank::Outside, SenderRank::Unoccupied] {
            for ip_type in IpType::BOTH {
                let own = senders
                    .iter()
                    .filter(|it| SenderRank::of(it) == rank && it.place.ip_type == ip_type);
                let space = union(own.flat_map(|it| it.addresses.iter().copied()));
                if rank == SenderRank::Outside && from.is_none() {
                    outside.insert(ip_type, size(&space));
                }
                if !space.is_empty() {
                    blocks.insert((rank, ip_type), known.within(&space, ip_type));
                }
            }
        }
        Self { senders, receivers, groups: GroupNames::of(plan), blocks, outside }
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
        // Whoever is most of those outside is all that no row says anything else of.
        let is_rest = || {
            let outside = self.outside.get(&ip_type).copied();
            rank == SenderRank::Outside && outside.is_some_and(|all| size(&space) > all / 2)
        };
        Source {
            senders: self.senders_of(rank, &own),
            ip_type,
            addresses: space.iter().map(|it| addresses(ip_type, *it)).collect(),
            known_as: known_as.or_else(|| is_rest().then_some(KnownAs::Rest)),
        }
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
