//! Rules to add that open servers to which nothing is sent there, or go where they should not.

use rustc_hash::FxHashSet;

use super::collector::Findings;
use crate::engine::report::{FindingKind, FlowId, RulePlace, Severity};
use crate::engine::solve::decide::need::Serves;
use crate::engine::solve::propose::opened::{Opened, in_all};
use crate::plan::{Direction, NewRules};

impl Findings<'_> {
    /// Names the servers that wear a security group with rules to add, and that are members of none
    /// of the backend server groups that a rule is for.
    pub(crate) fn opened_beside(&mut self) {
        let inbound = self.changes.iter().filter(|change| {
            change.kind.adds_rule() && change.kind.direction() == Direction::Inbound
        });
        let of_groups = inbound.filter_map(|change| match change.place {
            RulePlace::SecurityGroup(id) => Some((id, change)),
            RulePlace::NetworkAcl(_) => None,
        });
        let of_groups = of_groups.collect::<Vec<_>>();
        if of_groups.is_empty() {
            return;
        }
        let opened = Opened::of(self.index);
        for group in &self.index.plan.security_groups {
            let own = of_groups.iter().filter(|(id, _)| *id == group.id);
            // The members that every rule of the group is for.
            let members = own.map(|(_, change)| opened.meant_by(self.serves(&change.flows)));
            let Some(members) = in_all(members) else { continue };
            let servers = opened.beside(group.id, &members);
            if !servers.is_empty() {
                let kind = FindingKind::OpensBeside { security_group: group.id, servers };
                self.add(Severity::Info, group.id, kind, &[]);
            }
        }
    }

    /// Names the security groups with rules to add that should go elsewhere.
    pub(crate) fn rules_where_avoided(&mut self) {
        let adding = self.changes.iter().filter(|change| change.kind.adds_rule());
        let places = crate::plan::set_of(adding.map(|change| change.place));
        for group in &self.index.plan.security_groups {
            if group.new_rules == NewRules::Avoided && places.contains(&group.id.into()) {
                let kind = FindingKind::RulesWhereAvoided { security_group: group.id };
                self.add(Severity::Info, group.id, kind, &[]);
            }
        }
    }

    /// The purposes of some flows.
    fn serves(&self, flows: &[FlowId]) -> FxHashSet<Serves> {
        let of = |id: &FlowId| match self.flow(*id) {
            Some(it) => Some(Serves::Member(it.load_balancer, it.group, it.purpose)),
            None => self.shown.connection(*id).map(Serves::Connection),
        };
        flows.iter().filter_map(of).collect()
    }
}
