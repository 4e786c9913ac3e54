//! Lists in which nothing stands twice.

/// Adds what is not there yet, and keeps the order.
pub(super) fn add_new<T: Copy + PartialEq>(list: &mut Vec<T>, more: &[T]) {
    for item in more {
        if !list.contains(item) {
            list.push(*item);
        }
    }
}
