//! The explanation of something on the board: its flows, line by line, and the barriers that stop
//! them, each with the changes that open it.

use super::Explained;
use crate::engine::report::{
    Change, Decider, Filter, Flow, FlowId, Layer, Leg, Level, Outcome, Report, WhyNotFiltered,
};
use crate::plan::{Direction, Plan, set_of, sort_list};

/// The explanation of something on the board.
#[derive(Debug, Clone, Default)]
pub struct Explanation<'a> {
    /// The flows that it is about.
    pub flows: Vec<&'a Flow>,
    /// The filters that stop some of them, in the order in which packets come to them.
    pub barriers: Vec<Barrier<'a>>,
    /// The changes that open the barriers, in the order of the report.
    pub changes: Vec<&'a Change>,
}

/// A filter that stops flows.
#[derive(Debug, Clone)]
pub struct Barrier<'a> {
    /// The filter.
    pub filter: &'a Filter,
    /// The direction in which it is passed.
    pub direction: Direction,
    /// The leg of the way on which it stands.
    pub leg: Leg,
    /// Recommended if what must flow passes all the same.
    pub level: Level,
    /// The rules, or the lack of one, that stop flows there; empty where the plan says too little, or
    /// where nothing comes so far.
    pub deciders: Vec<Decider>,
    /// Tells whether no route leads there.
    pub has_no_route: bool,
    /// The flows that it stops, in whole or in part.
    pub flows: Vec<&'a Flow>,
    /// The changes there.
    pub changes: Vec<&'a Change>,
}

/// Flows of one kind, which one line stands for.
#[derive(Debug, Clone)]
pub struct FlowLine<'a> {
    /// The flows, which differ in where they come from.
    pub flows: Vec<&'a Flow>,
    /// True if it is about the answers to them.
    pub is_answers: bool,
}

impl<'a> Explanation<'a> {
    /// The explanation of something.
    #[must_use]
    pub fn of(explained: Explained, plan: &Plan, report: &'a Report) -> Self {
        let flows = explained.flows(plan, report);
        let place = explained.place();
        let ids = set_of(flows.iter().map(|flow| flow.id));
        let is_meant = |change: &&Change| {
            place.is_none_or(|place| change.place == place)
                && change.flows.iter().any(|id| ids.contains(id))
        };
        let changes = report.changes.iter().filter(is_meant).collect::<Vec<_>>();
        let mut barriers = barriers(&flows);
        barriers.retain(|it| place.is_none_or(|place| place.is_in(it.filter)));
        for change in &changes {
            let barrier = barriers.iter_mut().find(|it| it.is_opened_by(change));
            if let Some(barrier) = barrier {
                barrier.changes.push(change);
            }
        }
        Self { flows, barriers, changes }
    }

    /// The changes that belong to none of the barriers.
    pub fn other_changes(&self) -> impl Iterator<Item = &'a Change> + '_ {
        let is_shown = |change: &Change| {
            self.barriers.iter().any(|it| it.changes.iter().any(|of| of.id == change.id))
        };
        self.changes.iter().copied().filter(move |change| !is_shown(change))
    }

    /// The flows, as lines: those of one purpose, group, family, protocol and verdict together, and
    /// the answers to them last.
    #[must_use]
    pub fn lines(&self) -> Vec<FlowLine<'a>> {
        let mut lines: Vec<FlowLine<'a>> = vec![];
        let is_like = |one: &Flow, other: &Flow| {
            (one.purpose, one.group, one.ip_type, one.protocol, &one.ports, one.verdict)
                == (
                    other.purpose,
                    other.group,
                    other.ip_type,
                    other.protocol,
                    &other.ports,
                    other.verdict,
                )
        };
        for flow in &self.flows {
            match lines
                .iter_mut()
                .find(|line| line.flows.first().is_some_and(|it| is_like(it, flow)))
            {
                Some(line) => line.flows.push(flow),
                None => lines.push(FlowLine { flows: vec![flow], is_answers: false }),
            }
        }
        let mut answers: Vec<FlowLine<'a>> = vec![];
        for flow in self.flows.iter().filter(|it| it.layers.iter().any(filters_answers)) {
            match answers
                .iter_mut()
                .find(|line| line.flows.first().is_some_and(|it| it.ip_type == flow.ip_type))
            {
                Some(line) => line.flows.push(flow),
                None => answers.push(FlowLine { flows: vec![flow], is_answers: true }),
            }
        }
        lines.extend(answers);
        lines
    }
}

