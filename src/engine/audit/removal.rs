//! What becomes of the flows of the report if a rule goes.
//!
//! Flows that put the same question to the same filter are looked at together. A rule that decides
//! on no part of a question, in no reading of the list, can go without a change to it; where it
//! decides on a part, the question is put to the list anew, past the rule.
//!
//! Two kinds of rules are not only taken out of a list: one that keeps those behind it from taking
//! effect, and one that shares its id with another. Without them the plan is judged anew, flow by
//! flow.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::context::Contexts;
use crate::engine::index::Index;
use crate::engine::packet::{PacketBox, PacketSet};
use crate::engine::policy::Decision;
use crate::engine::report::{Decider, Flow, FlowId, Level, Loss, Outcome, Place, Removal, Report};
use crate::engine::requirements::{Crossed, Passage, Requirement};
use crate::engine::solve::{Filter, Policies, Shelf, seen_by};
use crate::plan::quick::QuickMap;
use crate::plan::{Direction, Flavor, Plan, RuleId};

/// Judges flows without a rule.
#[derive(Default)]
pub(super) struct Removals {
    questions: Vec<Question>,
    /// How many questions were put to their filters.
    asked: usize,
    /// The questions of which a rule decides a part.
    decided_by: QuickMap<RuleId, Vec<usize>>,
    shelf: Shelf,
}

/// What some flows ask a filter.
struct Question {
    filter: Crossed,
    direction: Direction,
    packets: PacketBox,
    /// The filter and what it says; nothing as long as it was not asked.
    answer: Option<(Rc<Filter>, Rc<Decision>)>,
    asked_by: Vec<Asking>,
}

/// A flow that asks.
#[derive(Clone, Copy)]
struct Asking {
    /// The place of the flow in the report.
    flow: usize,
    /// Whether it asks for answers.
    is_answer: bool,
    level: Level,
}

/// What becomes of one question without a rule.
struct Change {
    loses: bool,
    gains: bool,
    /// Whether nothing passes any more.
    nothing: bool,
}

impl Removals {
    /// For the flows of a report, which stand in the order of what they require.
    pub(super) fn of(requirements: &[Requirement], report: &Report) -> Self {
        let mut removals = Self::default();
        let mut known: HashMap<(&Crossed, Direction, PacketBox), usize> = HashMap::new();
        for (flow, (requirement, _)) in requirements.iter().zip(&report.flows).enumerate() {
            for crossing in &requirement.crossings {
                let Passage::Packets { packets, .. } = crossing.passage else { continue };
                let direction = crossing.direction;
                let packets = seen_by(&crossing.filter, direction, packets);
                let questions = &mut removals.questions;
                let place =
                    *known.entry((&crossing.filter, direction, packets)).or_insert_with(|| {
                        let filter = crossing.filter.clone();
                        let (answer, asked_by) = (None, vec![]);
                        questions.push(Question { filter, direction, packets, answer, asked_by });
                        questions.len().saturating_sub(1)
                    });
                let is_answer = crossing.leg.is_answer(direction);
                if let Some(question) = questions.get_mut(place) {
                    question.asked_by.push(Asking { flow, is_answer, level: crossing.level });
                }
            }
        }
        removals
    }

    /// Puts some more questions to their filters, and says whether there are others left.
    pub(super) fn ask(&mut self, index: &Index, count: usize) -> bool {
        let mut policies = Policies::of(index, &self.shelf);
        let until = self.asked.saturating_add(count).min(self.questions.len());
        let next = self.questions.get_mut(self.asked..until).unwrap_or_default();
        for (place, question) in (self.asked..).zip(next) {
            let Question { filter, direction, packets, .. } = &*question;
            let filter = policies.filter(filter, *direction);
            for rule in filter.deciders(packets) {
                self.decided_by.entry(rule).or_default().push(place);
            }
            let decision = filter.decide(*packets);
            question.answer = Some((filter, decision));
        }
        self.asked = until;
        until < self.questions.len()
    }

