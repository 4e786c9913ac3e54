//! Exact sets of packets: unions of disjoint boxes.

use super::boxes::PacketBox;
use super::join::join_boxes;

/// A set of packets. Its boxes are disjoint; nothing is sampled and nothing is rounded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct PacketSet {
    boxes: Vec<PacketBox>,
}

impl PacketSet {
    /// The packets of boxes that share none with each other.
    pub(crate) fn of_disjoint(boxes: Vec<PacketBox>) -> Self {
        Self { boxes }
    }

    /// Adds the packets of a box of which none is in the set yet.
    pub(crate) fn push_disjoint(&mut self, packets: PacketBox) {
        self.boxes.push(packets);
    }

    /// Whether there is no packet.
    pub(crate) fn is_empty(&self) -> bool {
        self.boxes.is_empty()
    }

    /// The boxes, which are disjoint.
    pub(crate) fn boxes(&self) -> &[PacketBox] {
        &self.boxes
    }

    /// The packets of the set that are in a box.
    pub(crate) fn within(&self, packets: &PacketBox) -> Self {
        Self { boxes: self.boxes.iter().filter_map(|own| own.intersect(packets)).collect() }
    }

    /// Says the same with fewer boxes, where boxes that lie side by side make one.
    pub(crate) fn join(&mut self) {
        join_boxes(&mut self.boxes);
    }
}
