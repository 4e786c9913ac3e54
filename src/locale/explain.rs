//! The reason for what the board shows: what a thing gets and does not get, in a title and a line
//! beneath it.

use std::collections::BTreeMap;

use crate::engine::report::{Change, Flow, Level, Purpose, Report, RulePlace, Verdict};
use crate::plan::{
    BackendServerGroupId, ElementId, IpType, ListenerId, MemberId, MemberTarget, Plan, set_of,
};

use super::gets::{Gets, Silent};
use super::names::{backend_protocol, listener, member, name};
use super::reason::What;

/// The title of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainText {
    pub(super) subject: ExplainSubject,
    pub(super) verdict: Option<Verdict>,
}

/// The subject of a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ExplainSubject {
    /// A member of a group.
    Member { member: String, group: String, gets: Gets },
    /// A server or an address, by all groups together.
    Target { name: String, gets: Gets },
    /// Several members.
    Members { which: Which, counts: Counts },
    /// The rules of a security group or a network ACL, for a thing or for all.
    Place { place: String, on: Option<String>, stops: PlaceStops },
}

/// Members by what they are behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Which {
    OfGroup { group: String, container: Option<String> },
    Behind(String),
    In(String),
}

/// The numbers of members by what becomes of their flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Counts {
    pub(super) all: usize,
    pub(super) blocked: usize,
    /// Those that look healthy even when they are down, and get what they need else.
    pub(super) silent: usize,
    pub(super) unclear: usize,
    pub(super) exempt: usize,
}

/// The effect of a place's rules on flows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlaceStops {
    /// Nothing that must flow passes it.
    NoFlows,
    /// It stops something that must flow.
    Needed,
    /// It stops something that should pass, though what must flow passes.
    Recommended,
    /// The plan says too little.
    Unclear,
    /// It lets all pass.
    Nothing,
}

/// The words of a server's form, before its name is known to need saying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutcomeText {
    pub(super) gets: Gets,
    pub(super) verdict: Option<Verdict>,
}

/// The line beneath a title: which flows stop and which pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainDetailText {
    pub(super) stopped: FlowKinds,
    pub(super) unclear: FlowKinds,
    pub(super) passing: FlowKinds,
    /// The number of filters that stop them.
    pub(super) times: usize,
}

/// Flows by what they are and which addresses they have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct FlowKinds {
    pub(super) what: Vec<What>,
    pub(super) families: Vec<IpType>,
}

/// The number of rules that are missing, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingText {
    /// Rules to add without which something is stopped.
    pub(super) required: usize,
    /// Rules to change.
    pub(super) to_change: usize,
    /// Rules that are recommended.
    pub(super) recommended: usize,
    pub(super) places: Vec<String>,
}

/// The words on the buttons of an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as what it says")]
pub enum ExplainLabel {
    ApplyBoth,
    ApplyRules(usize),
    Trace,
    ShowRules,
    /// The words of a rule's line for screen readers: it leads to the rule's card.
    ShowRule,
    MoreBarriers(usize),
    LetInBy,
    /// The sources disagree on whether a route leads there.
    RouteInDoubt,
    Why,
}

/// The worst verdict on some flows; none where there are none. A probe that is stopped unnoticed stops
/// nothing today.
fn worst(flows: &[&Flow], silent: &Silent) -> Option<Verdict> {
    let verdict = |flow: &&Flow| match silent.is_probe(flow) {
        true => Verdict::Attention,
        false => flow.verdict,
    };
    flows.iter().map(verdict).max()
}

impl ExplainText {
    fn members(which: Which, flows: &[&Flow], report: &Report) -> Self {
        let silent = Silent::of(report);
        let subject = ExplainSubject::Members { which, counts: Counts::of(flows, &silent) };
        Self { subject, verdict: worst(flows, &silent) }
    }

    /// The title for a member of a group.
    #[must_use]
    pub fn of_member(id: MemberId, flows: &[&Flow], plan: &Plan, report: &Report) -> Self {
        let group = plan.member(id).map(|(group, _)| name(plan, group.id)).unwrap_or_default();
        let silent = Silent::of(report);
        let (member, gets) = (member(plan, id), Gets::of(flows, &silent));
        let verdict = worst(flows, &silent);
        Self { subject: ExplainSubject::Member { member, group, gets }, verdict }
    }

    /// The title for the members behind a listener.
    #[must_use]
    pub fn behind(id: ListenerId, flows: &[&Flow], plan: &Plan, report: &Report) -> Self {
        Self::members(Which::Behind(listener(plan, id)), flows, report)
    }

    /// The title for the members of a group in a container.
    #[must_use]
    pub fn of_trunk(
        group: BackendServerGroupId,
        container: Option<ElementId>,
        flows: &[&Flow],
        plan: &Plan,
        report: &Report,
    ) -> Self {
        let container = container.map(|id| name(plan, id));
        Self::members(Which::OfGroup { group: name(plan, group), container }, flows, report)
    }

    /// The title for the rules of a place, for a thing or for all.
    #[must_use]
    pub fn of_place(place: RulePlace, on: Option<ElementId>, flows: &[&Flow], plan: &Plan) -> Self {
        let stops = PlaceStops::of(place, flows);
        let verdict = match stops {
            PlaceStops::NoFlows => None,
            PlaceStops::Needed => Some(Verdict::Blocked),
            PlaceStops::Recommended | PlaceStops::Unclear => Some(Verdict::Attention),
            PlaceStops::Nothing => Some(Verdict::Open),
        };
        let (place, on) = (name(plan, place), on.map(|id| name(plan, id)));
        Self { subject: ExplainSubject::Place { place, on, stops }, verdict }
    }

