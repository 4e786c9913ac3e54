//! IP address groups, ready for questions.

use rustc_hash::FxHashMap;

use crate::engine::packet::{Interval, addresses_of, join, number_of};
use crate::plan::{AddressEntry, AddressGroup, AddressGroupId, IpType};

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
                    let (first, last) = entry.bounds();
                    let fits = IpType::of(first) == ip_type && group.ip_type == ip_type;
                    fits.then(|| interval_of(*entry, first, last))
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

fn interval_of(
    entry: AddressEntry,
    first: std::net::IpAddr,
    last: std::net::IpAddr,
) -> Interval<u128> {
    match entry {
        AddressEntry::Cidr(cidr) => addresses_of(cidr),
        AddressEntry::Range(..) => Interval { low: number_of(first), high: number_of(last) },
    }
}
