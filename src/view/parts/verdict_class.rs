//! The class that paints a verdict.

use crate::engine::report::Verdict;

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
