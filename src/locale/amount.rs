//! What is said of plans that hold much, and of work that takes a while.

/// What is said of plans that hold much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AmountText {
    /// The title above what is not drawn yet.
    Large,
    /// What the plan holds.
    Holds {
        /// The servers and the addresses.
        servers: usize,
        /// The subnets.
        subnets: usize,
    },
    /// How long it may take to draw it.
    DrawingTakes {
        /// In seconds.
        seconds: usize,
    },
    /// The button that draws it.
    DrawAll,
    /// The button that goes on drawing.
    DrawRest,
    /// How much of it is drawn.
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
    /// How many things of a list are not shown.
    AndMore(usize),
    /// That the answer is on its way.
    WorkingOut,
    /// That the answer was not worked out.
    NotWorkedOut {
        /// About how many seconds it takes.
        seconds: usize,
    },
    /// The button that works it out.
    WorkItOut,
    /// What the audit looks at.
    LookingAt {
        /// The security group or network ACL, none at the beginning.
        name: Option<String>,
        /// Which one it is.
        number: usize,
        /// How many there are.
        of: usize,
    },
    /// That the audit was stopped.
    Stopped,
    /// The button that begins it anew.
    LookAgain,
}

area!(amount, AmountText);
