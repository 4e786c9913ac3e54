//! Numbers of a drawing as text.

use std::fmt::{self, Write as _};

/// A number as text, with six digits behind the point at most.
///
/// The standard library writes as many digits as tell a number from its neighbours. No screen shows
/// these, and what finds them out is 18 KB of the page's module.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Decimal(pub f64);

impl Decimal {
    /// The number, rounded to a tenth.
    #[must_use]
    pub fn tenths(number: f64) -> Self {
        Self((number * 10.0).round_ties_even() / 10.0)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A number too large for it becomes the largest, one that is none becomes 0.
        let millionths = (self.0.abs() * 1e6).round_ties_even() as u64;
        let (whole, mut rest) = (millionths / 1_000_000, millionths % 1_000_000);
        if self.0 < 0.0 && millionths > 0 {
            f.write_char('-')?;
        }
        write!(f, "{whole}")?;
        if rest == 0 {
            return Ok(());
        }
        f.write_char('.')?;
        let mut unit = 100_000;
        while rest > 0 {
            write!(f, "{}", rest / unit)?;
            rest %= unit;
            unit /= 10;
        }
        Ok(())
    }
}

/// A number as the text of an attribute.
#[must_use]
pub fn decimal(number: f64) -> String {
    Decimal(number).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_with_the_digits_that_a_screen_can_show() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (12.0, "12"),
            (-7.25, "-7.25"),
            (1.0 / 3.0, "0.333333"),
            (-2e-7, "0"),
            (1e-6, "0.000001"),
            (99.999_999_9, "100"),
            (1_234.060_5, "1234.0605"),
            (f64::NAN, "0"),
        ];
        for (number, text) in cases {
            assert_eq!(decimal(number), text);
        }
    }

    #[test]
    fn a_tenth_is_the_one_that_the_standard_library_finds() {
        for hundredths in -2_000_i32..2_000 {
            let number = f64::from(hundredths) / 16.0;
            let written = format!("{number:.1}").parse::<f64>().unwrap();
            assert_eq!(Decimal::tenths(number).to_string().parse::<f64>().unwrap(), written + 0.0);
        }
    }
}
