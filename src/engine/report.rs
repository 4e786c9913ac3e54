//! The answer, as plain data.
//!
//! Views and exports read it and decide nothing. It holds no sentences: what a person reads is
//! made from it by `locale`, so that every language says the same.

use std::fmt;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::edit::Edit;
use crate::plan::{
    AddressEntry, BackendServerGroupId, Cidr, Direction, ElementId, IpType, ListenerId,
    LoadBalancerId, MemberId, MemberTarget, NetworkAclId, NetworkAclRule, Ports, Priority, Problem,
    Protocol, RuleId, SecurityGroupId, SecurityGroupRule, SubjectId, SubnetId,
};

/// The engine's answer for a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Report {
    /// The version of the format, [`Report::VERSION`].
    pub version: u32,
    /// What it comes to.
    pub summary: Summary,
    /// Everything that has to flow, and how far it gets.
    pub flows: Vec<Flow>,
    /// The changes of rules that let it flow, grouped by security group and network ACL.
    pub changes: Vec<Change>,
    /// What else there is to know.
    pub findings: Vec<Finding>,
}

impl Report {
    /// The version of the format.
    pub const VERSION: u32 = 1;

    /// A flow by its id.
    #[must_use]
    pub fn flow(&self, id: FlowId) -> Option<&Flow> {
        self.flows.iter().find(|flow| flow.id == id)
    }

    /// A change by its id.
    #[must_use]
    pub fn change(&self, id: ChangeId) -> Option<&Change> {
        self.changes.iter().find(|change| change.id == id)
    }

    /// The changes to one security group or network ACL.
    pub fn changes_in(&self, place: Place) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.place == place)
    }

    /// The edits of all changes, ready to be applied as one step.
    #[must_use]
    pub fn remedy(&self) -> Vec<Edit> {
        self.changes.iter().flat_map(|change| change.remedy.iter().cloned()).collect()
    }
}

/// What a report comes to.
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
    /// Whether nothing that can be closed by rules is missing once all changes are made, shown
    /// by answering the changed plan again.
    pub proved: bool,
}

/// Numbers a flow within its report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FlowId(pub u32);

/// Something that has to reach a member, or come back from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Flow {
    /// Its number.
    pub id: FlowId,
    /// Why it is needed.
    pub purpose: Purpose,
    /// The load balancer that sends it.
    pub load_balancer: LoadBalancerId,
    /// The listeners that lead to the group, in the plan's order.
    pub listeners: Vec<ListenerId>,
    /// The backend server group it belongs to.
    pub group: BackendServerGroupId,
    /// The member it goes to.
    pub member: MemberId,
    /// The server or address behind the member.
    pub target: MemberTarget,
    /// Where it comes from.
    pub source: Source,
    /// The member's address, where the plan says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub destination: Option<IpAddr>,
    /// The address family.
    #[serde(rename = "type")]
    pub ip_type: IpType,
    /// The protocol on the wire: tcp, udp, icmp or icmpv6.
    pub protocol: Protocol,
    /// The destination ports; left out for ICMP.
    #[serde(skip_serializing_if = "Ports::is_all", default)]
    pub ports: Ports,
    /// The clauses that ask for it.
    pub clauses: Vec<ClauseId>,
    /// What comes of it, all layers taken together.
    pub verdict: Verdict,
    /// What each layer says; every layer is listed, not just the first that stops it.
    pub layers: Vec<Layer>,
}

/// Why a flow is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// The clients' traffic that the load balancer forwards.
    Traffic,
    /// The probe of the health check.
    HealthCheck,
    /// The ping that comes before the probe of a UDP health check.
    Ping,
}

/// Where a flow comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Source {
    /// The block of addresses.
    pub cidr: Cidr,
    /// The backend subnet; none for a shared load balancer, which has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subnet: Option<SubnetId>,
    /// Whether it is a backend subnet of before, whose addresses are still in use.
    #[serde(default)]
    pub previous: bool,
}

/// What comes of a flow, or of a drawn thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// No rule can stop it.
    Exempt,
    /// All of it passes.
    Open,
    /// It may pass: the plan says too little, or the sources contradict each other.
    Attention,
    /// Some or all of it is stopped.
    Blocked,
}

/// What one layer says of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Layer {
    /// The filter.
    pub filter: Filter,
    /// The direction in which the filter is passed.
    pub direction: Direction,
    /// Whether the flow needs it open.
    pub level: Level,
    /// What it does with the flow.
    pub outcome: Outcome,
}

/// Something that filters packets on their way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Filter {
    /// The security groups that a server wears, in their sequence.
    SecurityGroups(Vec<SecurityGroupId>),
    /// The network ACL of the member's subnet; none where it has none.
    NetworkAcl(Option<NetworkAclId>),
}

