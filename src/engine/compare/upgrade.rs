//! Load balancers that go from shared to dedicated.
//!
//! The vendor's upgrade can be rolled back until it is completed (ELB API reference, 'Upgrading a
//! Load Balancer', <https://support.huaweicloud.com/intl/en-us/api-elb/UpgradeLoadbalancer.html>), so
//! nothing closes before that a rollback would need. Some regions have no upgrade (OTC FAQ
//! `elb_faq_21020221`): a new load balancer is made there, and the old one is there as long. No
//! upgrade leads from dedicated to shared.

use rustc_hash::FxHashSet;

use super::additions::boxes;
use super::change_plan::{OwnRule, OwnRuleKind};
use super::needs::needs;
use super::states::FlowKey;
use crate::engine::packet::PacketBox;
use crate::engine::policy::AddressGroups;
use crate::engine::report::{Flow, Report, RulePlace};
use crate::plan::{Action, Direction, LoadBalancer, LoadBalancerId, Plan, add_new};

/// The load balancers that are shared in one state and dedicated in another.
pub(super) fn upgrades(before: &Plan, target: &Plan) -> Vec<LoadBalancerId> {
    let is_upgraded = |old: &&LoadBalancer| {
        old.is_shared() && target.load_balancer(old.id).is_some_and(|new| !new.is_shared())
    };
    before.load_balancers.iter().filter(is_upgraded).map(|it| it.id).collect()
}

/// A state with some load balancers as they were before.
pub(super) fn rolled_back(state: &Plan, before: &Plan, upgrades: &[LoadBalancerId]) -> Plan {
    let mut plan = state.clone();
    for id in upgrades {
        if let (Some(new), Some(old)) = (plan.load_balancer_mut(*id), before.load_balancer(*id)) {
            new.clone_from(old);
        }
    }
    plan
}

/// The packets that load balancers need in the state before, and would once they are rolled back.
/// A rollback can make others need something too: a group without a listener has rules for the only
/// load balancer that can be meant, and that may be another one then.
#[derive(Default)]
pub(super) struct Rollback(Vec<(RulePlace, Direction, LoadBalancerId, PacketBox)>);

impl Rollback {
    /// The needs in the state before and once it is rolled back. Each state comes with the engine's
    /// answer to it; `reached` is the answer to the state to reach.
    pub(super) fn of(
        before: (&Plan, &Report),
        back: (&Plan, &Report),
        reached: &Report,
        upgrades: &[LoadBalancerId],
    ) -> Self {
        let known = reached.flows.iter().map(|flow| FlowKey::of(flow)).collect::<FxHashSet<_>>();
        let is_new = |flow: &Flow| !known.contains(&FlowKey::of(flow));
        let mut all = vec![];
        for (is_back, (plan, report)) in [(false, before), (true, back)] {
            for ((place, direction), needed) in needs(plan) {
                for (flow, packets) in needed {
                    let Some(flow) = report.flow(flow) else { continue };
                    let concerned = match upgrades.contains(&flow.load_balancer) {
                        true => std::slice::from_ref(&flow.load_balancer),
                        false if is_back && is_new(flow) => upgrades,
                        false => &[],
                    };
                    all.extend(concerned.iter().map(|id| (place, direction, *id, packets)));
                }
            }
        }
        Self(all)
    }

    /// The load balancers that would miss packets at a list of rules.
    pub(super) fn misses(
        &self,
        place: RulePlace,
        direction: Direction,
        packets: &[PacketBox],
    ) -> Vec<LoadBalancerId> {
        let here = self.0.iter().filter(|it| (it.0, it.1) == (place, direction));
        let missed = here.filter(|it| packets.iter().any(|own| own.meets(&it.3)));
        let mut all = vec![];
        add_new(&mut all, missed.map(|it| &it.2));
        all
    }

    /// Has the steps wait that a rollback would miss, and puts them behind the others.
    pub(super) fn hold(&self, before: &Plan, complete: &Plan, closed: &mut [OwnRule]) {
        let mut denies: Vec<OwnRule> = vec![];
        for own in closed.iter_mut() {
            let (rule, plan) = match &own.kind {
                OwnRuleKind::Added(rule) => (rule, complete),
                OwnRuleKind::Removed(rule) => (rule, before),
                OwnRuleKind::Lowered { .. } => continue,
            };
            if rule.action() == Action::Deny && matches!(own.kind, OwnRuleKind::Removed(_)) {
                // It stays until the denies are there that may take its place.
                for deny in &denies {
                    if (deny.place, deny.direction) == (own.place, own.direction) {
                        add_new(&mut own.after_upgrades, &deny.after_upgrades);
                    }
                }
                continue;
            }
            let packets = boxes(rule, own.direction, &AddressGroups::of(&plan.address_groups));
            let is_deny = rule.action() == Action::Deny;
            own.after_upgrades = self.misses(own.place, own.direction, &packets);
            if is_deny {
                denies.push(own.clone());
            }
        }
        closed.sort_by_key(|it| !it.after_upgrades.is_empty());
    }
}
