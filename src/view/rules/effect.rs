//! The effect of rules on the flows of the report.

use std::collections::HashMap;

use yew::prelude::*;

use crate::engine::report::{Decider, Filter, Layer, Level, Outcome, Report, RulePlace};
use crate::locale::InspectorText as Text;
use crate::plan::{Direction, RuleId};
use crate::view::form::FormContext;

/// The number of flows that a rule lets pass, and the number that it stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct RuleEffect {
    lets: usize,
    stops: usize,
}

/// The effects of all rules, and of the denial behind the last rule of a list.
#[derive(Debug, PartialEq, Eq, Default)]
pub(super) struct RuleEffects {
    rules: HashMap<RuleId, RuleEffect>,
    rest: HashMap<(RulePlace, Direction), RuleEffect>,
}

impl RuleEffects {
    /// Counts the effects in a report.
    pub(super) fn of(report: &Report) -> Self {
        let mut effects = Self::default();
        for layer in report.flows.iter().flat_map(|flow| flow.layers.iter()) {
            effects.count(layer);
        }
        effects
    }

    /// Counts a flow at one of its layers. A flow of which several parts meet the same rule counts
    /// once.
    fn count(&mut self, layer: &Layer) {
        let Outcome::Filtered { parts } = &layer.outcome else { return };
        let mut met = vec![];
        for part in parts {
            let one = (part.decided_by, part.passes);
            // A flow that only a recommended layer stops may still pass.
            if met.contains(&one) || !part.passes && layer.level == Level::Recommended {
                continue;
            }
            met.push(one);
            match part.decided_by {
                Decider::Rule(id) => self.rules.entry(id).or_default().add(part.passes),
                Decider::DefaultDeny => {
                    for place in places(&layer.filter) {
                        self.rest.entry((place, layer.direction)).or_default().add(part.passes);
                    }
                }
                Decider::Ambiguous => {}
            }
        }
    }

    /// The effect of a rule.
    pub(super) fn rule(&self, id: RuleId) -> RuleEffect {
        self.rules.get(&id).copied().unwrap_or_default()
    }

    /// The effect of the denial behind the last rule.
    pub(super) fn rest(&self, place: RulePlace, direction: Direction) -> RuleEffect {
        self.rest.get(&(place, direction)).copied().unwrap_or_default()
    }
}

fn places(filter: &Filter) -> Vec<RulePlace> {
    match filter {
        Filter::SecurityGroups(ids) => ids.iter().map(|id| RulePlace::SecurityGroup(*id)).collect(),
        Filter::NetworkAcl(id) => id.iter().map(|id| RulePlace::NetworkAcl(*id)).collect(),
    }
}

impl RuleEffect {
    fn add(&mut self, passes: bool) {
        let count = if passes { &mut self.lets } else { &mut self.stops };
        *count = count.saturating_add(1);
    }

    /// The effect as chips.
    pub(super) fn chips(self, context: &FormContext, direction: Direction) -> Html {
        let lets = match direction {
            Direction::Inbound => Text::LetsIn(self.lets),
            Direction::Outbound => Text::LetsOut(self.lets),
        };
        html! {
            <>
                if self.lets > 0 {
                    <span class="chip open">{ context.say(lets) }</span>
                }
                if self.stops > 0 {
                    <span class="chip blocked">{ context.say(Text::Stops(self.stops)) }</span>
                }
            </>
        }
    }
}
