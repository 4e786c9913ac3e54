//! Names of the fast hash map of `rustc-hash` for the engine. Nothing may depend on its order.

use rustc_hash::{FxHashMap, FxHashSet};

/// A map whose hash is fast rather than hard to foretell: nobody but the plan's own author chooses
/// the keys.
pub(crate) type QuickMap<K, V> = FxHashMap<K, V>;

/// A set with the hash of a [`QuickMap`].
pub(crate) type QuickSet<K> = FxHashSet<K>;
