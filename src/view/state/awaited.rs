//! Answers that take longer than a frame: the page shows the plan first, and then works them out.

use crate::layout::Amount;

/// How many questions are answered while the page is drawn: about a third of a second in a browser
/// on a slow machine.
const AT_ONCE: usize = 8_000;

/// From how many questions on an answer is only worked out when asked for.
const HOPELESS: usize = 400_000;

/// About how many questions are answered in a second.
const IN_A_SECOND: usize = 20_000;

/// An answer that is not there yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AwaitedAnswer {
    /// It is worked out once the plan is drawn.
    Soon,
    /// It is worked out when somebody asks for it.
    WhenAsked {
        /// About how many seconds that takes.
        seconds: usize,
    },
}

impl AwaitedAnswer {
    /// Whether the answer to a plan has to wait.
    pub(super) fn of(amount: Amount) -> Option<Self> {
        match amount.questions {
            0..AT_ONCE => None,
            AT_ONCE..HOPELESS => Some(Self::Soon),
            questions => Some(Self::WhenAsked { seconds: questions / IN_A_SECOND }),
        }
    }
}
