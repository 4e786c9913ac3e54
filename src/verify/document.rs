//! The document as it is written, as far as the checker looks at it. These are its own types: a
//! mistake in how the planner reads its own documents cannot hide here.

use serde::Deserialize;

use super::notation::{Addresses, MessageKind, Messages, Ports, Protocol};
use super::space::Family;

pub(super) use super::document_plan::*;

/// A document.
#[derive(Deserialize)]
pub(super) struct Document {
    pub(super) plan: Plan,
    pub(super) report: Report,
    pub(super) certificate: Certificate,
}

#[derive(Deserialize)]
pub(super) struct Report {
    pub(super) summary: Summary,
    pub(super) flows: Vec<Flow>,
    pub(super) changes: Vec<Change>,
    #[serde(default)]
    pub(super) connections: Vec<ConnectionAnswer>,
}

#[derive(Deserialize)]
pub(super) struct ConnectionAnswer {
    pub(super) connection: String,
    pub(super) verdict: ConnectionVerdict,
    #[serde(default)]
    pub(super) flows: Vec<ConnectionFlow>,
    #[serde(default)]
    pub(super) gets_in: Vec<GetsIn>,
}

#[derive(Deserialize)]
pub(super) struct GetsIn {
    pub(super) certain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ConnectionVerdict {
    Open,
    Stopped,
    KeptOut,
    GetsIn,
    Unclear,
    Unanswered,
}

#[derive(Deserialize)]
pub(super) struct ConnectionFlow {
    pub(super) id: u32,
    pub(super) sources: Vec<Addresses>,
    #[serde(default)]
    pub(super) senders: Vec<String>,
    pub(super) destinations: Vec<Addresses>,
    #[serde(default)]
    pub(super) receivers: Vec<String>,
    #[serde(rename = "type")]
    pub(super) family: Family,
    pub(super) protocol: Protocol,
    #[serde(default)]
    pub(super) icmp: MessageKind,
    #[serde(default)]
    pub(super) ports: Ports,
    pub(super) verdict: Verdict,
    pub(super) layers: Vec<Layer>,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Summary {
    pub(super) required_rules: u64,
    pub(super) recommended_rules: u64,
    pub(super) rules_to_change: u64,
    pub(super) open_flows: u64,
    pub(super) blocked_flows: u64,
    pub(super) exempt_flows: u64,
    pub(super) attention_flows: u64,
    pub(super) proved: bool,
}

#[derive(Deserialize)]
pub(super) struct Flow {
    pub(super) id: u32,
    pub(super) purpose: Purpose,
    pub(super) load_balancer: String,
    pub(super) listeners: Vec<String>,
    pub(super) group: String,
    pub(super) member: String,
    pub(super) target: String,
    pub(super) source: FlowSource,
    #[serde(default)]
    pub(super) destination: Option<Addresses>,
    #[serde(rename = "type")]
    pub(super) family: Family,
    pub(super) protocol: Protocol,
    #[serde(default)]
    pub(super) icmp: MessageKind,
    #[serde(default)]
    pub(super) ports: Ports,
    pub(super) verdict: Verdict,
    #[serde(default)]
    pub(super) route_in_doubt: bool,
    pub(super) layers: Vec<Layer>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Purpose {
    Traffic,
    HealthCheck,
    Ping,
}

#[derive(Deserialize)]
pub(super) struct FlowSource {
    pub(super) cidr: Addresses,
    #[serde(default)]
    pub(super) subnet: Option<String>,
    #[serde(default)]
    pub(super) previous: bool,
}

/// From the least grave to the gravest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Verdict {
    Exempt,
    Open,
    Attention,
    Blocked,
}

#[derive(Deserialize)]
pub(super) struct Layer {
    pub(super) filter: Filter,
    pub(super) direction: Direction,
    #[serde(default)]
    pub(super) leg: Leg,
    pub(super) level: Level,
    pub(super) outcome: Outcome,
}

/// On which leg of the way a filter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Leg {
    #[default]
    Member,
    FromLoadBalancer,
    BackToLoadBalancer,
    FromClients,
    BackToClients,
    FromSender,
    BackToSender,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Filter {
    SecurityGroups(Vec<String>),
    NetworkAcl(Option<String>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Level {
    Required,
    Recommended,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    NotFiltered(WhyNotFiltered),
    Filtered { parts: Vec<Part> },
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum WhyNotFiltered {
    NoNetworkAcl,
    NetworkAclDisabled,
    SameSubnet,
    Layer4,
    PortSecurityOff,
    NeverFiltered,
    NoRoute,
}

#[derive(Deserialize)]
pub(super) struct Part {
    pub(super) packets: Vec<Packets>,
    pub(super) decided_by: Decider,
    pub(super) passes: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Decider {
    Rule(String),
    DefaultDeny,
    Ambiguous,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct Packets {
    pub(super) source: Addresses,
    pub(super) destination: Addresses,
    pub(super) protocol: Protocol,
    #[serde(default)]
    pub(super) icmp: Messages,
    #[serde(default)]
    pub(super) source_ports: Ports,
    #[serde(default)]
    pub(super) ports: Ports,
}

#[derive(Deserialize)]
pub(super) struct Change {
    pub(super) id: u32,
    pub(super) place: ChangedFilter,
    pub(super) level: Level,
    #[serde(default)]
    pub(super) leg: Leg,
    #[serde(default)]
    pub(super) legs: Vec<LegFlows>,
    pub(super) kind: Kind,
    pub(super) flows: Vec<u32>,
    pub(super) stopped_by: Vec<Decider>,
    pub(super) remedy: Vec<Remedy>,
}

#[derive(Deserialize)]
pub(super) struct LegFlows {
    #[serde(default)]
    pub(super) leg: Leg,
    pub(super) flows: Vec<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ChangedFilter {
    SecurityGroup(String),
    NetworkAcl(String),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    AddSecurityGroupRule {
        direction: Direction,
        rule: SecurityGroupRule,
    },
    AddNetworkAclRule {
        direction: Direction,
        rule: NetworkAclRule,
        position: usize,
        #[serde(default)]
        above: Option<String>,
    },
    LowerPriority {
        direction: Direction,
        rule: String,
        from: u8,
        to: u8,
        sets_free: Vec<String>,
    },
}

impl Kind {
    pub(super) fn direction(&self) -> Direction {
        match self {
            Self::AddSecurityGroupRule { direction, .. }
            | Self::AddNetworkAclRule { direction, .. }
            | Self::LowerPriority { direction, .. } => *direction,
        }
    }
}

/// The edits that a change can be made of.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Remedy {
    PutSecurityGroupRule {
        security_group: String,
        direction: Direction,
        rule: SecurityGroupRule,
    },
    PutNetworkAclRule {
        network_acl: String,
        direction: Direction,
        rule: NetworkAclRule,
        #[serde(default)]
        above: Option<String>,
    },
}

#[derive(Deserialize)]
pub(super) struct Certificate {
    pub(super) entries: Vec<Entry>,
    pub(super) additions: Vec<Addition>,
}

#[derive(Deserialize)]
pub(super) struct Entry {
    pub(super) filter: Filter,
    pub(super) direction: Direction,
    #[serde(default)]
    pub(super) flavor: Flavor,
    #[serde(default)]
    pub(super) others: Vec<String>,
    pub(super) packets: Packets,
    pub(super) flows: Vec<u32>,
    pub(super) now: Decision,
    pub(super) after: Decision,
}

#[derive(Deserialize)]
pub(super) struct Decision {
    pub(super) parts: Vec<Part>,
    #[serde(default)]
    pub(super) combined: Vec<Part>,
    pub(super) missing: Vec<Packets>,
}

#[derive(Deserialize)]
pub(super) struct Addition {
    pub(super) change: u32,
    pub(super) asked: Vec<AskedPackets>,
    pub(super) surplus: Vec<Packets>,
}

#[derive(Deserialize)]
pub(super) struct AskedPackets {
    pub(super) flow: u32,
    pub(super) packets: Vec<Packets>,
}

macro_rules! shown {
    ($($name:ident { $($variant:ident = $text:literal),* })*) => {$(
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(match self { $(Self::$variant => $text),* })
            }
        }
    )*};
}

shown! {
    Purpose { Traffic = "traffic", HealthCheck = "health_check", Ping = "ping" }
    Level { Required = "required", Recommended = "recommended" }
    Verdict { Exempt = "exempt", Open = "open", Attention = "attention", Blocked = "blocked" }
}
