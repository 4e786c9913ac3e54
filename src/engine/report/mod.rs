//! The answer, as plain data.
//!
//! Views and exports read it and decide nothing. It holds no sentences: what a person reads is
//! made from it by `locale`, so that every language says the same.

mod alternative;
mod audit;
mod certificate;
mod change;
mod clause_id;
mod connection;
mod finding;
mod flow;
mod icmp_range;
mod layer;
mod lint;
mod near_miss;
mod parcel;
mod reading;

pub use alternative::*;
pub use audit::*;
pub use certificate::*;
pub use change::*;
pub use clause_id::*;
pub use connection::*;
pub use finding::*;
pub use flow::*;
pub use icmp_range::IcmpRange;
pub use layer::*;
pub use lint::*;
pub use near_miss::*;
pub use parcel::*;
pub use reading::*;

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::edit::Edit;
use crate::plan::ConnectionId;

/// The engine's answer for a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Report {
    /// The version of the format, [`Report::VERSION`].
    pub version: u32,
    /// The counts of rules and flows.
    pub summary: Summary,
    /// Everything that has to flow, and how far it gets.
    // Reports that one engine gives after each other share the rows that are the same in both.
    pub flows: Vec<Rc<Flow>>,
    /// The changes of rules that let it flow, grouped by security group and network ACL.
    pub changes: Vec<Change>,
    /// The answers to the connections of one's own, in the plan's order; left out where it has none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub connections: Vec<ConnectionAnswer>,
    /// The findings.
    pub findings: Vec<Finding>,
}

impl Report {
    /// The version of the format.
    pub const VERSION: u32 = 1;

    /// A flow by its id. Flows are numbered by their place, so that one is looked at first.
    #[must_use]
    pub fn flow(&self, id: FlowId) -> Option<&Flow> {
        let is_it = |flow: &&Rc<Flow>| flow.id == id;
        let at = usize::try_from(id.0).ok().and_then(|at| self.flows.get(at)).filter(is_it);
        at.or_else(|| self.flows.iter().find(is_it)).map(Rc::as_ref)
    }

    /// A flow of a connection by its id, with the connection.
    #[must_use]
    pub fn connection_flow(&self, id: FlowId) -> Option<(&ConnectionAnswer, &ConnectionFlow)> {
        let first = |answer: &ConnectionAnswer| answer.flows.first().map(|flow| flow.id);
        // Their numbers go up, so the answer that has it is the last that begins at or before it.
        let of = self.connections.iter().rfind(|answer| first(answer).is_some_and(|it| it <= id));
        of.and_then(|answer| {
            Some((answer, answer.flows.iter().find(|flow| flow.id == id)?.as_ref()))
        })
    }

    /// The layers of a flow, to a member or of a connection.
    #[must_use]
    pub fn layers_of(&self, id: FlowId) -> &[Layer] {
        let own = || self.connection_flow(id).map(|(_, flow)| &*flow.layers);
        self.flow(id).map(|flow| &*flow.layers).or_else(own).unwrap_or_default()
    }

    /// The answer to a connection.
    #[must_use]
    pub fn connection(&self, id: ConnectionId) -> Option<&ConnectionAnswer> {
        self.connections.iter().find(|answer| answer.connection == id)
    }

    /// The numbers of all flows with their layers: those to members, then those of connections.
    pub fn all_layers(&self) -> impl Iterator<Item = (FlowId, &Rc<[Layer]>)> {
        let own = self.connections.iter().flat_map(|answer| &answer.flows);
        self.flows.iter().map(|it| (it.id, &it.layers)).chain(own.map(|it| (it.id, &it.layers)))
    }

    /// A change by its id.
    #[must_use]
    pub fn change(&self, id: ChangeId) -> Option<&Change> {
        self.changes.iter().find(|change| change.id == id)
    }

    /// The changes to one security group or network ACL.
    pub fn changes_in(&self, place: RulePlace) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.place == place)
    }

    /// The edits of all changes, ready to be applied as one step.
    #[must_use]
    pub fn remedy(&self) -> Vec<Edit> {
        self.changes.iter().flat_map(|change| change.remedy.iter().cloned()).collect()
    }
}

/// The counts of rules and flows in a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Summary {
    /// Rules to add without which something that must flow is stopped.
    pub required_rules: usize,
    /// Rules to add that the guide or the vendor's diagnosis asks for, though what must flow
    /// passes without them.
    pub recommended_rules: usize,
    /// Rules to change so that the added ones take effect.
    pub rules_to_change: usize,
    /// Flows that pass.
    pub open_flows: usize,
    /// Flows that are stopped, wholly or in part.
    pub blocked_flows: usize,
    /// Flows that no rule can stop.
    pub exempt_flows: usize,
    /// Flows on which the plan says too little, or the sources contradict each other.
    pub attention_flows: usize,
    /// True if nothing that rules can close is missing once all changes are made, shown by
    /// answering the changed plan again.
    pub proved: bool,
}
