//! The senders of two states of a plan.

use rustc_hash::FxHashMap;

use crate::engine::reach::intervals::Cuts;
use crate::engine::reach::place::{InterfaceId, Sender};
use crate::engine::reach::world::World;
use crate::engine::trace::PathEndKind;
use crate::plan::{IpBackendId, IpType, LoadBalancerId, SubnetId, VpcId};

/// A sender as both states know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Identity {
    LoadBalancer(LoadBalancerId, Option<SubnetId>, u32),
    Server(InterfaceId),
    IpBackend(IpBackendId),
    /// Addresses at which neither state has anything, in a VPC or in none.
    Bare(Option<VpcId>, u32),
}

impl Identity {
    fn of(sender: &Sender, cuts: &Cuts) -> Self {
        let stretch = cuts.stretch(sender.addresses.first().map_or(0, |it| it.low));
        match (&sender.place.kind, sender.interface) {
            (_, Some(interface)) => Self::Server(interface),
            (PathEndKind::LoadBalancer { load_balancer, subnet, .. }, _) => {
                Self::LoadBalancer(*load_balancer, *subnet, stretch)
            }
            (PathEndKind::IpBackend(id), _) => Self::IpBackend(*id),
            _ => Self::Bare(sender.place.vpc, stretch),
        }
    }
}

/// The senders of either state, with their positions in both. Addresses at which nothing is drawn count
/// where neither state has anything there: who moves in is a sender of its own.
pub(super) fn senders(
    worlds: [&World; 2],
    cuts: &[(IpType, Cuts)],
) -> (Vec<Sender>, Vec<[Option<usize>; 2]>) {
    let mut at: FxHashMap<(IpType, Identity), usize> = FxHashMap::default();
    let mut all: Vec<(Identity, Sender, [Option<usize>; 2])> = vec![];
    let [before, after] = worlds;
    // Those of the state after the change come first, in its order.
    for (state, world) in [(1, after), (0, before)] {
        for (number, sender) in world.senders.iter().enumerate() {
            let ip_type = sender.place.ip_type;
            let own = cuts.iter().find(|(own, _)| *own == ip_type);
            let Some((_, cuts)) = own else { continue };
            let identity = Identity::of(sender, cuts);
            let next = all.len();
            let place = *at.entry((ip_type, identity)).or_insert(next);
            if place == next {
                all.push((identity, sender.clone(), Default::default()));
            }
            if let Some(own) = all.get_mut(place).and_then(|(_, _, at)| at.get_mut(state)) {
                *own = Some(number);
            }
        }
    }
    all.retain(|(identity, _, at)| {
        !matches!(identity, Identity::Bare(..)) || at.iter().all(Option::is_some)
    });
    all.into_iter().map(|(_, sender, at)| (sender, at)).unzip()
}
