//! Lists in which nothing stands twice.

/// Adds what is not there yet, and keeps the order.
pub(crate) fn add_new<'a, T: Clone + PartialEq + 'a>(
    list: &mut Vec<T>,
    more: impl IntoIterator<Item = &'a T>,
) {
    for item in more {
        if !list.contains(item) {
            list.push(item.clone());
        }
    }
}