impl Barrier<'_> {
    /// Tells whether a change opens the barrier.
    fn is_opened_by(&self, change: &Change) -> bool {
        let is_here = |(leg, ids): (Leg, &[FlowId])| {
            leg == self.leg && self.flows.iter().any(|flow| ids.contains(&flow.id))
        };
        change.place.is_in(self.filter)
            && change.kind.direction() == self.direction
            && change.by_leg().any(is_here)
    }
}

impl FlowLine<'_> {
    /// The layers that the line is about.
    pub fn layers(&self) -> impl Iterator<Item = (&Flow, &Layer)> {
        let is_answers = self.is_answers;
        let layers =
            self.flows.iter().flat_map(|flow| flow.layers.iter().map(move |it| (*flow, it)));
        layers.filter(move |(_, it)| it.leg.is_answer(it.direction) == is_answers)
    }
}

fn filters_answers(layer: &Layer) -> bool {
    layer.leg.is_answer(layer.direction) && !matches!(layer.outcome, Outcome::NotFiltered(_))
}

/// The rules that stop a flow at a layer; nothing where none does.
fn stopped_by(layer: &Layer) -> Option<Vec<Decider>> {
    match &layer.outcome {
        Outcome::NotFiltered(WhyNotFiltered::NoRoute) | Outcome::Unknown => Some(vec![]),
        Outcome::NotFiltered(_) => None,
        Outcome::Filtered { parts } => {
            let stopping = parts.iter().filter(|part| !part.passes).map(|part| part.decided_by);
            let stopping = stopping.collect::<Vec<_>>();
            (!stopping.is_empty()).then_some(stopping)
        }
    }
}

/// The filters that stop some of the flows.
fn barriers<'a>(flows: &[&'a Flow]) -> Vec<Barrier<'a>> {
    let mut found: Vec<(usize, Barrier<'a>)> = vec![];
    for flow in flows.iter().copied() {
        for (at, layer) in flow.layers.iter().enumerate() {
            let Some(deciders) = stopped_by(layer) else { continue };
            let Layer { filter, direction, leg, level, .. } = layer;
            let is_same =
                |it: &Barrier<'_>| (it.filter, it.direction, it.leg) == (filter, *direction, *leg);
            let barrier = match found.iter_mut().find(|(_, it)| is_same(it)) {
                Some((first, barrier)) => {
                    *first = at.min(*first);
                    barrier
                }
                None => {
                    let (direction, leg, level) = (*direction, *leg, *level);
                    let (deciders, flows, changes) = (vec![], vec![], vec![]);
                    let has_no_route = false;
                    let new = Barrier {
                        filter,
                        direction,
                        leg,
                        level,
                        deciders,
                        has_no_route,
                        flows,
                        changes,
                    };
                    found.push((at, new));
                    let Some((_, barrier)) = found.last_mut() else { continue };
                    barrier
                }
            };
            // The graver level counts, which is the lesser one.
            barrier.level = barrier.level.min(*level);
            barrier.has_no_route |= layer.outcome == Outcome::NotFiltered(WhyNotFiltered::NoRoute);
            barrier.flows.push(flow);
            for decider in deciders {
                if !barrier.deciders.contains(&decider) {
                    barrier.deciders.push(decider);
                }
            }
        }
    }
    sort_list(&mut found, |one, other| {
        (one.1.level, place_on_way(&one.1), one.0).cmp(&(
            other.1.level,
            place_on_way(&other.1),
            other.0,
        ))
    });
    found.into_iter().map(|(_, barrier)| barrier).collect()
}

/// The place of a barrier on the way of packets: from clients, out of the load balancer's subnet, in
/// to the member's subnet, to the member, and back.
fn place_on_way(barrier: &Barrier<'_>) -> (u8, bool) {
    let is_group = matches!(barrier.filter, Filter::SecurityGroups(_));
    match (barrier.leg, barrier.direction) {
        (Leg::FromClients, _) => (0, is_group),
        (Leg::FromLoadBalancer | Leg::FromSender, _) => (1, is_group),
        (Leg::Member, Direction::Inbound) => (2, is_group),
        (Leg::Member, Direction::Outbound) => (3, !is_group),
        (Leg::BackToLoadBalancer | Leg::BackToSender, _) => (4, is_group),
        (Leg::BackToClients, _) => (5, is_group),
    }
}
