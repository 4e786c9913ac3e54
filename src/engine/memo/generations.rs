//! A map that forgets what is no longer asked for.

use std::hash::Hash;

use super::Generation;
use crate::plan::quick::QuickMap;

/// Values by key, as long as the latest answers asked for them.
#[derive(Debug)]
pub(crate) struct Generations<K, V> {
    values: QuickMap<K, (V, Generation)>,
}

impl<K, V> Default for Generations<K, V> {
    fn default() -> Self {
        Self { values: QuickMap::default() }
    }
}

impl<K: Hash + Eq, V: Clone> Generations<K, V> {
    /// The value of a key, worked out where it is not known.
    pub(crate) fn get(&mut self, key: K, now: Generation, work_out: impl FnOnce() -> V) -> V {
        let (value, asked) = self.values.entry(key).or_insert_with(|| (work_out(), now));
        *asked = now;
        value.clone()
    }

    /// Forgets what the latest answers did not ask for.
    pub(crate) fn forget(&mut self, now: Generation) {
        self.forget_unless(now, |_| false);
    }

    /// Forgets what the latest answers did not ask for and nothing else needs.
    pub(crate) fn forget_unless(&mut self, now: Generation, is_needed: impl Fn(&V) -> bool) {
        self.values.retain(|_, (value, asked)| asked.is_late(now) || is_needed(value));
    }
}

#[cfg(test)]
impl<K, V> Generations<K, V> {
    /// How many values are kept.
    pub(crate) fn count(&self) -> usize {
        self.values.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_of_the_latest_answers_asked_for_is_kept() {
        let mut map = Generations::default();
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
