//! The steps from one state of a plan to another, as plain data.

use serde::{Deserialize, Serialize};

use super::difference::Difference;
use super::rule::AnyRule;
use crate::engine::report::{Change, ChangeKind, FlowId, Report, RulePlace};
use crate::engine::trace::Parcel;
use crate::plan::{Direction, LoadBalancerId, Plan, RuleId, SubjectId, SubnetId};

/// The steps from one state to another that close nothing in use: first what opens, then the change
/// itself, then what closes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChangePlan {
    /// The version of the format, [`ChangePlan::VERSION`].
    pub version: u32,
    /// The state that there is.
    pub before: Plan,
    /// The engine's answer to it.
    pub today: Report,
    /// The state to reach: as it was asked for, with the backend subnets that a load balancer
    /// leaves listed as those of before, since it goes on sending from them, and with the rules
    /// that have to stay.
    pub target: Plan,
    /// The engine's answer to it.
    pub report: Report,
    /// Rules to add first that the state to reach lacks.
    pub additions: Vec<Addition>,
    /// Rules that are there today and that the state to reach was drawn without, though it needs
    /// them: they must not go.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<KeptRule>,
    /// Changes of rules that the state to reach already has and that only open; they come first.
    pub opened: Vec<OwnRule>,
    /// The change itself: everything that differs but rules.
    pub differences: Vec<Difference>,
    /// Changes of rules that the state to reach already has and that may close; they come last.
    pub closed: Vec<OwnRule>,
    /// Rules that nothing needs any more once all else is done.
    pub removals: Vec<RemovableRule>,
    /// Rules that are needed, and let pass more than that: what was needed before and is no longer.
    pub leftovers: Vec<Leftover>,
    /// Load balancers that go on sending from a backend subnet that they leave.
    pub keeps_sending: Vec<KeepsSending>,
    /// Load balancers that go from shared to dedicated. The upgrade can be rolled back until it is
    /// completed; steps that name one of them have to wait for that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub upgrades: Vec<LoadBalancerId>,
    /// The security groups and network ACLs whose rules are not known in one of the states, and the
    /// subnets of which it is not known if they have a network ACL, where something flows past them.
    /// Nothing is said of their rules, and the proof says nothing of what they stop.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_known: Vec<SubjectId>,
    /// The proof of every state on the way.
    pub proof: Proof,
}

impl ChangePlan {
    /// The version of the format.
    pub const VERSION: u32 = 1;

    /// Checks whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.additions.is_empty()
            && self.kept.is_empty()
            && self.opened.is_empty()
            && self.differences.is_empty()
            && self.closed.is_empty()
            && self.removals.is_empty()
    }
}

/// A rule to add, or a deny to put back, before the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Addition {
    /// The change; its flows are those of [`ChangePlan::report`], and its edits are for the state
    /// to reach.
    pub change: Change,
    /// True if today's state lacks it as well.
    pub lacking_today: bool,
    /// The position of the rule in a network ACL that is there today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spot: Option<AclSpot>,
    /// Rules of the state before, by their ids there, that let the same pass and more, and that
    /// the state to reach was drawn without: they go after the change, and this takes their place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<RuleId>,
}

/// A place in the list of a network ACL as it is when a rule is added: today's list, with the rules
/// that were added before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AclSpot {
    /// The place that the rule takes in the list, from 1 up.
    pub position: usize,
    /// The rule of today's list that it goes above; the end of the list where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<RuleId>,
}

/// A rule that has to stay though the state to reach was drawn without it, or with it switched
/// off. It lets nothing pass that rules to add in its stead would not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct KeptRule {
    /// The security group or network ACL.
    pub place: RulePlace,
    /// The list that it stands in.
    pub direction: Direction,
    /// The rule, by its id in the state before.
    pub rule: RuleId,
    /// Its id in [`ChangePlan::target`], which is another one where the state to reach was drawn
    /// with that id for another rule.
    pub target_rule: RuleId,
    /// The flows of [`ChangePlan::report`] that would be stopped without it.
    pub flows: Vec<FlowId>,
}

/// A rule that differs between the two states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OwnRule {
    /// The security group or network ACL.
    pub place: RulePlace,
    /// The list that it stands in.
    pub direction: Direction,
    /// The change of the rule.
    pub kind: OwnRuleKind,
    /// The load balancers whose upgrade has to be completed before; until then it can be rolled
    /// back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after_upgrades: Vec<LoadBalancerId>,
}

