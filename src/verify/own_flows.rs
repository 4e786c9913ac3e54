//! Checks that the report has the flows of every connection of one's own that must reach, with the
//! filters on their way, and says of each connection what they come to.

use std::collections::HashSet;

use super::check_log::CheckLog;
use super::discrepancy::{DocumentPart, Fault, Field};
use super::document::{
    Connection, ConnectionAnswer, ConnectionFlow, ConnectionVerdict, Direction, Filter, Flavor,
    Leg, Level, NetworkAcl, Outcome, Plan, Subnet, Verdict, WhyNotFiltered,
};
use super::filters::{ExpectedFilter, answers, is_never_filtered};
use super::flow::{FilterOnPath, differs, layers};
use super::notation::{Addresses, MessageKind, Ports, Protocol};
use super::own_places::{End, Guard, Place, vpc_of};
use super::plan_index::PlanIndex;
use super::space::{Cell, Family, Span, joined};

/// The most pairs of addresses of a connection that a report answers.
const MOST_PAIRS: usize = 50_000;

/// A flow that a connection has to have.
struct Expected<'a> {
    family: Family,
    protocol: Protocol,
    icmp: MessageKind,
    ports: Ports,
    from: &'a Place<'a>,
    to: &'a Place<'a>,
    filters: Vec<ExpectedFilter>,
}

/// Checks the answers to all connections. Returns the filters that look at the packets of each flow.
pub(super) fn check<'f>(
    plan: &Plan,
    index: &PlanIndex,
    answers: &'f [ConnectionAnswer],
    log: &mut CheckLog,
) -> Vec<(u32, Vec<FilterOnPath<'f>>)> {
    let mut all = vec![];
    log.enter(DocumentPart::Plan);
    let same = answers.iter().map(|it| &it.connection).eq(plan.connections.iter().map(|it| &it.id));
    log.unless(same, || Fault::Unknown("connections".to_owned()));
    for (connection, answer) in plan.connections.iter().zip(answers) {
        let must_reach = connection.kind == "must_reach";
        let found = match must_reach {
            true => flows(connection, index, answer, log),
            false => vec![],
        };
        log.enter(DocumentPart::Plan);
        log.unless(must_reach || answer.flows.is_empty(), || Fault::Unknown(connection.id.clone()));
        log.unless(!must_reach || answer.gets_in.is_empty(), || {
            Fault::Unknown(connection.id.clone())
        });
        log.unless(is_verdict(answer, must_reach), || Fault::Differs {
            field: Field::Verdict,
            found: format!("{:?}", answer.verdict),
            wanted: connection.id.clone(),
        });
        all.extend(found);
    }
    all
}

/// Tells whether the verdict on a connection is what its flows, or what gets in, come to. That nothing
/// else gets in is not checked.
fn is_verdict(answer: &ConnectionAnswer, must_reach: bool) -> bool {
    let mut certain = answer.gets_in.iter().map(|it| it.certain);
    match (answer.flows.iter().map(|it| it.verdict).max(), answer.verdict) {
        (None, ConnectionVerdict::Unanswered) => answer.gets_in.is_empty(),
        (None, ConnectionVerdict::KeptOut) => !must_reach && answer.gets_in.is_empty(),
        (None, ConnectionVerdict::GetsIn) => certain.any(|it| it),
        (None, ConnectionVerdict::Unclear) => !answer.gets_in.is_empty() && !certain.any(|it| it),
        (Some(Verdict::Exempt | Verdict::Open), verdict) => verdict == ConnectionVerdict::Open,
        (Some(Verdict::Attention), verdict) => verdict == ConnectionVerdict::Unclear,
        (Some(Verdict::Blocked), verdict) => verdict == ConnectionVerdict::Stopped,
        (None, ConnectionVerdict::Open | ConnectionVerdict::Stopped) => false,
    }
}

