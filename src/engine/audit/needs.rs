//! The packets that the flows of the plan need at each list of rules.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::engine::packet::{Interval, PacketBox, PacketSet, Tree};
use crate::engine::report::RulePlace;
use crate::engine::requirements::Requirement;
use crate::engine::solve::needed_packets;
use crate::plan::Direction;

/// The packets that must pass each list of rules, for all flows together.
pub(super) struct Needs {
    needed: FxHashMap<(RulePlace, Direction), Tree>,
    /// The packets of the guide's rows, at lists where these ask for more than flows need.
    rows: FxHashMap<(RulePlace, Direction), Tree>,
    nothing: Tree,
}

impl Needs {
    /// Collects the packets that requirements need.
    pub(super) fn of(requirements: &[Requirement]) -> Self {
        let mut needed: FxHashMap<(RulePlace, Direction), PacketSet> = FxHashMap::default();
        // Most members need the same.
        let mut known: FxHashSet<(RulePlace, Direction, PacketBox)> = FxHashSet::default();
        for need in requirements.iter().flat_map(needed_packets) {
            let (place, direction, packets) = need;
            if known.insert(need) {
                needed.entry((place, direction)).or_default().insert(packets);
            }
        }
        let rows = needed.iter().filter(|(_, set)| set.boxes().iter().any(|it| row(it) != *it));
        let rows = rows.map(|(at, set)| {
            (*at, tree(PacketSet::union(&set.boxes().iter().map(row).collect::<Vec<_>>())))
        });
        let rows = rows.collect();
        let trees = needed.into_iter().map(|(at, set)| (at, tree(set)));
        Self { needed: trees.collect(), rows, nothing: Tree::default() }
    }

    /// The packets that are needed at a list.
    pub(super) fn at(&self, place: RulePlace, direction: Direction) -> &Tree {
        self.needed.get(&(place, direction)).unwrap_or(&self.nothing)
    }

    /// The packets of the guide's rows at a list: those that are needed, and all of ICMP where a ping
    /// is.
    pub(super) fn rows_at(&self, place: RulePlace, direction: Direction) -> &Tree {
        self.rows.get(&(place, direction)).unwrap_or_else(|| self.at(place, direction))
    }
}

/// The packets that some requirements need at a list.
pub(super) fn needed_at<'a>(
    place: RulePlace,
    direction: Direction,
    requirements: impl IntoIterator<Item = &'a Requirement>,
) -> Tree {
    let needs = requirements.into_iter().flat_map(needed_packets);
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

/// The packets of the guide's row for some needed packets. That for a ping is 'ICMP: All'.
fn row(needed: &PacketBox) -> PacketBox {
    let ports = if needed.is_icmp() { Interval::ALL } else { needed.ports };
    PacketBox { ports, ..*needed }
}

fn tree(set: PacketSet) -> Tree {
    Tree::of(set.boxes().to_vec())
}
