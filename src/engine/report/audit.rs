//! The audit of the rules that are there.

use serde::{Deserialize, Serialize};

use super::{ChangeId, FlowId, Level, LintNote, Packets, RulePlace, Severity, WhyItMisses};
use crate::edit::Edit;
use crate::plan::{Direction, Flavor, RuleId, SecurityGroupId};

/// The audit of the rules of a plan. It belongs to the report of the same plan, whose flows it
/// names, and shares its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Audit {
    /// The version of the format, [`super::Report::VERSION`].
    pub version: u32,
    /// Every rule, in the plan's order: security groups, then network ACLs, inbound ones first.
    pub rules: Vec<RuleAudit>,
    /// Notes on things that are odd and not wrong, also those that are switched off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lints: Vec<LintNote>,
    /// Ways to make the rules simpler; left out where they were not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub simpler: Option<Simpler>,
}

/// Ways to make the rules simpler without a change for any packet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Simpler {
    /// The rules that can all go together.
    pub together: Vec<RuleId>,
    /// The rules that can be one, besides: each of these by itself, and all of them.
    pub merges: Vec<Merge>,
}

/// Rules of one list that say together what one rule can say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Merge {
    /// The security group or network ACL of the rules.
    pub place: RulePlace,
    /// The list that they stand in.
    pub direction: Direction,
    /// The rules, in their order.
    pub rules: Vec<RuleId>,
    /// The edits that put one rule in their place, as one step: the first puts it, the others
    /// remove what it takes the place of.
    pub remedy: Vec<Edit>,
}

impl Audit {
    /// Finds the audit of a rule.
    #[must_use]
    pub fn rule(&self, id: RuleId) -> Option<&RuleAudit> {
        self.rules.iter().find(|it| it.rule == id)
    }

    /// Checks whether a rule is likely not as meant.
    #[must_use]
    pub fn has_warnings(&self) -> bool {
        self.rules.iter().any(RuleAudit::has_warning)
    }
}

/// The findings about one rule, and the consequences of its removal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RuleAudit {
    /// The rule.
    pub rule: RuleId,
    /// The list it stands in.
    pub place: RulePlace,
    /// The direction of that list.
    pub direction: Direction,
    /// The odd things about it; nothing where it is as it should be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<RuleFinding>,
    /// The consequences of its removal.
    pub removal: Removal,
}

impl RuleAudit {
    /// Checks whether the rule is likely not as meant.
    #[must_use]
    pub fn has_warning(&self) -> bool {
        self.findings.iter().any(|it| it.severity() == Severity::Warning)
    }
}

/// Something odd about a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "finding", content = "details", rename_all = "snake_case")]
pub enum RuleFinding {
    /// It decides on no packet, whatever the other rules say.
    NoEffect(NoEffect),
    /// Rules that are looked at before it decide on every packet that it matches.
    Shadowed {
        /// Rules that together do so; without one of them it would not be shadowed.
        by: Vec<RuleId>,
    },
    /// Without it the list as a whole gives the same verdict on every packet.
    Redundant {
        /// The rules that would decide in its place.
        by: Vec<RuleId>,
        /// True if the denial behind the last rule would decide on some of its packets.
        default_deny: bool,
    },
    /// A rule with the opposite action is looked at before it and takes some of its packets.
    Conflicting {
        /// The rule with the opposite action.
        with: RuleId,
        /// The packets of this rule that the other rule takes.
        packets: Vec<Traffic>,
        /// True if the other rule is an exception to this one: this one matches all that it
        /// matches.
        exception: bool,
    },
    /// It looks as if it were meant for what some rules to add let pass, and lets none of it pass.
    NearMiss {
        /// The one thing about it that keeps it from it.
        why: WhyItMisses,
        /// The changes of the report.
        changes: Vec<ChangeId>,
    },
    /// It lets the load balancer in, and more than the load balancer needs.
    Broad {
        /// The packets that it opens beyond the needs; nobody else lets the load balancer in.
        surplus: Vec<Traffic>,
        /// True if it lets in every address.
        any_source: bool,
        /// True if it lets in every port of its protocol.
        all_ports: bool,
        /// True if it lets in every protocol.
        all_protocols: bool,
        /// The edits that put the tightest rules in its place, as one step. They cut whatever
        /// else uses the rule. They revive the rules that its removal revives. Nothing where `gap`
        /// is in their way.
        remedy: Vec<Edit>,
        /// A rule of the same priority that Kunpeng flavors cannot read, behind which all but the
        /// first of several tightest rules would stand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        gap: Option<RuleId>,
    },
}

