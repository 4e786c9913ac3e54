//! Answers that take longer than a frame: the page shows the plan first, and then works them out.

/// The number of questions from which on an answer waits until the plan is drawn. Answering them
/// takes about a third of a second in a browser on a slow machine.
const AT_ONCE: usize = 8_000;

/// The number of questions from which on an answer is worked out only on demand.
const HOPELESS: usize = 400_000;

/// The number of questions that are answered in about a second.
const IN_A_SECOND: usize = 20_000;

/// An answer that is not there yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AwaitedAnswer {
    /// It is worked out once the plan is drawn.
    Soon,
    /// It is worked out beside the page, which shows the answer to the plan before the last edits.
    Update,
    /// It is worked out when somebody asks for it.
    WhenAsked {
        /// The seconds that this takes, roughly.
        seconds: usize,
    },
}

impl AwaitedAnswer {
    /// The delay of the answer to a plan with so many questions; nothing if it is worked out at
    /// once.
    pub(crate) fn of(questions: usize) -> Option<Self> {
        match questions {
            0..AT_ONCE => None,
            AT_ONCE..HOPELESS => Some(Self::Soon),
            _ => Some(Self::WhenAsked { seconds: questions / IN_A_SECOND }),
        }
    }
}
