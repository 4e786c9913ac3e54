//! Joining boxes that lie side by side.
//!
//! Cutting a question at planes that suit the search, rather than at the sides of one rule, cuts
//! through what one rule decides. Joined again, it is what a reader expects to see.

use super::boxes::{PacketBox, sort_boxes};
use super::interval::Point;

/// Joins disjoint boxes that differ in one side only and touch there. The packets stay the same.
pub(super) fn join_boxes(boxes: &mut Vec<PacketBox>) {
    macro_rules! along {
        ($($side:ident: $($other:ident)*;)*) => {$(
            sort_boxes(boxes, |it| ($(it.$other,)* it.ip_type, it.$side));
            boxes.dedup_by(|next, last| {
                let touch = last.ip_type == next.ip_type
                    $(&& last.$other == next.$other)*
                    && last.$side.high.above() == Some(next.$side.low);
                if touch {
                    last.$side.high = next.$side.high;
                }
                touch
            });
        )*};
    }
    along! {
        ports: source destination protocol source_ports;
        source_ports: source destination protocol ports;
        protocol: source destination source_ports ports;
        destination: source protocol source_ports ports;
        source: destination protocol source_ports ports;
    }
}

#[cfg(test)]
mod tests {
    use super::super::interval::Interval;
    use super::*;
    use crate::plan::IpType;

    fn tile(source: u128, port: u16) -> PacketBox {
        PacketBox {
            source: Interval::single(source),
            ports: Interval::single(port),
            ..PacketBox::all(IpType::IPv4)
        }
    }

    #[test]
    fn tiles_of_a_rectangle_become_the_rectangle() {
        let mut boxes: Vec<_> =
            (0..4).flat_map(|source| (7..9).map(move |port| tile(source, port))).collect();
        join_boxes(&mut boxes);
        let whole = PacketBox {
            source: Interval { low: 0, high: 3 },
            ports: Interval { low: 7, high: 8 },
            ..PacketBox::all(IpType::IPv4)
        };
        assert_eq!(boxes, [whole]);
    }

    #[test]
    fn boxes_that_only_touch_at_a_corner_stay_apart() {
        let corners = [tile(1, 1), tile(2, 2)];
        let mut boxes = corners.to_vec();
        join_boxes(&mut boxes);
        assert_eq!(boxes, corners);
    }

    #[test]
    fn the_families_stay_apart() {
        let of = |ip_type, low| PacketBox {
            source: Interval { low, high: low },
            ..PacketBox::all(ip_type)
        };
        let mut boxes = vec![of(IpType::IPv4, 1), of(IpType::IPv6, 2)];
        join_boxes(&mut boxes);
        assert_eq!(boxes.len(), 2);
    }
}
