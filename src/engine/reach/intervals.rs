//! Sorted intervals of addresses.

use crate::engine::packet::{Interval, Point, join};

/// The addresses of sorted, disjoint intervals that are not in others, which are sorted and disjoint
/// as well.
pub(super) fn minus(own: &[Interval<u128>], others: &[Interval<u128>]) -> Vec<Interval<u128>> {
    let mut left = vec![];
    let mut others = others.iter().copied().peekable();
    for interval in own {
        let mut rest = Some(*interval);
        while let (Some(now), Some(other)) = (rest, others.peek()) {
            if other.low > now.high {
                break;
            }
            let (below, above) = now.around(*other);
            left.extend(below);
            rest = above;
            if other.high > now.high {
                break;
            }
            others.next();
        }
        left.extend(rest);
    }
    left
}

/// The addresses that sorted, disjoint intervals share with others.
pub(super) fn within(own: &[Interval<u128>], others: &[Interval<u128>]) -> Vec<Interval<u128>> {
    minus(own, &minus(own, others))
}

/// All addresses of intervals, sorted and joined.
pub(super) fn union(intervals: impl IntoIterator<Item = Interval<u128>>) -> Vec<Interval<u128>> {
    join(intervals.into_iter().collect())
}

/// Half the number of addresses of disjoint intervals, so that all of a family can be counted; each
/// interval counts as one more.
pub(super) fn size(intervals: &[Interval<u128>]) -> u128 {
    intervals.iter().fold(0, |sum, it| sum.saturating_add((it.high - it.low) / 2).saturating_add(1))
}

/// The places at which addresses begin to differ: the first address of each stretch but the lowest.
#[derive(Debug, Default)]
pub(super) struct Cuts(Vec<u128>);

impl Cuts {
    /// The cuts at both ends of intervals.
    pub(super) fn of(intervals: impl IntoIterator<Item = Interval<u128>>) -> Self {
        let mut cuts = vec![];
        for interval in intervals {
            cuts.push(interval.low);
            cuts.extend(interval.high.above());
        }
        cuts.retain(|it| *it > 0);
        cuts.sort_unstable();
        cuts.dedup();
        Self(cuts)
    }

    /// The cuts of all lists.
    pub(super) fn all<'c>(lists: impl IntoIterator<Item = &'c Self>) -> Self {
        let mut cuts = vec![];
        lists.into_iter().for_each(|it| cuts.extend(&it.0));
        cuts.sort_unstable();
        cuts.dedup();
        Self(cuts)
    }

    /// The number of the stretch that an address is in.
    pub(super) fn stretch(&self, address: u128) -> u32 {
        u32::try_from(self.0.partition_point(|cut| *cut <= address)).unwrap_or(u32::MAX)
    }

    /// An interval in parts, of which each is in one stretch.
    pub(super) fn parts(&self, interval: Interval<u128>) -> impl Iterator<Item = Interval<u128>> {
        let from = self.0.partition_point(|cut| *cut <= interval.low);
        let to = self.0.partition_point(|cut| *cut <= interval.high);
        let cuts = self.0.get(from..to).unwrap_or_default();
        let lows = std::iter::once(interval.low).chain(cuts.iter().copied());
        let highs = cuts.iter().filter_map(|cut| cut.below()).chain([interval.high]);
        lows.zip(highs).map(|(low, high)| Interval { low, high })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(low: u128, high: u128) -> Interval<u128> {
        Interval { low, high }
    }

    #[test]
    fn what_is_taken_away_leaves_the_rest() {
        let own = [of(0, 10), of(20, 30), of(40, u128::MAX)];
        assert_eq!(minus(&own, &[]), own);
        assert_eq!(minus(&own, &own), []);
        assert_eq!(
            minus(&own, &[of(3, 4), of(8, 22), of(25, 25), of(29, 44)]),
            [of(0, 2), of(5, 7), of(23, 24), of(26, 28), of(45, u128::MAX)]
        );
        assert_eq!(within(&own, &[of(5, 25)]), [of(5, 10), of(20, 25)]);
    }

    #[test]
    fn parts_are_cut_where_stretches_begin() {
        let cuts = Cuts::of([of(5, 9), of(8, 20), of(100, u128::MAX), of(0, 3)]);
        let parts = cuts.parts(of(4, 200)).collect::<Vec<_>>();
        assert_eq!(parts, [of(4, 4), of(5, 7), of(8, 9), of(10, 20), of(21, 99), of(100, 200)]);
        for part in parts {
            assert_eq!(cuts.stretch(part.low), cuts.stretch(part.high));
        }
        assert_eq!(cuts.parts(of(6, 7)).collect::<Vec<_>>(), [of(6, 7)]);
        assert_ne!(cuts.stretch(4), cuts.stretch(5));
    }
}
