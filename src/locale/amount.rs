//! The words about large plans, and about work that takes a while.

/// The words about large plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AmountText {
    /// The title above what is not drawn yet.
    Large,
    /// The contents of the plan.
    Holds {
        /// The servers and the addresses.
        servers: usize,
        /// The subnets.
        subnets: usize,
    },
    /// The time that it may take to draw it.
    DrawingTakes {
        /// In seconds.
        seconds: usize,
    },
    /// The button that draws it.
    DrawAll,
    /// The button that goes on drawing.
    DrawRest,
    /// The part of it that is drawn.
    Drawn {
        /// The things that are drawn.
        done: usize,
        /// All of them.
        all: usize,
    },
    /// The button that stops what is under way.
    Stop,
    /// The button that shows other plans.
    OtherPlans,
    /// The button that shows more of a list.
    ShowMore,
    /// The number of things of a list that are not shown.
    AndMore(usize),
    /// The news that the answer is on its way.
    WorkingOut,
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
