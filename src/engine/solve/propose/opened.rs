//! The servers that a rule in a security group opens: all those that wear the group, be they members
//! of the backend server groups that the rule is for or not.

use std::cell::OnceCell;
use std::hash::Hash;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::engine::index::Index;
use crate::engine::requirements::own_vpc::vpc_seen_from;
use crate::engine::requirements::{connection_servers, senders};
use crate::engine::solve::decide::need::Serves;
use crate::plan::{
    BackendServerGroup, BackendServerGroupId, MemberTarget, NewRules, SecurityGroupId, Server,
    ServerId,
};

/// The servers of security groups and of backend server groups.
pub(crate) struct Opened<'a> {
    index: &'a Index<'a>,
    wearers: OnceCell<FxHashMap<SecurityGroupId, Vec<ServerId>>>,
}

impl<'a> Opened<'a> {
    pub(crate) fn of(index: &'a Index<'a>) -> Self {
        Self { index, wearers: OnceCell::new() }
    }

    /// The servers that wear a security group, in the plan's order.
    fn wearers(&self, group: SecurityGroupId) -> &[ServerId] {
        let wearers = self.wearers.get_or_init(|| {
            let mut wearers: FxHashMap<_, Vec<ServerId>> = FxHashMap::default();
            for server in &self.index.plan.servers {
                for group in worn(server) {
                    let own = wearers.entry(*group).or_default();
                    if own.last() != Some(&server.id) {
                        own.push(server.id);
                    }
                }
            }
            wearers
        });
        wearers.get(&group).map_or(&[], Vec::as_slice)
    }

    /// The servers that are members of backend server groups, by themselves or by an address.
    pub(crate) fn members(
        &self,
        groups: impl IntoIterator<Item = BackendServerGroupId>,
    ) -> FxHashSet<ServerId> {
        let groups = groups.into_iter().collect::<FxHashSet<_>>();
        let all = self.index.plan.backend_server_groups.iter();
        let of_group = |group| self.members_of(group);
        all.filter(|it| groups.contains(&it.id)).flat_map(of_group).collect()
    }

    /// The servers that rules for some purposes are meant to open: members, and both ends of
    /// connections.
    pub(crate) fn meant_by(&self, serves: impl IntoIterator<Item = Serves>) -> FxHashSet<ServerId> {
        let serves = serves.into_iter().collect::<FxHashSet<_>>();
        let groups = serves.iter().filter_map(|it| match it {
            Serves::Member(_, group, _) => Some(*group),
            Serves::Connection(_) => None,
        });
        let mut servers = self.members(groups);
        let connections = self.index.plan.connections.iter();
        for connection in connections.filter(|it| serves.contains(&Serves::Connection(it.id))) {
            servers.extend(connection_servers(self.index, connection));
        }
        servers
    }

    fn members_of(&self, group: &BackendServerGroup) -> Vec<ServerId> {
        let senders = senders(self.index, group).collect::<Vec<_>>();
        let mut servers = vec![];
        for member in &group.members {
            match member.target {
                MemberTarget::Server(id) => servers.push(id),
                MemberTarget::IpBackend(id) => {
                    let Some(backend) = self.index.ip_backend(id) else { continue };
                    let vpcs = senders
                        .iter()
                        .filter_map(|balancer| vpc_seen_from(self.index, balancer, backend));
                    let there = vpcs
                        .filter_map(|vpc| self.index.interface_at(vpc, backend.address))
                        .map(|(server, _)| server.id);
                    servers.extend(there);
                }
            }
        }
        servers
    }

    /// The number of servers that wear a security group and are none of some members.
    fn count_beside(&self, group: SecurityGroupId, members: &FxHashSet<ServerId>) -> usize {
        // There are far fewer members than servers.
        let wears = |id: &&ServerId| {
            self.index.server(**id).is_some_and(|it| worn(it).any(|own| *own == group))
        };
        let within = members.iter().filter(wears).count();
        self.wearers(group).len().saturating_sub(within)
    }

    /// The cost of a rule for some members in a security group: the wish of the plan counts first, then
    /// the number of servers that the rule opens without need.
    pub(super) fn cost(
        &self,
        group: SecurityGroupId,
        members: &FxHashSet<ServerId>,
    ) -> (NewRules, usize) {
        let wish = self.index.security_group(group).map(|it| it.new_rules);
        (wish.unwrap_or_default(), self.count_beside(group, members))
    }

    /// The servers that wear a security group and are none of some members.
    pub(crate) fn beside(
        &self,
        group: SecurityGroupId,
        members: &FxHashSet<ServerId>,
    ) -> Vec<ServerId> {
        let wearers = self.wearers(group).iter();
        wearers.filter(|id| !members.contains(id)).copied().collect()
    }
}

/// The security groups that a server wears on interfaces on which they count.
fn worn(server: &Server) -> impl Iterator<Item = &SecurityGroupId> {
    server.all_interfaces().filter(|it| it.port_security).flat_map(|it| it.security_groups)
}

/// The things that are in all of some sets; none if there is no set.
pub(crate) fn in_all<T: Eq + Hash>(
    sets: impl Iterator<Item = FxHashSet<T>>,
) -> Option<FxHashSet<T>> {
    sets.reduce(|mut all, own| {
        all.retain(|it| own.contains(it));
        all
    })
}
