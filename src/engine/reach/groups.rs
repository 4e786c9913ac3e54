//! Names for sets of servers: the groups of the plan that are just these.

use rustc_hash::FxHashMap;

use super::answer::GroupId;
use super::place::InterfaceId;
use crate::plan::{BackendServerGroupId, MemberTarget, Plan, SecurityGroupId, ServerId, sort_list};

/// The groups of a plan by what is in them.
#[derive(Debug, Default)]
pub(super) struct GroupNames {
    backends: FxHashMap<Vec<ServerId>, BackendServerGroupId>,
    wearers: FxHashMap<Vec<InterfaceId>, SecurityGroupId>,
}

impl GroupNames {
    /// The groups of a plan. Of two with the same servers the first one counts.
    pub(super) fn of(plan: &Plan) -> Self {
        let mut names = Self::default();
        for group in &plan.backend_server_groups {
            let servers = group.members.iter().map(|member| match member.target {
                MemberTarget::Server(id) => Some(id),
                MemberTarget::IpBackend(_) => None,
            });
            if let Some(servers) = servers.collect::<Option<Vec<_>>>() {
                names.backends.entry(each(servers)).or_insert(group.id);
            }
        }
        let mut wearers: FxHashMap<SecurityGroupId, Vec<InterfaceId>> = FxHashMap::default();
        for server in &plan.servers {
            for (number, interface) in (0..).zip(server.all_interfaces()) {
                for group in interface.security_groups {
                    let own = wearers.entry(*group).or_default();
                    own.push(InterfaceId { server: server.id, number });
                }
            }
        }
        for group in &plan.security_groups {
            if let Some(own) = wearers.remove(&group.id) {
                names.wearers.entry(each(own)).or_insert(group.id);
            }
        }
        names
    }

    /// The group that is just these network interfaces; a backend server group before a security
    /// group.
    pub(super) fn of_interfaces(&self, interfaces: &[InterfaceId]) -> Option<GroupId> {
        let servers = each(interfaces.iter().map(|it| it.server).collect());
        let backends = self.backends.get(&servers).copied().map(GroupId::BackendServerGroup);
        let own = each(interfaces.to_vec());
        backends.or_else(|| self.wearers.get(&own).copied().map(GroupId::SecurityGroup))
    }
}

/// Items in order, each once.
fn each<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    sort_list(&mut items, Ord::cmp);
    items.dedup();
    items
}