/// Checks the flows of a connection: each that it has to have is there once, and no other.
fn flows<'f>(
    connection: &Connection,
    index: &PlanIndex,
    answer: &'f ConnectionAnswer,
    log: &mut CheckLog,
) -> Vec<(u32, Vec<FilterOnPath<'f>>)> {
    let (near, far) = (vpc_of(index, &connection.from), vpc_of(index, &connection.to));
    let both = [Family::V4, Family::V6];
    let ends = both.map(|family| {
        let end = |sends, far| End { index, family, sends, far };
        (end(true, far).places(&connection.from), end(false, near).places(&connection.to))
    });
    let spans = |places: &[Place]| places.iter().map(|it| it.spans.len()).sum::<usize>();
    let pairs = ends.iter().map(|(from, to)| spans(from).saturating_mul(spans(to)));
    let mut left = vec![];
    if pairs.fold(0, usize::saturating_add) <= MOST_PAIRS {
        for (family, (from, to)) in both.into_iter().zip(&ends) {
            for (protocol, ports) in wires(connection, family) {
                for from in from {
                    for to in to {
                        let way = Way { index, connection, family, protocol, ports, from, to };
                        left.extend(way.expected());
                    }
                }
            }
        }
    }
    let mut found = vec![];
    for flow in &answer.flows {
        let Some(at) = left.iter().position(|it| it.is(flow)) else {
            log.enter(DocumentPart::Flow(flow.id));
            log.add(Fault::Unknown(connection.id.clone()));
            continue;
        };
        let expected = left.remove(at);
        let mut faults = vec![];
        let filters = layers(&flow.layers, &expected.filters, Flavor::Standard, &mut faults);
        log.enter(DocumentPart::Flow(flow.id));
        faults.into_iter().for_each(|fault| log.add(fault));
        found.push((flow.id, filters));
    }
    log.enter(DocumentPart::Plan);
    for expected in left {
        let wire = format!("{} {}", expected.protocol, expected.ports);
        log.add(differs(Field::Protocol, &connection.id, wire));
    }
    found
}

impl Expected<'_> {
    fn is(&self, flow: &ConnectionFlow) -> bool {
        let spans = |all: &[Addresses]| all.iter().map(|it| it.span).collect::<HashSet<_>>();
        let own = |place: &Place| place.spans.iter().copied().collect::<HashSet<_>>();
        let names = |all: &[String], place: &Place| {
            all.iter().map(String::as_str).eq(place.servers.iter().copied())
        };
        flow.family == self.family
            && flow.protocol == self.protocol
            && flow.icmp.0 == self.icmp.0
            && flow.ports == self.ports
            && spans(&flow.sources) == own(self.from)
            && spans(&flow.destinations) == own(self.to)
            && names(&flow.senders, self.from)
            && names(&flow.receivers, self.to)
    }
}

/// The protocols of a connection, each with ports in a row. All are TCP, UDP and the family's ICMP, and
/// the first two where ports are named.
fn wires(connection: &Connection, family: Family) -> Vec<(Protocol, Span)> {
    let Connection { protocol, ports, .. } = connection;
    let icmp = if family == Family::V4 { Protocol::ICMP } else { Protocol::ICMPV6 };
    let names_ports = !ports.named().is_empty();
    let protocols = match protocol.0 {
        None if names_ports => vec![Protocol::TCP, Protocol::UDP],
        None => vec![Protocol::TCP, Protocol::UDP, icmp],
        Some(_) if protocol.is_icmp() && *protocol != icmp => vec![],
        Some(_) => vec![*protocol],
    };
    let mut all = vec![];
    for protocol in protocols {
        match protocol.has_ports() {
            true => all.extend(joined(ports.spans()).into_iter().map(|it| (protocol, it))),
            false => all.push((protocol, Span::PORTS)),
        }
    }
    all
}

struct Way<'a> {
    index: &'a PlanIndex<'a>,
    connection: &'a Connection,
    family: Family,
    protocol: Protocol,
    ports: Span,
    from: &'a Place<'a>,
    to: &'a Place<'a>,
}

