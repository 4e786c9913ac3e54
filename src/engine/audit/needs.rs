//! The packets that the flows of the plan need at each list of rules.

use rustc_hash::{FxHashMap, FxHashSet};

use super::compiled_rules::with_port_0;
use crate::engine::packet::{PacketBox, PacketSet, Tree, addresses_of};
use crate::engine::report::RulePlace;
use crate::engine::requirements::{FilterRef, RequiredPackets, Requirement};
use crate::engine::solve::without_local_end;
use crate::plan::Direction;

/// The packets that must pass each list of rules, for all flows together.
///
/// The server's end is as wide as the guide's rules name it: security groups do not look at it,
/// and rules of a network ACL name the members' subnet.
pub(super) struct Needs {
    needed: FxHashMap<(RulePlace, Direction), Tree>,
    nothing: Tree,
}

impl Needs {
    /// Collects the packets that requirements need.
    pub(super) fn of(requirements: &[Requirement]) -> Self {
        let mut needed: FxHashMap<(RulePlace, Direction), PacketSet> = FxHashMap::default();
        // Most members need the same.
        let mut known: FxHashSet<(RulePlace, Direction, PacketBox)> = FxHashSet::default();
        for filter_check in requirements.iter().flat_map(|it| &it.filter_checks) {
            let RequiredPackets::Packets { packets, local, .. } = filter_check.required_packets
            else {
                continue;
            };
            let direction = filter_check.direction;
            let (places, packets) = match &filter_check.filter {
                FilterRef::SecurityGroups(groups, _) => (
                    groups.iter().map(|id| RulePlace::SecurityGroup(*id)).collect(),
                    without_local_end(packets, direction),
                ),
                FilterRef::NetworkAcl(acl) => {
                    let local = addresses_of(local);
                    let packets = match filter_check.leg.is_answer(direction) {
                        false => PacketBox { destination: local, ..packets },
                        true => PacketBox { source: local, ..packets },
                    };
                    (acl.iter().map(|id| RulePlace::NetworkAcl(*id)).collect::<Vec<_>>(), packets)
                }
            };
            for place in places {
                if known.insert((place, direction, packets)) {
                    needed.entry((place, direction)).or_default().insert(with_port_0(packets));
                }
            }
        }
        let trees = needed.into_iter().map(|(at, set)| (at, Tree::of(set.boxes().to_vec())));
        Self { needed: trees.collect(), nothing: Tree::default() }
    }

    /// The packets that are needed at a list.
    pub(super) fn at(&self, place: RulePlace, direction: Direction) -> &Tree {
        self.needed.get(&(place, direction)).unwrap_or(&self.nothing)
    }
}
