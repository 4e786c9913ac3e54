//! The connections of one's own, by what comes of them.

use crate::engine::report::{ConnectionVerdict, Report};
use crate::plan::Plan;

use super::names::connection;

/// The names of the connections that are not as they are meant to be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Own {
    /// Those that must reach and are stopped.
    pub(super) stopped: Vec<String>,
    /// Those that must not reach and do.
    pub(super) getting_in: Vec<String>,
    /// Those of which nothing can be said for certain.
    pub(super) unclear: Vec<String>,
    /// The number of those that are as they are meant to be.
    pub(super) well: usize,
}

impl Own {
    /// The connections of a plan's report.
    pub(super) fn of(plan: &Plan, report: &Report) -> Self {
        let mut own = Self::default();
        for answer in &report.connections {
            let list = match answer.verdict {
                ConnectionVerdict::Stopped => &mut own.stopped,
                ConnectionVerdict::GetsIn => &mut own.getting_in,
                ConnectionVerdict::Unclear | ConnectionVerdict::Unanswered => &mut own.unclear,
                ConnectionVerdict::Open | ConnectionVerdict::KeptOut => {
                    own.well = own.well.saturating_add(1);
                    continue;
                }
            };
            list.push(connection(plan, answer.connection));
        }
        own
    }
}
