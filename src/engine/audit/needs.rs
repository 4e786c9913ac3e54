//! The packets that the flows of the plan need at each list of rules.

use rustc_hash::{FxHashMap, FxHashSet};

use super::compiled_rules::with_port_0;
use crate::engine::packet::{PacketBox, PacketSet, Tree, addresses_of};
use crate::engine::report::RulePlace;
use crate::engine::requirements::{FilterRef, RequiredPackets, Requirement};
use crate::engine::solve::without_local_end;
use crate::plan::Direction;

/// The packets that must pass each list of rules, for all flows together.
pub(super) struct Needs {
    needed: FxHashMap<(RulePlace, Direction), Tree>,
    nothing: Tree,
}

/// Packets that must pass a list of rules. The server's end is as wide as the guide's rules name it:
/// security groups do not look at it, and rules of a network ACL name the members' subnet.
type Need = (RulePlace, Direction, PacketBox);

impl Needs {
    /// Collects the packets that requirements need.
    pub(super) fn of(requirements: &[Requirement]) -> Self {
        let mut needed: FxHashMap<(RulePlace, Direction), PacketSet> = FxHashMap::default();
        // Most members need the same.
        let mut known: FxHashSet<Need> = FxHashSet::default();
        for need in requirements.iter().flat_map(needs) {
            let (place, direction, packets) = need;
            if known.insert(need) {
                needed.entry((place, direction)).or_default().insert(packets);
            }
        }
        let trees = needed.into_iter().map(|(at, set)| (at, tree(set)));
        Self { needed: trees.collect(), nothing: Tree::default() }
    }

    /// The packets that are needed at a list.
    pub(super) fn at(&self, place: RulePlace, direction: Direction) -> &Tree {
        self.needed.get(&(place, direction)).unwrap_or(&self.nothing)
    }
}

/// The packets that some requirements need at a list.
pub(super) fn needed_at<'a>(
    place: RulePlace,
    direction: Direction,
    requirements: impl IntoIterator<Item = &'a Requirement>,
) -> Tree {
    let needs = requirements.into_iter().flat_map(needs);
    let here = needs.filter(|(at, way, _)| (*at, *way) == (place, direction));
    // Most of them need the same.
    let mut known: FxHashSet<PacketBox> = FxHashSet::default();
    let mut set = PacketSet::default();
    for (_, _, packets) in here {
        if known.insert(packets) {
            set.insert(packets);
        }
    }
    tree(set)
}

fn tree(set: PacketSet) -> Tree {
    Tree::of(set.boxes().to_vec())
}

/// The packets that a requirement needs at each list on its way.
fn needs(requirement: &Requirement) -> impl Iterator<Item = Need> {
    requirement.filter_checks.iter().flat_map(|filter_check| {
        let RequiredPackets::Packets { packets, local, .. } = filter_check.required_packets else {
            return vec![];
        };
        let direction = filter_check.direction;
        let (places, packets) = match &filter_check.filter {
            FilterRef::SecurityGroups(groups, _) => (
                groups.iter().map(|id| RulePlace::SecurityGroup(*id)).collect::<Vec<_>>(),
                without_local_end(packets, direction),
            ),
            FilterRef::NetworkAcl(acl) => {
                let local = addresses_of(local);
                let packets = match filter_check.leg.is_answer(direction) {
                    false => PacketBox { destination: local, ..packets },
                    true => PacketBox { source: local, ..packets },
                };
                (acl.iter().map(|id| RulePlace::NetworkAcl(*id)).collect(), packets)
            }
        };
        places.into_iter().map(|place| (place, direction, with_port_0(packets))).collect()
    })
}
