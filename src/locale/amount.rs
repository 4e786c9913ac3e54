//! The words about large plans, and about work that takes a while.

/// The words about large plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AmountText {
    /// The title of the answer to a plan that takes long to answer.
    Large,
    /// The button that stops what is under way.
    Stop,
    /// The button that shows more of a list.
    ShowMore,
    /// The number of things of a list that are not shown.
    AndMore(usize),
    /// The news that the answer is on its way.
    WorkingOut,
    /// The mark of an answer to the plan before the last edits.
    UpdateIsComing,
    /// The news that the answer was not worked out.
    NotWorkedOut {
        /// About how many seconds it takes.
        seconds: usize,
    },
    /// The button that works it out.
    WorkItOut,
    /// The rules that the audit looks at.
    LookingAt {
        /// The security group or network ACL, none at the beginning.
        name: Option<String>,
        /// The one that is meant, by its number.
        number: usize,
        /// The number of them.
        of: usize,
    },
    /// The news that the audit was stopped.
    Stopped,
    /// The button that begins it anew.
    LookAgain,
}

area!(amount, AmountText);
