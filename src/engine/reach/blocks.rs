//! Names for sets of addresses: the groups and blocks that rules and connections name.

use rustc_hash::FxHashMap;

use super::answer::KnownAs;
use super::intervals::{minus, size, union, within};
use crate::engine::packet::{Interval, addresses_of, interval_of};
use crate::plan::{
    AclAddress, AddressEntry, AddressGroupId, Cidr, ConnectionEnd, Direction, IpType, Plan, Remote,
};

/// Names by the addresses that have them.
pub(super) type NamesOfAddresses = FxHashMap<Vec<Interval<u128>>, KnownAs>;

/// The addresses that rules and connections of a plan name, with the names.
#[derive(Debug, Default)]
pub(super) struct BlockNames(Vec<(IpType, Vec<Interval<u128>>, KnownAs)>);

impl BlockNames {
    /// The address groups of a plan, then the blocks that its rules and connections name.
    pub(super) fn of(plan: &Plan) -> Self {
        let mut names = vec![];
        let mut groups: Vec<AddressGroupId> = vec![];
        for group in &plan.address_groups {
            if groups.contains(&group.id) {
                continue;
            }
            groups.push(group.id);
            let own = group.addresses.iter().copied();
            let own = own.filter(|it| IpType::of(it.bounds().0) == group.ip_type);
            names.push((
                group.ip_type,
                union(own.map(interval_of)),
                KnownAs::AddressGroup(group.id),
            ));
        }
        let mut blocks = blocks(plan);
        blocks.sort_unstable();
        blocks.dedup();
        names.extend(blocks.into_iter().map(|block| {
            let name = KnownAs::Block(AddressEntry::Cidr(block));
            (block.ip_type(), vec![addresses_of(block)], name)
        }));
        // The narrowest name says most; of two of the same addresses that of a group.
        names.sort_by_key(|(_, own, _)| size(own));
        Self(names)
    }

    /// Leaves out names that hold an address which is not asked about.
    pub(super) fn retain_within(&mut self, asked: Cidr) {
        let whole = [addresses_of(asked)];
        self.0.retain(|(ip_type, own, _)| {
            *ip_type == asked.ip_type() && minus(own, &whole).is_empty()
        });
        let name = KnownAs::Block(AddressEntry::Cidr(asked));
        self.0.push((asked.ip_type(), whole.to_vec(), name));
    }

    /// The names of what of each is in a space, by the addresses.
    pub(super) fn within(&self, space: &[Interval<u128>], ip_type: IpType) -> NamesOfAddresses {
        let mut names = FxHashMap::default();
        for (_, own, name) in self.0.iter().filter(|(own, ..)| *own == ip_type) {
            names.entry(within(space, own)).or_insert(*name);
        }
        names
    }
}

/// The blocks that rules and connections name, but for all addresses of a family.
fn blocks(plan: &Plan) -> Vec<Cidr> {
    let groups = plan
        .security_groups
        .iter()
        .flat_map(|group| Direction::BOTH.into_iter().flat_map(|direction| group.rules(direction)));
    let remotes = groups.filter_map(|rule| match rule.remote {
        Remote::Cidr(block) => Some(block),
        Remote::SecurityGroup(_) | Remote::AddressGroup(_) => None,
    });
    let acls = plan
        .network_acls
        .iter()
        .flat_map(|acl| Direction::BOTH.into_iter().flat_map(|direction| acl.rules(direction)));
    let ends = acls.flat_map(|rule| [rule.source, rule.destination]);
    let ends = ends.filter_map(|end| match end {
        AclAddress::Cidr(block) => Some(block),
        AclAddress::AddressGroup(_) => None,
    });
    let connected = plan.connections.iter().flat_map(|it| [it.from, it.to]);
    let connected = connected.filter_map(|end| match end {
        ConnectionEnd::Address(block) => Some(block),
        _ => None,
    });
    remotes.chain(ends).chain(connected).filter(|block| !block.is_any()).collect()
}
