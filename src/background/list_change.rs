//! The difference between two lists.

use serde::{Deserialize, Serialize};

/// The number of items that may be added or removed in one place before what follows is taken for
/// changed.
const REACH: usize = 16;

/// The shape of a list that was made from an older one: the parts of it that come from there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct ListShape {
    /// The number of items.
    length: usize,
    /// The items that are in the old list, too, in their order.
    kept: Vec<Kept>,
}

/// Items in a row that both lists have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    /// The index of the first in the new list.
    new: usize,
    /// The index of the first in the old list.
    old: usize,
    /// The number of items.
    count: usize,
}

impl ListShape {
    /// Compares two lists. Returns the indexes of the items of the new one that are not kept, too.
    pub(super) fn between<T: PartialEq>(old: &[T], new: &[T]) -> (Self, Vec<usize>) {
        Self::by(old, new, PartialEq::eq)
    }

    /// As [`Self::between`], for items that are the same where `is_same` says so.
    pub(super) fn by<T>(
        old: &[T],
        new: &[T],
        is_same: impl Fn(&T, &T) -> bool,
    ) -> (Self, Vec<usize>) {
        let is_same_at = |at_old: usize, at_new: usize| {
            let both = old.get(at_old).zip(new.get(at_new));
            both.is_some_and(|(one, other)| is_same(one, other))
        };
        let mut kept: Vec<Kept> = vec![];
        let (mut changed, mut at_old, mut at_new) = (vec![], 0_usize, 0_usize);
        while at_new < new.len() {
            if is_same_at(at_old, at_new) {
                match kept.last_mut().filter(|it| it.follows(at_old, at_new)) {
                    Some(last) => last.count = last.count.saturating_add(1),
                    None => kept.push(Kept { new: at_new, old: at_old, count: 1 }),
                }
                (at_old, at_new) = (at_old.saturating_add(1), at_new.saturating_add(1));
                continue;
            }
            let mut reach = 1..=REACH;
            let removed = reach.find(|by| is_same_at(at_old.saturating_add(*by), at_new));
            if let Some(removed) = removed {
                at_old = at_old.saturating_add(removed);
                continue;
            }
            let mut reach = 1..=REACH;
            let is_added = reach.any(|by| is_same_at(at_old, at_new.saturating_add(by)));
            changed.push(at_new);
            at_new = at_new.saturating_add(1);
            if !is_added {
                at_old = at_old.saturating_add(1);
            }
        }
        (Self { length: new.len(), kept }, changed)
    }

    /// Checks whether items are kept at another place than before.
    pub(super) fn moves_some(&self) -> bool {
        self.kept.iter().any(|kept| kept.old != kept.new)
    }

    /// Makes the new list of the old one and of the items, each with its index, that are not kept.
    /// The indexes ascend. Returns none if they do not belong to this shape.
    pub(super) fn fill<T: Clone>(&self, old: &[T], items: Vec<(usize, T)>) -> Option<Vec<T>> {
        let mut list = Vec::with_capacity(old.len());
        let mut items = items.into_iter().peekable();
        for kept in &self.kept {
            while list.len() < kept.new {
                let next = items.next_if(|(index, _)| *index == list.len())?;
                list.push(next.1);
            }
            let end = kept.old.checked_add(kept.count)?;
            list.extend_from_slice(old.get(kept.old..end)?);
        }
        for (index, item) in items {
            (index == list.len()).then(|| list.push(item))?;
        }
        (list.len() == self.length).then_some(list)
    }
}

impl Kept {
    /// Checks whether an item is the next one in both lists.
    fn follows(&self, old: usize, new: usize) -> bool {
        self.old.checked_add(self.count) == Some(old)
            && self.new.checked_add(self.count) == Some(new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(old: &str, new: &str) -> (Vec<usize>, String) {
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let (shape, changed) = ListShape::between(old, new);
        let items = changed.iter().map(|at| (*at, new[*at])).collect();
        (changed, String::from_utf8(shape.fill(old, items).unwrap()).unwrap())
    }

    #[test]
    fn only_items_that_the_old_list_does_not_have_are_sent() {
        for (old, new, sent) in [
            ("", "", vec![]),
            ("abc", "abc", vec![]),
            ("", "abc", vec![0, 1, 2]),
            ("abc", "", vec![]),
            ("abcd", "abxd", vec![2]),
            ("abcd", "xbcy", vec![0, 3]),
            ("abcd", "abxcd", vec![2]),
            ("abcd", "acd", vec![]),
            ("aaa", "aa", vec![]),
            ("aa", "aaaa", vec![2, 3]),
            ("abcdef", "axyef", vec![1, 2]),
            ("abcdefgh", "abxcdefygh", vec![2, 7]),
            ("abcdefgh", "bcdegh", vec![]),
            ("abcd", "dabc", vec![1, 2, 3]),
        ] {
            assert_eq!(changed(old, new), (sent, new.to_owned()), "{old} {new}");
        }
    }

    #[test]
    fn items_that_do_not_belong_to_a_shape_make_no_list() {
        let (shape, _) = ListShape::between(&[1], &[1, 2, 3]);
        assert_eq!(shape.fill(&[1], vec![(1, 2)]), None);
        assert_eq!(shape.fill(&[1], vec![(2, 2), (1, 3)]), None);
        assert_eq!(shape.fill(&[], vec![(1, 2), (2, 3)]), None);
        assert_eq!(shape.fill(&[1], vec![(1, 2), (2, 3)]), Some(vec![1, 2, 3]));
    }
}
