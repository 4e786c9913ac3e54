//! Names for sets of servers: the groups of the plan that together are just these.

use rustc_hash::{FxHashMap, FxHashSet};

use super::answer::GroupId;
use super::place::InterfaceId;
use crate::plan::{MemberTarget, Plan, SecurityGroupId, Server, ServerId};

/// The groups of a plan with the network interfaces in them, backend server groups first.
#[derive(Debug, Default)]
pub(super) struct GroupNames {
    groups: Vec<(GroupId, FxHashSet<InterfaceId>)>,
    /// The positions of the groups that an interface is in.
    of: FxHashMap<InterfaceId, Vec<usize>>,
}

impl GroupNames {
    /// The groups of a plan.
    pub(super) fn of(plan: &Plan) -> Self {
        let mut names = Self::default();
        let mut servers: FxHashMap<ServerId, &Server> = FxHashMap::default();
        let mut wearers: FxHashMap<SecurityGroupId, FxHashSet<InterfaceId>> = FxHashMap::default();
        for server in &plan.servers {
            servers.entry(server.id).or_insert(server);
            for (number, interface) in (0..).zip(server.all_interfaces()) {
                for group in interface.security_groups {
                    let own = wearers.entry(*group).or_default();
                    own.insert(InterfaceId { server: server.id, number });
                }
            }
        }
        for group in &plan.backend_server_groups {
            // The interface at which a member is reached.
            let members = group.members.iter().map(|member| match member.target {
                MemberTarget::Server(id) => {
                    let server = servers.get(&id)?;
                    let address = server.reached_at(member.address, member.ip_type)?;
                    let mut interfaces = (0..).zip(server.all_interfaces());
                    let has = |own: crate::plan::Interface| own.addresses().any(|it| it == address);
                    let found = interfaces.find(|(_, own)| has(*own));
                    found.map(|(number, _)| InterfaceId { server: id, number })
                }
                MemberTarget::IpBackend(_) => None,
            });
            if let Some(members) = members.collect::<Option<FxHashSet<_>>>() {
                names.add(GroupId::BackendServerGroup(group.id), members);
            }
        }
        for group in &plan.security_groups {
            if let Some(own) = wearers.remove(&group.id) {
                names.add(GroupId::SecurityGroup(group.id), own);
            }
        }
        names
    }

    fn add(&mut self, group: GroupId, interfaces: FxHashSet<InterfaceId>) {
        for interface in &interfaces {
            self.of.entry(*interface).or_default().push(self.groups.len());
        }
        self.groups.push((group, interfaces));
    }

    /// The groups that together are just these network interfaces, in their order; none where there are
    /// no such groups. Each interface is named by the first of its groups that holds no other.
    pub(super) fn of_interfaces(&self, interfaces: &[InterfaceId]) -> Vec<GroupId> {
        let wanted = interfaces.iter().copied().collect::<FxHashSet<_>>();
        let mut is_within: FxHashMap<usize, bool> = FxHashMap::default();
        let mut covered: FxHashSet<InterfaceId> = FxHashSet::default();
        let mut named = vec![];
        for interface in interfaces {
            if covered.contains(interface) {
                continue;
            }
            let own = self.of.get(interface).into_iter().flatten().find_map(|at| {
                let (group, members) = self.groups.get(*at)?;
                let is_within = is_within.entry(*at).or_insert_with(|| members.is_subset(&wanted));
                is_within.then_some((*group, members))
            });
            let Some((group, members)) = own else { return vec![] };
            covered.extend(members);
            named.push(group);
        }
        named
    }
}
