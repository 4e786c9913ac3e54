//! Numbers for the states of a list, so that what depends on a list can be kept by a number.

use std::hash::Hash;

use super::Generation;
use crate::plan::quick::QuickMap;

/// The number of one content of one list. Another content has another number, for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Edition(u64);

/// The contents that lists `K` of items `T` have had lately.
#[derive(Debug)]
pub(crate) struct Editions<K, T> {
    known: QuickMap<K, Vec<Known<T>>>,
    next: u64,
}

#[derive(Debug)]
struct Known<T> {
    content: Vec<T>,
    edition: Edition,
    seen: Generation,
}

impl<K, T> Default for Editions<K, T> {
    fn default() -> Self {
        Self { known: QuickMap::default(), next: 0 }
    }
}

impl<K: Hash + Eq, T: Clone + PartialEq> Editions<K, T> {
    /// The number of a list's content.
    pub(crate) fn of(&mut self, list: K, content: &[T], now: Generation) -> Edition {
        let known = self.known.entry(list).or_default();
        if let Some(known) = known.iter_mut().find(|it| it.content == content) {
            known.seen = now;
            return known.edition;
        }
        let edition = Edition(self.next);
        self.next = self.next.wrapping_add(1);
        known.push(Known { content: content.to_vec(), edition, seen: now });
        edition
    }

    /// Forgets contents that the latest answers did not see.
    pub(crate) fn forget(&mut self, now: Generation) {
        self.known.retain(|_, contents| {
            contents.retain(|it| it.seen.is_late(now));
            !contents.is_empty()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Generation = Generation(7);

    #[test]
    fn the_same_content_has_the_same_number_and_another_list_another() {
        let mut editions = Editions::default();
        let first = editions.of("list", &[1, 2], NOW);
        assert_ne!(editions.of("list", &[1], NOW), first);
        assert_ne!(editions.of("other", &[1, 2], NOW), first);
        assert_eq!(editions.of("list", &[1, 2], NOW), first);
    }

    #[test]
    fn a_number_is_never_given_twice() {
        let mut editions = Editions::default();
        let first = editions.of("list", &[1], NOW);
        editions.forget(Generation(100));
        assert!(editions.known.is_empty());
        assert_ne!(editions.of("list", &[1], NOW), first);
    }
}
