//! Numbers for the states of a list, so that what depends on a list can be kept by a number.

use std::hash::Hash;

use crate::engine::quick::QuickMap;

/// The number of one content of one list. Another content has another number, for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Edition(u64);

/// The contents that lists `K` of items `T` have had lately.
#[derive(Debug)]
pub(crate) struct Editions<K, T> {
    known: QuickMap<K, Vec<Known<T>>>,
    /// The number of the present generation.
    generation: u64,
    next: u64,
}

#[derive(Debug)]
struct Known<T> {
    content: Vec<T>,
    edition: Edition,
    /// The generation in which it was last seen.
    seen: u64,
}

impl<K, T> Default for Editions<K, T> {
    fn default() -> Self {
        Self { known: QuickMap::default(), generation: 0, next: 0 }
    }
}

impl<K: Hash + Eq, T: Clone + PartialEq> Editions<K, T> {
    /// The number of a list's content.
    pub(crate) fn of(&mut self, list: K, content: &[T]) -> Edition {
        let known = self.known.entry(list).or_default();
        if let Some(known) = known.iter_mut().find(|it| it.content == content) {
            known.seen = self.generation;
            return known.edition;
        }
        let edition = Edition(self.next);
        self.next = self.next.wrapping_add(1);
        known.push(Known { content: content.to_vec(), edition, seen: self.generation });
        edition
    }

    /// Begins a new generation, and forgets contents that were not seen in the last one.
    pub(crate) fn turn(&mut self) {
        let last = self.generation;
        self.generation = last.wrapping_add(1);
        self.known.retain(|_, contents| {
            contents.retain(|it| it.seen == last);
            !contents.is_empty()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_has_the_same_number_and_another_list_another() {
        let mut editions = Editions::default();
        let first = editions.of("list", &[1, 2]);
        assert_ne!(editions.of("list", &[1]), first);
        assert_ne!(editions.of("other", &[1, 2]), first);
        assert_eq!(editions.of("list", &[1, 2]), first);
        editions.turn();
        assert_eq!(editions.of("list", &[1, 2]), first);
    }

    #[test]
    fn a_number_is_never_given_twice() {
        let mut editions = Editions::default();
        let first = editions.of("list", &[1]);
        editions.turn();
        editions.turn();
        assert_ne!(editions.of("list", &[1]), first);
    }
}
