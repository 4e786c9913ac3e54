//! The words around plans within other pages.

/// What a plan within another page says beside its board and its rules.
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

/// Why a message of the page around the planner is not done.
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
    /// What is shown is the visitor's own plan, or none.
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
