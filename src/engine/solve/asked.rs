//! What was answered about each way, from one plan to the next.
//!
//! What is required on a way, past filters that are the same, has the same answer. So each way
//! keeps what the filters on it said, in this plan and in the changed ones on which it was tried,
//! and the layers that the report showed.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::evaluate::{Judged, verdict};
use super::gather::Need;
use super::gist::Gist;
use super::judgement::{Decisions, Judgement, misses_some};
use super::missing::Missing;
use super::policies::{Policies, seen_by};
use super::route::{Compiled, Route, Routes};
use crate::engine::memo::Generation;
use crate::engine::report::{Flow, FlowId};
use crate::engine::requirements::{Crossing, Passage, Required, Requirement};

/// What is known of one way.
#[derive(Default)]
pub(super) struct Memory {
    course: OnceCell<Course>,
    answers: RefCell<Vec<Answer>>,
    shown: RefCell<Option<Rc<Shown>>>,
}

/// The filters on a way, and which of them each crossing of each flow is one of: none where it is
/// not asked.
struct Course {
    route: Rc<Route>,
    places: Vec<Option<usize>>,
}

/// What the filters on a way said.
struct Answer {
    compiled: Rc<Compiled>,
    judgement: Rc<Judgement>,
    asked: Generation,
}

/// The flows of a way as a report shows them.
pub(super) struct Shown {
    /// What they show.
    judgement: Rc<Judgement>,
    /// The number of the first of them.
    first: u32,
    /// The rows of the report, which reports share with each other.
    pub(super) flows: Vec<Rc<Flow>>,
    /// What findings want to know of them.
    pub(super) gist: Gist,
}

/// A way, what is required on it, and what is known of it.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The number of its first flow.
    first: u32,
    required: &'a Required<Memory>,
    now: Generation,
}

/// A way on which something is missing.
pub(super) struct Stopped<'a> {
    asked: Asked<'a>,
    judgement: Rc<Judgement>,
}

impl<'a> Stopped<'a> {
    pub(super) fn of(asked: Asked<'a>, judgement: Rc<Judgement>) -> Self {
        Self { asked, judgement }
    }

    /// What becomes of the way by other policies; none where nothing is missing then.
    fn by(&self, policies: &mut Policies) -> Option<Rc<Judgement>> {
        Some(self.asked.judge(policies)).filter(|it| !it.is_closed)
    }

    /// What the flows that miss something miss by other policies.
    pub(super) fn still(&self, policies: &mut Policies) -> Vec<Need<'a>> {
        let Some(after) = self.by(policies) else { return vec![] };
        self.asked.needs(&after, |flow| self.judgement.misses(flow))
    }

    /// Adds what the flows that miss something miss by other policies.
    pub(super) fn add_still(&self, policies: &mut Policies, missing: &mut Missing<'a>) {
        if let Some(after) = self.by(policies) {
            missing.add(&self.asked, &after, |flow| self.judgement.misses(flow));
        }
    }
}

impl Course {
    fn of(requirements: &[Requirement], routes: &mut Routes) -> Self {
        let mut crossed = vec![];
        let mut place_of = |crossing: &Crossing| {
            let Passage::Packets { .. } = crossing.passage else { return None };
            let is_it = |(filter, direction): &(_, _)| {
                *filter == crossing.filter && *direction == crossing.direction
            };
            Some(crossed.iter().position(is_it).unwrap_or_else(|| {
                crossed.push((crossing.filter.clone(), crossing.direction));
                crossed.len().saturating_sub(1)
            }))
        };
        let crossings = requirements.iter().flat_map(|requirement| &requirement.crossings);
        let places = crossings.map(&mut place_of).collect();
        Self { route: routes.of(crossed), places }
    }
}

impl<'a> Asked<'a> {
    /// A way behind another one, with what is known of it.
    pub(super) fn after(
        last: Option<&Self>,
        required: &'a Required<Memory>,
        routes: &mut Routes,
        now: Generation,
    ) -> Self {
        let Memory { course, answers, .. } = &required.memory;
        course.get_or_init(|| Course::of(&required.requirements, routes));
        answers.borrow_mut().retain(|it| it.asked.is_late(now));
        let first = last.map_or(0, |last| last.first.saturating_add(last.count()));
        Self { first, required, now }
    }

    /// The number of its flows.
    fn count(&self) -> u32 {
        u32::try_from(self.required.requirements.len()).unwrap_or(u32::MAX)
    }

