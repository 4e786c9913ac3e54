//! Sorted lists and sets whose code is small.

use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Sorts a list; equal items keep their order.
///
/// The compiler makes the sort of the standard library anew for every type and every comparison,
/// and each adds about 8 KB to the page's module. Here one sort of indexes serves all types. Lists
/// on whose order the engine's speed depends are sorted by the standard library.
pub fn sort_list<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    // Many lists are in order already.
    if list.is_sorted_by(|one, other| compare(one, other) != Ordering::Greater) {
        return;
    }
    let indexes =
        sorted_indexes(list.len(), &|one, other| match (list.get(one), list.get(other)) {
            (Some(one), Some(other)) => compare(one, other),
            _ => Ordering::Equal,
        });
    let mut taken = list.drain(..).map(Some).collect::<Vec<_>>();
    list.extend(indexes.into_iter().filter_map(|index| taken.get_mut(index)?.take()));
}

/// Collects items into a set. `collect` sorts first, with a sort made anew for every type; here each
/// item is inserted on its own.
pub fn set_of<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for item in items {
        set.insert(item);
    }
    set
}

/// The indexes of a list in the order of its items.
fn sorted_indexes(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut indexes = (0..count).collect::<Vec<_>>();
    indexes.sort_by(|one, other| compare(*one, *other));
    indexes
}

/// Adds what is not there yet, and keeps the order.
pub(crate) fn add_new<'a, T: Clone + PartialEq + 'a>(
    list: &mut Vec<T>,
    more: impl IntoIterator<Item = &'a T>,
) {
    for item in more {
        if !list.contains(item) {
            list.push(item.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_sorted_and_equal_items_keep_their_order() {
        let mut list = vec![(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')];
        sort_list(&mut list, |one, other| one.0.cmp(&other.0));
        assert_eq!(list, [(1, 'b'), (1, 'e'), (2, 'd'), (3, 'a'), (3, 'c')]);
        sort_list(&mut Vec::<u8>::new(), Ord::cmp);
    }
}
