//! Exact sets of packets: unions of disjoint boxes.

use super::boxes::PacketBox;
use super::cut::{covers, cut};
use super::join::join_boxes;
use super::tree::Tree;
use crate::plan::sort_list;

/// The number of pairs of boxes from which on a tree of the boxes saves time.
const MANY: usize = 4_096;

/// The number of boxes up to which a tree never saves time.
const FEW: usize = 16;

/// A set of packets. Its boxes are disjoint; nothing is sampled and nothing is rounded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct PacketSet {
    boxes: Vec<PacketBox>,
}

impl PacketSet {
    /// No packets.
    pub(crate) const NOTHING: Self = Self { boxes: vec![] };

    /// The packets of one box.
    pub(crate) fn of(packets: PacketBox) -> Self {
        Self { boxes: vec![packets] }
    }

    /// The packets of boxes that share none with each other.
    pub(crate) fn of_disjoint(boxes: Vec<PacketBox>) -> Self {
        Self { boxes }
    }

    /// The same packets in fewer boxes: those that lie side by side make one.
    pub(crate) fn joined(mut self) -> Self {
        join_boxes(&mut self.boxes);
        self
    }

    /// Checks whether there is no packet.
    pub(crate) fn is_empty(&self) -> bool {
        self.boxes.is_empty()
    }

    /// The boxes, which are disjoint.
    pub(crate) fn boxes(&self) -> &[PacketBox] {
        &self.boxes
    }

    /// The packets of boxes that may share some.
    pub(crate) fn union(boxes: &[PacketBox]) -> Self {
        let mut set = Self::default();
        boxes.iter().for_each(|packets| set.insert(*packets));
        set
    }

    /// The packets that are in one of some boxes as well.
    pub(crate) fn within(&self, boxes: &[PacketBox]) -> Self {
        if self.has_many(boxes) {
            return self.within_tree(&Tree::of(boxes.to_vec()));
        }
        let mut left = self.clone();
        let mut shared = Self::default();
        for packets in boxes {
            shared.boxes.append(&mut left.split_off(packets).boxes);
        }
        shared
    }

    /// As [`Self::within`], of boxes that are asked for often.
    pub(crate) fn within_tree(&self, boxes: &Tree) -> Self {
        let mut shared = vec![];
        cut(&self.boxes, 0, |it, from| boxes.next(it, from), |at, it| shared.push((at, it)));
        sort_list(&mut shared, |(one, _), (other, _)| one.cmp(other));
        Self { boxes: shared.into_iter().map(|(_, it)| it).collect() }
    }

    /// As [`Self::minus`], of boxes that are asked for often.
    pub(crate) fn minus_tree(&self, boxes: &Tree) -> Self {
        Self { boxes: cut(&self.boxes, 0, |it, from| boxes.next(it, from), |_, _| {}) }
    }

    /// Adds the packets of a box.
    pub(crate) fn insert(&mut self, packets: PacketBox) {
        let mut fresh = Self::of(packets);
        for old in &self.boxes {
            fresh.remove(old);
        }
        self.boxes.append(&mut fresh.boxes);
    }

    /// Adds the packets of another set.
    pub(crate) fn extend(&mut self, other: &Self) {
        if self.has_many(&other.boxes) {
            let tree = Tree::of(std::mem::take(&mut self.boxes));
            let fresh = cut(&other.boxes, 0, |it, from| tree.next(it, from), |_, _| {});
            self.boxes = tree.into_boxes();
            self.boxes.extend(fresh);
            return;
        }
        for packets in &other.boxes {
            self.insert(*packets);
        }
    }

    /// Removes the packets of a box.
    pub(crate) fn remove(&mut self, packets: &PacketBox) {
        drop(self.split_off(packets));
    }

    /// Removes the packets of a box and returns those that were in the set.
    pub(crate) fn split_off(&mut self, packets: &PacketBox) -> Self {
        let mut shared = vec![];
        if self.boxes.iter().any(|own| own.intersect(packets).is_some()) {
            let mut rest = Vec::with_capacity(self.boxes.len());
            for own in &self.boxes {
                match own.intersect(packets) {
                    None => rest.push(*own),
                    Some(common) => {
                        shared.push(common);
                        own.cut_around(packets, |piece| rest.push(piece));
                    }
                }
            }
            self.boxes = rest;
        }
        Self { boxes: shared }
    }

    /// The packets of this set that are not in another.
    pub(crate) fn minus(&self, other: &Self) -> Self {
        if self.has_many(&other.boxes) {
            return self.minus_tree(&Tree::of(other.boxes.clone()));
        }
        let mut rest = self.clone();
        for packets in &other.boxes {
            rest.remove(packets);
        }
        rest
    }

