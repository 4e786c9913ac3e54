//! A part of the state that components follow by themselves.

use std::ops::{Deref, DerefMut};

/// A part of the state that does not draw the page anew when it changes. Only components that
/// follow it by `use_part` see that.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct OwnPart<T>(pub(crate) T);

impl<T> Deref for OwnPart<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for OwnPart<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> PartialEq for OwnPart<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
