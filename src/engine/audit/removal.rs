//! The consequences for the flows of the report if a rule is removed.
//!
//! Flows that put the same question to the same filter are looked at together. A rule that decides
//! on no part of a question, in no reading of the list, can go without a change to it; where it
//! decides on a part, the question is put to the list anew, past the rule.
//!
//! Two kinds of rules are not only taken out of a list: one that keeps those behind it from taking
//! effect, and one that shares its id with another. Without them the plan is judged anew, flow by
//! flow.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::place_lists::PlaceLists;
use crate::engine::index::Index;
use crate::engine::packet::{PacketBox, PacketSet};
use crate::engine::policy::Decision;
use crate::engine::report::{
    Decider, FlowId, Layer, Level, Loss, Outcome, Removal, Report, RulePlace,
};
use crate::engine::requirements::{FilterRef, RequiredPackets, Requirement};
use crate::engine::solve::{CompiledFilter, FilterCache, Policies, judge, seen_by};
use crate::plan::{Direction, Flavor, Plan, RuleId};

/// Judges flows without a rule.
#[derive(Default)]
pub(super) struct Removals {
    questions: Vec<FilterQuestion>,
    /// The number of questions that were put to their filters.
    asked: usize,
    /// The questions of which a rule decides a part.
    decided_by: FxHashMap<RuleId, Vec<usize>>,
    filter_cache: FilterCache,
}

/// A question of some flows to a filter.
struct FilterQuestion {
    filter: FilterRef,
    direction: Direction,
    packets: PacketBox,
    /// The filter and what it says; nothing as long as it was not asked.
    answer: Option<(Rc<CompiledFilter>, Rc<Decision>)>,
    asked_by: Vec<Asking>,
}

/// A flow that asks.
#[derive(Clone, Copy)]
struct Asking {
    /// The place of the flow in the report.
    flow: usize,
    /// True if it asks for answers.
    is_answer: bool,
    level: Level,
}

/// The consequences for one question if a rule is removed.
struct DecisionChange {
    loses: bool,
    gains: bool,
    /// True if nothing passes any more.
    nothing: bool,
}

impl Removals {
    /// For the flows of a report, which stand in the order of what they require.
    pub(super) fn of(requirements: &[Requirement], report: &Report) -> Self {
        let mut removals = Self::default();
        let mut known: FxHashMap<(&FilterRef, Direction, PacketBox), usize> = FxHashMap::default();
        for (flow, (requirement, _)) in requirements.iter().zip(report.all_layers()).enumerate() {
            for filter_check in &requirement.filter_checks {
                let RequiredPackets::Packets { packets, .. } = filter_check.required_packets else {
                    continue;
                };
                let direction = filter_check.direction;
                let packets = seen_by(&filter_check.filter, direction, packets);
                let questions = &mut removals.questions;
                let place =
                    *known.entry((&filter_check.filter, direction, packets)).or_insert_with(|| {
                        let filter = filter_check.filter.clone();
                        let (answer, asked_by) = (None, vec![]);
                        questions.push(FilterQuestion {
                            filter,
                            direction,
                            packets,
                            answer,
                            asked_by,
                        });
                        questions.len().saturating_sub(1)
                    });
                let is_answer = filter_check.leg.is_answer(direction);
                if let Some(question) = questions.get_mut(place) {
                    question.asked_by.push(Asking { flow, is_answer, level: filter_check.level });
                }
            }
        }
        removals
    }

