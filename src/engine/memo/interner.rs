//! Ids for the contents of a list. A cache uses such an id as its key, which is shorter than the
//! list.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::generation::Generation;

/// The id of one content of one list. No other content ever has the same id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ContentId(u64);

/// The recent contents of lists. `K` names a list, and `T` is the type of its items.
#[derive(Debug)]
pub(crate) struct Interner<K, T> {
    known: FxHashMap<K, Vec<KnownContent<T>>>,
    next: u64,
}

#[derive(Debug)]
struct KnownContent<T> {
    content: Vec<T>,
    content_id: ContentId,
    seen: Generation,
}

impl<K, T> Default for Interner<K, T> {
    fn default() -> Self {
        Self { known: FxHashMap::default(), next: 0 }
    }
}

impl<K: Hash + Eq, T: Clone + PartialEq> Interner<K, T> {
    /// Returns the id of a list's content.
    pub(crate) fn of(&mut self, list: K, content: &[T], now: Generation) -> ContentId {
        let known = self.known.entry(list).or_default();
        if let Some(known) = known.iter_mut().find(|it| it.content == content) {
            known.seen = now;
            return known.content_id;
        }
        let content_id = ContentId(self.next);
        self.next = self.next.wrapping_add(1);
        known.push(KnownContent { content: content.to_vec(), content_id, seen: now });
        content_id
    }

    /// Forgets contents that the latest answers did not have.
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
        let mut interner = Interner::default();
        let first = interner.of("list", &[1, 2], NOW);
        assert_ne!(interner.of("list", &[1], NOW), first);
        assert_ne!(interner.of("other", &[1, 2], NOW), first);
        assert_eq!(interner.of("list", &[1, 2], NOW), first);
    }

    #[test]
    fn a_number_is_never_given_twice() {
        let mut interner = Interner::default();
        let first = interner.of("list", &[1], NOW);
        interner.forget(Generation(100));
        assert!(interner.known.is_empty());
        assert_ne!(interner.of("list", &[1], NOW), first);
    }
}
