//! Closed intervals of whole numbers: the sides of a packet box.

/// A whole number that has neighbours.
pub(crate) trait Point: Copy + Ord {
    /// The least one.
    const MIN: Self;
    /// The greatest one.
    const MAX: Self;
    /// The one below, unless it is the least.
    fn below(self) -> Option<Self>;
    /// The one above, unless it is the greatest.
    fn above(self) -> Option<Self>;
}

macro_rules! points {
    ($($number:ty)*) => {$(
        impl Point for $number {
            const MIN: Self = Self::MIN;
            const MAX: Self = Self::MAX;
            fn below(self) -> Option<Self> {
                self.checked_sub(1)
            }
            fn above(self) -> Option<Self> {
                self.checked_add(1)
            }
        }
    )*};
}

points!(u8 u16 u128);

/// All numbers from `low` to `high`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Interval<T> {
    pub(crate) low: T,
    pub(crate) high: T,
}

impl<T: Point> Interval<T> {
    /// Every number.
    pub(crate) const ALL: Self = Self { low: T::MIN, high: T::MAX };

    /// The numbers from one to another, unless there are none.
    pub(crate) fn new(low: T, high: T) -> Option<Self> {
        (low <= high).then_some(Self { low, high })
    }

    /// A single number.
    pub(crate) fn single(number: T) -> Self {
        Self { low: number, high: number }
    }

    /// Checks whether this interval contains all of another one.
    pub(crate) fn covers(self, other: Self) -> bool {
        self.low <= other.low && other.high <= self.high
    }

    /// Checks whether two intervals share a number.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// Returns the numbers that two intervals share.
    pub(crate) fn intersect(self, other: Self) -> Option<Self> {
        Self::new(self.low.max(other.low), self.high.min(other.high))
    }

    /// Returns the part of this interval below another one and the part above it.
    pub(crate) fn around(self, other: Self) -> (Option<Self>, Option<Self>) {
        let below = other.low.below().and_then(|end| Self::new(self.low, self.high.min(end)));
        let above = other.high.above().and_then(|start| Self::new(self.low.max(start), self.high));
        (below, above)
    }
}

/// Sorts intervals and joins those that overlap or touch.
pub(crate) fn join<T: Point>(mut intervals: Vec<Interval<T>>) -> Vec<Interval<T>> {
    intervals.sort_unstable();
    let mut joined: Vec<Interval<T>> = Vec::with_capacity(intervals.len());
    for interval in intervals {
        match joined.last_mut() {
            Some(last) if last.high.above().is_none_or(|next| interval.low <= next) => {
                last.high = last.high.max(interval.high);
            }
            _ => joined.push(interval),
        }
    }
    joined
}

/// Takes what an interval shares with some others out of them.
pub(crate) fn take<T: Point>(rest: &mut Vec<Interval<T>>, wanted: Interval<T>) -> Vec<Interval<T>> {
    let mut taken = vec![];
    let mut left = vec![];
    for own in rest.drain(..) {
        match own.intersect(wanted) {
            None => left.push(own),
            Some(shared) => {
                taken.push(shared);
                let (below, above) = own.around(wanted);
                left.extend(below.into_iter().chain(above));
            }
        }
    }
    *rest = left;
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_around_an_interval_stays_within_bounds() {
        let all = Interval::<u8>::ALL;
        assert_eq!(all.around(all), (None, None));
        let (below, above) = all.around(Interval::single(0));
        assert_eq!((below, above), (None, Interval::new(1, 255)));
    }

    #[test]
    fn touching_intervals_are_joined() {
        let joined = join::<u16>(vec![
            Interval::single(8081),
            Interval::single(8080),
            Interval::single(65535),
            Interval::single(9000),
        ]);
        assert_eq!(
            joined,
            [Interval { low: 8080, high: 8081 }, Interval::single(9000), Interval::single(65535)]
        );
    }
}
