//! The answer to a question about packets, in words.

use crate::engine::report::{IcmpRange, Purpose, RulePlace};
use crate::engine::trace::{
    Fate, Hop, HopBypass, HopDecider, HopFilter, HopPart, HopStage, Parcel, Path, PathEnd,
    PathEndKind, ReplyVerdict, Trace, TraceEnd, TraceNote, TraceVerdict,
};
use crate::plan::{Plan, Ports};

use super::ProtocolPortText;
use super::names::{PlaceName, RuleName, listener, member, name};
use super::near_miss::Missing;

/// The verdict on a path or on all of them, in a word or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraceVerdictText {
    /// The share of the packets that passes.
    pub verdict: TraceVerdict,
    /// True if some replies are stopped for certain.
    pub loses_replies: bool,
}

/// The fate of packets, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FateText(pub Fate);

/// The name of an end of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndText(pub(super) String);

/// The answer as a whole: what was asked, and how much of it passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceText {
    pub(super) verdict: TraceVerdict,
    pub(super) loses_replies: bool,
    /// The purpose for which a load balancer sends it; none where something else sends it.
    pub(super) purpose: Option<Purpose>,
    pub(super) wire: ProtocolPortText,
    pub(super) from: String,
    pub(super) to: String,
}

/// One way: where it begins and where it ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathText {
    pub(super) from: SpotName,
    pub(super) to: SpotName,
}

/// A layer on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HopText {
    pub(super) stage: HopStage,
    pub(super) at: SpotName,
    pub(super) groups: Vec<PlaceName>,
    pub(super) network_acl: Option<PlaceName>,
    pub(super) counts: bool,
}

/// The rule or the default that decides on a part of the packets at a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HopPartText {
    pub(super) by: ByName,
    pub(super) near_misses: Vec<Missing>,
    pub(super) fate: Fate,
}

/// Some packets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParcelText(pub(super) Parcel);

/// Tells whether replies come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepliesText {
    pub(super) verdict: ReplyVerdict,
    /// Tells whether rules of network ACLs had to be looked at.
    pub(super) by_rules: bool,
    /// The network ACLs that would stop replies, with the rules that do, or none where no rule lets
    /// them pass.
    pub(super) stops: Vec<(PlaceName, Vec<RuleName>)>,
}

/// A further remark on a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceNoteText {
    pub(super) note: TraceNote,
    pub(super) from: SpotName,
}

/// A place by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SpotName {
    Balancer {
        name: String,
        subnet: Option<String>,
        previous: bool,
    },
    Servers(Vec<String>),
    /// A subnet with the block or range of it that is meant; none for what is left of it.
    Subnet(String, Option<String>),
    Vpc(String, Option<String>),
    IpBackend(String),
    Outside(Option<String>),
}

/// The rule or the default that decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ByName {
    Rule(RuleName),
    DefaultDeny,
    Listener(String),
    AccessControl(String),
    OwnMember(String),
    NoListener,
    Routed,
    NoRoute,
    RouteInDoubt,
    Ambiguous,
    Unknown(UnknownRules),
    NotFiltered(HopBypass),
}

/// The thing that a layer of a trace does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnknownRules {
    /// The security groups that there are.
    SecurityGroups,
    /// The network ACL that there is.
    NetworkAcl,
    /// The rules of those that there are.
    Rules,
}

impl UnknownRules {
    fn of(filter: &HopFilter) -> Self {
        match filter {
            HopFilter::SecurityGroups(groups) if groups.is_empty() => Self::SecurityGroups,
            HopFilter::NetworkAcl(None) => Self::NetworkAcl,
            _ => Self::Rules,
        }
    }
}

impl EndText {
    /// The name of an end.
    #[must_use]
    pub fn of(end: TraceEnd, plan: &Plan) -> Self {
        Self(match end {
            TraceEnd::LoadBalancer(id) => name(plan, id),
            TraceEnd::Server(id) => name(plan, id),
            TraceEnd::IpBackend(id) => name(plan, id),
            TraceEnd::Member(id) => member(plan, id),
            TraceEnd::Address(cidr) => short(&cidr.to_string()),
        })
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }
}