    /// The title for something drawn.
    #[must_use]
    pub fn of_thing(id: ElementId, flows: &[&Flow], plan: &Plan, report: &Report) -> Self {
        let own = name(plan, id);
        let which = match id {
            ElementId::Server(_) | ElementId::IpBackend(_) => {
                let silent = Silent::of(report);
                let gets = Gets::of(flows, &silent);
                let subject = ExplainSubject::Target { name: own, gets };
                return Self { subject, verdict: worst(flows, &silent) };
            }
            ElementId::BackendServerGroup(_) => Which::OfGroup { group: own, container: None },
            ElementId::LoadBalancer(_) => Which::Behind(own),
            _ => Which::In(own),
        };
        Self::members(which, flows, report)
    }

    /// The verdict that the title says.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        self.verdict
    }
}

impl OutcomeText {
    /// The outcome of the flows of one server or address.
    #[must_use]
    pub fn of(flows: &[&Flow], report: &Report) -> Self {
        let silent = Silent::of(report);
        Self { gets: Gets::of(flows, &silent), verdict: worst(flows, &silent) }
    }

    /// The verdict that the text says.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        self.verdict
    }
}

impl Counts {
    fn of(flows: &[&Flow], silent: &Silent) -> Self {
        // The verdict on each member, and whether only unnoticed probes are stopped.
        let mut members: BTreeMap<(MemberTarget, MemberId), (Verdict, bool)> = BTreeMap::new();
        for flow in flows {
            let known = members.entry((flow.target, flow.member)).or_insert((flow.verdict, true));
            known.0 = flow.verdict.max(known.0);
            known.1 &= flow.verdict != Verdict::Blocked || silent.is_probe(flow);
        }
        let of = |verdict, is_silent: Option<bool>| {
            let is_meant = |it: &&(Verdict, bool)| {
                it.0 == verdict && is_silent.is_none_or(|is_silent| it.1 == is_silent)
            };
            members.values().filter(is_meant).count()
        };
        Self {
            all: members.len(),
            blocked: of(Verdict::Blocked, Some(false)),
            silent: of(Verdict::Blocked, Some(true)),
            unclear: of(Verdict::Attention, None),
            exempt: of(Verdict::Exempt, None),
        }
    }
}

impl PlaceStops {
    fn of(place: RulePlace, flows: &[&Flow]) -> Self {
        use crate::engine::report::Outcome;
        let layers = flows.iter().flat_map(|flow| flow.layers.iter());
        let layers = layers.filter(|layer| place.is_in(&layer.filter));
        let mut stops = Self::NoFlows;
        let rank = |stops: Self| match stops {
            Self::NoFlows => 0,
            Self::Nothing => 1,
            Self::Recommended => 2,
            Self::Unclear => 3,
            Self::Needed => 4,
        };
        for layer in layers {
            let here = match &layer.outcome {
                Outcome::NotFiltered(_) => continue,
                Outcome::Unknown => Self::Unclear,
                Outcome::Filtered { parts } if parts.iter().all(|it| it.passes) => Self::Nothing,
                Outcome::Filtered { .. } if layer.level == Level::Recommended => Self::Recommended,
                Outcome::Filtered { .. } => Self::Needed,
            };
            if rank(here) > rank(stops) {
                stops = here;
            }
        }
        stops
    }
}

impl ExplainDetailText {
    /// The line beneath a title: its flows, and the number of filters that stop some of them.
    #[must_use]
    pub fn of(flows: &[&Flow], times: usize, plan: &Plan) -> Self {
        let of = |is_meant: fn(Verdict) -> bool| {
            FlowKinds::of(flows.iter().filter(|flow| is_meant(flow.verdict)), plan)
        };
        Self {
            stopped: of(|verdict| verdict == Verdict::Blocked),
            unclear: of(|verdict| verdict == Verdict::Attention),
            passing: of(|verdict| verdict < Verdict::Attention),
            times,
        }
    }
}

impl FlowKinds {
    fn of<'a>(flows: impl Iterator<Item = &'a &'a Flow>, plan: &Plan) -> Self {
        let flows = flows.collect::<Vec<_>>();
        let kinds = set_of(flows.iter().map(|flow| (flow.purpose, flow.group)));
        let mut what: Vec<What> = vec![];
        for (purpose, group) in kinds {
            let kind = match purpose {
                Purpose::Traffic => What::Traffic(backend_protocol(plan, group)),
                Purpose::HealthCheck => What::HealthCheck,
                Purpose::Ping => What::Ping,
            };
            if !what.contains(&kind) {
                what.push(kind);
            }
        }
        let families = set_of(flows.iter().map(|flow| flow.ip_type));
        Self { what, families: families.into_iter().collect() }
    }
}

impl MissingText {
    /// The rules that are missing; none where there is nothing to change.
    #[must_use]
    pub fn of(changes: &[&Change], plan: &Plan) -> Option<Self> {
        if changes.is_empty() {
            return None;
        }
        let required = changes.iter().filter(|it| it.level == Level::Required);
        let to_change = required.clone().filter(|it| !it.kind.adds_rule()).count();
        let required = required.count();
        let places = set_of(changes.iter().map(|it| it.place));
        Some(Self {
            required: required.saturating_sub(to_change),
            to_change,
            recommended: changes.len().saturating_sub(required),
            places: places.into_iter().map(|place| name(plan, place)).collect(),
        })
    }
}

prose!(explain::title, ExplainText);
area!(explain::outcome, OutcomeText);
prose!(explain::detail, ExplainDetailText);
prose!(explain::missing, MissingText);
area!(explain::label, ExplainLabel);
