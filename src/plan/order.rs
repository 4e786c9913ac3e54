//! Putting lists in order.

use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Puts a list in order; what is equal stays as it stood.
///
/// The sort of the standard library is made anew for every type and every comparison, and each
/// weighs about 8 KB in the page's module. Here one sort of places serves all; lists on whose order
/// the engine's speed depends are sorted by the library's.
pub fn put_in_order<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let places = places(list.len(), &|one, other| match (list.get(one), list.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    });
    let mut taken = list.drain(..).map(Some).collect::<Vec<_>>();
    list.extend(places.into_iter().filter_map(|place| taken.get_mut(place)?.take()));
}

/// A set of some things. Collecting into a set sorts first, with a sort made anew for every type;
/// here each is put where it belongs.
pub fn set_of<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    for item in items {
        set.insert(item);
    }
    set
}

/// The places of a list in the order of what stands there.
fn places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places = (0..count).collect::<Vec<_>>();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_put_in_order_and_what_is_equal_stays() {
        let mut list = vec![(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')];
        put_in_order(&mut list, |one, other| one.0.cmp(&other.0));
        assert_eq!(list, [(1, 'b'), (1, 'e'), (2, 'd'), (3, 'a'), (3, 'c')]);
        put_in_order(&mut Vec::<u8>::new(), Ord::cmp);
    }
}
