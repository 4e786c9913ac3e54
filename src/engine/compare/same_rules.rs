//! The rules that two lists have in common.

use super::rule::ListRule;

/// The number of pairs of rules up to which it is looked for which of them stay in their order.
const LONG: usize = 4_000_000;

/// The rules of a list that are switched on.
pub(super) fn enabled_rules<R: ListRule>(list: &[R]) -> Vec<R> {
    list.iter().filter(|it| it.is_enabled()).cloned().collect()
}

/// The rules in force that only one of two lists has in force: those of the first, and those of the
/// second. If the order counts, a rule that passes another one is taken away and added.
pub(super) fn differing_rules<R: ListRule>(before: &[R], after: &[R]) -> (Vec<R>, Vec<R>) {
    let (before, after) = (enabled_rules(before), enabled_rules(after));
    let stay = staying_rules(&before, &after);
    let rest = |list: Vec<R>, stays: &dyn Fn(usize) -> bool| {
        let rest = list.into_iter().enumerate().filter(|(at, _)| !stays(*at));
        rest.map(|(_, rule)| rule).collect()
    };
    (
        rest(before, &|at| stay.iter().any(|(old, _)| *old == at)),
        rest(after, &|at| stay.iter().any(|(_, new)| *new == at)),
    )
}

/// The places of the rules that stay, in pairs, of two lists of rules in force.
pub(super) fn staying_rules<R: ListRule>(before: &[R], after: &[R]) -> Vec<(usize, usize)> {
    let bare = |list: &[R]| list.iter().map(ListRule::content).collect::<Vec<_>>();
    let (old, new) = (bare(before), bare(after));
    match R::IS_ORDERED {
        true => in_order(&old, &new).unwrap_or_else(|| in_any_order(&old, &new)),
        false => in_any_order(&old, &new),
    }
}

/// The places of equal things in two lists, in pairs.
fn in_any_order<R: PartialEq>(before: &[R], after: &[R]) -> Vec<(usize, usize)> {
    let mut left = (0..after.len()).collect::<Vec<_>>();
    let mut pairs = vec![];
    for (at, rule) in before.iter().enumerate() {
        if let Some(found) = left.iter().position(|new| after.get(*new) == Some(rule)) {
            pairs.push((at, left.remove(found)));
        }
    }
    pairs
}

/// The places of equal things in two lists, in pairs of which none passes another, and as many as
/// there can be. Nothing where the lists are too long to tell.
fn in_order<R: PartialEq>(before: &[R], after: &[R]) -> Option<Vec<(usize, usize)>> {
    let first = before.iter().zip(after).take_while(|(old, new)| old == new).count();
    let (old, new) = (before.get(first..)?, after.get(first..)?);
    let last = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let old = old.get(..old.len().saturating_sub(last))?;
    let new = new.get(..new.len().saturating_sub(last))?;
    if old.len().saturating_mul(new.len()) > LONG {
        return None;
    }
    // The number of pairs that there can be from one place on, for each place in the other list.
    let mut counts = vec![vec![0_u32; new.len().saturating_add(1)]];
    for rule in old.iter().rev() {
        let below = counts.last()?;
        let mut row = vec![0];
        for (at, other) in new.iter().enumerate().rev() {
            row.push(match rule == other {
                true => below.get(at.saturating_add(1))?.saturating_add(1),
                false => (*below.get(at)?).max(*row.last()?),
            });
        }
        row.reverse();
        counts.push(row);
    }
    counts.reverse();
    let mut pairs = (0..first).map(|at| (at, at)).collect::<Vec<_>>();
    let mut next = 0_usize;
    for ((at, rule), (row, below)) in
        old.iter().enumerate().zip(counts.iter().zip(counts.iter().skip(1)))
    {
        // It has a partner where without it there would be fewer pairs.
        if row.get(next)? > below.get(next)? {
            let partner = new.iter().skip(next).position(|it| it == rule)?.saturating_add(next);
            pairs.push((first.saturating_add(at), first.saturating_add(partner)));
            next = partner.saturating_add(1);
        }
    }
    let ends =
        (1..=last).map(|at| (before.len().saturating_sub(at), after.len().saturating_sub(at)));
    pairs.extend(ends);
    Some(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every list of up to so many of three things.
    fn lists(longest: u32) -> Vec<Vec<u32>> {
        let of = |length: u32| {
            (0..3_u32.pow(length))
                .map(move |number| (0..length).map(|at| number / 3_u32.pow(at) % 3).collect())
        };
        (0..=longest).flat_map(of).collect()
    }

    /// The greatest number of things in two lists that can stay in their order, by trying all ways.
    fn most(before: &[u32], after: &[u32]) -> usize {
        let (Some((first, before)), true) = (before.split_first(), !after.is_empty()) else {
            return 0;
        };
        let taken = after.iter().position(|it| it == first);
        let with = taken.map_or(0, |at| 1 + most(before, &after[at + 1..]));
        with.max(most(before, after))
    }

    #[test]
    fn as_many_stay_in_their_order_as_can() {
        let lists = lists(4);
        for (before, after) in lists.iter().flat_map(|it| lists.iter().map(move |to| (it, to))) {
            let pairs = in_order(before, after).unwrap();
            let rises = |pair: &[(usize, usize)]| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1;
            let mut in_turn = pairs.clone();
            in_turn.sort_unstable();
            assert!(in_turn.windows(2).all(rises), "{before:?} {after:?} {pairs:?}");
            assert!(pairs.iter().all(|(old, new)| before[*old] == after[*new]));
            assert_eq!(pairs.len(), most(before, after), "{before:?} {after:?} {pairs:?}");
        }
    }

    #[test]
    fn where_the_place_does_not_count_each_thing_stays_as_often_as_both_have_it() {
        let lists = lists(3);
        for (before, after) in lists.iter().flat_map(|it| lists.iter().map(move |to| (it, to))) {
            let pairs = in_any_order(before, after);
            let often = |list: &[u32], thing| list.iter().filter(|it| **it == thing).count();
            let both = (0..3).map(|thing| often(before, thing).min(often(after, thing)));
            assert_eq!(pairs.len(), both.sum::<usize>(), "{before:?} {after:?} {pairs:?}");
            assert!(pairs.iter().all(|(old, new)| before[*old] == after[*new]));
            let each = |ends: &mut dyn Iterator<Item = usize>| {
                let mut ends = ends.collect::<Vec<_>>();
                ends.sort_unstable();
                ends.windows(2).all(|two| two[0] < two[1])
            };
            assert!(
                each(&mut pairs.iter().map(|it| it.0)) && each(&mut pairs.iter().map(|it| it.1))
            );
        }
    }

    #[test]
    fn lists_are_looked_through_up_to_a_length_that_takes_no_time() {
        // Without a pair at either end, which would be taken off before they are measured.
        let (before, after) = ((0..2000).collect::<Vec<_>>(), (1..2001).collect::<Vec<_>>());
        assert_eq!(in_order(&before, &after).map(|pairs| pairs.len()), Some(1999));
        let after = (1..2002).collect::<Vec<_>>();
        assert_eq!(in_order(&before, &after), None);
        let alike = (0..10_000).collect::<Vec<_>>();
        assert_eq!(in_order(&alike, &alike).map(|pairs| pairs.len()), Some(10_000));
    }
}
