//! A map that forgets the values that nobody asks for any more.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::generation::Generation;

/// Values by key, kept as long as the latest answers asked for them.
#[derive(Debug)]
pub(crate) struct RecencyCache<K, V> {
    values: FxHashMap<K, (V, Generation)>,
}

impl<K, V> Default for RecencyCache<K, V> {
    fn default() -> Self {
        Self { values: FxHashMap::default() }
    }
}

impl<K: Hash + Eq, V: Clone> RecencyCache<K, V> {
    /// Returns the value of a key, and computes it if it is not known.
    pub(crate) fn get(&mut self, key: K, now: Generation, work_out: impl FnOnce() -> V) -> V {
        let (value, asked) = self.values.entry(key).or_insert_with(|| (work_out(), now));
        *asked = now;
        value.clone()
    }

    /// Returns the value of a key, if it is known.
    pub(crate) fn known(&mut self, key: &K, now: Generation) -> Option<V> {
        let (value, asked) = self.values.get_mut(key)?;
        *asked = now;
        Some(value.clone())
    }

    /// Forgets values that the latest answers did not ask for.
    pub(crate) fn forget(&mut self, now: Generation) {
        self.forget_unless(now, |_| false);
    }

    /// Forgets values that the latest answers did not ask for, except those that are still needed.
    pub(crate) fn forget_unless(&mut self, now: Generation, is_needed: impl Fn(&V) -> bool) {
        self.values.retain(|_, (value, asked)| asked.is_late(now) || is_needed(value));
    }
}

#[cfg(test)]
impl<K, V> RecencyCache<K, V> {
    /// Counts the values that are kept.
    pub(crate) fn count(&self) -> usize {
        self.values.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_of_the_latest_answers_asked_for_is_kept() {
        let mut map = RecencyCache::default();
        let (mut now, mut worked_out) = (Generation::default(), 0);
        for _ in 0..3 {
            map.get("key", now, || worked_out += 1);
            now = now.next().next();
            map.forget(now);
        }
        assert_eq!(worked_out, 1);
        map.forget(now.next());
        assert!(map.values.is_empty());
    }
}
