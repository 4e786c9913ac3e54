//! The paths to members with the decisions on them, and the cache of these decisions.
//!
//! The same requirements past the same filters get the same decisions. So each path keeps the
//! decisions of its filters, in this plan and in the changed ones on which it was tried, and the
//! layers that the report showed.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::evaluate::{Judged, verdict};
use super::judgement::{Decisions, Judgement, misses_some};
use super::need::Need;
use super::path_summary::PathSummary;
use crate::engine::memo::Generation;
use crate::engine::report::{ConnectionFlow, Flow, FlowId, Verdict};
use crate::engine::requirements::{
    AskedBy, FilterCheck, Required, RequiredPackets, Requirement, ToMember,
};
use crate::engine::solve::filters::policies::{Policies, seen_by};
use crate::engine::solve::filters::route::{Route, RouteFilters, Routes};
use crate::plan::SecurityGroupId;

/// The cache of one path.
#[derive(Default)]
pub(crate) struct PathCache {
    path_filters: OnceCell<PathFilters>,
    answers: RefCell<Vec<KnownJudgement>>,
    shown: RefCell<Option<Rc<ShownPath>>>,
}

/// The filters on a path, and the index among them for each filter check of each flow; none if the
/// filter is not asked.
struct PathFilters {
    route: Rc<Route>,
    places: Vec<Option<usize>>,
}

/// The decisions of the filters on a path, as some plan has them.
struct KnownJudgement {
    compiled: Rc<RouteFilters>,
    judgement: Rc<Judgement>,
    asked: Generation,
}

/// The flows of a path as a report shows them.
pub(crate) struct ShownPath {
    /// The decisions that they show.
    judgement: Rc<Judgement>,
    /// The number of the first of them.
    pub(crate) first: u32,
    /// The rows of the report, which reports share with each other.
    pub(crate) flows: Vec<Rc<Flow>>,
    /// The parts of them that findings need.
    pub(crate) summary: PathSummary,
}

/// A path to a member, with its requirements and its cache.
#[derive(Clone, Copy)]
pub(crate) struct EvaluatedPath<'a> {
    /// The number of its first flow.
    first: u32,
    required: &'a Required<PathCache>,
    now: Generation,
}

impl PathFilters {
    fn of(requirements: &[Requirement], routes: &mut Routes) -> Self {
        let mut filters = vec![];
        let mut place_of = |filter_check: &FilterCheck| {
            let RequiredPackets::Packets { .. } = filter_check.required_packets else {
                return None;
            };
            let is_it = |(filter, direction): &(_, _)| {
                *filter == filter_check.filter && *direction == filter_check.direction
            };
            Some(filters.iter().position(is_it).unwrap_or_else(|| {
                filters.push((filter_check.filter.clone(), filter_check.direction));
                filters.len().saturating_sub(1)
            }))
        };
        let filter_checks = requirements.iter().flat_map(|requirement| &requirement.filter_checks);
        let places = filter_checks.map(&mut place_of).collect();
        Self { route: routes.of(filters), places }
    }
}

impl<'a> EvaluatedPath<'a> {
    /// A path behind another one.
    pub(crate) fn after(
        last: Option<&Self>,
        required: &'a Required<PathCache>,
        routes: &mut Routes,
        now: Generation,
    ) -> Self {
        let PathCache { path_filters, answers, .. } = &required.cache;
        path_filters.get_or_init(|| PathFilters::of(&required.requirements, routes));
        answers.borrow_mut().retain(|it| it.asked.is_late(now));
        let first = last.map_or(0, |last| last.first.saturating_add(last.count()));
        Self { first, required, now }
    }

    /// The number of its flows.
    fn count(&self) -> u32 {
        u32::try_from(self.required.requirements.len()).unwrap_or(u32::MAX)
    }

    /// Checks whether the path leads past one of some security groups.
    pub(crate) fn passes(&self, groups: &FxHashSet<SecurityGroupId>) -> bool {
        let path_filters = self.required.cache.path_filters.get();
        path_filters.is_some_and(|filters| filters.route.passes(groups))
    }

