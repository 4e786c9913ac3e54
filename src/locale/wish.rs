//! The connections of one's own that a cell of the answer who reaches what is about, each in a sentence.

use crate::engine::reach::{Access, Traffic, merged};
use crate::engine::report::IcmpRange;
use crate::plan::{Connection, ConnectionKind, Plan};

use super::names::end;
use super::{ProtocolPortText, ServiceText};

/// A connection of one's own, and what comes of it in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WishText {
    pub(super) name: String,
    pub(super) from: String,
    pub(super) to: String,
    pub(super) kind: ConnectionKind,
    pub(super) wire: ProtocolPortText,
    /// The packets that get in, the ones without replies, those of which nobody knows, and those that
    /// are stopped.
    pub(super) outcomes: Vec<(WishOutcome, Vec<ServiceText>)>,
}

/// The outcome for some packets of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WishOutcome {
    GetsIn,
    WithoutReplies,
    Unclear,
    Stopped,
}

impl WishOutcome {
    const ALL: [Self; 4] = [Self::GetsIn, Self::WithoutReplies, Self::Unclear, Self::Stopped];

    fn of(access: Access) -> Self {
        match access {
            Access::Open | Access::RepliesIfStateful => Self::GetsIn,
            Access::WithoutReplies => Self::WithoutReplies,
            Access::ReadingsDiffer | Access::Unknown => Self::Unclear,
            Access::Stopped => Self::Stopped,
        }
    }
}

impl WishText {
    /// Every connection that a cell is about, in the plan's order.
    #[must_use]
    pub fn all(traffic: &[Traffic], plan: &Plan) -> Vec<Self> {
        plan.connections.iter().filter_map(|it| Self::of(it, traffic, plan)).collect()
    }

    fn of(connection: &Connection, traffic: &[Traffic], plan: &Plan) -> Option<Self> {
        let is_own = |it: &&Traffic| {
            let list = match connection.kind {
                ConnectionKind::MustReach => &it.wishes.must_reach,
                ConnectionKind::MustNotReach => &it.wishes.must_not_reach,
            };
            list.contains(&connection.id)
        };
        let own = traffic.iter().filter(is_own).collect::<Vec<_>>();
        if own.is_empty() {
            return None;
        }
        let outcome = |outcome: WishOutcome| {
            let same = own.iter().copied().filter(|it| WishOutcome::of(it.access) == outcome);
            let same = merged(&same.collect::<Vec<_>>());
            (!same.is_empty()).then(|| (outcome, same.iter().map(ServiceText::of).collect()))
        };
        let wire = ProtocolPortText::to(connection.protocol, connection.ports.clone());
        Some(Self {
            name: connection.name.trim().to_owned(),
            from: end(plan, connection.from),
            to: end(plan, connection.to),
            kind: connection.kind,
            wire: ProtocolPortText { icmp: connection.icmp.map(IcmpRange::from), ..wire },
            outcomes: WishOutcome::ALL.into_iter().filter_map(outcome).collect(),
        })
    }
}

prose!(wish::line, WishText);
