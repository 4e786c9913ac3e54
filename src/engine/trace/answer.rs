//! What is answered, as plain data: every way, hop by hop, and which packets get through.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Question;
use crate::engine::report::Filter;
use crate::plan::{
    AddressEntry, Direction, IpBackendId, LoadBalancerId, Ports, Protocol, RuleId, ServerId,
    SubnetId, ValueError, VpcId, text_serde,
};

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Trace {
    /// The version of the format, [`Trace::VERSION`].
    pub version: u32,
    /// What was asked.
    pub question: Question,
    /// How much of it passes.
    pub verdict: TraceVerdict,
    /// The packets that pass every layer.
    pub passes: Vec<Parcel>,
    /// The packets that some layer stops.
    pub stopped: Vec<Parcel>,
    /// The packets of which the plan, or the published readings, leave open whether they pass.
    pub unclear: Vec<Parcel>,
    /// The ways that the packets take: one for each pair of places that the same layers guard.
    pub paths: Vec<Path>,
}

impl Trace {
    /// The version of the format.
    pub const VERSION: u32 = 1;
}

/// How much of some packets passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TraceVerdict {
    /// All of them.
    Wholly,
    /// Some of them, or some for certain and of others it is unclear.
    InPart,
    /// None of them.
    NotAtAll,
    /// Nothing is stopped and nothing passes for certain.
    Unclear,
    /// There are no such packets: an end has no address, or the ends have none of one family.
    Nothing,
}

/// One way, past the same layers for all of its packets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Path {
    /// Where it begins.
    pub from: Spot,
    /// Where it ends.
    pub to: Spot,
    /// How much of its packets passes.
    pub verdict: TraceVerdict,
    /// The packets that pass every layer.
    pub passes: Vec<Parcel>,
    /// The packets that some layer stops.
    pub stopped: Vec<Parcel>,
    /// The packets of which it is unclear whether they pass.
    pub unclear: Vec<Parcel>,
    /// The layers in the order in which the packets come to them. Each judges all packets of the
    /// way, so that everything in the way is seen at once.
    pub hops: Vec<Hop>,
    /// Whether replies come back.
    pub replies: Replies,
    /// What else there is to know.
    pub notes: Vec<TraceNote>,
}

/// One end of a way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Spot {
    /// What is there.
    pub what: SpotKind,
    /// The addresses.
    pub addresses: Vec<AddressEntry>,
}

/// What is at one end of a way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SpotKind {
    /// A load balancer.
    LoadBalancer {
        /// The load balancer.
        load_balancer: LoadBalancerId,
        /// The backend subnet; none for a shared load balancer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subnet: Option<SubnetId>,
        /// Whether it is a backend subnet of before, whose addresses are still in use.
        #[serde(default)]
        previous: bool,
    },
    /// Servers of one subnet that wear the same security groups.
    Servers(Vec<ServerId>),
    /// Addresses of a subnet at which the plan has no server.
    Subnet(SubnetId),
    /// Addresses of a VPC that no subnet of the plan holds.
    Vpc(VpcId),
    /// An IP address backend outside of the cloud.
    IpBackend(IpBackendId),
    /// Addresses that nothing in the plan has.
    Outside,
}

/// A layer on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Hop {
    /// Which layer it is.
    pub stage: Stage,
    /// The security groups, or the network ACL.
    pub filter: Filter,
    /// The direction in which it is passed.
    pub direction: Direction,
    /// Whether what it stops counts as stopped. The network ACL of a load balancer's own subnet
    /// counts only where the plan says so: the sources disagree on whether it filters what the load
    /// balancer sends.
    pub counts: bool,
    /// What decides on which packets, in the order of matching; together all packets of the way.
    pub parts: Vec<HopPart>,
}

/// The layers in the order in which packets come to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The security groups of the server that sends.
    SourceSecurityGroups,
    /// The network ACL of the subnet that the packets leave.
    SourceNetworkAcl,
    /// The network ACL of the subnet that the packets come into.
    DestinationNetworkAcl,
    /// The security groups of the server that receives.
    DestinationSecurityGroups,
}

/// The packets that one thing decides on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HopPart {
    /// The packets.
    pub packets: Vec<Parcel>,
    /// What decides.
    pub decided_by: By,
    /// What becomes of them.
    pub fate: Fate,
}

/// What decides on packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// A rule.
    Rule(RuleId),
    /// The deny that stands behind the last rule.
    DefaultDeny,
    /// Nobody knows: the two published readings of several security groups disagree.
    Ambiguous,
    /// Nobody knows: the plan does not say which security groups there are.
    Unknown,
    /// Nothing: the layer does not look at them.
    NotFiltered(WhyFree),
}

