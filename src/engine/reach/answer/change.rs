//! The packets that a change of a plan lets in or keeps out.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{Access, Purposes, Source, Target, Wishes};
use crate::engine::report::IcmpRange;
use crate::engine::trace::ProtocolRange;
use crate::plan::Ports;

/// The difference that a change of a plan makes to who reaches what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TrafficChange {
    /// The version of the format, [`TrafficChange::VERSION`].
    pub version: u32,
    /// The verdict on the change.
    pub verdict: ChangeVerdict,
    /// The servers at which something changes. For those of one target the same changes.
    pub targets: Vec<Target>,
    /// The senders for which something changes, each with what does. Those of one row have the same
    /// changes.
    pub rows: Vec<ChangedRow>,
}

impl TrafficChange {
    /// The version of the format.
    pub const VERSION: u32 = 1;
}

/// The verdict on a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeVerdict {
    /// It closes nothing that is required, and opens nothing else.
    Harmless,
    /// It opens something that nobody requires or that must not get in, and closes nothing that is
    /// required.
    OpensMore,
    /// Something that is required got in before and does not after it, or not for certain.
    ClosesRequired,
}

/// The changes for some senders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChangedRow {
    /// The senders, by the state after the change where they are in it.
    pub source: Source,
    /// The changes at each target at which there are any, in the order of the targets.
    pub cells: Vec<ChangedCell>,
}

/// The changes between some senders and a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChangedCell {
    /// The position of the target in the list of all.
    pub target: u32,
    /// The states that have both ends.
    #[serde(default, skip_serializing_if = "Ends::are_in_both")]
    pub ends: Ends,
    /// The packets of which the fate changes. No packet is in two entries.
    pub traffic: Rc<[ChangedTraffic]>,
}

/// The states that have both ends of some packets.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Ends {
    /// Both states.
    #[default]
    InBoth,
    /// The state after the change: the sender or the server is new.
    New,
    /// The state before the change: the sender or the server is gone.
    Gone,
}

impl Ends {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
    fn are_in_both(&self) -> bool {
        *self == Self::InBoth
    }
}

/// Packets of which the fate changes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChangedTraffic {
    /// Their fate before the change.
    pub before: Passage,
    /// Their fate after it.
    pub after: Passage,
    /// The purposes for which load balancers require them after it.
    #[serde(default, skip_serializing_if = "Purposes::are_none")]
    pub required: Purposes,
    /// The connections of one's own that they are of after it.
    #[serde(flatten)]
    pub wishes: Wishes,
    /// The protocols.
    pub protocol: ProtocolRange,
    /// The ICMP messages; all where left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub icmp: Vec<IcmpRange>,
    /// The destination ports; all where left out.
    #[serde(skip_serializing_if = "Ports::is_all", default)]
    pub ports: Ports,
    /// The source ports; all where left out.
    #[serde(skip_serializing_if = "Ports::is_all", default)]
    pub source_ports: Ports,
}

/// The fate of packets in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Passage {
    /// The verdict of the rules. Nothing gets in from or to an end that the state does not have.
    pub access: Access,
    /// The purposes for which a load balancer sends them past the rules.
    #[serde(default, skip_serializing_if = "Purposes::are_none")]
    pub past_rules: Purposes,
}

impl Passage {
    /// The fate of packets that are stopped.
    pub const STOPPED: Self = Self { access: Access::Stopped, past_rules: Purposes::NONE };

    /// The purposes for which such packets are of use for certain: they get in, and nobody says that
    /// replies are stopped.
    #[must_use]
    pub fn serves(self) -> Purposes {
        if self.access.is_answered() { Purposes::ALL } else { self.past_rules }
    }

    /// The degree to which packets get in: not, perhaps, or for certain.
    fn degree(self) -> u8 {
        match self.access {
            _ if self.past_rules != Purposes::NONE => 2,
            Access::Open | Access::RepliesIfStateful | Access::WithoutReplies => 2,
            Access::ReadingsDiffer | Access::Unknown => 1,
            Access::Stopped => 0,
        }
    }
}

impl ChangedTraffic {
    /// Checks whether the packets get in after the change and did not before, or not for certain.
    #[must_use]
    pub fn opens(&self) -> bool {
        self.after.degree() > self.before.degree()
    }

    /// Checks whether the packets got in before the change and do not after it, or not for certain.
    #[must_use]
    pub fn closes(&self) -> bool {
        self.after.degree() < self.before.degree()
    }

    /// Checks whether the packets are required, by a load balancer or by a connection of one's own, and
    /// were of use before the change alone.
    #[must_use]
    pub fn closes_required(&self) -> bool {
        let lacks = self.required.without(self.after.serves());
        let is_lost = self.before.access.is_answered() && !self.after.access.is_answered();
        lacks.without(self.before.serves()) != lacks || is_lost && self.wishes.must_reach()
    }

    /// Checks whether the packets are opened though nobody requires them, or though they must not get
    /// in.
    #[must_use]
    pub fn opens_more(&self) -> bool {
        let is_required = self.required != Purposes::NONE || self.wishes.must_reach();
        self.opens() && !is_required || self.opens_unwanted()
    }

    /// Checks whether the packets are opened though they must not get in.
    #[must_use]
    pub fn opens_unwanted(&self) -> bool {
        self.opens() && self.wishes.must_not_reach()
    }

    /// The verdict on this change alone.
    #[must_use]
    pub fn verdict(&self) -> ChangeVerdict {
        if self.closes_required() {
            ChangeVerdict::ClosesRequired
        } else if self.opens_more() {
            ChangeVerdict::OpensMore
        } else {
            ChangeVerdict::Harmless
        }
    }
}