/// How much a rule is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Without it something that must flow is stopped.
    Required,
    /// The guide's tables or the vendor's diagnosis ask for it, though replies pass without it
    /// where the filter is stateful.
    Recommended,
}

/// What a layer does with a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The layer does not look at the flow.
    NotFiltered(WhyNotFiltered),
    /// The layer looks at the flow: which part each rule decides, in the order of matching.
    Filtered {
        /// The parts, which together are the whole flow.
        parts: Vec<Part>,
    },
    /// The plan says too little: no security group, or no address.
    Unknown,
}

/// Why a layer does not look at a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhyNotFiltered {
    /// The subnet has no network ACL.
    NoNetworkAcl,
    /// The network ACL is switched off.
    NetworkAclDisabled,
    /// The load balancer's backend subnet is the member's subnet.
    SameSubnet,
    /// Layer 4 traffic of a load balancer with IP as a backend off.
    Layer4,
}

/// A part of a flow that one rule, or the lack of one, decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Part {
    /// The packets, exactly.
    pub packets: Vec<Packets>,
    /// What decides.
    pub decided_by: Decider,
    /// Whether they pass.
    pub passes: bool,
}

/// What decides on packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Decider {
    /// A rule.
    Rule(RuleId),
    /// The deny that stands behind the last rule.
    DefaultDeny,
    /// The two published readings of several security groups on one interface disagree.
    Ambiguous,
}

/// Packets: every combination of the fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Packets {
    /// The source addresses.
    pub source: AddressEntry,
    /// The destination addresses.
    pub destination: AddressEntry,
    /// The protocol.
    pub protocol: Protocol,
    /// The source ports; all where left out.
    #[serde(skip_serializing_if = "Ports::is_all", default)]
    pub source_ports: Ports,
    /// The destination ports; all where left out.
    #[serde(skip_serializing_if = "Ports::is_all", default)]
    pub ports: Ports,
}

/// Numbers a change within its report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChangeId(pub u32);

/// Where people click: a security group or a network ACL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A security group.
    SecurityGroup(SecurityGroupId),
    /// A network ACL.
    NetworkAcl(NetworkAclId),
}

impl From<Place> for ElementId {
    fn from(place: Place) -> Self {
        match place {
            Place::SecurityGroup(id) => Self::SecurityGroup(id),
            Place::NetworkAcl(id) => Self::NetworkAcl(id),
        }
    }
}

/// One change of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Change {
    /// Its number.
    pub id: ChangeId,
    /// Where it is made.
    pub place: Place,
    /// How much it is needed.
    pub level: Level,
    /// The change in the console's own columns.
    pub kind: ChangeKind,
    /// The flows it lets pass, or lets come back.
    pub flows: Vec<FlowId>,
    /// The clauses that ask for it.
    pub clauses: Vec<ClauseId>,
    /// What stops the flows today.
    pub stopped_by: Vec<Decider>,
    /// The edits that make the change.
    #[cfg_attr(test, schemars(skip))]
    pub remedy: Vec<Edit>,
}

/// The kinds of changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A rule to add to a security group.
    AddSecurityGroupRule {
        /// The direction.
        direction: Direction,
        /// The rule.
        rule: SecurityGroupRule,
    },
    /// A rule to add to a network ACL.
    AddNetworkAclRule {
        /// The direction.
        direction: Direction,
        /// The rule.
        rule: NetworkAclRule,
        /// The place it takes in the list, from 1 up, once the changes listed before it are made.
        position: usize,
        /// The rule it goes above; the end of the list where left out.
        #[serde(skip_serializing_if = "Option::is_none")]
        above: Option<RuleId>,
    },
    /// A deny of a security group to put behind the rules to add: no rule beats a deny of
    /// priority 1.
    LowerPriority {
        /// The direction.
        direction: Direction,
        /// The deny.
        rule: RuleId,
        /// Its priority now.
        from: Priority,
        /// The priority to give it.
        to: Priority,
        /// Other rules of the same group that the deny holds back now and would no longer.
        sets_free: Vec<RuleId>,
    },
}

impl ChangeKind {
    /// Whether a rule is added.
    #[must_use]
    pub fn adds_rule(&self) -> bool {
        !matches!(self, Self::LowerPriority { .. })
    }

    /// The direction of the rule.
    #[must_use]
    pub fn direction(&self) -> Direction {
        match self {
            Self::AddSecurityGroupRule { direction, .. }
            | Self::AddNetworkAclRule { direction, .. }
            | Self::LowerPriority { direction, .. } => *direction,
        }
    }
}

