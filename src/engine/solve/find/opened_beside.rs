//! Servers that rules to add open although nothing is sent to them there.

use rustc_hash::{FxHashMap, FxHashSet};

use super::collector::Findings;
use crate::engine::report::{FindingKind, RulePlace, Severity};
use crate::engine::solve::propose::opened::Opened;
use crate::plan::Direction;

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
        let served = self.flows().map(|flow| (flow.id, flow.group)).collect::<FxHashMap<_, _>>();
        for group in &self.index.plan.security_groups {
            let own = of_groups.iter().filter(|(id, _)| *id == group.id);
            let beside = own.flat_map(|(_, change)| {
                let groups = change.flows.iter().filter_map(|flow| served.get(flow).copied());
                opened.beside(group.id, &opened.members(groups))
            });
            let beside = beside.collect::<FxHashSet<_>>();
            let servers = self.index.plan.servers.iter().map(|server| server.id);
            let servers = servers.filter(|id| beside.contains(id)).collect::<Vec<_>>();
            if !servers.is_empty() {
                let kind = FindingKind::OpensBeside { security_group: group.id, servers };
                self.add(Severity::Info, group.id, kind, &[]);
            }
        }
    }
}