impl<'a> Way<'a> {
    /// The flow from one place to the other; none where it is from an address to itself.
    fn expected(&self) -> Option<Expected<'a>> {
        let pairs = self
            .from
            .spans
            .iter()
            .flat_map(|from| self.to.spans.iter().map(move |to| (*from, *to)));
        let pairs = pairs.filter(|(from, to)| from != to || from.low != from.high);
        let cells = pairs.map(|(from, to)| self.cell(from, to)).collect::<Vec<_>>();
        cells.first()?;
        let ports = if self.protocol.has_ports() { Some(self.ports) } else { None };
        Some(Expected {
            family: self.family,
            protocol: self.protocol,
            icmp: self.icmp(),
            ports: Ports::of(ports),
            from: self.from,
            to: self.to,
            filters: self.filters(&cells),
        })
    }

    /// The message that the connection names, where it is one of ICMP.
    fn icmp(&self) -> MessageKind {
        if self.connection.protocol.is_icmp() {
            self.connection.icmp
        } else {
            MessageKind::default()
        }
    }

    fn cell(&self, from: Span, to: Span) -> Cell {
        Cell {
            family: self.family,
            source: from,
            destination: to,
            protocol: self.protocol.span(),
            source_ports: Span::PORTS,
            ports: self.ports,
            messages: self.icmp().0.span(),
        }
    }

    fn filters(&self, cells: &[Cell]) -> Vec<ExpectedFilter> {
        let mut all = self.groups(self.from, self.to, true, cells);
        let id = |place: &Place<'a>| place.subnet.map(|it| it.id.as_str());
        let stays = id(self.from).is_some() && id(self.from) == id(self.to);
        let out = (Leg::FromSender, Direction::Outbound, Level::Required);
        let within = (Leg::Member, Direction::Inbound, Level::Required);
        if stays {
            let acl = self.to.subnet.and_then(|it| it.network_acl.clone());
            let why = Outcome::NotFiltered(WhyNotFiltered::SameSubnet);
            all.push(ExpectedFilter::of(Filter::NetworkAcl(acl), why));
        } else {
            all.extend(self.acl(self.from.subnet, out, cells));
            all.extend(self.acl(self.to.subnet, within, cells));
        }
        all.extend(self.groups(self.to, self.from, false, cells));
        let level = match self.index.settings().network_acl_state.as_str() {
            "stateful" => return all,
            "stateless" => Level::Required,
            _ => Level::Recommended,
        };
        if !stays {
            let back = cells.iter().map(|it| answers(*it)).collect::<Vec<_>>();
            let ways = [
                (self.to.subnet, within, (Leg::Member, Direction::Outbound, level)),
                (self.from.subnet, out, (Leg::BackToSender, Direction::Inbound, level)),
            ];
            for (subnet, there, at) in ways {
                // A network ACL that nobody knows is asked about once for both ways.
                let is_unknown = |it: &ExpectedFilter| matches!(it.outcome, Outcome::Unknown);
                let is_said = self.acl(subnet, there, cells).iter().any(is_unknown);
                let asked = self.acl(subnet, at, &back).into_iter().filter(|it| {
                    let to_know = is_unknown(it) && level == Level::Required && !is_said;
                    it.packets.is_some() || to_know
                });
                all.extend(asked);
            }
        }
        all
    }

    fn groups(
        &self,
        near: &Place,
        far: &Place,
        sends: bool,
        cells: &[Cell],
    ) -> Vec<ExpectedFilter> {
        let at = match sends {
            true => (Leg::FromSender, Direction::Outbound),
            false => (Leg::Member, Direction::Inbound),
        };
        let none = || Filter::SecurityGroups(vec![]);
        let past = |outcome| ExpectedFilter {
            leg: at.0,
            direction: at.1,
            ..ExpectedFilter::of(none(), outcome)
        };
        match &near.guard {
            Guard::Outside => vec![],
            Guard::Undrawn if sends => vec![],
            Guard::Undrawn | Guard::Unsaid => vec![past(Outcome::Unknown)],
            Guard::Off => vec![past(Outcome::NotFiltered(WhyNotFiltered::PortSecurityOff))],
            Guard::Worn(groups, _) if !self.index.knows_rules_of(groups) => {
                let groups = Filter::SecurityGroups(groups.clone());
                vec![ExpectedFilter { filter: groups, ..past(Outcome::Unknown) }]
            }
            Guard::Worn(groups, flavor) => {
                let others = match &far.guard {
                    Guard::Worn(groups, _) => groups.clone(),
                    _ => vec![],
                };
                let looks = |cell: &Cell| {
                    let groups = Filter::SecurityGroups(groups.clone());
                    let expected = ExpectedFilter::looks(at, groups, Level::Required, *cell);
                    ExpectedFilter { flavor: Some(*flavor), others: others.clone(), ..expected }
                };
                cells.iter().map(looks).collect()
            }
        }
    }

    fn acl(
        &self,
        subnet: Option<&Subnet>,
        (leg, direction, level): (Leg, Direction, Level),
        cells: &[Cell],
    ) -> Vec<ExpectedFilter> {
        let Some(subnet) = subnet else { return vec![] };
        let acl = subnet.network_acl.as_deref().and_then(|id| self.index.network_acl(id));
        let may_be_other = subnet.network_acl.is_none() && !subnet.network_acl_known;
        let is_unknown = may_be_other || acl.is_some_and(|it| !it.rules_known);
        let filter = || Filter::NetworkAcl(subnet.network_acl.clone());
        let past = |why| ExpectedFilter {
            leg,
            direction,
            level,
            ..ExpectedFilter::of(filter(), Outcome::NotFiltered(why))
        };
        match acl {
            None if !may_be_other => vec![past(WhyNotFiltered::NoNetworkAcl)],
            Some(NetworkAcl { enabled: false, .. }) => {
                vec![past(WhyNotFiltered::NetworkAclDisabled)]
            }
            _ => {
                let mut is_said = false;
                let look = |cell: &Cell| match is_never_filtered(cell) {
                    true => Some(past(WhyNotFiltered::NeverFiltered)),
                    // Nothing depends on which packets these are, so they stand there once.
                    false if is_unknown => {
                        (!std::mem::replace(&mut is_said, true)).then(|| ExpectedFilter {
                            outcome: Outcome::Unknown,
                            ..past(WhyNotFiltered::NeverFiltered)
                        })
                    }
                    false => Some(ExpectedFilter::looks((leg, direction), filter(), level, *cell)),
                };
                cells.iter().filter_map(look).collect()
            }
        }
    }
}
