//! A value that is the same only where it is the same one.

use std::rc::Rc;

/// A shared value, compared by where it is. To compare what is in a plan or a report would take as
/// long as to work out what depends on it.
#[derive(Debug)]
pub(crate) struct Same<T>(pub(crate) Rc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
