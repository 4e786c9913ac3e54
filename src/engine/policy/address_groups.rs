//! IP address groups, ready for questions.

use rustc_hash::FxHashMap;

use crate::engine::packet::{Interval, interval_of, join};
use crate::plan::{AddressGroup, AddressGroupId, IpType};

/// The addresses of every IP address group, by family.
pub(crate) struct AddressGroups {
    addresses: FxHashMap<(AddressGroupId, IpType), Vec<Interval<u128>>>,
}

impl AddressGroups {
    /// Reads the IP address groups of a plan.
    pub(crate) fn of(groups: &[AddressGroup]) -> Self {
        let mut addresses = FxHashMap::default();
        for group in groups {
            for ip_type in IpType::BOTH {
                let entries = group.addresses.iter().filter_map(|entry| {
                    let own = IpType::of(entry.bounds().0);
                    (own == ip_type && group.ip_type == ip_type).then(|| interval_of(*entry))
                });
                // If two groups have the same id, the first one counts, as everywhere.
                addresses.entry((group.id, ip_type)).or_insert_with(|| join(entries.collect()));
            }
        }
        Self { addresses }
    }

    /// The addresses of a group in a family; none where the plan has no such group.
    pub(super) fn addresses(&self, id: AddressGroupId, ip_type: IpType) -> &[Interval<u128>] {
        self.addresses.get(&(id, ip_type)).map_or(&[], Vec::as_slice)
    }
}
