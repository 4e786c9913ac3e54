//! The pace of answers, by which the page decides where the next one is worked out.

/// The time in which an answer still comes within the frame of the edit, in milliseconds.
const WITHIN_A_FRAME: f64 = 8.0;

/// The number of questions below which a plan is always answered within the frame. A long time says
/// nothing there: it is the browser's, which has just begun to compile the program.
const FEW: usize = 400;

/// The number of times that the first answer to a plan takes as long as those after an edit, which
/// use what the first one found. On plans of 1,000 and more members it is 5 to 8, see
/// `docs/benchmarks.md`.
const FIRST: f64 = 6.0;

/// Checks whether a plan with so many questions is one that is always answered within the frame.
#[must_use]
pub fn is_quick(questions: usize) -> bool {
    questions < FEW
}

/// The time that the answer to the next edit is likely to take.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Pace {
    expected: f64,
}

impl Pace {
    /// The pace after the first answer to a plan, which took some milliseconds.
    #[must_use]
    pub fn after_first(time: f64) -> Self {
        Self { expected: time / FIRST }
    }

    /// The pace after the answer to an edit.
    #[must_use]
    pub fn after_edit(time: f64) -> Self {
        Self { expected: time }
    }

    /// Checks whether the answer to the next edit of a plan with so many questions is likely to take
    /// longer than a frame allows.
    #[must_use]
    pub fn is_slow(self, questions: usize) -> bool {
        !is_quick(questions) && self.expected > WITHIN_A_FRAME
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_is_slow_if_the_last_one_was_or_the_first_answer_took_much_longer() {
        assert!(!Pace::default().is_slow(1_000));
        assert!(!Pace::after_edit(8.0).is_slow(1_000));
        assert!(Pace::after_edit(8.1).is_slow(1_000));
        assert!(!Pace::after_first(40.0).is_slow(1_000));
        assert!(Pace::after_first(60.0).is_slow(1_000));
    }

    #[test]
    fn a_small_plan_is_never_slow() {
        assert!(!Pace::after_edit(100.0).is_slow(399));
        assert!(Pace::after_edit(100.0).is_slow(400));
    }
}
