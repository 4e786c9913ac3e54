//! The places of a plan with their filters, ready for pairs of them to be asked about.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::duties::{Duties, Duty};
use super::filters::FilterKey;
use super::guards::Guards;
use super::intervals::Cuts;
use super::pairs::{AnswerId, Pairs};
use super::place::{Place, Receiver, Sender};
use super::question::ReachQuestion;
use super::receivers::receivers;
use super::senders::senders;
use super::services::without_addresses;
use crate::engine::index::Index;
use crate::engine::packet::{Interval, PacketBox, PacketSet, addresses_of};
use crate::engine::report::Report;
use crate::engine::trace::{Guard, Layers, PathEndKind, Question, TraceEnd, Zone, asked};
use crate::plan::{Cidr, IpType, Plan};

/// The places of a plan in both families.
pub(super) struct World {
    pub(super) pairs: Pairs,
    pub(super) senders: Vec<Sender>,
    pub(super) receivers: Vec<KnownReceiver>,
}

/// A receiver with what the report says of it.
pub(super) struct KnownReceiver {
    pub(super) receiver: Receiver,
    pub(super) duties: Rc<[Duty]>,
}

/// Receivers of one family that are the same to every sender.
#[derive(Debug, Clone)]
pub(super) struct ReceiverClass {
    /// The position of one of them.
    pub(super) first: usize,
    pub(super) ip_type: IpType,
}

impl World {
    /// The places that a question is about. Their filters are not decided yet. Senders of a family in
    /// which nothing receives are left out, but for the families that are wanted all the same.
    pub(super) fn of(
        plan: &Plan,
        report: &Report,
        question: &ReachQuestion,
        wanted: &[IpType],
    ) -> Self {
        let index = Index::of(plan);
        let duties = Duties::of(&index, report);
        let mut guards = Guards::default();
        let (mut all, mut receiving) = (vec![], vec![]);
        for ip_type in IpType::BOTH {
            let own = receivers(&index, &mut guards, question.to, ip_type);
            if own.is_empty() && !wanted.contains(&ip_type) {
                continue;
            }
            receiving.extend(own.into_iter().map(|receiver| {
                let duties = duties.of_receiver(&receiver);
                KnownReceiver { receiver, duties }
            }));
            all.extend(senders(&index, &mut guards, question.from, ip_type));
        }
        let asked = IpType::BOTH.map(|ip_type| packets_asked(question, ip_type));
        let pairs = Pairs::new(&plan.settings, guards, asked);
        Self { pairs, senders: all, receivers: receiving }
    }

    /// One sender of each kind that filters tell apart.
    pub(super) fn kinds_of_senders(&self) -> Vec<Place> {
        distinct(self.senders.iter().map(|it| &it.place))
    }

    /// One receiver of each kind that filters tell apart.
    pub(super) fn kinds_of_receivers(&self) -> Vec<Place> {
        distinct(self.receivers.iter().map(|it| &it.receiver.place))
    }

    /// The filters between a sender and receivers that are not decided and not known to be wanted.
    pub(super) fn undecided(
        &self,
        from: &Place,
        receivers: &[Place],
        wanted: &mut FxHashSet<FilterKey>,
    ) -> Vec<FilterKey> {
        let mut undecided = vec![];
        for to in receivers.iter().filter(|it| it.ip_type == from.ip_type) {
            for key in self.pairs.filters_between(from, to) {
                if !wanted.contains(&key) {
                    wanted.insert(key.clone());
                    undecided.push(key);
                }
            }
        }
        undecided
    }

    /// Has filters decided.
    pub(super) fn decide(&mut self, plan: &Plan, filters: &[FilterKey]) {
        let index = Index::of(plan);
        let layers = Layers::of(&index);
        for key in filters {
            self.pairs.filters.decide(&layers, &self.pairs.guards, key);
        }
    }

