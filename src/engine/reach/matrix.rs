//! A matrix of senders and receivers, in which those that are alike are one.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::place::{InterfaceId, Sender};
use super::world::{KnownReceiver, ReceiverClass};
use crate::engine::trace::PathEndKind;
use crate::plan::IpType;

/// The kinds of senders, in the order in which they are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum SenderRank {
    Outside,
    IpBackend,
    LoadBalancer,
    Server,
    Unoccupied,
}

impl SenderRank {
    /// The kind of a sender.
    pub(super) fn of(sender: &Sender) -> Self {
        match sender.place.kind {
            PathEndKind::Outside => Self::Outside,
            PathEndKind::IpBackend(_) => Self::IpBackend,
            PathEndKind::LoadBalancer { .. } => Self::LoadBalancer,
            PathEndKind::Servers(_) => Self::Server,
            PathEndKind::Subnet(_) | PathEndKind::Vpc(_) => Self::Unoccupied,
        }
    }
}

/// Senders that are alike, with an entry for each class of receivers of their family.
#[derive(Debug)]
pub(super) struct MatrixRow<E> {
    pub(super) rank: SenderRank,
    pub(super) ip_type: IpType,
    /// The positions of the senders.
    pub(super) senders: Vec<usize>,
    pub(super) entries: Vec<E>,
}

/// The rows as far as they are known.
#[derive(Debug)]
pub(super) struct Matrix<E> {
    at: FxHashMap<(SenderRank, IpType, Vec<E>), usize>,
    senders: Vec<Vec<usize>>,
}

/// Receivers that are alike: their network interfaces, and for each family the position of one class
/// of them among the entries of a row.
#[derive(Debug)]
pub(super) struct MatrixColumn {
    pub(super) receivers: Vec<usize>,
    pub(super) entries: [Option<usize>; 2],
}

impl<E: Clone + Eq + Hash> Matrix<E> {
    /// A matrix without rows.
    pub(super) fn new() -> Self {
        Self { at: FxHashMap::default(), senders: vec![] }
    }

    /// Adds a sender with its entries, at a row with the same entries where there is one.
    pub(super) fn add(
        &mut self,
        number: usize,
        rank: SenderRank,
        ip_type: IpType,
        entries: Vec<E>,
    ) {
        let next = self.senders.len();
        let at = *self.at.entry((rank, ip_type, entries)).or_insert(next);
        match self.senders.get_mut(at) {
            Some(same) => same.push(number),
            None => self.senders.push(vec![number]),
        }
    }

    /// The rows, by the kind of their senders and in the order in which these were added.
    pub(super) fn rows(self) -> Vec<MatrixRow<E>> {
        let mut rows = vec![];
        let mut senders = self.senders.into_iter().map(Some).collect::<Vec<_>>();
        for ((rank, ip_type, entries), at) in self.at {
            let senders = senders.get_mut(at).and_then(Option::take).unwrap_or_default();
            rows.push(MatrixRow { rank, ip_type, senders, entries });
        }
        rows.sort_by_key(|row| (row.rank, row.ip_type, row.senders.first().copied()));
        rows
    }
}

/// The columns of some rows: network interfaces of which every row says the same.
pub(super) fn columns<E: Clone + Eq + Hash>(
    rows: &[MatrixRow<E>],
    receivers: &[KnownReceiver],
    (classes, class_of): (&[ReceiverClass], &[usize]),
) -> Vec<MatrixColumn> {
    // The position of a class among those of its family, which is that of its entry in a row.
    let mut position = [0_usize; 2];
    let mut canonical: FxHashMap<(IpType, Vec<&E>), usize> = FxHashMap::default();
    let mut entry_of = vec![];
    for class in classes {
        let Some(next) = position.get_mut(family(class.ip_type)) else { continue };
        let at = *next;
        *next = next.saturating_add(1);
        let own = rows.iter().filter(|row| row.ip_type == class.ip_type);
        let column = own.filter_map(|row| row.entries.get(at)).collect::<Vec<_>>();
        entry_of.push(*canonical.entry((class.ip_type, column)).or_insert(at));
    }
    let mut interfaces: FxHashMap<InterfaceId, (usize, [Option<usize>; 2])> = FxHashMap::default();
    let mut order: Vec<(InterfaceId, Vec<usize>)> = vec![];
    for (number, (known, class)) in receivers.iter().zip(class_of).enumerate() {
        let receiver = &known.receiver;
        let next = order.len();
        let (at, entries) =
            interfaces.entry(receiver.interface).or_insert((next, Default::default()));
        if let Some(entry) = entries.get_mut(family(receiver.place.ip_type)) {
            *entry = entry_of.get(*class).copied();
        }
        match order.get_mut(*at) {
            Some((_, own)) => own.push(number),
            None => order.push((receiver.interface, vec![number])),
        }
    }
    let mut columns: Vec<MatrixColumn> = vec![];
    let mut at: FxHashMap<[Option<usize>; 2], usize> = FxHashMap::default();
    for (interface, own) in order {
        let Some((_, entries)) = interfaces.get(&interface) else { continue };
        let next = columns.len();
        match columns.get_mut(*at.entry(*entries).or_insert(next)) {
            Some(column) => column.receivers.extend(own),
            None => columns.push(MatrixColumn { receivers: own, entries: *entries }),
        }
    }
    columns
}

/// The place of a family in lists of both.
pub(super) fn family(ip_type: IpType) -> usize {
    match ip_type {
        IpType::IPv4 => 0,
        IpType::IPv6 => 1,
    }
}
