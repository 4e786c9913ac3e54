//! Numbers of packets: whole numbers without a limit, as two IPv6 ends alone have
//! 2^256 combinations.

/// A whole number, as its 32-bit digits from the lowest up, without zeros at the upper end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Count(Vec<u32>);

const DIGIT: u32 = u32::BITS;
const LOW: u64 = u32::MAX as u64;

impl Count {
    /// One.
    pub(super) fn one() -> Self {
        Self(vec![1])
    }

    /// Adds another number.
    pub(super) fn add(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        let mut carry = 0_u64;
        let more = other.0.iter().chain(std::iter::repeat(&0));
        for (digit, more) in self.0.iter_mut().zip(more) {
            let sum = u64::from(*digit) + u64::from(*more) + carry;
            (*digit, carry) = split(sum);
        }
        self.carry(carry);
    }

    /// The product with a number.
    pub(super) fn times(&self, factor: u128) -> Self {
        let mut product = Self::default();
        for place in (0..4).rev() {
            if !product.0.is_empty() {
                product.0.insert(0, 0);
            }
            let (digit, _) = split((factor >> (place * DIGIT)) as u64 & LOW);
            product.add(&self.times_digit(digit));
        }
        product
    }

    fn times_digit(&self, factor: u32) -> Self {
        if factor == 0 {
            return Self::default();
        }
        let mut product = self.clone();
        let mut carry = 0_u64;
        for digit in &mut product.0 {
            // The greatest digit times itself leaves room for the carry.
            let sum = u64::from(*digit) * u64::from(factor) + carry;
            (*digit, carry) = split(sum);
        }
        product.carry(carry);
        product
    }

    fn carry(&mut self, carry: u64) {
        let (digit, _) = split(carry);
        if digit > 0 {
            self.0.push(digit);
        }
    }
}

/// The lower digit of a number of two, and what is above it.
fn split(number: u64) -> (u32, u64) {
    ((number & LOW) as u32, number >> DIGIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(number: u128) -> Count {
        Count::one().times(number)
    }

    #[test]
    fn small_numbers_are_as_the_machine_counts_them() {
        let samples = [0, 1, 2, 255, 65_535, 0xffff_ffff, 0x1_0000_0000, 0xdead_beef_cafe_f00d];
        for one in samples {
            for other in samples {
                let mut sum = of(one);
                sum.add(&of(other));
                assert_eq!(sum, of(one + other), "{one} + {other}");
                let product = one.checked_mul(other);
                assert!(product.is_none_or(|it| of(one).times(other) == of(it)), "{one} * {other}");
            }
        }
        assert_ne!(of(1 << 64), of((1 << 64) + 1));
    }

    #[test]
    fn great_numbers_are_exact() {
        // (2^128 - 1)^2 + 2 * (2^128 - 1) + 1 = 2^256
        let mut sum = of(u128::MAX).times(u128::MAX);
        sum.add(&of(u128::MAX));
        sum.add(&of(u128::MAX));
        sum.add(&Count::one());
        assert_eq!(sum.0, [0, 0, 0, 0, 0, 0, 0, 0, 1]);
    }
}
