//! The count of answers, by which caches know how old a result is.

/// The number of an answer, counted from the first answer with the same caches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Generation(pub(super) u64);

impl Generation {
    /// The generation of the next answer.
    pub(crate) fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }

    /// Checks whether a result that was last needed in this generation is still kept in the present
    /// one.
    pub(crate) fn is_late(self, now: Self) -> bool {
        now.0.wrapping_sub(self.0) <= 2
    }
}
