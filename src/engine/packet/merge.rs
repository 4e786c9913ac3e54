//! Fewer and larger boxes for the same packets, for people to read.

use super::boxes::{PacketBox, sort_boxes};
use super::interval::{Interval, Point};
use super::set::PacketSet;

impl PacketSet {
    /// The same packets in fewer boxes: neighbours that differ in one side only become one, as
    /// long as there are any.
    pub(crate) fn merged(&self) -> Vec<PacketBox> {
        let mut boxes = self.boxes().to_vec();
        loop {
            let before = boxes.len();
            macro_rules! glue {
                ($($side:ident)*) => {$(
                    let rest = |it: &PacketBox| PacketBox { $side: Interval::ALL, ..*it };
                    sort_boxes(&mut boxes, |it| (sides(&rest(it)), it.$side));
                    let mut glued: Vec<PacketBox> = Vec::with_capacity(boxes.len());
                    for next in boxes {
                        match glued.last_mut() {
                            Some(last)
                                if rest(last) == rest(&next) && touches(last.$side, next.$side) =>
                            {
                                last.$side.high = last.$side.high.max(next.$side.high);
                            }
                            _ => glued.push(next),
                        }
                    }
                    boxes = glued;
                )*};
            }
            glue!(source_ports ports source destination protocol);
            if boxes.len() == before {
                return boxes;
            }
        }
    }
}

/// The sides of a box in the order in which people read them.
type SortKey = (
    crate::plan::IpType,
    Interval<u8>,
    Interval<u16>,
    Interval<u128>,
    Interval<u128>,
    Interval<u16>,
);

fn sides(it: &PacketBox) -> SortKey {
    (it.ip_type, it.protocol, it.ports, it.source, it.destination, it.source_ports)
}

/// Checks whether an interval overlaps or directly follows one that begins before it or together
/// with it.
fn touches<T: Point>(one: Interval<T>, next: Interval<T>) -> bool {
    one.high.above().is_none_or(|above| next.low <= above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::IpType;

    #[test]
    fn pieces_of_one_box_become_that_box() {
        let whole =
            PacketBox { ports: Interval { low: 1, high: 99 }, ..PacketBox::all(IpType::IPv4) };
        let hole = PacketBox {
            source: Interval { low: 5, high: 9 },
            ports: Interval::single(50),
            ..PacketBox::all(IpType::IPv4)
        };
        let mut set = PacketSet::of(whole);
        set.remove(&hole);
        assert!(set.boxes().len() > 2);
        let around = set.clone();
        set.insert(whole);
        assert_eq!(set.merged(), [whole]);
        // A set with a hole keeps the hole.
        let merged = PacketSet::union(&around.merged());
        assert!(merged.minus(&around).is_empty() && around.minus(&merged).is_empty());
    }
}
