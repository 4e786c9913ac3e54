//! Cutting of packets around boxes that are removed one after the other.
//!
//! A loop that removes box after box from a set looks at every piece of the set for every box. Here
//! each piece asks for the next box that meets it, and the rest of the piece asks for the box after
//! that. The pieces are the same ones, in the same order.

use super::boxes::PacketBox;

/// Cuts pieces around boxes and returns the rest. `next` finds the first box, from a position on,
/// that meets a piece, and says from which position on to look for the following one. `take` gets
/// the packets that a box removes, with the position of the box.
pub(crate) fn cut<P: Copy>(
    pieces: &[PacketBox],
    from: P,
    next: impl Fn(&PacketBox, P) -> Option<Met<P>>,
    mut take: impl FnMut(P, PacketBox),
) -> Vec<PacketBox> {
    let mut left = vec![];
    // An explicit stack: the depth of the cuts depends on the boxes.
    let mut open = pieces.iter().rev().map(|piece| (*piece, from)).collect::<Vec<_>>();
    let mut cuts = vec![];
    while let Some((piece, from)) = open.pop() {
        let Some(met) = next(&piece, from) else {
            left.push(piece);
            continue;
        };
        if let Some(shared) = piece.intersect(&met.packets) {
            take(met.at, shared);
        }
        piece.cut_around(&met.packets, |cut| cuts.push(cut));
        open.extend(cuts.drain(..).rev().map(|cut| (cut, met.then)));
    }
    left
}

/// Checks whether boxes cover some pieces completely. `next` is as in [`cut`].
pub(crate) fn covers<P: Copy>(
    pieces: &[PacketBox],
    from: P,
    next: impl Fn(&PacketBox, P) -> Option<Met<P>>,
) -> bool {
    let mut open = pieces.iter().map(|piece| (*piece, from)).collect::<Vec<_>>();
    while let Some((piece, from)) = open.pop() {
        let Some(met) = next(&piece, from) else { return false };
        piece.cut_around(&met.packets, |cut| open.push((cut, met.then)));
    }
    true
}

/// A box that meets a piece.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Met<P> {
    pub(crate) packets: PacketBox,
    /// Its position.
    pub(crate) at: P,
    /// The position from which on to look for the box behind it.
    pub(crate) then: P,
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::interval::Interval;
    use super::super::set::PacketSet;
    use super::super::tree::Tree;
    use super::*;
    use crate::plan::IpType;

    /// Boxes of both families, many of which share packets.
    pub(in crate::engine::packet) fn random_boxes(seed: u32, number: usize) -> Vec<PacketBox> {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
        let mut next = |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % below
        };
        let of = |_| {
            let ip_type = if next(5) == 0 { IpType::IPv6 } else { IpType::IPv4 };
            let any = PacketBox::all(ip_type);
            let mut addresses = |any: Interval<u128>| {
                let low = u128::from(next(40));
                if next(4) == 0 { any } else { Interval { low, high: low + u128::from(next(9)) } }
            };
            let (source, destination) = (addresses(any.source), addresses(any.destination));
            let mut ports = || {
                let low = u16::try_from(next(40)).unwrap();
                let high = low + u16::try_from(next(9)).unwrap();
                if next(3) == 0 { Interval::ALL } else { Interval { low, high } }
            };
            let (source_ports, ports) = (ports(), ports());
            let protocol = [Interval::ALL, Interval::single(6), Interval::single(17)];
            let protocol = protocol[usize::try_from(next(3)).unwrap()];
            PacketBox { source, destination, source_ports, ports, protocol, ip_type }
        };
        (0..number).map(of).collect()
    }

    #[test]
    fn what_is_taken_and_left_is_what_taking_box_after_box_takes_and_leaves() {
        for seed in 0..60 {
            let whole = PacketSet::union(&random_boxes(seed, 3));
            let boxes = random_boxes(seed + 5_000, 30);
            let (mut one_by_one, mut shared) = (whole.clone(), vec![]);
            for (place, packets) in boxes.iter().enumerate() {
                let taken = one_by_one.split_off(packets);
                shared.extend(taken.boxes().iter().map(|it| (place, *it)));
            }
            let tree = Tree::of(boxes);
            let next = |piece: &PacketBox, from: usize| tree.next(piece, from);
            let mut taken = vec![];
            let left = cut(whole.boxes(), 0, next, |place, it| taken.push((place, it)));
            taken.sort_by_key(|(place, _)| *place);
            assert_eq!(left, one_by_one.boxes());
            assert_eq!(taken, shared);
            assert_eq!(covers(whole.boxes(), 0, next), one_by_one.is_empty());
            let taken = taken.into_iter().map(|(_, it)| it).collect::<Vec<_>>();
            assert!(covers(&taken, 0, next));
        }
    }
}