/// Why a layer does not look at packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhyFree {
    /// The subnet has no network ACL.
    NoNetworkAcl,
    /// The network ACL is switched off.
    NetworkAclDisabled,
    /// The packets do not leave their subnet.
    SameSubnet,
    /// They go to an address to which network ACLs let everything pass.
    ReservedDestination,
    /// A load balancer forwards them at layer 4 with IP as a backend off.
    Layer4,
}

/// What becomes of packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// They pass.
    Passes,
    /// They are stopped.
    Stopped,
    /// It is unclear.
    Unclear,
}

/// Whether replies to what passes come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Replies {
    /// Whether they do.
    pub verdict: ReplyVerdict,
    /// The network ACLs that the replies would have to pass if these were not stateful; none
    /// where the plan calls them stateful or there are none.
    pub hops: Vec<Hop>,
}

/// Whether replies come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReplyVerdict {
    /// Nothing passes for certain, so there is nothing to reply to.
    Nothing,
    /// They do: every filter on the way is stateful or has rules that let them pass.
    Pass,
    /// They do where network ACLs are stateful, on which the sources disagree.
    IfStateful,
    /// A network ACL stops some of them, and the plan says that network ACLs are not stateful.
    Stopped,
}

/// What else there is to know of a way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TraceNote {
    /// It leads from one VPC to another, or out of the cloud, and needs a route both ways.
    NeedsRoute,
    /// It ends outside of the plan; what filters there is not known.
    BeyondThePlan,
    /// It begins at addresses at which the plan has no server: that they are let out is assumed.
    UnknownSender,
    /// No listener of the load balancer forwards these packets there.
    NotForwarded(Vec<Parcel>),
    /// No health check of the load balancer sends these packets there.
    NotProbed(Vec<Parcel>),
    /// Part of what the load balancer forwards there carries the clients' addresses and passes
    /// whatever rules say; the answer is about the part that does not.
    AlsoForwardedPastRules,
}

/// Packets: every combination of the fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Parcel {
    /// The source addresses.
    pub source: AddressEntry,
    /// The destination addresses.
    pub destination: AddressEntry,
    /// The protocols.
    pub protocol: ProtocolRange,
    /// The source ports; all where left out.
    #[serde(skip_serializing_if = "Ports::is_all", default)]
    pub source_ports: Ports,
    /// The destination ports; all where left out.
    #[serde(skip_serializing_if = "Ports::is_all", default)]
    pub ports: Ports,
}

/// IP protocols by their numbers: in JSON `tcp`, `all`, `47` or `7-16`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ProtocolRange {
    /// The lowest number.
    pub first: u8,
    /// The highest number, never below the first.
    pub last: u8,
}

impl ProtocolRange {
    /// The one protocol that the range stands for, or all; none where it is some of them.
    #[must_use]
    pub fn protocol(self) -> Option<Protocol> {
        match (self.first, self.last) {
            (0, u8::MAX) => Some(Protocol::All),
            (1, 1) => Some(Protocol::Icmp),
            (6, 6) => Some(Protocol::Tcp),
            (17, 17) => Some(Protocol::Udp),
            (58, 58) => Some(Protocol::Icmpv6),
            (first, last) if first == last => Some(Protocol::Number(first)),
            _ => None,
        }
    }
}

impl fmt::Display for ProtocolRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.protocol() {
            Some(protocol) => protocol.fmt(f),
            None => write!(f, "{}-{}", self.first, self.last),
        }
    }
}

impl FromStr for ProtocolRange {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        if let Some((first, last)) = text.split_once('-')
            && let (Ok(first), Ok(last)) = (first.parse(), last.parse())
            && first <= last
        {
            return Ok(Self { first, last });
        }
        let number = text.parse::<Protocol>()?.number();
        Ok(Self { first: number.unwrap_or(0), last: number.unwrap_or(u8::MAX) })
    }
}

text_serde!(ProtocolRange, r"^(all|tcp|udp|icmp|icmpv6|\d{1,3}(-\d{1,3})?)$");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_protocols_is_written_by_name_where_it_has_one() {
        for (first, last, name) in [
            (0, 255, "all"),
            (1, 1, "icmp"),
            (6, 6, "tcp"),
            (17, 17, "udp"),
            (58, 58, "icmpv6"),
            (47, 47, "47"),
            (7, 16, "7-16"),
        ] {
            let range = ProtocolRange { first, last };
            assert_eq!(range.to_string(), name);
            assert_eq!(name.parse::<ProtocolRange>().unwrap(), range);
        }
        assert_eq!(ProtocolRange { first: 7, last: 16 }.protocol(), None);
    }
}
