//! The same packets in fewer boxes, for people to read.

use super::boxes::PacketBox;
use super::interval::Interval;
use super::set::PacketSet;

/// The boxes of a set, with those joined that together are one box.
///
/// Cutting leaves many pieces that stand side by side. Here two boxes that differ on one side
/// only, and touch there, become one, until there are none left. Port 0 is no one's port, so a
/// box of all ports but that one counts as a box of all ports.
pub(crate) fn compact(set: &PacketSet) -> Vec<PacketBox> {
    let mut boxes = set.boxes().iter().map(with_port_0).collect::<Vec<_>>();
    while join_two(&mut boxes) {}
    boxes.sort_by_key(|it| {
        (it.ip_type, it.source, it.destination, it.protocol, it.ports, it.source_ports)
    });
    boxes
}

fn with_port_0(packets: &PacketBox) -> PacketBox {
    let whole = |ports: Interval<u16>| match ports.low {
        1 => Interval { low: 0, ..ports },
        _ => ports,
    };
    PacketBox { ports: whole(packets.ports), source_ports: whole(packets.source_ports), ..*packets }
}

/// Joins the first two boxes that can be; says whether there were any.
fn join_two(boxes: &mut Vec<PacketBox>) -> bool {
    for at in 0..boxes.len() {
        let (before, behind) = boxes.split_at_mut(at);
        let Some((this, _)) = behind.split_first_mut() else { continue };
        for other in before.iter_mut() {
            if let Some(joined) = joined(other, this) {
                *other = joined;
                boxes.remove(at);
                return true;
            }
        }
    }
    false
}

/// Two boxes as one, where they differ on one side at most and touch or overlap there.
fn joined(one: &PacketBox, other: &PacketBox) -> Option<PacketBox> {
    if one.ip_type != other.ip_type {
        return None;
    }
    macro_rules! sides {
        ($($side:ident)*) => {{
            let differing = [$(one.$side != other.$side),*];
            if differing.iter().filter(|differs| **differs).count() > 1 {
                return None;
            }
            Some(PacketBox { ip_type: one.ip_type, $($side: one.$side.union(other.$side)?),* })
        }};
    }
    sides!(source destination protocol source_ports ports)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::IpType;

    #[test]
    fn what_was_cut_apart_is_joined_again() {
        let all = PacketBox::all(IpType::IPv4);
        let hole = PacketBox {
            protocol: Interval::single(6),
            ports: Interval { low: 80, high: 90 },
            ..all
        };
        let mut set = PacketSet::of(all);
        let cut = set.split_off(&hole);
        set.extend(&cut);
        assert!(set.boxes().len() > 3);
        assert_eq!(compact(&set), [all]);
    }

    #[test]
    fn boxes_that_only_touch_at_a_corner_stay_apart() {
        let all = PacketBox::all(IpType::IPv4);
        let of = |protocol, low, high| PacketBox {
            protocol: Interval::single(protocol),
            ports: Interval { low, high },
            ..all
        };
        let mut set = PacketSet::of(of(6, 2, 10));
        set.insert(of(7, 11, 20));
        assert_eq!(compact(&set), [of(6, 2, 10), of(7, 11, 20)]);
    }
}
