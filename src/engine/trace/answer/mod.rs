//! The answer to a question as plain data: every path, hop by hop, and the packets that get
//! through.

mod hop;

pub use crate::engine::report::{Parcel, ProtocolRange};
pub use hop::*;

use serde::{Deserialize, Serialize};

use super::Question;
use crate::plan::{AddressEntry, IpBackendId, LoadBalancerId, ServerId, SubnetId, VpcId};

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Trace {
    /// The version of the format, [`Trace::VERSION`].
    pub version: u32,
    /// The question.
    pub question: Question,
    /// The share of the packets that passes.
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

    /// Checks whether some replies to what passes are stopped for certain.
    #[must_use]
    pub fn loses_replies(&self) -> bool {
        self.paths.iter().any(Path::loses_replies)
    }
}

/// The share of some packets that passes.
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

/// One path, past the same filters for all of its packets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Path {
    /// The end that sends.
    pub from: PathEnd,
    /// The end that receives.
    pub to: PathEnd,
    /// The share of its packets that passes.
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
    /// The fate of the replies.
    pub replies: Replies,
    /// The notes about the path.
    pub notes: Vec<TraceNote>,
}

impl Path {
    /// Checks whether some replies to what passes are stopped for certain.
    #[must_use]
    pub fn loses_replies(&self) -> bool {
        self.replies.verdict == ReplyVerdict::Stopped
    }
}

/// One end of a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PathEnd {
    /// The thing that has the addresses.
    pub what: PathEndKind,
    /// The addresses.
    pub addresses: Vec<AddressEntry>,
}

/// The thing at one end of a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PathEndKind {
    /// A load balancer: where it sends from, or where its clients reach it.
    LoadBalancer {
        /// The load balancer.
        load_balancer: LoadBalancerId,
        /// The backend subnet it sends from, none for a shared one; or the subnet it works in, where
        /// packets come to it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        subnet: Option<SubnetId>,
        /// True if it is a former backend subnet, whose addresses are still in use.
        #[serde(default)]
        previous: bool,
    },
    /// Servers of one subnet that have the same security groups.
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

/// The fate of the replies to what passes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Replies {
    /// The verdict on the replies.
    pub verdict: ReplyVerdict,
    /// The network ACLs that the replies would have to pass if these were not stateful; none
    /// where the plan calls them stateful or there are none.
    pub hops: Vec<Hop>,
}

/// The verdict on the replies to what passes.
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

/// A note about a path.
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
