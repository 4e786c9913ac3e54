//! The decisions of filters on all packets, each worked out once, and what they stop between two
//! addresses.
//!
//! The layers of the trace decide on every packet of a family at once. What they stop is a list of
//! boxes, and the ends of these boxes are the only places at which addresses begin to differ. Nothing
//! here knows rules.

use rustc_hash::FxHashMap;

use super::guards::{GuardId, Guards};
use super::intervals::Cuts;
use super::place::EdgeAcl;
use super::services::{Services, answers, without_addresses};
use crate::engine::packet::{PacketBox, PacketSet};
use crate::engine::trace::{
    Fate, Guard, HopDecider, HopStage, JudgedHop, Layers, PathEndKind, Zone,
};
use crate::plan::{Direction, Flavor, IpType, SecurityGroupId};

/// A filter with the direction and the family in which it is passed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct FilterKey {
    pub(super) filter: KeyedFilter,
    pub(super) direction: Direction,
    pub(super) ip_type: IpType,
}

/// A filter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum KeyedFilter {
    /// The security groups of a guard, facing others that their rules name.
    Groups(GuardId, Vec<SecurityGroupId>),
    /// A network ACL.
    Acl(EdgeAcl),
}

/// The number of a filter among those that were decided.
pub(super) type FilterId = u32;

/// The number of a slice among all. Slice 0 stops nothing.
pub(super) type SliceId = u32;

/// The packets between two addresses that a filter does not let pass for certain.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(super) struct Slice {
    pub(super) stopped: Services,
    /// The packets on which the readings of several security groups disagree.
    pub(super) unclear: Services,
    /// The packets of which the plan does not say what lets them pass.
    pub(super) unknown: Services,
}

/// A filter's decisions.
#[derive(Debug)]
struct DecidedFilter {
    stopped: Vec<PacketBox>,
    unclear: Vec<PacketBox>,
    unknown: Vec<PacketBox>,
    sources: Cuts,
    destinations: Cuts,
}

/// All filters of a plan that were asked for.
#[derive(Debug, Default)]
pub(super) struct Filters {
    known: FxHashMap<FilterKey, FilterId>,
    decided: Vec<DecidedFilter>,
    slices: Vec<Slice>,
    numbers: FxHashMap<Slice, SliceId>,
    found: FxHashMap<(FilterId, u32, u32, bool), SliceId>,
}

impl Filters {
    /// Decides on all packets, unless it is known already.
    pub(super) fn decide(&mut self, layers: &Layers, guards: &Guards, key: &FilterKey) {
        if self.known.contains_key(key) {
            return;
        }
        let hop = hop(layers, guards, key);
        let boxes = |fate, is_unknown| {
            let parts = hop
                .iter()
                .flat_map(|it| &it.parts)
                .filter(|part| part.fate == fate && (part.by == HopDecider::Unknown) == is_unknown);
            parts.flat_map(|part| part.packets.boxes().iter().copied()).collect::<Vec<_>>()
        };
        let (stopped, unclear) = (boxes(Fate::Stopped, false), boxes(Fate::Unclear, false));
        let unknown = boxes(Fate::Unclear, true);
        let all = || stopped.iter().chain(&unclear).chain(&unknown);
        let (sources, destinations) =
            (Cuts::of(all().map(|it| it.source)), Cuts::of(all().map(|it| it.destination)));
        let id = FilterId::try_from(self.decided.len()).unwrap_or(FilterId::MAX);
        self.known.insert(key.clone(), id);
        self.decided.push(DecidedFilter { stopped, unclear, unknown, sources, destinations });
    }

    /// The number of a filter that was decided.
    pub(super) fn number(&self, key: &FilterKey) -> Option<FilterId> {
        self.known.get(key).copied()
    }

    /// The places at which addresses of a family begin to differ for some filter.
    pub(super) fn cuts(&self, ip_type: IpType) -> Cuts {
        let own = self.known.iter().filter(|(key, _)| key.ip_type == ip_type);
        let own = own.filter_map(|(_, id)| self.filter(*id));
        Cuts::all(own.flat_map(|it| [&it.sources, &it.destinations]))
    }

    /// The packets that a filter does not let pass between two addresses. Where it is passed by
    /// `answers`, these go from one address to the other, and the slice has the packets that they
    /// answer.
    pub(super) fn slice(
        &mut self,
        filter: FilterId,
        source: u128,
        destination: u128,
        answer: bool,
    ) -> SliceId {
        let Some(decided) = self.filter(filter) else { return 0 };
        let stretches =
            (decided.sources.stretch(source), decided.destinations.stretch(destination));
        let key = (filter, stretches.0, stretches.1, answer);
        if let Some(known) = self.found.get(&key) {
            return *known;
        }
        let between = |boxes: &[PacketBox]| {
            let here = boxes.iter().filter(|it| {
                (it.source.low..=it.source.high).contains(&source)
                    && (it.destination.low..=it.destination.high).contains(&destination)
            });
            let here = here.map(without_addresses);
            let here = here.map(|it| if answer { answers(&it) } else { it });
            Services::of(&here.collect::<Vec<_>>())
        };
        let slice = Slice {
            stopped: between(&decided.stopped),
            unclear: between(&decided.unclear),
            unknown: between(&decided.unknown),
        };
        let number = self.number_of(slice);
        self.found.insert(key, number);
        number
    }

    /// A slice by its number.
    pub(super) fn slice_of(&self, id: SliceId) -> Option<&Slice> {
        self.slices.get(usize::try_from(id).ok()?.checked_sub(1)?)
    }

    fn number_of(&mut self, slice: Slice) -> SliceId {
        if slice == Slice::default() {
            return 0;
        }
        if let Some(known) = self.numbers.get(&slice) {
            return *known;
        }
        self.slices.push(slice.clone());
        let number = SliceId::try_from(self.slices.len()).unwrap_or(SliceId::MAX);
        self.numbers.insert(slice, number);
        number
    }

    fn filter(&self, id: FilterId) -> Option<&DecidedFilter> {
        self.decided.get(usize::try_from(id).ok()?)
    }
}

/// The decision of a filter on every packet of a family.
fn hop(layers: &Layers, guards: &Guards, key: &FilterKey) -> Option<JudgedHop> {
    let (everything, nothing) = (PacketSet::of(PacketBox::all(key.ip_type)), PacketSet::default());
    let direction = key.direction;
    match &key.filter {
        KeyedFilter::Groups(near, far) => {
            let near = stand_in(key.ip_type, guards.get(*near).clone());
            let far = stand_in(key.ip_type, Guard::Worn(far.clone(), Flavor::Standard));
            layers.security_groups(&near, &far, direction, &everything, &nothing)
        }
        KeyedFilter::Acl(id) => {
            let mut subnets = layers.index.plan.subnets.iter();
            let subnet = subnets.find(|it| EdgeAcl::of(it) == Some(*id))?;
            let stage = match direction {
                Direction::Outbound => HopStage::SourceNetworkAcl,
                Direction::Inbound => HopStage::DestinationNetworkAcl,
            };
            let check = (stage, direction);
            Some(layers.network_acl(subnet, true, check, &everything, &nothing))
        }
    }
}

/// A zone of which the layers look at nothing but its guard.
fn stand_in<'a>(ip_type: IpType, guard: Guard) -> Zone<'a> {
    Zone {
        kind: PathEndKind::Servers(vec![]),
        ip_type,
        addresses: vec![],
        subnet: None,
        vpc: None,
        guard,
    }
}
