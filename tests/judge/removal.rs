//! The consequences for the flows if a rule goes, and the packets that flows need at a filter.

use std::collections::BTreeSet;

use elb_rule_planner::edit::{Edit, transact};
use elb_rule_planner::engine::check;
use elb_rule_planner::engine::report::{Filter, FlowId, RuleAudit, RulePlace};
use elb_rule_planner::plan::{Direction, Plan};

use crate::compare::{paired, rule_at};
use crate::passed_filters::{Filtering, SeenPackets};
use crate::required_flows::RequiredFlow;
use crate::world::Packet;

/// The packets that flows need at a filter, with the near end as wide as a rule for it names it.
pub(crate) struct NeededPackets {
    seen: Vec<(SeenPackets, bool)>,
}

impl NeededPackets {
    pub(crate) fn of(flows: &[RequiredFlow], place: RulePlace, direction: Direction) -> Self {
        let mut seen = vec![];
        for required in flows {
            for passed in required.filters.iter().filter(|passed| passed.direction == direction) {
                let Filtering::At(packets) = passed.filtering else { continue };
                match (&passed.filter, place) {
                    (Filter::SecurityGroups(ids), RulePlace::SecurityGroup(id))
                        if ids.contains(&id) =>
                    {
                        seen.push((packets, false));
                    }
                    (Filter::NetworkAcl(own), RulePlace::NetworkAcl(id)) if *own == Some(id) => {
                        seen.push((packets, true));
                    }
                    _ => {}
                }
            }
        }
        Self { seen }
    }

    pub(crate) fn has(&self, packet: &Packet) -> bool {
        self.seen.iter().any(|(packets, looks_at_near)| packets.has_to_pass(packet, *looks_at_near))
    }

    /// True if a packet is one of the guide's rows for these.
    pub(crate) fn has_row(&self, packet: &Packet) -> bool {
        self.seen.iter().any(|(packets, looks_at_near)| packets.is_of_row(packet, *looks_at_near))
    }
}

/// The flows of a plan that a rule's removal changes.
#[derive(Default)]
pub(crate) struct FlowChanges {
    /// Those of which something is stopped then, and if all of it is.
    stops: BTreeSet<(FlowId, bool)>,
    /// Those of which more passes then.
    opens: BTreeSet<FlowId>,
    /// All of them.
    pub(crate) required: Vec<RequiredFlow>,
}

impl FlowChanges {
    /// Judges every flow of the plan with and without a rule.
    pub(crate) fn of(plan: &Plan, rule: &RuleAudit) -> Result<Self, String> {
        let report = check(plan);
        let without = transact(plan, &[Edit::RemoveRule(rule.rule)]).unwrap();
        let mut changes = Self::default();
        for (required, flow) in paired(plan, &report)? {
            let (mut wholly, mut is_stopped, mut is_opened) = (false, false, false);
            for passed in &required.filters {
                if !matches!(passed.filtering, Filtering::At { .. }) {
                    continue;
                }
                let (mut lost, mut left) = (false, false);
                for packet in passed.packets() {
                    let before = rule_at(plan, passed, &packet).passes;
                    let after = rule_at(&without, passed, &packet).passes;
                    lost |= before && !after;
                    left |= after;
                    is_opened |= after && !before;
                }
                is_stopped |= lost;
                wholly |= lost && !left && !passed.leg.is_answer(passed.direction);
            }
            if is_stopped {
                changes.stops.insert((flow.id, wholly));
            }
            if is_opened {
                changes.opens.insert(flow.id);
            }
            if is_stopped || is_opened {
                changes.required.push(required);
            }
        }
        Ok(changes)
    }

    /// Puts what the engine says beside it.
    pub(crate) fn compare(&self, rule: &RuleAudit) -> Result<(), String> {
        let Self { stops, opens, .. } = self;
        let own_stops: BTreeSet<_> =
            rule.removal.stops.iter().map(|it| (it.flow, it.wholly)).collect();
        let own_opens: BTreeSet<_> = rule.removal.opens.iter().copied().collect();
        match (own_stops == *stops, own_opens == *opens) {
            (true, true) => Ok(()),
            _ => {
                Err(format!("{}: engine {:?}, judge {stops:?} {opens:?}", rule.rule, rule.removal))
            }
        }
    }
}
