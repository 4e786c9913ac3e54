//! Packet sets as the audit writes them.

use crate::engine::packet::{Interval, PacketBox, PacketSet, packets_of_box};
use crate::engine::report::Traffic;

/// The packets of a set in few entries.
pub(super) fn of(set: &PacketSet) -> Vec<Traffic> {
    set.merged().iter().map(of_box).collect()
}

fn of_box(packets: &PacketBox) -> Traffic {
    let Interval { low, high } = packets.protocol;
    let is_some = low != high && packets.protocol != Interval::ALL;
    Traffic { packets: packets_of_box(packets), protocols: is_some.then_some((low, high)) }
}
