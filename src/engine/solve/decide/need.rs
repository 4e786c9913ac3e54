//! A flow that does not pass a filter for certain.

use std::rc::Rc;

use crate::engine::packet::PacketBox;
use crate::engine::policy::Decision;
use crate::engine::report::{FlowId, Purpose};
use crate::engine::requirements::{AskedBy, FilterCheck, Requirement};
use crate::plan::{BackendServerGroupId, ConnectionId, LoadBalancerId};

/// A flow that misses something at one list of rules.
#[derive(Debug)]
pub(crate) struct Need<'a> {
    pub(crate) flow: FlowId,
    pub(crate) requirement: &'a Requirement,
    pub(crate) filter_check: &'a FilterCheck,
    /// The decision on the flow there.
    pub(crate) decision: Rc<Decision>,
}

/// The purpose of a rule, as its description says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Serves {
    /// Something that a load balancer sends to a group.
    Member(LoadBalancerId, BackendServerGroupId, Purpose),
    /// A connection of one's own.
    Connection(ConnectionId),
}

impl Serves {
    /// The purpose of a rule for a requirement.
    pub(crate) fn of(requirement: &Requirement) -> Self {
        match &requirement.asked_by {
            AskedBy::Member(it) => Self::Member(it.load_balancer, it.group, it.purpose),
            AskedBy::Connection(it) => Self::Connection(it.id),
        }
    }
}

impl Need<'_> {
    pub(crate) fn serves(&self) -> Serves {
        Serves::of(self.requirement)
    }

    pub(crate) fn missing(&self) -> &[PacketBox] {
        self.decision.missing().boxes()
    }
}
