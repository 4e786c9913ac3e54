//! The steps from one state of a plan to another, as plain data.

use serde::{Deserialize, Serialize};

use crate::engine::report::{Change, FlowId, Place, Report};
use crate::engine::trace::Parcel;
use crate::plan::{
    Direction, LoadBalancerId, NetworkAclRule, Plan, RuleId, SecurityGroupRule, SubjectId, SubnetId,
};

/// How to get from one state to another without closing anything that is in use: first what
/// opens, then the change itself, then what closes.
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
    /// leaves listed as those of before, since it goes on sending from them.
    pub target: Plan,
    /// The engine's answer to it.
    pub report: Report,
    /// Rules to add first that the state to reach lacks.
    pub additions: Vec<Addition>,
    /// Changes of rules that the state to reach already has and that only open; they come first.
    pub opened: Vec<OwnRule>,
    /// The change itself: everything that differs but rules.
    pub differences: Vec<Difference>,
    /// Changes of rules that the state to reach already has and that may close; they come last.
    pub closed: Vec<OwnRule>,
    /// Rules that nothing needs any more once all else is done.
    pub removals: Vec<Removal>,
    /// Rules that are needed, and let pass more than that: what was needed before and is no longer.
    pub leftovers: Vec<Leftover>,
    /// Load balancers that go on sending from a backend subnet that they leave.
    pub keeps_sending: Vec<KeepsSending>,
    /// What was worked out of every state on the way.
    pub proof: Proof,
}

impl ChangePlan {
    /// The version of the format.
    pub const VERSION: u32 = 1;

    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.additions.is_empty()
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
    /// The change; its flows are those of [`ChangePlan::report`].
    pub change: Change,
    /// Whether today's state lacks it as well.
    pub lacking_today: bool,
}

/// A rule that differs between the two states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct OwnRule {
    /// Where.
    pub place: Place,
    /// The list that it stands in.
    pub direction: Direction,
    /// What happens to it.
    pub kind: OwnRuleKind,
}

/// What happens to a rule that differs.
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

/// A rule of either kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum AnyRule {
    /// A rule of a security group.
    SecurityGroup(SecurityGroupRule),
    /// A rule of a network ACL.
    NetworkAcl(NetworkAclRule),
}

impl AnyRule {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> RuleId {
        match self {
            Self::SecurityGroup(rule) => rule.id,
            Self::NetworkAcl(rule) => rule.id,
        }
    }
}

/// A rule that can go: it lets in what was needed before and is no longer, and nothing that the
/// state to reach needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Removal {
    /// Where.
    pub place: Place,
    /// The list that it stands in.
    pub direction: Direction,
    /// The rule, by its id in the state to reach.
    pub rule: RuleId,
    /// The flows of [`ChangePlan::today`] that it lets pass.
    pub flows: Vec<FlowId>,
    /// What else it lets pass: whether anything outside of the plan needs that, only people know.
    pub also: Vec<Parcel>,
}

/// What a rule that is needed goes on letting pass though nothing needs it any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Leftover {
    /// Where the rule is.
    pub place: Place,
    /// The list that it stands in.
    pub direction: Direction,
    /// The rule, by its id in the state to reach.
    pub rule: RuleId,
    /// What was needed of it before and is no longer; at a security group to whichever server.
    pub packets: Vec<Parcel>,
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

/// Whether nothing that is required is stopped, state by state. What is stopped today already
/// does not count against a state; whatever is new there does.
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
}

impl Proof {
    /// Whether every state is proved.
    #[must_use]
    pub fn holds(self) -> bool {
        self.prepared && self.changed && self.cleaned_up
    }
}

/// Something that differs between the two states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Difference {
    /// What differs.
    pub subject: SubjectId,
    /// How.
    pub kind: DifferenceKind,
}

/// How something differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Some of its fields are others.
    Changed(Vec<FieldChange>),
}

/// A field that has another value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FieldChange {
    /// The field.
    pub aspect: Aspect,
    /// Its value before.
    pub before: Value,
    /// Its value after.
    pub after: Value,
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Something that is typed; empty where there is none.
    Text(String),
    /// An option.
    Flag(bool),
    /// Other things in the plan.
    Things(Vec<SubjectId>),
}

/// The fields that can differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is named as the field of the plan that it stands for")]
pub enum Aspect {
    Name,
    Cidr,
    SecondaryCidrs,
    Ipv6Cidr,
    Vpc,
    Subnet,
    NetworkAcl,
    Enabled,
    Addresses,
    Kind,
    BackendSubnets,
    PreviousBackendSubnets,
    IpAsBackend,
    Protocol,
    Ports,
    BackendServerGroup,
    AccessControl,
    TransferClientIp,
    Nat64,
    HealthCheck,
    HealthCheckProtocol,
    HealthCheckPort,
    Target,
    Type,
    Port,
    Weight,
    Ipv4,
    Ipv6,
    Address,
    SecurityGroups,
    Flavor,
}