    /// Checks whether all packets of this set are in another.
    pub(crate) fn is_within(&self, other: &Self) -> bool {
        // One box that is cut around many makes as many pieces, although it has only one pair with
        // each.
        if other.boxes.len() < FEW {
            return self.minus(other).is_empty();
        }
        let tree = Tree::of(other.boxes.clone());
        covers(&self.boxes, 0, |it, from| tree.next(it, from))
    }

    /// Adds the packets of a set that shares none with this one.
    pub(crate) fn append(&mut self, other: Self) {
        self.boxes.extend(other.boxes);
    }

    /// Checks whether it would take long to compare each box with each of some others.
    fn has_many(&self, boxes: &[PacketBox]) -> bool {
        boxes.len() >= FEW && boxes.len().saturating_mul(self.boxes.len().max(FEW)) > MANY
    }
}

#[cfg(test)]
mod tests {
    use super::super::cut::tests::random_boxes;
    use super::super::interval::Interval;
    use super::*;
    use crate::plan::IpType;

    fn ports(low: u16, high: u16) -> PacketBox {
        PacketBox { ports: Interval { low, high }, ..PacketBox::all(IpType::IPv4) }
    }

    #[test]
    fn taking_away_leaves_what_is_around() {
        let mut set = PacketSet::of(ports(1, 100));
        let taken = set.split_off(&ports(40, 60));
        assert_eq!(taken.boxes(), [ports(40, 60)]);
        assert_eq!(set.boxes(), [ports(1, 39), ports(61, 100)]);
        assert!(set.minus(&PacketSet::of(ports(0, 200))).is_empty());
    }

    #[test]
    fn in_every_field_what_is_around_is_left_with_all_else_as_it_was() {
        let whole = PacketBox::all(IpType::IPv4);
        let taken = PacketBox {
            source: Interval { low: 10, high: 20 },
            destination: Interval { low: 30, high: 40 },
            protocol: Interval { low: 6, high: 17 },
            source_ports: Interval { low: 50, high: 60 },
            ports: Interval { low: 70, high: 80 },
            ..whole
        };
        let mut left = PacketSet::of(whole);
        left.remove(&taken);
        let pieces = left.boxes();
        assert_eq!(pieces.len(), 10, "two in each field");
        for (number, piece) in pieces.iter().enumerate() {
            assert!(!piece.meets(&taken), "{piece:?}");
            let others = pieces.iter().skip(number + 1);
            assert!(others.into_iter().all(|other| !piece.meets(other)), "{piece:?}");
        }
        // With what was taken, they are all of it.
        let mut rest = PacketSet::of(whole);
        pieces.iter().chain([&taken]).for_each(|piece| rest.remove(piece));
        assert!(rest.is_empty());
    }

    /// The answers are compared to the byte, so they must not depend on the number of boxes.
    #[test]
    fn many_boxes_make_the_same_pieces_as_few() {
        for seed in 0..3 {
            let own = PacketSet::union(&random_boxes(seed, 30));
            let others = random_boxes(seed + 100, 40);
            let other = PacketSet::union(&others);
            assert!(own.has_many(&others) && own.has_many(other.boxes()));
            let (mut rest, mut within, mut both) = (own.clone(), vec![], own.clone());
            other.boxes().iter().for_each(|it| rest.remove(it));
            let mut left = own.clone();
            others.iter().for_each(|it| within.extend(left.split_off(it).boxes));
            other.boxes().iter().for_each(|it| both.insert(*it));
            assert_eq!(own.minus(&other), rest);
            assert_eq!(own.within(&others).boxes(), within);
            let mut extended = own.clone();
            extended.extend(&other);
            assert_eq!(extended, both);
            assert_eq!(own.is_within(&other), rest.is_empty());
            assert!(own.is_within(&both) && !both.is_within(&own));
        }
    }

    #[test]
    fn adding_twice_adds_once() {
        let mut set = PacketSet::of(ports(1, 100));
        set.insert(ports(50, 150));
        assert_eq!(set.boxes(), [ports(1, 100), ports(101, 150)]);
    }

    #[test]
    fn the_two_families_never_meet() {
        let mut set = PacketSet::of(PacketBox::all(IpType::IPv4));
        set.remove(&PacketBox::all(IpType::IPv6));
        assert_eq!(set.boxes(), [PacketBox::all(IpType::IPv4)]);
    }
}