    /// What becomes of the flows without a rule of a list, of which no other one has the id and
    /// which ends no list.
    pub(super) fn removal(&self, contexts: &Contexts, report: &Report, rule: RuleId) -> Removal {
        let mut removal = Removal::default();
        let mut losses: BTreeMap<usize, Loss> = BTreeMap::new();
        let mut gains: BTreeMap<usize, FlowId> = BTreeMap::new();
        let questions = self.decided_by.get(&rule).into_iter().flatten();
        for question in questions.filter_map(|place| self.questions.get(*place)) {
            let is_past = question.direction == contexts.direction
                && is_past(&question.filter, contexts.place);
            let Some((filter, before)) = question.answer.as_ref().filter(|_| is_past) else {
                continue;
            };
            let change = changed(before, &filter.decide_without(question.packets, rule));
            if !change.loses && !change.gains {
                continue;
            }
            for asking in &question.asked_by {
                let Some(flow) = report.flows.get(asking.flow) else { continue };
                if change.loses {
                    let wholly = change.nothing && !asking.is_answer;
                    let loss = Loss { flow: flow.id, wholly, level: asking.level };
                    let known = losses.remove(&asking.flow);
                    losses.insert(asking.flow, joined(known, loss));
                }
                if change.gains {
                    gains.insert(asking.flow, flow.id);
                }
            }
        }
        removal.stops = losses.into_values().collect();
        removal.opens = gains.into_values().collect();
        removal
    }
}

/// What becomes of the flows past a list without a rule, flow by flow.
pub(super) fn judged_anew(
    plan: &Plan,
    requirements: &[Requirement],
    contexts: &Contexts,
    report: &Report,
    rule: RuleId,
) -> Removal {
    let (index, shelf) = (Index::of(plan), Shelf::default());
    let mut now = Policies::of(&index, &shelf);
    let mut then = now.without(rule);
    let mut removal = Removal::default();
    for (requirement, flow) in requirements.iter().zip(&report.flows) {
        if !can_change(requirement, flow, contexts, rule) {
            continue;
        }
        let mut loss = None::<Loss>;
        let mut gains = false;
        for (before, after) in now.judge(requirement).iter().zip(&then.judge(requirement)) {
            let (Some(was), Some(is)) = (&before.decision, &after.decision) else { continue };
            let change = changed(was, is);
            gains |= change.gains;
            if change.loses {
                let answers = before.crossing.leg.is_answer(before.crossing.direction);
                let (wholly, level) = (change.nothing && !answers, before.crossing.level);
                loss = Some(joined(loss, Loss { flow: flow.id, wholly, level }));
            }
        }
        removal.stops.extend(loss);
        if gains {
            removal.opens.push(flow.id);
        }
    }
    removal
}

fn changed(before: &Decision, after: &Decision) -> Change {
    let is_more = |one: &PacketSet, other: &PacketSet| !one.minus(other).is_empty();
    Change {
        loses: is_more(after.missing(), before.missing()),
        gains: is_more(before.missing(), after.missing()),
        nothing: after.passed().is_empty(),
    }
}

fn joined(known: Option<Loss>, loss: Loss) -> Loss {
    match known {
        Some(known) => Loss {
            flow: loss.flow,
            wholly: known.wholly || loss.wholly,
            level: known.level.min(loss.level),
        },
        None => loss,
    }
}

/// Whether a flow may fare otherwise without a rule.
fn can_change(requirement: &Requirement, flow: &Flow, contexts: &Contexts, rule: RuleId) -> bool {
    let names = |outcome: &Outcome| {
        let Outcome::Filtered { parts } = outcome else { return false };
        parts.iter().any(|part| part.decided_by == Decider::Rule(rule))
    };
    let mut crossings = requirement.crossings.iter().zip(flow.layers.iter());
    crossings.any(|(crossing, layer)| {
        let tells_all = match &crossing.filter {
            Crossed::SecurityGroups(groups, flavor) => {
                groups.len() == 1 && *flavor == Flavor::Standard
            }
            Crossed::NetworkAcl(_) => true,
        };
        crossing.direction == contexts.direction
            && is_past(&crossing.filter, contexts.place)
            && (!tells_all || names(&layer.outcome))
    })
}

/// Whether a filter has the rules of a place.
fn is_past(filter: &Crossed, place: Place) -> bool {
    match (filter, place) {
        (Crossed::SecurityGroups(groups, _), Place::SecurityGroup(group)) => {
            groups.contains(&group)
        }
        (Crossed::NetworkAcl(Some(acl)), Place::NetworkAcl(own)) => *acl == own,
        _ => false,
    }
}