    /// The flows of the way.
    pub(super) fn requirements(&self) -> impl Iterator<Item = (FlowId, &'a Requirement)> + use<'a> {
        (self.first..).map(FlowId).zip(&self.required.requirements)
    }

    /// Judges every crossing of every flow of the way.
    pub(super) fn judge(&self, policies: &mut Policies) -> Rc<Judgement> {
        let Memory { course, answers, .. } = &self.required.memory;
        let Some(Course { route, places }) = course.get() else { return Rc::default() };
        let compiled = route.compiled(policies, self.now);
        let answers = &mut *answers.borrow_mut();
        let is_it = |it: &&mut Answer| Rc::ptr_eq(&it.compiled, &compiled);
        if let Some(known) = answers.iter_mut().find(is_it) {
            known.asked = self.now;
            return known.judgement.clone();
        }
        let mut places = places.iter();
        let flows = self.required.requirements.iter().enumerate().map(|(flow, requirement)| {
            let crossings = requirement.crossings.iter().enumerate().zip(&mut places);
            let decisions = crossings.map(|((at, crossing), place)| {
                let Passage::Packets { packets, .. } = crossing.passage else { return None };
                let filter = compiled.filters.get((*place)?)?;
                let mut said = answers.iter().filter_map(|it| it.judgement.decision(flow, at));
                // What this very filter said of these packets before still holds.
                let same = answers.iter().find_map(|known| {
                    let known_filter = known.compiled.filters.get((*place)?)?;
                    let decision = known.judgement.decision(flow, at)?;
                    Rc::ptr_eq(known_filter, filter).then_some(decision)
                });
                let decide = || {
                    let seen = seen_by(&crossing.filter, crossing.direction, packets);
                    let decision = filter.decide(seen);
                    // Most edits of a filter make no difference to most packets.
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
        let answer = Answer { compiled, judgement: judgement.clone(), asked: self.now };
        answers.push(answer);
        judgement
    }

    /// The crossings at which something is missing, with the places of flow and crossing.
    pub(super) fn missing_at<'j>(
        &self,
        judgement: &'j Judgement,
    ) -> impl Iterator<Item = (usize, usize, &'a Crossing)> + use<'a, 'j> {
        let flows = self.required.requirements.iter().zip(&judgement.flows).enumerate();
        flows.flat_map(|(flow, (requirement, decisions))| {
            let crossings = requirement.crossings.iter().zip(decisions).enumerate();
            let missing = crossings.filter(|(_, (_, decision))| misses_some(decision.as_ref()));
            missing.map(move |(at, (crossing, _))| (flow, at, crossing))
        })
    }

    /// What a flow misses at a crossing.
    pub(super) fn need(
        &self,
        judgement: &Judgement,
        flow: usize,
        crossing: usize,
    ) -> Option<Need<'a>> {
        let requirement = self.required.requirements.get(flow)?;
        let decision = judgement.decision(flow, crossing)?.clone();
        let crossing = requirement.crossings.get(crossing)?;
        let flow = FlowId(self.first.saturating_add(u32::try_from(flow).ok()?));
        Some(Need { flow, requirement, crossing, decision })
    }

    /// What is missing on the way.
    pub(super) fn missing(&self, policies: &mut Policies) -> Vec<Need<'a>> {
        let judgement = self.judge(policies);
        match judgement.is_closed {
            true => vec![],
            false => self.needs(&judgement, |_| true),
        }
    }

    /// What some flows of the way miss.
    fn needs(&self, judgement: &Judgement, which: impl Fn(usize) -> bool) -> Vec<Need<'a>> {
        let missing = self.missing_at(judgement).filter(|(flow, _, _)| which(*flow));
        missing.filter_map(|(flow, crossing, _)| self.need(judgement, flow, crossing)).collect()
    }

    /// The flows as the report shows them.
    pub(super) fn shown(&self, judgement: &Rc<Judgement>) -> Rc<Shown> {
        let shown = &mut *self.required.memory.shown.borrow_mut();
        let is_same = |known: &Shown| Rc::ptr_eq(&known.judgement, judgement);
        if let Some(known) = shown
            && is_same(known)
            && known.first == self.first
        {
            return known.clone();
        }
        let flows = self.requirements().zip(&judgement.flows).enumerate();
        let flows = flows.map(|(at, ((id, requirement), decisions))| {
            let known = shown.as_ref().filter(|it| it.judgement.says_the_same(judgement, at));
            match known.and_then(|known| known.flows.get(at)) {
                Some(known) if known.id == id => known.clone(),
                Some(known) => Rc::new(Flow { id, ..Flow::clone(known) }),
                None => Rc::new(row(id, requirement, decisions)),
            }
        });
        let flows = flows.collect::<Vec<_>>();
        let gist = match shown {
            Some(known) if is_same(known) => known.gist.clone(),
            _ => Gist::of(&flows),
        };
        let new = Shown { judgement: judgement.clone(), first: self.first, flows, gist };
        shown.insert(Rc::new(new)).clone()
    }
}

/// A flow as the report shows it.
fn row(id: FlowId, requirement: &Requirement, decisions: &Decisions) -> Flow {
    let crossings = requirement.crossings.iter().zip(decisions);
    let judged =
        crossings.map(|(crossing, decision)| Judged { crossing, decision: decision.clone() });
    let judged = judged.collect::<Vec<_>>();
    Flow {
        id,
        purpose: requirement.purpose,
        load_balancer: requirement.load_balancer,
        listeners: requirement.listeners.clone(),
        group: requirement.group,
        member: requirement.member,
        target: requirement.target,
        source: requirement.source.clone(),
        destination: requirement.destination,
        ip_type: requirement.ip_type,
        protocol: requirement.protocol,
        ports: requirement.ports.clone(),
        clauses: requirement.clauses.clone(),
        verdict: verdict(requirement, &judged),
        layers: judged.iter().map(Judged::layer).collect(),
    }
}
