//! What is answered, as plain data: every way, hop by hop, and which packets get through.

mod hop;
mod packets;

pub use hop::*;
pub use packets::*;

use serde::{Deserialize, Serialize};

use super::Question;
use crate::plan::{AddressEntry, IpBackendId, LoadBalancerId, ServerId, SubnetId, VpcId};

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
    pub from: PathEnd,
    /// Where it ends.
    pub to: PathEnd,
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
pub struct PathEnd {
    /// What is there.
    pub what: PathEndKind,
    /// The addresses.
    pub addresses: Vec<AddressEntry>,
}

/// What is at one end of a way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PathEndKind {
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