/// A block of one address as people write it.
fn short(block: &str) -> String {
    let address = block
        .strip_suffix("/32")
        .or_else(|| block.strip_suffix("/128").filter(|address| address.contains(':')));
    address.unwrap_or(block).to_owned()
}

impl TraceText {
    /// The answer to a question, in a sentence.
    #[must_use]
    pub fn of(trace: &Trace, plan: &Plan) -> Self {
        let question = &trace.question;
        let from_balancer = matches!(question.from, TraceEnd::LoadBalancer(_));
        Self {
            verdict: trace.verdict,
            loses_replies: trace.loses_replies(),
            purpose: from_balancer.then_some(question.purpose),
            wire: ProtocolPortText {
                icmp: question.icmp.map(IcmpRange::from),
                ..ProtocolPortText::to(question.protocol, question.ports.clone())
            },
            from: EndText::of(question.from, plan).0,
            to: EndText::of(question.to, plan).0,
        }
    }
}

impl From<&Path> for TraceVerdictText {
    fn from(path: &Path) -> Self {
        Self { verdict: path.verdict, loses_replies: path.loses_replies() }
    }
}

impl From<&Trace> for TraceVerdictText {
    fn from(trace: &Trace) -> Self {
        Self { verdict: trace.verdict, loses_replies: trace.loses_replies() }
    }
}

impl SpotName {
    fn of(spot: &PathEnd, plan: &Plan) -> Self {
        // The rest of a block between its servers is many ranges, which nobody reads.
        let addresses = || match spot.addresses.as_slice() {
            [only] => Some(short(&only.to_string())),
            _ => None,
        };
        match &spot.what {
            PathEndKind::LoadBalancer { load_balancer, subnet, previous } => Self::Balancer {
                name: name(plan, *load_balancer),
                subnet: subnet.map(|id| name(plan, id)),
                previous: *previous,
            },
            PathEndKind::Servers(ids) => {
                Self::Servers(ids.iter().map(|id| name(plan, *id)).collect())
            }
            PathEndKind::Subnet(id) => Self::Subnet(name(plan, *id), addresses()),
            PathEndKind::Vpc(id) => Self::Vpc(name(plan, *id), addresses()),
            PathEndKind::IpBackend(id) => Self::IpBackend(name(plan, *id)),
            PathEndKind::Outside => Self::Outside(addresses()),
        }
    }
}

impl PathText {
    /// The ends of a path.
    #[must_use]
    pub fn of(path: &Path, plan: &Plan) -> Self {
        Self { from: SpotName::of(&path.from, plan), to: SpotName::of(&path.to, plan) }
    }
}

impl HopText {
    /// A layer of a way.
    #[must_use]
    pub fn of(hop: &Hop, path: &Path, plan: &Plan) -> Self {
        let at = match hop.stage {
            HopStage::SourceSecurityGroups | HopStage::SourceNetworkAcl => &path.from,
            HopStage::Routes
            | HopStage::DestinationNetworkAcl
            | HopStage::DestinationSecurityGroups
            | HopStage::Listeners => &path.to,
        };
        let (groups, network_acl) = match &hop.filter {
            HopFilter::SecurityGroups(ids) => (ids.as_ref(), None),
            HopFilter::NetworkAcl(id) => (&[][..], *id),
            HopFilter::Listeners(_) | HopFilter::Routes(_) => (&[][..], None),
        };
        // Nobody asks whether a layer would count that filters nothing.
        let is_free =
            hop.parts.iter().all(|part| matches!(part.decided_by, HopDecider::NotFiltered(_)));
        let groups = groups.iter().map(|id| PlaceName::of(RulePlace::SecurityGroup(*id), plan));
        Self {
            stage: hop.stage,
            at: SpotName::of(at, plan),
            groups: groups.collect(),
            network_acl: network_acl.map(|id| PlaceName::of(RulePlace::NetworkAcl(id), plan)),
            counts: hop.counts || is_free,
        }
    }
}

