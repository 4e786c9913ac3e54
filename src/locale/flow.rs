//! A flow in a line.

use crate::engine::report::{Flow, IcmpRange, Purpose};
use crate::plan::Plan;

use super::ProtocolPortText;
use super::names::{backend_protocol, member, name};

/// A flow: what it is for, from where to where, protocol and port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowText {
    pub(super) purpose: Purpose,
    pub(super) protocol: String,
    pub(super) group: String,
    pub(super) load_balancer: String,
    /// The subnet it comes from, where that is a previous backend subnet.
    pub(super) previous: Option<String>,
    pub(super) member: String,
    pub(super) wire: ProtocolPortText,
}

impl FlowText {
    /// A flow of a plan's report.
    #[must_use]
    pub fn of(flow: &Flow, plan: &Plan) -> Self {
        Self {
            purpose: flow.purpose,
            protocol: backend_protocol(plan, flow.group),
            group: name(plan, flow.group),
            load_balancer: name(plan, flow.load_balancer),
            previous: flow
                .source
                .subnet
                .filter(|_| flow.source.previous)
                .map(|subnet| name(plan, subnet)),
            member: member(plan, flow.member),
            wire: ProtocolPortText {
                icmp: flow.icmp.map(IcmpRange::from),
                ..ProtocolPortText::to(flow.protocol, flow.ports.clone())
            },
        }
    }
}

prose!(flow::flow, FlowText);
