//! Rules that are not known, with the flows that come to them.

use rustc_hash::FxHashMap;

use super::collector::Findings;
use crate::engine::report::{FindingKind, FlowId, Leg, RulePlace, Severity};
use crate::engine::requirements::{
    AskedBy, FilterRef, RequiredPackets, Requirement, member_subnet,
};
use crate::engine::solve::decide::evaluated_path::EvaluatedPath;
use crate::plan::{ElementId, Plan, SubjectId, SubnetId};

impl Findings<'_> {
    /// Security groups and network ACLs whose rules are not known, and subnets of which it is not known
    /// if they have a network ACL, where something flows past them.
    pub(super) fn rules_not_known<'p, 'r: 'p>(
        &mut self,
        asked: impl Iterator<Item = &'p EvaluatedPath<'r>>,
    ) {
        let places = places(self.index.plan);
        if places.is_empty() {
            return;
        }
        let mut met: FxHashMap<SubjectId, Vec<FlowId>> = FxHashMap::default();
        for (flow, requirement) in asked.flat_map(EvaluatedPath::requirements) {
            for place in self.met_by(requirement) {
                let flows = met.entry(place).or_default();
                if flows.last() != Some(&flow) {
                    flows.push(flow);
                }
            }
        }
        for place in places {
            if let Some(flows) = met.remove(&place) {
                self.add(Severity::Warning, place, FindingKind::RulesNotKnown { flows }, &[]);
            }
        }
    }

    /// The things whose rules a requirement would have to know.
    fn met_by(&self, requirement: &Requirement) -> Vec<SubjectId> {
        let mut met: Vec<SubjectId> = vec![];
        for check in &requirement.filter_checks {
            if check.required_packets != RequiredPackets::Unknown {
                continue;
            }
            match &check.filter {
                FilterRef::SecurityGroups(groups, ..) => {
                    let unknown = groups.iter().filter(|id| !self.index.knows_rules_of(&[**id]));
                    met.extend(unknown.map(|id| SubjectId::from(*id)));
                }
                FilterRef::NetworkAcl(Some(acl)) => met.push((*acl).into()),
                FilterRef::NetworkAcl(None) => {
                    let subnet = self.subnet_at(check.leg, requirement);
                    let subnet = subnet.and_then(|id| self.index.subnet(id));
                    let unknown = subnet.filter(|it| it.may_have_other_acl());
                    met.extend(unknown.map(|it| SubjectId::from(it.id)));
                }
            }
        }
        met
    }

    /// The subnet whose edge is on a leg.
    fn subnet_at(&self, leg: Leg, requirement: &Requirement) -> Option<SubnetId> {
        match (leg, &requirement.asked_by) {
            (Leg::Member, AskedBy::Member(_)) => {
                member_subnet(self.index, requirement).map(|it| it.id)
            }
            (Leg::Member, AskedBy::Connection(it)) => it.to_subnet,
            (
                Leg::FromLoadBalancer
                | Leg::BackToLoadBalancer
                | Leg::FromSender
                | Leg::BackToSender,
                _,
            ) => requirement.source.subnet,
            (Leg::FromClients | Leg::BackToClients, _) => {
                let id = requirement.to_member()?.load_balancer;
                let mut balancers = self.index.load_balancers().iter();
                balancers.find(|it| it.id == id).map(|it| it.subnet)
            }
        }
    }
}

/// The things of a plan whose rules are not known, in the plan's order.
fn places(plan: &Plan) -> Vec<SubjectId> {
    let lists = RulePlace::not_known(plan).map(|it| SubjectId::from(ElementId::from(it)));
    let subnets = plan.subnets.iter().filter(|it| it.may_have_other_acl());
    lists.chain(subnets.map(|it| SubjectId::from(it.id))).collect()
}
