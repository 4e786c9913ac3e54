//! A flow that does not pass a filter for certain.

use std::rc::Rc;

use crate::engine::packet::PacketBox;
use crate::engine::policy::Decision;
use crate::engine::report::{FlowId, Purpose};
use crate::engine::requirements::{FilterCheck, Requirement};
use crate::plan::{BackendServerGroupId, LoadBalancerId};

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
pub(crate) type Serves = (LoadBalancerId, BackendServerGroupId, Purpose);

impl Need<'_> {
    pub(crate) fn serves(&self) -> Serves {
        let Requirement { load_balancer, group, purpose, .. } = *self.requirement;
        (load_balancer, group, purpose)
    }

    pub(crate) fn missing(&self) -> &[PacketBox] {
        self.decision.missing().boxes()
    }
}
