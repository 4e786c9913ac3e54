//! The packets that get in from one place to another.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::answer::{Access, Label, Traffic};
use super::duties::{Duty, DutyMark};
use super::filters::{FilterId, FilterKey, Filters, KeyedFilter, SliceId};
use super::guards::{GuardId, Guards};
use super::labelled::Labelled;
use super::place::{Place, Receiver, Sender};
use super::services::Services;
use crate::engine::packet::PacketSet;
use crate::engine::trace::{Guard, asks_sender, network_acl_counts};
use crate::plan::{ConnectionKind, Direction, IpType, NetworkAclState, Settings};

/// The number of an answer among all.
pub(super) type AnswerId = u32;

/// Everything that decides on the packets from one place to another.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
struct Deciders {
    ip_type: IpType,
    forward: [SliceId; 4],
    answers: [SliceId; 2],
    is_unknown: bool,
    marks: Option<MarkId>,
}

type MarkId = u32;

/// The sets that a mark stands for.
type Marks = Vec<(DutyMark, Services)>;

/// The answers for pairs of places, each worked out once.
pub(super) struct Pairs {
    settings: Settings,
    /// The packets that are asked about, without their addresses.
    asked: [PacketSet; 2],
    pub(super) guards: Guards,
    pub(super) filters: Filters,
    /// The filter of the groups of a near guard, facing those of a far one.
    groups: FxHashMap<(GuardId, GuardId, Direction, IpType), Option<FilterId>>,
    known: FxHashMap<Deciders, AnswerId>,
    marks: FxHashMap<Rc<Marks>, MarkId>,
    marks_by_id: Vec<Rc<Marks>>,
    answers: Vec<Rc<[Traffic]>>,
    numbers: FxHashMap<Rc<[Traffic]>, AnswerId>,
}

impl Pairs {
    /// No answer yet. `asked` are the packets of each family that are asked about.
    pub(super) fn new(settings: &Settings, guards: Guards, asked: [PacketSet; 2]) -> Self {
        Self {
            settings: settings.clone(),
            asked,
            guards,
            filters: Filters::default(),
            groups: FxHashMap::default(),
            known: FxHashMap::default(),
            marks: FxHashMap::default(),
            marks_by_id: vec![],
            answers: vec![],
            numbers: FxHashMap::default(),
        }
    }

    /// The filters between places, as far as rules have a say: of each pair of guards, and of each
    /// network ACL.
    pub(super) fn filters_between(&self, from: &Place, to: &Place) -> Vec<FilterKey> {
        let ip_type = from.ip_type;
        let groups = |near: &Place, far: &Place, direction| {
            let is_worn = matches!(self.guards.get(near.guard), Guard::Worn(..));
            is_worn.then(|| self.groups_key(near.guard, far.guard, direction, ip_type))
        };
        let acl = |place: &Place, direction| {
            let filter = KeyedFilter::Acl(place.network_acl?);
            Some(FilterKey { filter, direction, ip_type })
        };
        let sender_groups = asks_sender(&from.kind).then(|| groups(from, to, Direction::Outbound));
        [sender_groups.flatten(), groups(to, from, Direction::Inbound)]
            .into_iter()
            .chain(Direction::BOTH.map(|direction| acl(from, direction)))
            .chain(Direction::BOTH.map(|direction| acl(to, direction)))
            .flatten()
            .collect()
    }

    fn groups_key(
        &self,
        near: GuardId,
        far: GuardId,
        direction: Direction,
        ip_type: IpType,
    ) -> FilterKey {
        let far = self.guards.looked_for(near, far, direction);
        FilterKey { filter: KeyedFilter::Groups(near, far), direction, ip_type }
    }

    /// The answer for a sender at an address and a receiver with its duties.
    pub(super) fn answer(
        &mut self,
        (from, address): (&Sender, u128),
        to: &Receiver,
        duties: &[Duty],
    ) -> AnswerId {
        let deciders = self.deciders((from, address), to, duties);
        if let Some(known) = self.known.get(&deciders) {
            return *known;
        }
        let traffic = self.traffic(&deciders);
        let next = AnswerId::try_from(self.answers.len()).unwrap_or(AnswerId::MAX);
        let id = *self.numbers.entry(traffic.clone()).or_insert(next);
        if id == next {
            self.answers.push(traffic);
        }
        self.known.insert(deciders, id);
        id
    }

    /// An answer by its number.
    pub(super) fn traffic_of(&self, id: AnswerId) -> Rc<[Traffic]> {
        let known = usize::try_from(id).ok().and_then(|id| self.answers.get(id));
        known.cloned().unwrap_or_default()
    }

    /// The packets of a family that are asked about, without their addresses.
    pub(super) fn asked(&self, ip_type: IpType) -> &PacketSet {
        let [v4, v6] = &self.asked;
        match ip_type {
            IpType::IPv4 => v4,
            IpType::IPv6 => v6,
        }
    }

