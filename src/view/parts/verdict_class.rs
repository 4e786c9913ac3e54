//! The class that paints a verdict.

use crate::engine::report::{ConnectionVerdict, Verdict};

/// The class that paints a verdict.
pub(crate) fn class_of(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Open) => "open",
        Some(Verdict::Blocked) => "blocked",
        Some(Verdict::Attention) => "attention",
        Some(Verdict::Exempt) => "exempt",
        None => "idle",
    }
}

/// The class that paints what comes of a connection. What gets in is amber: red means stopped.
pub(crate) fn connection_class(verdict: ConnectionVerdict) -> &'static str {
    match verdict {
        ConnectionVerdict::Open => "open",
        ConnectionVerdict::Stopped => "blocked",
        ConnectionVerdict::GetsIn | ConnectionVerdict::Unclear => "attention",
        ConnectionVerdict::KeptOut | ConnectionVerdict::Unanswered => "exempt",
    }
}
