//! The filters that stop flows, and the lines of an explanation: which flow is stopped where.

use crate::engine::report::{
    Decider, Filter, Flow, Layer, Leg, Level, Outcome, Purpose, RulePlace, Verdict, WhyNotFiltered,
};
use crate::plan::{Direction, IpType, Plan, set_of};

use super::ProtocolPortText;
use super::names::{PlaceName, RuleName, backend_protocol, member, name};

/// A filter that stops flows, and by which rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarrierText {
    pub(super) filters: Vec<PlaceName>,
    pub(super) direction: Direction,
    pub(super) leg: Leg,
    /// The rules that stop the flows, or the lack of one.
    pub(super) stops: Vec<BarrierRule>,
    /// The member of which the plan says too little.
    pub(super) member: String,
    pub(super) has_no_route: bool,
    pub(super) is_acl: bool,
}

/// A rule, or the lack of one, that stops flows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BarrierRule {
    Rule(RuleName),
    NoRule,
    Disputed,
}

/// A line for flows of one kind: what they are, and where they are stopped or let pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowLineText {
    /// Their purpose.
    pub title: LineTitleText,
    /// Their protocol, ports and family.
    pub wire: LineWireText,
    /// The rules that stop them or let them pass.
    pub passage: PassageText,
    /// The verdict that the line's sign shows.
    pub verdict: Verdict,
}

/// The purpose of the flows of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineTitleText {
    /// None where it is about answers.
    pub(super) purpose: Option<Purpose>,
    pub(super) protocol: String,
    pub(super) group: String,
    /// The member, if there is one alone.
    pub(super) member: Option<String>,
}

/// The protocol, the ports and the family of the flows of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineWireText {
    /// None where it is about answers, which may have any.
    pub(super) wire: Option<ProtocolPortText>,
    pub(super) family: IpType,
}

/// The filters on the way of the flows of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PassageText {
    /// The blocks that they come from.
    pub(super) sources: Vec<String>,
    pub(super) passage: Passage,
}

/// A sign's words for those who do not see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineSignText(pub Verdict);

/// The way of flows past filters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Passage {
    /// These filters stop them, each with the rules that do.
    Stopped(Vec<(Vec<PlaceName>, Vec<BarrierRule>)>),
    /// These filters would have to let them pass where they are not stateful.
    Doubtful(Vec<Vec<PlaceName>>),
    /// The plan says too little.
    Unknown,
    /// Nothing comes so far.
    NoRoute,
    /// No filter stops them, and the sources disagree on whether a route leads there.
    RouteInDoubt,
    /// These filters let them pass.
    LetBy(Vec<Vec<PlaceName>>),
    /// No filter looks at them, for this reason.
    NotFiltered(WhyNotFiltered),
}

impl BarrierText {
    /// A filter that stops flows, by what it is.
    #[must_use]
    pub fn of(
        (filter, direction, leg): (&Filter, Direction, Leg),
        (deciders, has_no_route): (&[Decider], bool),
        flows: &[&Flow],
        plan: &Plan,
    ) -> Self {
        let member = flows.first().map(|flow| member(plan, flow.member)).unwrap_or_default();
        let stops = rules(deciders.iter().copied(), plan);
        let (filters, is_acl) = (places(filter, plan), matches!(filter, Filter::NetworkAcl(_)));
        Self { filters, direction, leg, stops, member, has_no_route, is_acl }
    }
}

