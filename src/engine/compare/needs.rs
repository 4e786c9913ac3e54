//! The packets that a state needs at its lists of rules.

use std::collections::BTreeMap;

use crate::engine::index::Index;
use crate::engine::packet::PacketBox;
use crate::engine::report::{FlowId, RulePlace};
use crate::engine::requirements::requirements;
use crate::engine::solve::needed_packets;
use crate::plan::{Direction, Plan};

/// The packets that flows need at each list of rules.
pub(super) type NeededPackets = BTreeMap<(RulePlace, Direction), Vec<(FlowId, PacketBox)>>;

/// The packets that flows need at each list of rules, in the terms of a rule.
pub(super) fn needs(plan: &Plan) -> NeededPackets {
    let index = Index::of(plan);
    let mut needs = NeededPackets::new();
    for (number, requirement) in requirements(&index).iter().enumerate() {
        let flow = FlowId(u32::try_from(number).unwrap_or(u32::MAX));
        for (place, direction, packets) in needed_packets(requirement) {
            needs.entry((place, direction)).or_default().push((flow, packets));
        }
    }
    needs
}