    /// The places at which addresses of a family begin to differ.
    pub(super) fn cuts(&self, ip_type: IpType) -> Cuts {
        let own = self.receivers.iter().filter(|it| it.receiver.place.ip_type == ip_type);
        let duties = own.flat_map(|it| it.duties.iter()).collect::<FxHashSet<_>>();
        let mut blocks = duties.into_iter().flat_map(Duty::blocks).collect::<Vec<_>>();
        blocks.sort_unstable();
        blocks.dedup();
        Cuts::all([&self.pairs.filters.cuts(ip_type), &Cuts::of(blocks)])
    }

    /// Cuts the senders so that all addresses of each are the same to every filter.
    pub(super) fn cut(&mut self, cuts: &[(IpType, Cuts)]) {
        let mut parts = vec![];
        for sender in self.senders.drain(..) {
            let own = cuts.iter().find(|(ip_type, _)| *ip_type == sender.place.ip_type);
            let Some((_, cuts)) = own else { continue };
            let mut at: FxHashMap<u32, usize> = FxHashMap::default();
            let mut own: Vec<Vec<Interval<u128>>> = vec![];
            for part in sender.addresses.iter().flat_map(|it| cuts.parts(*it)) {
                let next = own.len();
                let place = *at.entry(cuts.stretch(part.low)).or_insert(next);
                match own.get_mut(place) {
                    Some(same) => same.push(part),
                    None => own.push(vec![part]),
                }
            }
            let part = |addresses| Sender { addresses, ..sender.clone() };
            parts.extend(own.into_iter().map(part));
        }
        self.senders = parts;
    }

    /// The classes of the receivers, and the class of each.
    pub(super) fn classes(&self, cuts: &[(IpType, Cuts)]) -> (Vec<ReceiverClass>, Vec<usize>) {
        let mut classes: Vec<ReceiverClass> = vec![];
        let mut at = FxHashMap::default();
        let mut each = Vec::with_capacity(self.receivers.len());
        for (first, known) in self.receivers.iter().enumerate() {
            let place = &known.receiver.place;
            let own = cuts.iter().find(|(ip_type, _)| *ip_type == place.ip_type);
            let stretch = own.map(|(_, cuts)| cuts.stretch(known.receiver.address));
            let key = (place.ip_type, place.guard, place.subnet, place.vpc, stretch, &known.duties);
            let next = classes.len();
            let class = *at.entry(key).or_insert(next);
            if class == next {
                classes.push(ReceiverClass { first, ip_type: place.ip_type });
            }
            each.push(class);
        }
        (classes, each)
    }

    /// The answer for a sender and a receiver.
    pub(super) fn answer(&mut self, sender: &Sender, receiver: usize) -> Option<AnswerId> {
        let known = self.receivers.get(receiver)?;
        let address = sender.addresses.first()?.low;
        Some(self.pairs.answer((sender, address), &known.receiver, &known.duties))
    }
}

/// One place of each kind that filters tell apart.
fn distinct<'p>(places: impl Iterator<Item = &'p Place>) -> Vec<Place> {
    let mut seen = FxHashSet::default();
    // Of a bare address the plan knows no groups, and its kind says whether they are asked for.
    let key = |place: &Place| {
        let kind = std::mem::discriminant::<PathEndKind>(&place.kind);
        (place.ip_type, place.guard, place.network_acl, kind)
    };
    places.filter(|place| seen.insert(key(place))).cloned().collect()
}

/// The packets of a family that a question is about, without their addresses.
fn packets_asked(question: &ReachQuestion, ip_type: IpType) -> PacketSet {
    let everything = Cidr::any(ip_type);
    let whole = Question {
        protocol: question.protocol,
        ports: question.ports.clone(),
        ..Question::all(TraceEnd::Address(everything), TraceEnd::Address(everything))
    };
    let anywhere = Zone {
        kind: PathEndKind::Outside,
        ip_type,
        addresses: vec![addresses_of(everything)],
        subnet: None,
        vpc: None,
        guard: Guard::Nothing,
    };
    let boxes: Vec<PacketBox> =
        asked(&whole, &anywhere, &anywhere).boxes().iter().map(without_addresses).collect();
    PacketSet::of_disjoint(boxes)
}