impl FlowLineText {
    /// The line for some flows of one kind, or for the answers to them, with the layers that it is
    /// about.
    #[must_use]
    pub fn of<'a>(
        flows: &[&Flow],
        is_answers: bool,
        layers: impl Iterator<Item = (&'a Flow, &'a Layer)>,
        plan: &Plan,
    ) -> Self {
        let first = flows.first();
        let members = set_of(flows.iter().map(|flow| flow.member));
        let sources = set_of(flows.iter().map(|flow| flow.source.cidr.to_string()));
        let layers = layers.map(|(_, layer)| layer).collect::<Vec<_>>();
        let passage = match Passage::of(&layers, plan) {
            Passage::LetBy(_) | Passage::NotFiltered(_)
                if !is_answers && flows.iter().any(|flow| flow.route_in_doubt) =>
            {
                Passage::RouteInDoubt
            }
            passage => passage,
        };
        let verdict = match (&passage, is_answers) {
            (_, false) => first.map_or(Verdict::Open, |flow| flow.verdict),
            (Passage::Stopped(_) | Passage::NoRoute, true) => Verdict::Blocked,
            (Passage::Unknown, true) => Verdict::Attention,
            _ => Verdict::Open,
        };
        let title = LineTitleText {
            purpose: first.map(|flow| flow.purpose).filter(|_| !is_answers),
            protocol: first.map(|it| backend_protocol(plan, it.group)).unwrap_or_default(),
            group: first.map(|it| name(plan, it.group)).unwrap_or_default(),
            member: members.first().filter(|_| members.len() == 1).map(|id| member(plan, *id)),
        };
        let wire = first.filter(|_| !is_answers);
        let wire = LineWireText {
            wire: wire.map(|it| ProtocolPortText::to(it.protocol, it.ports.clone())),
            family: first.map(|it| it.ip_type).unwrap_or_default(),
        };
        let sources = if is_answers { vec![] } else { sources.into_iter().collect() };
        Self { title, wire, passage: PassageText { sources, passage }, verdict }
    }
}

impl Passage {
    fn of(layers: &[&Layer], plan: &Plan) -> Self {
        let (mut stopped, mut doubtful, mut let_by) = (vec![], vec![], vec![]);
        let (mut is_unknown, mut why) = (false, None);
        for layer in layers {
            let filter = places(&layer.filter, plan);
            match &layer.outcome {
                // That there is no network ACL says less than any other reason.
                Outcome::NotFiltered(WhyNotFiltered::NoNetworkAcl) => {
                    why = why.or(Some(WhyNotFiltered::NoNetworkAcl));
                }
                Outcome::NotFiltered(WhyNotFiltered::NoRoute) => return Self::NoRoute,
                Outcome::NotFiltered(reason) => why = Some(*reason),
                Outcome::Unknown => is_unknown = true,
                Outcome::Filtered { parts } => {
                    let stopping = parts.iter().filter(|it| !it.passes).map(|it| it.decided_by);
                    let stopping = stopping.collect::<Vec<_>>();
                    if stopping.is_empty() {
                        push(&mut let_by, filter);
                    } else if layer.level == Level::Recommended
                        && layer.leg.is_answer(layer.direction)
                    {
                        push(&mut doubtful, filter);
                    } else {
                        let by = rules(stopping.into_iter(), plan);
                        push(&mut stopped, (filter, by));
                    }
                }
            }
        }
        match why {
            _ if !stopped.is_empty() => Self::Stopped(stopped),
            _ if is_unknown => Self::Unknown,
            _ if !doubtful.is_empty() => Self::Doubtful(doubtful),
            Some(why) if let_by.is_empty() => Self::NotFiltered(why),
            _ => Self::LetBy(let_by),
        }
    }
}

/// Adds something that a list does not have yet.
fn push<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// The security groups or the network ACL of a filter.
fn places(filter: &Filter, plan: &Plan) -> Vec<PlaceName> {
    match filter {
        Filter::SecurityGroups(ids) => {
            ids.iter().map(|id| PlaceName::of(RulePlace::SecurityGroup(*id), plan)).collect()
        }
        Filter::NetworkAcl(id) => {
            id.iter().map(|id| PlaceName::of(RulePlace::NetworkAcl(*id), plan)).collect()
        }
    }
}

fn rules(deciders: impl Iterator<Item = Decider>, plan: &Plan) -> Vec<BarrierRule> {
    let mut rules = vec![];
    for decider in deciders {
        let rule = match decider {
            Decider::Rule(id) => {
                RuleName::of(id, plan).map_or(BarrierRule::NoRule, BarrierRule::Rule)
            }
            Decider::DefaultDeny => BarrierRule::NoRule,
            Decider::Ambiguous => BarrierRule::Disputed,
        };
        push(&mut rules, rule);
    }
    rules
}

prose!(barrier::barrier, BarrierText);
prose!(barrier::title, LineTitleText);
area!(barrier::wire, LineWireText);
prose!(barrier::passage, PassageText);
area!(barrier::sign, LineSignText);
