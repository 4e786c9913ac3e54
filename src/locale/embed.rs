//! The words around plans within other pages.

/// The words of a plan within another page, beside its board and its rules.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum EmbedText {
    /// The name of the part with the fields.
    YourNumbers,
    YourNumbersHint,
    Blocks,
    Ports,
    /// The ports of a listener.
    ListenerPorts {
        protocol: String,
        name: String,
    },
    /// The port on which the members of a group serve.
    MemberPort(String),
    /// The port that the health check of a group probes.
    HealthCheckPort(String),
    Reset,
    OpenInPlanner,
    /// There is no plan to show yet.
    NoPlan,
    /// The address asks for a view that there is not.
    UnknownView(String),
}

/// The reason a message of the page around the planner is not carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum MessageText {
    TooLong {
        most: usize,
    },
    OtherVersion {
        found: String,
    },
    UnknownAction {
        found: String,
        known: String,
    },
    NotAPlan {
        why: String,
    },
    NoPlanToLoad,
    /// The plan that is shown is the visitor's own, or there is none.
    NothingGiven,
    UnknownFormat {
        found: String,
        known: String,
    },
    UnknownTheme {
        found: String,
    },
    NotIds,
    NotDrawn {
        found: String,
    },
}

area!(embed, EmbedText);
area!(embed::message, MessageText);