    /// The flows of the path.
    pub(crate) fn requirements(&self) -> impl Iterator<Item = (FlowId, &'a Requirement)> + use<'a> {
        (self.first..).map(FlowId).zip(&self.required.requirements)
    }

    /// Judges every filter check of every flow of the path.
    pub(crate) fn judge(&self, policies: &mut Policies) -> Rc<Judgement> {
        let PathCache { path_filters, answers, .. } = &self.required.cache;
        let Some(PathFilters { route, places }) = path_filters.get() else { return Rc::default() };
        let compiled = route.compiled(policies, self.now);
        let answers = &mut *answers.borrow_mut();
        let is_it = |it: &&mut KnownJudgement| Rc::ptr_eq(&it.compiled, &compiled);
        if let Some(known) = answers.iter_mut().find(is_it) {
            known.asked = self.now;
            return known.judgement.clone();
        }
        let mut places = places.iter();
        let flows = self.required.requirements.iter().enumerate().map(|(flow, requirement)| {
            let filter_checks = requirement.filter_checks.iter().enumerate().zip(&mut places);
            let decisions = filter_checks.map(|((at, filter_check), place)| {
                let RequiredPackets::Packets { packets, .. } = filter_check.required_packets else {
                    return None;
                };
                let filter = compiled.filters.get((*place)?)?;
                let mut said = answers.iter().filter_map(|it| it.judgement.decision(flow, at));
                // An earlier decision of the same filter on the same packets is still right.
                let same = answers.iter().find_map(|known| {
                    let known_filter = known.compiled.filters.get((*place)?)?;
                    let decision = known.judgement.decision(flow, at)?;
                    Rc::ptr_eq(known_filter, filter).then_some(decision)
                });
                let decide = || {
                    let seen = seen_by(&filter_check.filter, filter_check.direction, packets);
                    let decision = filter.decide(seen);
                    // Most edits of a filter do not change the decision on most packets.
                    said.find(|it| **it == decision).cloned().unwrap_or(decision)
                };
                Some(same.cloned().unwrap_or_else(decide))
            });
            decisions.collect()
        });
        let flows = flows.collect::<Vec<Decisions>>();
        let same = answers.iter().find(|it| it.judgement.is_of(&flows));
        let judgement = match same {
            Some(known) => known.judgement.clone(),
            None => Rc::new(Judgement::of(flows)),
        };
        let answer = KnownJudgement { compiled, judgement: judgement.clone(), asked: self.now };
        answers.push(answer);
        judgement
    }

    /// The filter checks at which something is missing, with the indexes of flow and filter check.
    pub(crate) fn missing_at<'j>(
        &self,
        judgement: &'j Judgement,
    ) -> impl Iterator<Item = (usize, usize, &'a FilterCheck)> + use<'a, 'j> {
        let flows = self.required.requirements.iter().zip(&judgement.flows).enumerate();
        flows.flat_map(|(flow, (requirement, decisions))| {
            let filter_checks = requirement.filter_checks.iter().zip(decisions).enumerate();
            let missing = filter_checks.filter(|(_, (_, decision))| misses_some(decision.as_ref()));
            missing.map(move |(at, (filter_check, _))| (flow, at, filter_check))
        })
    }