    fn deciders(
        &mut self,
        (sender, address): (&Sender, u128),
        receiver: &Receiver,
        duties: &[Duty],
    ) -> Deciders {
        let from = &sender.place;
        let (to, ip_type) = (&receiver.place, from.ip_type);
        let there = receiver.address;
        let crosses = from.crosses_to(to);
        let counts = network_acl_counts(&self.settings, &from.kind);
        let stateful = self.settings.network_acl_state == NetworkAclState::Stateful;
        let asks_sender = asks_sender(&from.kind);
        let is_unknown = |guards: &Guards, guard| *guards.get(guard) == Guard::Unknown;
        let (out, into) = (Direction::Outbound, Direction::Inbound);
        let mut acl = |place: &Place, direction, is_asked: bool, ends: (u128, u128), answer| {
            let Some(id) = place.network_acl.filter(|_| is_asked) else { return 0 };
            let key = FilterKey { filter: KeyedFilter::Acl(id), direction, ip_type };
            let Some(filter) = self.filters.number(&key) else { return 0 };
            self.filters.slice(filter, ends.0, ends.1, answer)
        };
        let (forth, back) = ((address, there), (there, address));
        let answer = crosses && !stateful;
        let leaves = acl(from, out, crosses && counts, forth, false);
        let enters = acl(to, into, crosses, forth, false);
        let answers =
            [acl(to, out, answer, back, true), acl(from, into, answer && counts, back, true)];
        let sends = match asks_sender {
            true => self.groups((from.guard, to.guard), out, ip_type, forth),
            false => 0,
        };
        let receives = self.groups((to.guard, from.guard), into, ip_type, forth);
        Deciders {
            ip_type,
            forward: [sends, leaves, enters, receives],
            answers,
            is_unknown: is_unknown(&self.guards, to.guard)
                || asks_sender && is_unknown(&self.guards, from.guard),
            marks: self.marks(sender, address, duties),
        }
    }

    fn groups(
        &mut self,
        (near, far): (GuardId, GuardId),
        direction: Direction,
        ip_type: IpType,
        (source, destination): (u128, u128),
    ) -> SliceId {
        if !matches!(self.guards.get(near), Guard::Worn(..)) {
            return 0;
        }
        let place = (near, far, direction, ip_type);
        let filter = match self.groups.get(&place) {
            Some(known) => *known,
            None => {
                let key = self.groups_key(near, far, direction, ip_type);
                let filter = self.filters.number(&key);
                self.groups.insert(place, filter);
                filter
            }
        };
        filter.map_or(0, |filter| self.filters.slice(filter, source, destination, false))
    }

    fn marks(&mut self, from: &Sender, address: u128, duties: &[Duty]) -> Option<MarkId> {
        let own = duties.iter().filter(|it| it.is_of(from, address));
        let own: Marks = own.map(|it| (it.mark, it.services.clone())).collect();
        if own.is_empty() {
            return None;
        }
        if let Some(known) = self.marks.get(&own) {
            return Some(*known);
        }
        let own = Rc::new(own);
        let id = MarkId::try_from(self.marks_by_id.len()).unwrap_or(MarkId::MAX);
        self.marks_by_id.push(own.clone());
        self.marks.insert(own, id);
        Some(id)
    }

    fn traffic(&self, deciders: &Deciders) -> Rc<[Traffic]> {
        let asked = self.asked(deciders.ip_type);
        let mut labelled = Labelled::new(asked.clone(), Label::OPEN);
        let access = |access| move |label: Label| Label { access, ..label };
        if deciders.is_unknown {
            labelled =
                Labelled::new(asked.clone(), Label { access: Access::Unknown, ..Label::OPEN });
        }
        let slices = |ids: &[SliceId]| {
            ids.iter().filter_map(|id| self.filters.slice_of(*id)).cloned().collect::<Vec<_>>()
        };
        // Nothing is as certain as what is stopped, and nothing is asked about the answers to what
        // may not get in.
        let forward = slices(&deciders.forward);
        for slice in &forward {
            labelled.mark(slice.unclear.boxes(), |label| match label.access {
                Access::Open => access(Access::ReadingsDiffer)(label),
                _ => label,
            });
        }
        for slice in &forward {
            labelled.mark(slice.unknown.boxes(), access(Access::Unknown));
        }
        for slice in &forward {
            labelled.mark(slice.stopped.boxes(), access(Access::Stopped));
        }
        let without_replies = match self.settings.network_acl_state {
            NetworkAclState::Stateless => Access::WithoutReplies,
            _ => Access::RepliesIfStateful,
        };
        for slice in slices(&deciders.answers) {
            labelled.mark(slice.unknown.boxes(), |label| match label.access {
                Access::Open => access(Access::RepliesIfStateful)(label),
                _ => label,
            });
            labelled.mark(slice.stopped.boxes(), |label| match label.access {
                Access::Open => access(without_replies)(label),
                _ => label,
            });
        }
        let marks = deciders.marks.and_then(|id| usize::try_from(id).ok());
        let marks = marks.and_then(|id| self.marks_by_id.get(id));
        for (mark, services) in marks.into_iter().flat_map(|it| it.iter()) {
            labelled.mark(services.boxes(), |label| match mark {
                DutyMark::PastRules(own) => {
                    Label { past_rules: label.past_rules.and(*own), ..label }
                }
                DutyMark::Required(own) => Label { required: label.required.and(*own), ..label },
                DutyMark::Wished(_, ConnectionKind::MustNotReach)
                    if label.access == Access::Stopped =>
                {
                    label
                }
                DutyMark::Wished(id, kind) => {
                    Label { wishes: label.wishes.clone().with(*id, *kind), ..label }
                }
            });
        }
        labelled.traffic()
    }
}
