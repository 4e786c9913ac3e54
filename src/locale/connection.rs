//! A connection of one's own in a line: its ends, what of it must reach or not, and what comes of it.

use crate::engine::report::{ConnectionAnswer, ConnectionVerdict, IcmpRange, Report};
use crate::plan::{Connection, ConnectionKind, Plan};

use super::ProtocolPortText;
use super::names::end;

/// A connection with its answer, in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionText {
    pub(super) name: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) kind: ConnectionKind,
    pub(super) wire: ProtocolPortText,
    pub(super) verdict: ConnectionVerdict,
}

impl ConnectionText {
    /// A connection of a plan, with its answer.
    #[must_use]
    pub fn of(connection: &Connection, answer: &ConnectionAnswer, plan: &Plan) -> Self {
        let wire = ProtocolPortText::to(connection.protocol, connection.ports.clone());
        Self {
            name: connection.name.trim().to_owned(),
            from: end(plan, connection.from),
            to: end(plan, connection.to),
            kind: connection.kind,
            wire: ProtocolPortText { icmp: connection.icmp.map(IcmpRange::from), ..wire },
            verdict: answer.verdict,
        }
    }

    /// Every connection of a plan, with its answer, in the plan's order.
    pub fn all<'a>(plan: &'a Plan, report: &'a Report) -> impl Iterator<Item = Self> + 'a {
        let pairs = plan.connections.iter();
        pairs.filter_map(|it| Some(Self::of(it, report.connection(it.id)?, plan)))
    }
}

/// The word for what comes of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConnectionVerdictText(pub ConnectionVerdict);

area!(connection::verdict, ConnectionVerdictText);
prose!(connection::line, ConnectionText);