/// The change of a rule that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OwnRuleKind {
    /// It is added; its id is that of the state to reach.
    Added(AnyRule),
    /// It is taken away; its id is that of the state before.
    Removed(AnyRule),
    /// It is a deny whose priority is lowered.
    Lowered {
        /// The deny before.
        before: AnyRule,
        /// The deny after.
        after: AnyRule,
    },
}

/// A rule that can go: it lets in what was needed before and is no longer, and nothing that the
/// state to reach needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RemovableRule {
    /// The security group or network ACL.
    pub place: RulePlace,
    /// The list that it stands in.
    pub direction: Direction,
    /// The rule, by its id in the state to reach.
    pub rule: RuleId,
    /// The flows of [`ChangePlan::today`] that it lets pass.
    pub flows: Vec<FlowId>,
    /// The other packets that it lets pass: only people know whether anything outside of the plan
    /// needs them.
    pub also: Vec<Parcel>,
    /// The load balancers whose upgrade has to be completed before; until then it can be rolled
    /// back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after_upgrades: Vec<LoadBalancerId>,
}

/// The packets that a needed rule goes on letting pass though nothing needs them any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Leftover {
    /// The security group or network ACL of the rule.
    pub place: RulePlace,
    /// The list that it stands in.
    pub direction: Direction,
    /// The rule, by its id in the state to reach.
    pub rule: RuleId,
    /// The packets that were needed before and are no longer; at a security group to whichever
    /// server.
    pub packets: Vec<Parcel>,
    /// The load balancers whose upgrade has to be completed before it is narrowed;
    /// until then it can be rolled back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after_upgrades: Vec<LoadBalancerId>,
}

/// A load balancer that leaves a backend subnet and goes on sending from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct KeepsSending {
    /// The load balancer.
    pub load_balancer: LoadBalancerId,
    /// The subnets that it leaves. Rules for them have to stay until it is created anew.
    pub subnets: Vec<SubnetId>,
}

/// The proof that nothing required is stopped, state by state. A flow that is stopped today already
/// does not count against a state; one that is stopped only there does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Proof {
    /// The number of flows that are stopped today.
    pub stopped_today: usize,
    /// Once the rules are added, and before anything is changed.
    pub prepared: bool,
    /// Once the change is made, and no rule is taken away.
    pub changed: bool,
    /// Once the rules that can go are gone.
    pub cleaned_up: bool,
    /// If an upgrade is rolled back before it is completed, and before what waits for that. It is
    /// left out where there is no upgrade, and no state on the way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rolled_back: Option<bool>,
}

impl Proof {
    /// Checks whether every state is proved.
    #[must_use]
    pub fn holds(self) -> bool {
        self.prepared && self.changed && self.cleaned_up
    }
}

impl ChangePlan {
    /// The report with just the rules to add first, for what writes steps from a report. They go
    /// where today's lists have room for them.
    #[must_use]
    pub fn preparation(&self) -> Report {
        let changes = self.additions.iter().map(Addition::in_place).collect();
        Report { changes, ..self.report.clone() }
    }

    /// The state in which a place is when rules are added: the one before, where it is there.
    #[must_use]
    pub fn at_first(&self, place: RulePlace) -> &Plan {
        let is_there = match place {
            RulePlace::SecurityGroup(id) => self.before.security_group(id).is_some(),
            RulePlace::NetworkAcl(id) => self.before.network_acl(id).is_some(),
        };
        if is_there { &self.before } else { &self.target }
    }

    /// Checks whether an equal rule is added to a list on the way.
    #[must_use]
    pub fn comes(&self, place: RulePlace, direction: Direction, rule: &AnyRule) -> bool {
        let proposed = self.additions.iter().map(|it| &it.change);
        let proposed = proposed.filter(|it| it.place == place && it.kind.direction() == direction);
        let mut proposed = proposed.filter_map(|it| AnyRule::added_by(&it.kind));
        let own = self.opened.iter().chain(&self.closed);
        let mut own = own.filter(|it| it.place == place && it.direction == direction);
        proposed.any(|it| it.is_same_rule(rule))
            || own.any(|it| matches!(&it.kind, OwnRuleKind::Added(it) if it.is_same_rule(rule)))
    }
}

impl Addition {
    /// The change as it is made in today's list.
    #[must_use]
    pub fn in_place(&self) -> Change {
        let mut change = self.change.clone();
        if let (ChangeKind::AddNetworkAclRule { position, above, .. }, Some(spot)) =
            (&mut change.kind, self.spot)
        {
            (*position, *above) = (spot.position, spot.above);
        }
        change
    }
}
