//! Things in a document that are not so, as plain data; `locale` has the words.

use super::document::{Direction, Filter, Packets};

/// Something in a document that is not so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discrepancy {
    /// The part of the document that it is in.
    pub part: DocumentPart,
    /// The fault.
    pub fault: Fault,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentPart {
    /// The plan.
    Plan,
    /// The summary of the report.
    Summary,
    /// A flow of the report, by its number.
    Flow(u32),
    /// The layer of a flow at one filter.
    Layer {
        /// The flow.
        flow: u32,
        /// The filter.
        filter: FilterName,
    },
    /// An entry of the certificate.
    Entry {
        /// Its place in the list, from 0 up.
        entry: usize,
        /// The first of its flows.
        flow: Option<u32>,
        /// The filter.
        filter: FilterName,
        /// True if it is about the plan with all changes made.
        changed: bool,
        /// True if it is about the rules of several security groups as one list.
        combined: bool,
    },
    /// A change of the report, by its number.
    Change(u32),
    /// The addition of the certificate about an added rule, by the number of its change.
    Addition(u32),
}

/// A filter and the direction in which it is passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterName {
    /// The ids of its security groups or of its network ACL.
    pub ids: Vec<String>,
    /// True if it is a network ACL.
    pub is_network_acl: bool,
    /// True if it is passed on the way out.
    pub is_outbound: bool,
}

impl FilterName {
    pub(super) fn of(filter: &Filter, direction: Direction) -> Self {
        let (ids, is_network_acl) = match filter {
            Filter::SecurityGroups(ids) => (ids.clone(), false),
            Filter::NetworkAcl(id) => (id.iter().cloned().collect(), true),
        };
        Self { ids, is_network_acl, is_outbound: direction == Direction::Outbound }
    }
}

/// Packets as the document writes them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of the document")]
pub struct PacketsName {
    pub source: String,
    pub destination: String,
    pub protocol: String,
    pub icmp: String,
    pub source_ports: String,
    pub ports: String,
}

impl From<&Packets> for PacketsName {
    fn from(packets: &Packets) -> Self {
        Self {
            source: packets.source.to_string(),
            destination: packets.destination.to_string(),
            protocol: packets.protocol.to_string(),
            icmp: packets.icmp.to_string(),
            source_ports: packets.source_ports.to_string(),
            ports: packets.ports.to_string(),
        }
    }
}

/// A field of a flow, a layer, a change or the summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as the field of the document")]
pub enum Field {
    Purpose,
    Source,
    Destination,
    Protocol,
    Icmp,
    Ports,
    Type,
    Target,
    Listeners,
    RouteInDoubt,
    Verdict,
    Level,
    From,
    To,
    Position,
    SetsFree,
    StoppedBy,
    RequiredRules,
    RecommendedRules,
    RulesToChange,
    OpenFlows,
    BlockedFlows,
    ExemptFlows,
    AttentionFlows,
}

/// The ways in which a document can be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The plan, or the report, has no such thing.
    Unknown(String),
    /// A field does not say what the rest of the document comes to.
    Differs {
        /// The field.
        field: Field,
        /// The value in the document.
        found: String,
        /// The value that the rest of the document comes to.
        wanted: String,
    },
    /// The report leaves a flow out.
    NoFlow {
        /// The load balancer that sends it.
        load_balancer: String,
        /// The member it goes to.
        member: String,
        /// Its purpose, as the report writes it.
        purpose: String,
        /// The subnet it comes from.
        subnet: Option<String>,
    },
    /// Two flows, or two changes, have one number.
    SameNumber,
    /// A part has no packets.
    EmptyPart,
    /// The packets are more than one box, or of the other address family.
    NotABox(PacketsName),
    /// The packets are not among those that the entry, the flow or the rule is about.
    Outside(PacketsName),
    /// The packets are listed twice.
    Twice(PacketsName),
    /// Some packets are in no part.
    NotAllCovered,
    /// The filter has no such rule in force.
    NoSuchRule(String),
    /// The rule does not match all of the packets.
    MatchesPart(String, PacketsName),
    /// A rule that is looked at before matches some of the packets.
    EarlierRule {
        /// The rule that is said to decide.
        rule: String,
        /// The one before it.
        earlier: String,
        /// The packets.
        packets: PacketsName,
    },
    /// A rule matches some of the packets that are said to meet the default deny.
    RuleMatches(String, PacketsName),
    /// The parts are not in the order of matching.
    OutOfOrder,
    /// The part does not end as what decides on it says.
    WrongEnd {
        /// The rule; the default deny or a dispute where left out.
        rule: Option<String>,
        /// The end that the document gives it.
        passes: bool,
    },
    /// The published readings of several security groups agree on some of the packets.
    NotDisputed(PacketsName),
    /// The published readings of several security groups disagree on some of the packets.
    Disputed(PacketsName),
    /// The second reading of several security groups is left out, or there is just one group.
    Combined,
    /// Packets pass that are said to be missing.
    NotMissing(PacketsName),
    /// More is missing than is said.
    MoreMissing,
    /// Packets are still missing.
    StillMissing(PacketsName),
    /// The report says that it is not proved, and nothing is missing.
    NothingMissing,
    /// A filter on the way of the flow is not listed.
    NoLayer(FilterName),
    /// A filter is listed twice, or is not on the way.
    NotOnTheWay,
    /// The report does not say what the plan says: whether the filter looks, and if not, why.
    WrongOutcome,
    /// The certificate has no entry for it.
    NoEntry,
    /// The entry does not hold the packets of a flow, or the flow is not at this filter.
    NotInEntry(u32),
    /// The added rule has the id of another one.
    IdTaken(String),
    /// The rule to change does not stand in the way of added rules: it is no deny in force, nor an
    /// allow that ends the rules of a Kunpeng flavor.
    NotInTheWay(String),
    /// A rule to add is not an allow that is switched on.
    NotAnAllow(String),
    /// The edits of the change do not make the change.
    WrongRemedy,
    /// The certificate does not say what the added rule lets pass, or says it twice.
    NoAddition,
    /// The flow does not ask for the packets.
    NotAsked(u32, PacketsName),
    /// A flow asks for packets that are said to be surplus.
    Asked(PacketsName),
}
