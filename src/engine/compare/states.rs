//! The states between two plans: prepared, changed, cleaned up.

use std::net::IpAddr;

use rustc_hash::FxHashSet;

use super::change_plan::{AclSpot, OwnRule};
use super::list_steps::{ListSteps, list_steps};
use super::rule::ListRule;
use crate::engine::report::{Flow, Purpose, Report, RulePlace, Verdict};
use crate::plan::{
    Cidr, Direction, IcmpKind, LoadBalancerId, MemberId, MemberTarget, Plan, Ports, Protocol,
    RuleId,
};

/// The states on the way, and the rules that differ.
pub(super) struct States {
    /// Before the change, with everything opened.
    pub(super) prepared: Plan,
    /// After the change, with nothing closed.
    pub(super) changed: Plan,
    /// The positions of the proposed rules in lists that are there before; rules that are there
    /// already are not in it.
    pub(super) spots: Vec<(RuleId, AclSpot)>,
    pub(super) opened: Vec<OwnRule>,
    pub(super) closed: Vec<OwnRule>,
    /// The positions of the denies that are added last.
    pub(super) closing_spots: Vec<(RuleId, AclSpot)>,
}

impl States {
    /// The states between one plan and another that lacks no rule, since those that are proposed
    /// are in it.
    pub(super) fn between(
        before: &Plan,
        after: &Plan,
        proposed: &[RuleId],
        denies_go_first: bool,
    ) -> Self {
        let mut states = Self {
            prepared: before.clone(),
            changed: after.clone(),
            spots: vec![],
            opened: vec![],
            closed: vec![],
            closing_spots: vec![],
        };
        for new in &after.security_groups {
            let place = RulePlace::SecurityGroup(new.id);
            let Some(old) = before.security_group(new.id) else {
                states.prepared.security_groups.push(new.clone());
                continue;
            };
            for direction in Direction::BOTH {
                let (old, new_rules) = (old.rules(direction), new.rules(direction));
                let steps = list_steps(old, new_rules, proposed, denies_go_first);
                states.take(place, direction, steps, |plan| {
                    plan.security_group_mut(new.id).map(|group| group.rules_mut(direction))
                });
            }
        }
        for new in &after.network_acls {
            let place = RulePlace::NetworkAcl(new.id);
            let Some(old) = before.network_acl(new.id) else {
                states.prepared.network_acls.push(new.clone());
                continue;
            };
            for direction in Direction::BOTH {
                let (old, new_rules) = (old.rules(direction), new.rules(direction));
                let steps = list_steps(old, new_rules, proposed, denies_go_first);
                states.take(place, direction, steps, |plan| {
                    plan.network_acl_mut(new.id).map(|acl| acl.rules_mut(direction))
                });
            }
        }
        for new in &after.address_groups {
            if before.address_group(new.id).is_none() {
                states.prepared.address_groups.push(new.clone());
            }
        }
        states
    }

    /// Takes over how a list moves; `list` finds it in a plan.
    fn take<R: ListRule>(
        &mut self,
        place: RulePlace,
        direction: Direction,
        steps: ListSteps<R>,
        list: impl Fn(&mut Plan) -> Option<&mut Vec<R>>,
    ) {
        for plan in [&mut self.prepared, &mut self.changed] {
            if let Some(rules) = list(plan) {
                rules.clone_from(&steps.open);
            }
        }
        let own = |kind| OwnRule { place, direction, kind, after_upgrades: vec![] };
        self.opened.extend(steps.opening.into_iter().map(own));
        self.closed.extend(steps.closing.into_iter().map(own));
        self.spots.extend(steps.spots);
        self.closing_spots.extend(steps.closing_spots);
    }
}

/// The fields that two flows of two states have in common if they are the same flow.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct FlowKey {
    purpose: Purpose,
    load_balancer: LoadBalancerId,
    member: MemberId,
    target: MemberTarget,
    destination: Option<IpAddr>,
    source: Cidr,
    protocol: Protocol,
    icmp: Option<IcmpKind>,
    ports: Ports,
}

impl FlowKey {
    pub(super) fn of(flow: &Flow) -> Self {
        Self {
            purpose: flow.purpose,
            load_balancer: flow.load_balancer,
            member: flow.member,
            target: flow.target,
            destination: flow.destination,
            source: flow.source.cidr,
            protocol: flow.protocol,
            icmp: flow.icmp,
            ports: flow.ports.clone(),
        }
    }
}

/// The flows of a state that are stopped.
pub(super) fn stopped(report: &Report) -> FxHashSet<FlowKey> {
    let flows = report.flows.iter().filter(|flow| flow.verdict == Verdict::Blocked);
    flows.map(|flow| FlowKey::of(flow)).collect()
}
