//! Packets by protocol and ports, and their fate.

use serde::{Deserialize, Serialize};

use super::Wishes;
use crate::engine::report::{IcmpRange, Purpose};
use crate::engine::trace::ProtocolRange;
use crate::plan::Ports;

/// Packets between two ends that have one fate: every combination of the fields.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Traffic {
    /// The verdict of the rules on them.
    pub access: Access,
    /// The purposes for which a load balancer sends them past the rules, whatever these say.
    #[serde(default, skip_serializing_if = "Purposes::are_none")]
    pub past_rules: Purposes,
    /// The purposes for which load balancers require them.
    #[serde(default, skip_serializing_if = "Purposes::are_none")]
    pub required: Purposes,
    /// The connections of one's own that they are of.
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

impl Traffic {
    /// The fate of the packets.
    #[must_use]
    pub fn label(&self) -> Label {
        let Self { access, past_rules, required, .. } = *self;
        Label { access, past_rules, required, wishes: self.wishes.clone() }
    }
}

/// The fate of packets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// The verdict of the rules.
    pub access: Access,
    /// The purposes for which a load balancer sends them past the rules.
    pub past_rules: Purposes,
    /// The purposes for which load balancers require them.
    pub required: Purposes,
    /// The connections of one's own that they are of.
    pub wishes: Wishes,
}

impl Label {
    /// The label of packets that get in by rules and that nobody requires.
    pub const OPEN: Self = Self {
        access: Access::Open,
        past_rules: Purposes::NONE,
        required: Purposes::NONE,
        wishes: Wishes::NONE,
    };

    /// The label of packets that no answer lists.
    pub const STOPPED: Self = Self {
        access: Access::Stopped,
        past_rules: Purposes::NONE,
        required: Purposes::NONE,
        wishes: Wishes::NONE,
    };

    /// Checks whether the packets get in for certain.
    #[must_use]
    pub fn gets_in(&self) -> bool {
        self.access.gets_in() || self.past_rules != Purposes::NONE
    }

    /// Checks whether the packets get in, or it is not known that they do not.
    #[must_use]
    pub fn may_get_in(&self) -> bool {
        self.access != Access::Stopped || self.past_rules != Purposes::NONE
    }

    /// Checks whether the packets are required, by a load balancer for a purpose or by a connection of
    /// one's own, and do not get in for that. Over a connection, answers have to come back.
    #[must_use]
    pub fn lacks_required(&self) -> bool {
        let is_for_rules = self.required.without(self.past_rules) != Purposes::NONE;
        !self.access.gets_in() && is_for_rules
            || !self.access.is_answered() && self.wishes.must_reach()
    }

    /// Checks whether the packets must not get in, and do or may all the same. Nothing that a load
    /// balancer sends is part of a connection, so rules alone decide.
    #[must_use]
    pub fn breaks_a_wish(&self) -> bool {
        self.access != Access::Stopped && self.wishes.must_not_reach()
    }
}

/// The verdict of the rules on packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// They get in, and replies come back.
    Open,
    /// They get in; replies come back only if network ACLs are stateful, on which the sources
    /// disagree.
    RepliesIfStateful,
    /// They get in, and a network ACL stops the replies.
    WithoutReplies,
    /// Nobody knows: the two published readings of several security groups disagree.
    ReadingsDiffer,
    /// Nobody knows: the plan does not say which security groups or which network ACL there is, or not
    /// all of their rules.
    Unknown,
    /// They are stopped.
    Stopped,
}

impl Access {
    /// Checks whether the packets get in for certain.
    #[must_use]
    pub fn gets_in(self) -> bool {
        matches!(self, Self::Open | Self::RepliesIfStateful | Self::WithoutReplies)
    }

    /// Checks whether the packets get in for certain, and nobody says that replies are stopped.
    #[must_use]
    pub fn is_answered(self) -> bool {
        matches!(self, Self::Open | Self::RepliesIfStateful)
    }
}

/// The purposes of what a load balancer sends.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Purposes {
    /// The clients' traffic.
    #[serde(default)]
    pub traffic: bool,
    /// The probes and pings of health checks.
    #[serde(default)]
    pub health_checks: bool,
}

impl Purposes {
    /// No purpose.
    pub const NONE: Self = Self { traffic: false, health_checks: false };

    /// Every purpose.
    pub const ALL: Self = Self { traffic: true, health_checks: true };

    /// The purposes with one more.
    #[must_use]
    pub fn with(self, purpose: Purpose) -> Self {
        match purpose {
            Purpose::Traffic => Self { traffic: true, ..self },
            Purpose::HealthCheck | Purpose::Ping => Self { health_checks: true, ..self },
        }
    }

    /// The purposes of either.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        Self {
            traffic: self.traffic || others.traffic,
            health_checks: self.health_checks || others.health_checks,
        }
    }

    /// The purposes that others do not have.
    #[must_use]
    pub fn without(self, others: Self) -> Self {
        Self {
            traffic: self.traffic && !others.traffic,
            health_checks: self.health_checks && !others.health_checks,
        }
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
    pub(super) fn are_none(&self) -> bool {
        *self == Self::NONE
    }
}
