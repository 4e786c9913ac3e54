//! A map that forgets what is no longer asked for.

use std::hash::Hash;
use std::mem::take;

use crate::engine::quick::QuickMap;

/// Values by key, of two generations: what was asked for since the last turn, and what was asked
/// for in the turn before.
#[derive(Debug)]
pub(crate) struct Generations<K, V> {
    young: QuickMap<K, V>,
    old: QuickMap<K, V>,
}

impl<K, V> Default for Generations<K, V> {
    fn default() -> Self {
        Self { young: QuickMap::default(), old: QuickMap::default() }
    }
}

impl<K: Hash + Eq, V: Clone> Generations<K, V> {
    /// The value of a key, worked out where it is not known.
    pub(crate) fn get(&mut self, key: K, work_out: impl FnOnce(&K) -> V) -> V {
        if let Some(known) = self.young.get(&key) {
            return known.clone();
        }
        let value = self.old.remove(&key).unwrap_or_else(|| work_out(&key));
        self.young.insert(key, value.clone());
        value
    }

    /// Begins a new generation, and forgets what was not asked for in the last one.
    pub(crate) fn turn(&mut self) {
        self.old = take(&mut self.young);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_in_every_generation_is_worked_out_once() {
        let mut map = Generations::default();
        let mut worked_out = 0;
        for _ in 0..3 {
            map.get("kept", |_| worked_out += 1);
            map.turn();
        }
        assert_eq!(worked_out, 1);
    }

    #[test]
    fn what_was_not_asked_for_in_a_generation_is_forgotten() {
        let mut map = Generations::default();
        assert_eq!(map.get("key", |_| 1), 1);
        map.turn();
        map.turn();
        assert_eq!(map.get("key", |_| 2), 2);
        assert!(map.old.is_empty());
    }
}