impl RuleFinding {
    /// The severity of the finding. An exception above a wider rule is how lists are written; all
    /// else is likely not as meant.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::Conflicting { exception: true, .. } => Severity::Info,
            _ => Severity::Warning,
        }
    }
}

/// The reason for which a rule decides on no packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NoEffect {
    /// It is switched off.
    Disabled,
    /// No packet fits it: its addresses are of the other family, or its IP address group is
    /// empty or missing.
    NoPackets,
    /// No server of the plan has the security group.
    GroupNotWorn,
    /// No server of the plan has the security group that it names.
    RemoteNotWorn(SecurityGroupId),
    /// The network ACL is switched off.
    NetworkAclDisabled,
    /// The network ACL guards no subnet of the plan.
    NetworkAclWithoutSubnet,
    /// Its end within the network ACL is in none of the subnets that the ACL guards.
    OutsideSubnets,
    /// It is about traffic that a network ACL never filters, such as traffic within a subnet.
    NeverFiltered,
    /// No server that has the group is of a flavor on which the rule takes effect.
    Flavor(Flavor),
}

/// The consequences of the removal of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Removal {
    /// The flows of the report that are stopped then, wholly or in part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stops: Vec<Loss>,
    /// The flows of which more passes then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opens: Vec<FlowId>,
    /// Other traffic on which the verdict changes: all that those flows do not need. The plan does
    /// not know whether there is any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other: Vec<Traffic>,
    /// True if `other` holds all that the rule matches, but for what those flows need.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub all_other: bool,
    /// Rules that take effect then, since the rule keeps them from it on Kunpeng flavors.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revives: Vec<RuleId>,
    /// True if rules may stand beside it that are not known, so that nobody can say what else changes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unclear: bool,
}

impl Removal {
    /// Checks whether everything stays as it is.
    #[must_use]
    pub fn changes_nothing(&self) -> bool {
        self.stops.is_empty()
            && self.opens.is_empty()
            && self.other.is_empty()
            && self.revives.is_empty()
            && !self.unclear
    }

    /// Says if the rule can be removed.
    #[must_use]
    pub fn safety(&self) -> Safety {
        if self.stops.iter().any(|loss| loss.level == Level::Required) {
            Safety::Needed
        } else if self.changes_nothing() {
            Safety::Safe
        } else {
            Safety::Unknown
        }
    }
}

/// The answer to the question whether a rule can be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Safety {
    /// Nothing changes without it.
    Safe,
    /// No load balancer needs it; whether anybody else does, the plan does not say.
    Unknown,
    /// A load balancer needs it.
    Needed,
}

/// The part of a flow that a rule lets pass and that would be stopped without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Loss {
    /// The flow.
    pub flow: FlowId,
    /// True if nothing of the flow passes any more.
    pub wholly: bool,
    /// Required if the flow needs what is lost; the row for its answers is only recommended.
    pub level: Level,
}

/// Packets: every combination of the fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Traffic {
    /// The fields; where `protocols` narrows it down, the protocol says all.
    #[serde(flatten)]
    pub packets: Packets,
    /// The first and the last IP protocol number, where it is neither one nor all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protocols: Option<(u8, u8)>,
}
