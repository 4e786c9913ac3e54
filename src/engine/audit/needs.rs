//! What the flows of the plan need of each list of rules.

use std::collections::HashMap;

use super::list::with_port_0;
use crate::engine::packet::{PacketBox, PacketSet, addresses_of};
use crate::engine::report::Place;
use crate::engine::requirements::{Crossed, Passage, Requirement};
use crate::engine::solve::without_local_end;
use crate::plan::Direction;

/// The packets that must pass each list of rules, for all flows together.
///
/// The server's end is as wide as the guide's rules name it: security groups do not look at it,
/// and rules of a network ACL name the members' subnet.
pub(super) struct Needs {
    needed: HashMap<(Place, Direction), PacketSet>,
    nothing: PacketSet,
}

impl Needs {
    /// What requirements need.
    pub(super) fn of(requirements: &[Requirement]) -> Self {
        let mut needed: HashMap<(Place, Direction), PacketSet> = HashMap::new();
        for crossing in requirements.iter().flat_map(|it| &it.crossings) {
            let Passage::Packets { packets, local, .. } = crossing.passage else { continue };
            let direction = crossing.direction;
            let (places, packets) = match &crossing.filter {
                Crossed::SecurityGroups(groups, _) => (
                    groups.iter().map(|id| Place::SecurityGroup(*id)).collect(),
                    without_local_end(packets, direction),
                ),
                Crossed::NetworkAcl(acl) => {
                    let local = addresses_of(local);
                    let packets = match direction {
                        Direction::Inbound => PacketBox { destination: local, ..packets },
                        Direction::Outbound => PacketBox { source: local, ..packets },
                    };
                    (acl.iter().map(|id| Place::NetworkAcl(*id)).collect::<Vec<_>>(), packets)
                }
            };
            for place in places {
                needed.entry((place, direction)).or_default().insert(with_port_0(packets));
            }
        }
        Self { needed, nothing: PacketSet::default() }
    }

    /// What is needed of a list.
    pub(super) fn at(&self, place: Place, direction: Direction) -> &PacketSet {
        self.needed.get(&(place, direction)).unwrap_or(&self.nothing)
    }
}