impl HopPartText {
    /// The rule or the default that decides on a part.
    #[must_use]
    pub fn of(part: &HopPart, hop: &Hop, plan: &Plan) -> Self {
        let by = match part.decided_by {
            HopDecider::Rule(id) => {
                RuleName::of(id, plan).map_or(ByName::DefaultDeny, ByName::Rule)
            }
            HopDecider::DefaultDeny => ByName::DefaultDeny,
            HopDecider::Listener(id) => ByName::Listener(listener(plan, id)),
            HopDecider::AccessControl(id) => ByName::AccessControl(listener(plan, id)),
            HopDecider::OwnMember(id) => ByName::OwnMember(listener(plan, id)),
            HopDecider::NoListener => ByName::NoListener,
            HopDecider::Routed => ByName::Routed,
            HopDecider::NoRoute => ByName::NoRoute,
            HopDecider::RouteInDoubt => ByName::RouteInDoubt,
            HopDecider::Ambiguous => ByName::Ambiguous,
            HopDecider::Unknown => ByName::Unknown(UnknownRules::of(&hop.filter)),
            HopDecider::NotFiltered(why) => ByName::NotFiltered(why),
        };
        let near_misses = Missing::of(&part.near_misses, plan);
        Self { by, near_misses, fate: part.fate }
    }
}

impl ParcelText {
    /// Some packets.
    #[must_use]
    pub fn of(parcel: &Parcel) -> Self {
        Self(parcel.clone())
    }

    /// Protocol and destination ports, where the protocols are one or all.
    pub(super) fn wire(&self) -> Option<ProtocolPortText> {
        let protocol = self.0.protocol.protocol()?;
        let ports = match protocol.may_have_ports() {
            true => self.0.ports.clone(),
            false => Ports::all(),
        };
        Some(ProtocolPortText { icmp: self.0.icmp, ..ProtocolPortText::to(protocol, ports) })
    }

    pub(super) fn source(&self) -> String {
        short(&self.0.source.to_string())
    }

    pub(super) fn destination(&self) -> String {
        short(&self.0.destination.to_string())
    }
}

impl RepliesText {
    /// Tells whether replies to what passes on a way come back.
    #[must_use]
    pub fn of(path: &Path, plan: &Plan) -> Self {
        let hops = path.replies.hops.iter().filter(|hop| hop.counts);
        let stops = hops.filter_map(|hop| {
            let HopFilter::NetworkAcl(Some(id)) = hop.filter else { return None };
            let parts = hop.parts.iter().filter(|part| part.fate == Fate::Stopped);
            let stopped = parts.collect::<Vec<_>>();
            let rules = stopped.iter().filter_map(|part| match part.decided_by {
                HopDecider::Rule(id) => RuleName::of(id, plan),
                _ => None,
            });
            let place = PlaceName::of(RulePlace::NetworkAcl(id), plan);
            (!stopped.is_empty()).then(|| (place, rules.collect()))
        });
        Self {
            verdict: path.replies.verdict,
            by_rules: !path.replies.hops.is_empty(),
            stops: stops.collect(),
        }
    }
}

impl TraceNoteText {
    /// A note on a way.
    #[must_use]
    pub fn of(note: &TraceNote, path: &Path, plan: &Plan) -> Self {
        Self { note: note.clone(), from: SpotName::of(&path.from, plan) }
    }
}

/// The labels of the form that asks, and of its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum TraceLabel {
    Title,
    From,
    To,
    AnAddress,
    FromAddress,
    ToAddress,
    OwnAddress,
    More,
    Protocol,
    AllProtocols,
    Ports,
    SourcePorts,
    Purpose,
    Forwarded,
    HealthCheck,
    AskAbout,
    /// The remark on a flow of which it is in doubt whether it is routed.
    RouteInDoubt,
    Passes,
    Stopped,
    Unclear,
    Replies,
    Clear,
    Choose,
    MorePaths(usize),
}

area!(trace::verdict, TraceVerdictText);
area!(trace::fate, FateText);
area!(trace::label, TraceLabel);
prose!(trace::whole, TraceText);
prose!(trace::path, PathText);
prose!(trace::hop, HopText);
prose!(trace::part, HopPartText);
prose!(trace::parcel, ParcelText);
prose!(trace::replies, RepliesText);
prose!(trace::note, TraceNoteText);
