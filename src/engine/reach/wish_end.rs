//! The ends of connections of one's own: who sends, and who receives.

use rustc_hash::{FxHashMap, FxHashSet};

use super::intervals::union;
use super::place::{InterfaceId, Place};
use crate::engine::connections::zones_of_end;
use crate::engine::index::Index;
use crate::engine::packet::Interval;
use crate::engine::trace::PathEndKind;
use crate::plan::{
    BackendServerGroupId, ConnectionEnd, ConnectionKind, Interface, IpType, Member, MemberTarget,
    Plan, Server, VpcId,
};

/// An end of a connection in one family.
#[derive(Debug, Default)]
pub(super) struct WishEnd {
    /// Interfaces of servers that it names.
    interfaces: FxHashSet<InterfaceId>,
    /// Addresses in VPCs and outside of all, whoever is there.
    blocks: FxHashMap<Option<VpcId>, Vec<Interval<u128>>>,
}

impl WishEnd {
    /// An end that sends or receives, beside the other end.
    pub(super) fn of(
        index: &Index,
        (end, sends): (ConnectionEnd, bool),
        other: ConnectionEnd,
        kind: ConnectionKind,
        ip_type: IpType,
    ) -> Self {
        let blocks = match end {
            ConnectionEnd::Server(_) | ConnectionEnd::SecurityGroup(_) => vec![],
            ConnectionEnd::BackendServerGroup(id) => {
                let members = members(index.plan, id).filter_map(|it| match it.target {
                    MemberTarget::IpBackend(id) => Some(ConnectionEnd::IpBackend(id)),
                    MemberTarget::Server(_) => None,
                });
                members.collect()
            }
            _ => vec![end],
        };
        let mut own = Self { interfaces: named(index, end, kind, ip_type), ..Self::default() };
        for block in blocks {
            for zone in zones_of_end(index, (block, sends), other, kind, ip_type) {
                own.blocks.entry(zone.vpc).or_default().extend(&zone.addresses);
            }
        }
        // Servers in a block leave no gaps in it, so that what lies between them stays together.
        for blocks in own.blocks.values_mut() {
            *blocks = union(std::mem::take(blocks));
        }
        own
    }

    /// The addresses that it stands for, but for those of servers that it names.
    pub(super) fn blocks(&self) -> impl Iterator<Item = Interval<u128>> {
        self.blocks.values().flatten().copied()
    }

    /// Checks whether it stands for who is at a place.
    pub(super) fn holds(
        &self,
        place: &Place,
        interface: Option<InterfaceId>,
        address: u128,
    ) -> bool {
        let is_in_block = || {
            let blocks = self.blocks.get(&place.vpc).into_iter().flatten();
            blocks.into_iter().any(|it| it.low <= address && address <= it.high)
        };
        match (&place.kind, interface) {
            // The packets that a load balancer sends are part of no connection.
            (PathEndKind::LoadBalancer { .. }, _) => false,
            (_, Some(interface)) => {
                self.interfaces.contains(&interface) || place.vpc.is_some() && is_in_block()
            }
            (_, None) => is_in_block(),
        }
    }
}

/// The interfaces of servers that an end names in a family. A connection that must reach uses one of a server: the
/// primary one, or that of the member.
fn named(
    index: &Index,
    end: ConnectionEnd,
    kind: ConnectionKind,
    ip_type: IpType,
) -> FxHashSet<InterfaceId> {
    let is_strict = kind == ConnectionKind::MustNotReach;
    let mut found = FxHashSet::default();
    match end {
        ConnectionEnd::Server(id) => {
            let all = index.server(id).into_iter().flat_map(interfaces).map(|(id, _)| id);
            found.extend(all.filter(|it| is_strict || it.number == 0));
        }
        ConnectionEnd::SecurityGroup(id) => {
            let all = index.plan.servers.iter().flat_map(interfaces);
            let all = all.filter(|(_, it)| it.security_groups.contains(&id));
            found.extend(all.map(|(id, _)| id));
        }
        ConnectionEnd::BackendServerGroup(id) => {
            for member in members(index.plan, id) {
                let MemberTarget::Server(id) = member.target else { continue };
                let Some(server) = index.server(id) else { continue };
                let reached = server.reached_at(member.address, member.ip_type);
                // A member is reached in one family.
                let reached = reached.filter(|it| IpType::of(*it) == ip_type);
                let is_used = |it: &Interface| it.addresses().any(|own| Some(own) == reached);
                let own = interfaces(server).filter(|(_, it)| is_strict || is_used(it));
                let most = if is_strict { usize::MAX } else { 1 };
                found.extend(own.map(|(id, _)| id).take(most));
            }
        }
        _ => {}
    }
    found
}

/// The interfaces of a server, each with its id.
fn interfaces(server: &Server) -> impl Iterator<Item = (InterfaceId, Interface<'_>)> {
    let all = (0..).zip(server.all_interfaces());
    all.map(|(number, it)| (InterfaceId { server: server.id, number }, it))
}

/// The members of a backend server group.
fn members(plan: &Plan, id: BackendServerGroupId) -> impl Iterator<Item = &Member> {
    let groups = plan.backend_server_groups.iter().filter(move |it| it.id == id).take(1);
    groups.flat_map(|it| &it.members)
}