    /// Puts some more questions to their filters, and says whether there are others left.
    pub(super) fn ask(&mut self, index: &Index, count: usize) -> bool {
        let mut policies = Policies::of(index, &self.filter_cache);
        let until = self.asked.saturating_add(count).min(self.questions.len());
        let next = self.questions.get_mut(self.asked..until).unwrap_or_default();
        for (place, question) in (self.asked..).zip(next) {
            let FilterQuestion { filter, direction, packets, .. } = &*question;
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

    /// The consequences for the flows if a rule of a list is removed, of which no other one has the
    /// id and which ends no list.
    pub(super) fn removal(&self, place_lists: &PlaceLists, rule: RuleId) -> Removal {
        let mut removal = Removal::default();
        let mut losses: BTreeMap<usize, Loss> = BTreeMap::new();
        let mut gains: BTreeMap<usize, FlowId> = BTreeMap::new();
        let questions = self.decided_by.get(&rule).into_iter().flatten();
        for question in questions.filter_map(|place| self.questions.get(*place)) {
            let is_past = question.direction == place_lists.direction
                && is_past(&question.filter, place_lists.place);
            let Some((filter, before)) = question.answer.as_ref().filter(|_| is_past) else {
                continue;
            };
            let change = changed(before, &filter.decide_without(question.packets, rule));
            if !change.loses && !change.gains {
                continue;
            }
            for asking in &question.asked_by {
                let Ok(number) = u32::try_from(asking.flow) else { continue };
                let flow = FlowId(number);
                if change.loses {
                    let wholly = change.nothing && !asking.is_answer;
                    let loss = Loss { flow, wholly, level: asking.level };
                    let known = losses.remove(&asking.flow);
                    losses.insert(asking.flow, joined(known, loss));
                }
                if change.gains {
                    gains.insert(asking.flow, flow);
                }
            }
        }
        removal.stops = losses.into_values().collect();
        removal.opens = gains.into_values().collect();
        removal
    }
}

/// The consequences for the flows past a list if a rule is removed, flow by flow.
pub(super) fn judged_anew(
    plan: &Plan,
    requirements: &[Requirement],
    place_lists: &PlaceLists,
    report: &Report,
    rule: RuleId,
) -> Removal {
    let (index, filter_cache) = (Index::of(plan), FilterCache::default());
    let mut now = Policies::of(&index, &filter_cache);
    let mut then = now.without(rule);
    let mut removal = Removal::default();
    for (requirement, (flow, layers)) in requirements.iter().zip(report.all_layers()) {
        if !can_change(requirement, layers, place_lists, rule) {
            continue;
        }
        let mut loss = None::<Loss>;
        let mut gains = false;
        for (before, after) in
            judge(&mut now, requirement).iter().zip(&judge(&mut then, requirement))
        {
            let (Some(was), Some(is)) = (&before.decision, &after.decision) else { continue };
            let change = changed(was, is);
            gains |= change.gains;
            if change.loses {
                let answers = before.filter_check.leg.is_answer(before.filter_check.direction);
                let (wholly, level) = (change.nothing && !answers, before.filter_check.level);
                loss = Some(joined(loss, Loss { flow, wholly, level }));
            }
        }
        removal.stops.extend(loss);
        if gains {
            removal.opens.push(flow);
        }
    }
    removal
}

fn changed(before: &Decision, after: &Decision) -> DecisionChange {
    let is_more = |one: &PacketSet, other: &PacketSet| !one.minus(other).is_empty();
    DecisionChange {
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

/// Checks whether the verdict on a flow may change without a rule.
fn can_change(
    requirement: &Requirement,
    layers: &[Layer],
    place_lists: &PlaceLists,
    rule: RuleId,
) -> bool {
    let names = |outcome: &Outcome| {
        let Outcome::Filtered { parts } = outcome else { return false };
        parts.iter().any(|part| part.decided_by == Decider::Rule(rule))
    };
    let mut filter_checks = requirement.filter_checks.iter().zip(layers);
    filter_checks.any(|(filter_check, layer)| {
        let tells_all = match &filter_check.filter {
            FilterRef::SecurityGroups(groups, flavor, _) => {
                groups.len() == 1 && *flavor == Flavor::Standard
            }
            FilterRef::NetworkAcl(_) => true,
        };
        filter_check.direction == place_lists.direction
            && is_past(&filter_check.filter, place_lists.place)
            && (!tells_all || names(&layer.outcome))
    })
}

/// Checks whether a filter has the rules of a place.
fn is_past(filter: &FilterRef, place: RulePlace) -> bool {
    match (filter, place) {
        (FilterRef::SecurityGroups(groups, ..), RulePlace::SecurityGroup(group)) => {
            groups.contains(&group)
        }
        (FilterRef::NetworkAcl(Some(acl)), RulePlace::NetworkAcl(own)) => *acl == own,
        _ => false,
    }
}
