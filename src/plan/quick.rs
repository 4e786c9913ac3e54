//! Maps for the keys of a plan: small numbers, of which many are looked up in one run.
//!
//! The usual hash of Rust withstands keys that someone chose to slow it down, and costs more than
//! what is looked up here. Nobody but the plan's own author chooses these.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map whose hash is quick rather than hard to foretell. Nothing may depend on its order.
pub(crate) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<QuickHasher>>;

/// A set with the hash of a [`QuickMap`].
pub(crate) type QuickSet<K> = HashSet<K, BuildHasherDefault<QuickHasher>>;

/// A map with room for so many keys, so that it need not grow.
pub(crate) fn map_for<K, V>(count: usize) -> QuickMap<K, V> {
    QuickMap::with_capacity_and_hasher(count, BuildHasherDefault::default())
}

/// Multiplies and turns what it is given, word by word.
#[derive(Debug, Default)]
pub(crate) struct QuickHasher(u64);

impl QuickHasher {
    #[inline]
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
            self.add(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.add(number.into());
    }

    fn write_u16(&mut self, number: u16) {
        self.add(number.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.add(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        self.add(number);
    }

    fn write_u128(&mut self, number: u128) {
        let [low, high] = [number, number >> 64].map(|half| half & u128::from(u64::MAX));
        self.add(u64::try_from(low).unwrap_or(0));
        self.add(u64::try_from(high).unwrap_or(0));
    }

    fn write_usize(&mut self, number: usize) {
        self.add(u64::try_from(number).unwrap_or(0));
    }

    /// The map takes the highest bits and the lowest ones; multiplying leaves the lowest weak.
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}