    /// Returns the need of a flow at a filter check.
    pub(crate) fn need(
        &self,
        judgement: &Judgement,
        flow: usize,
        filter_check: usize,
    ) -> Option<Need<'a>> {
        let requirement = self.required.requirements.get(flow)?;
        let decision = judgement.decision(flow, filter_check)?.clone();
        let filter_check = requirement.filter_checks.get(filter_check)?;
        let flow = FlowId(self.first.saturating_add(u32::try_from(flow).ok()?));
        Some(Need { flow, requirement, filter_check, decision })
    }

    /// Returns the needs of the path.
    pub(crate) fn missing(&self, policies: &mut Policies) -> Vec<Need<'a>> {
        let judgement = self.judge(policies);
        match judgement.is_closed {
            true => vec![],
            false => self.needs(&judgement, |_| true),
        }
    }

    /// Returns the needs of some flows of the path.
    pub(crate) fn needs(
        &self,
        judgement: &Judgement,
        which: impl Fn(usize) -> bool,
    ) -> Vec<Need<'a>> {
        let missing = self.missing_at(judgement).filter(|(flow, _, _)| which(*flow));
        missing
            .filter_map(|(flow, filter_check, _)| self.need(judgement, flow, filter_check))
            .collect()
    }

    /// The flows of a connection as the report shows them.
    pub(crate) fn connection_flows(&self, judgement: &Judgement) -> Vec<Rc<ConnectionFlow>> {
        let flows = self.requirements().zip(&judgement.flows);
        let row =
            |((id, requirement), decisions): (_, _)| connection_row(id, requirement, decisions);
        flows.filter_map(row).map(Rc::new).collect()
    }

    /// The flows as the report shows them.
    pub(crate) fn shown(&self, judgement: &Rc<Judgement>) -> Rc<ShownPath> {
        let shown = &mut *self.required.cache.shown.borrow_mut();
        let is_same = |known: &ShownPath| Rc::ptr_eq(&known.judgement, judgement);
        if let Some(known) = shown
            && is_same(known)
            && known.first == self.first
        {
            return known.clone();
        }
        let flows = self.requirements().zip(&judgement.flows).enumerate();
        let flows = flows.map(|(at, ((id, requirement), decisions))| {
            let known = shown.as_ref().filter(|it| it.judgement.has_same_decisions(judgement, at));
            match known.and_then(|known| known.flows.get(at)) {
                Some(known) if known.id == id => Some(known.clone()),
                Some(known) => Some(Rc::new(Flow { id, ..Flow::clone(known) })),
                None => Some(Rc::new(row(id, requirement, decisions)?)),
            }
        });
        let flows = flows.flatten().collect::<Vec<_>>();
        let summary = match shown {
            Some(known) if is_same(known) => known.summary.clone(),
            _ => PathSummary::of(&flows),
        };
        let new = ShownPath { judgement: judgement.clone(), first: self.first, flows, summary };
        shown.insert(Rc::new(new)).clone()
    }
}

/// A flow to a member as the report shows it.
fn row(id: FlowId, requirement: &Requirement, decisions: &Decisions) -> Option<Flow> {
    let ToMember { purpose, load_balancer, ref listeners, group, member, target } =
        *requirement.to_member()?;
    let judged = judged(requirement, decisions);
    Some(Flow {
        id,
        purpose,
        load_balancer,
        listeners: listeners.clone(),
        group,
        member,
        target,
        source: requirement.source.clone(),
        destination: requirement.destination,
        ip_type: requirement.ip_type,
        protocol: requirement.protocol,
        icmp: requirement.icmp,
        ports: requirement.ports.clone(),
        clauses: requirement.clauses.clone(),
        verdict: verdict(requirement, &judged),
        route_in_doubt: requirement.route_in_doubt,
        layers: judged.iter().map(Judged::layer).collect(),
    })
}

/// A flow of a connection as the report shows it.
fn connection_row(
    id: FlowId,
    requirement: &Requirement,
    decisions: &Decisions,
) -> Option<ConnectionFlow> {
    let AskedBy::Connection(own) = &requirement.asked_by else { return None };
    let judged = judged(requirement, decisions);
    Some(ConnectionFlow {
        id,
        sources: own.sources.clone(),
        senders: own.senders.clone(),
        destinations: own.destinations.clone(),
        receivers: own.receivers.clone(),
        ip_type: requirement.ip_type,
        protocol: requirement.protocol,
        icmp: requirement.icmp,
        ports: requirement.ports.clone(),
        // Where there is no filter on the way, nothing stops it.
        verdict: match judged.is_empty() {
            true => Verdict::Open,
            false => verdict(requirement, &judged),
        },
        layers: judged.iter().map(Judged::layer).collect(),
    })
}

fn judged<'r>(requirement: &'r Requirement, decisions: &Decisions) -> Vec<Judged<'r>> {
    let filter_checks = requirement.filter_checks.iter().zip(decisions);
    let judged = filter_checks
        .map(|(filter_check, decision)| Judged { filter_check, decision: decision.clone() });
    judged.collect()
}
