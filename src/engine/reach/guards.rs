//! The security groups in front of places, each combination once.

use rustc_hash::FxHashMap;

use crate::engine::index::Index;
use crate::engine::trace::Guard;
use crate::plan::{Direction, Remote, SecurityGroupId, sort_list};

/// The number of a guard among all of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct GuardId(u32);

/// The guards of a plan.
#[derive(Debug, Default)]
pub(super) struct Guards {
    numbers: FxHashMap<Guard, GuardId>,
    all: Vec<KnownGuard>,
}

/// A guard, with the groups that its rules name.
#[derive(Debug)]
struct KnownGuard {
    guard: Guard,
    named_inbound: Vec<SecurityGroupId>,
    named_outbound: Vec<SecurityGroupId>,
}

impl Guards {
    /// The number of a guard.
    pub(super) fn number(&mut self, index: &Index, guard: &Guard) -> GuardId {
        if let Some(known) = self.numbers.get(guard) {
            return *known;
        }
        let number = GuardId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.numbers.insert(guard.clone(), number);
        self.all.push(KnownGuard {
            guard: guard.clone(),
            named_inbound: named(index, guard, Direction::Inbound),
            named_outbound: named(index, guard, Direction::Outbound),
        });
        number
    }

    /// A guard by its number.
    pub(super) fn get(&self, id: GuardId) -> &Guard {
        self.known(id).map_or(&Guard::Nothing, |it| &it.guard)
    }

    /// The groups of a far guard that rules of a near one look for.
    pub(super) fn looked_for(
        &self,
        near: GuardId,
        far: GuardId,
        direction: Direction,
    ) -> Vec<SecurityGroupId> {
        let named = self.known(near).map(|it| match direction {
            Direction::Inbound => it.named_inbound.as_slice(),
            Direction::Outbound => it.named_outbound.as_slice(),
        });
        let Guard::Worn(far, _) = self.get(far) else { return vec![] };
        named.unwrap_or_default().iter().copied().filter(|id| far.contains(id)).collect()
    }

    fn known(&self, id: GuardId) -> Option<&KnownGuard> {
        self.all.get(usize::try_from(id.0).ok()?)
    }
}

/// The security groups that the rules of a guard name, each once.
fn named(index: &Index, guard: &Guard, direction: Direction) -> Vec<SecurityGroupId> {
    let Guard::Worn(groups, _) = guard else { return vec![] };
    let groups = groups.iter().filter_map(|id| index.security_group(*id));
    let remotes = groups.flat_map(|group| group.rules(direction)).map(|rule| rule.remote);
    let mut named = remotes
        .filter_map(|remote| match remote {
            Remote::SecurityGroup(id) => Some(id),
            Remote::Cidr(_) | Remote::AddressGroup(_) => None,
        })
        .collect::<Vec<_>>();
    sort_list(&mut named, Ord::cmp);
    named.dedup();
    named
}