/// Something else to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Finding {
    /// How grave it is.
    pub severity: Severity,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<SubjectId>,
    /// What it says.
    #[serde(flatten)]
    pub kind: FindingKind,
    /// The clauses it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub clauses: Vec<ClauseId>,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The plan cannot work, or cannot be answered, as it is.
    Error,
    /// Something is likely not as meant.
    Warning,
    /// Good to know.
    Info,
}

/// What a finding says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "finding", content = "details", rename_all = "snake_case")]
pub enum FindingKind {
    /// The plan contradicts itself or leaves something out.
    Problem(Problem),
    /// Rules cannot protect these ports: forwarded layer 4 traffic passes whatever they say.
    /// Access control of the listener is what can.
    RulesDoNotProtect {
        /// The listener.
        listener: ListenerId,
        /// Whether its access control limits the clients already.
        access_control: bool,
        /// Denies that look as if they stopped the traffic, and do not.
        denies_without_effect: Vec<RuleId>,
    },
    /// A UDP health check whose ping passes and whose probe does not: silence counts as healthy,
    /// so a dead server looks healthy.
    FalselyHealthy {
        /// The backend server group.
        group: BackendServerGroupId,
        /// The members that would look healthy.
        members: Vec<MemberId>,
    },
    /// A health check is off, so members count as healthy whatever happens to them.
    HealthCheckOff {
        /// The backend server group.
        group: BackendServerGroupId,
    },
    /// The backend server group hangs on no listener, so nothing is sent to it.
    GroupWithoutListener {
        /// The backend server group.
        group: BackendServerGroupId,
    },
    /// A member that is reached by an address behind which the plan has no server: what must be
    /// opened there, by hand.
    OpenByHand {
        /// The address.
        address: IpAddr,
        /// The flows to let in.
        flows: Vec<FlowId>,
    },
    /// A flow crosses VPCs: it needs a route both ways.
    NeedsRoute {
        /// The member.
        member: MemberId,
    },
    /// The two published readings of several security groups on one interface give different
    /// verdicts.
    SeveralSecurityGroups {
        /// The flows.
        flows: Vec<FlowId>,
    },
    /// The load balancer's own subnet has a network ACL; the sources disagree on whether it
    /// filters what the load balancer sends.
    LoadBalancerSubnetAcl {
        /// The network ACL.
        network_acl: NetworkAclId,
        /// The subnet.
        subnet: SubnetId,
    },
    /// Rules for a previous backend subnet are asked for as well.
    PreviousBackendSubnet {
        /// The subnet.
        subnet: SubnetId,
    },
    /// The backend subnet is not named, so the load balancer's own subnet is taken.
    DefaultBackendSubnet {
        /// The subnet.
        subnet: SubnetId,
    },
    /// A TCP or UDP listener with IP as a backend on, and a server as a member: the sources
    /// disagree on which address the server sees.
    ClientAddressUnclear {
        /// The members.
        members: Vec<MemberId>,
    },
    /// The tables have no rows for this backend protocol; which table is followed.
    NoTableForProtocol {
        /// The backend server group.
        group: BackendServerGroupId,
    },
    /// A rule that lets the load balancer in also lets in everyone.
    OverBroad {
        /// The rule.
        rule: RuleId,
    },
    /// With the rules to add the list would grow past a limit.
    Quota {
        /// Where.
        place: Place,
        /// The direction, where the limit is one of a direction.
        direction: Option<Direction>,
        /// The number of rules there would be.
        rules: usize,
        /// The limit.
        limit: usize,
    },
    /// Changing the rules of a security group cuts connections that are open.
    CutsConnections {
        /// The security group.
        security_group: SecurityGroupId,
    },
}

/// A clause of the guide: one sentence or table that states a fact or a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ClauseId {
    /// Security groups must let the backend subnet in.
    BackendSubnet,
    /// Network ACLs must let the backend subnet in.
    NetworkAcl,
    /// Layer 4 with IP as a backend off: rules do not count.
    Layer4,
    /// Access control limits the clients.
    AccessControl,
    /// Health checks need their port and protocol.
    HealthCheck,
    /// UDP health checks need ICMP.
    UdpHealthCheck,
    /// Table 1, the default security group.
    Table1,
    /// Outbound rules, where configured, must let it out.
    OutboundRules,
    /// Table 2, TCP.
    Table2,
    /// Table 3, UDP.
    Table3,
    /// Table 4, HTTP and HTTPS.
    Table4,
    /// The listener's and the health check's port must be let in.
    InboundPorts,
    /// After a change of the subnet both subnets need rules.
    SubnetChange,
    /// A network ACL denies by default.
    NetworkAclDefault,
    /// In the same subnet a network ACL does not count.
    SameSubnet,
    /// In another subnet a network ACL counts.
    OtherSubnet,
    /// The fields of a network ACL rule.
    NetworkAclFields,
}

impl fmt::Display for ClauseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}
