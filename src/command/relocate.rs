//! Moving things into other containers, with addresses and blocks that fit there: what a drag on
//! the board and a choice in a form both do.

use std::net::IpAddr;

use ipnet::IpNet;

use super::CommandStep;
use super::command_step::name_of;
use super::draft::Draft;
use super::free_block::{free_block, has_room_for};
use crate::edit::{Container, Edit};
use crate::layout::container_of;
use crate::locale::{Moved, NoticeText, WhyWithout};
use crate::plan::{
    Cidr, Element, ElementId, IpType, Ipv4Cidr, Ipv6Cidr, MemberTarget, Plan, Position, Server,
    ServerId, SubnetId,
};

/// Moves a thing to a place in a container. In another subnet a server gets addresses of it where
/// its own do not fit; in another VPC a subnet gets blocks of it, and all that is in them moves
/// along.
#[must_use]
pub fn relocate(
    plan: &Plan,
    element: ElementId,
    into: Container,
    position: Position,
) -> CommandStep {
    let into = (container_of(plan, element) != Some(into)).then_some(into);
    let mut draft = Draft::of(plan);
    draft.push(Edit::Move { element, into, position });
    let Some(into) = into else { return CommandStep::of(draft.edits) };
    let to = match into {
        Container::Vpc(id) => name_of(plan, id),
        Container::Subnet(id) => name_of(plan, id),
        Container::Board => String::new(),
    };
    let mut moved = Moved { name: name_of(plan, element), to, ..Moved::default() };
    match element {
        ElementId::Server(id) => draft.fit_interface(id, None, &mut moved),
        ElementId::Subnet(id) => {
            draft.fit_blocks(id, &mut moved);
            draft.leave_subnets(plan, &mut moved);
        }
        ElementId::LoadBalancer(_) => draft.leave_subnets(plan, &mut moved),
        _ => {}
    }
    let said = (!moved.is_plain()).then(|| NoticeText::Moved(Box::new(moved)));
    CommandStep::of(draft.edits).saying(said)
}

/// Puts a network interface that a server has beside its primary one into another subnet.
#[must_use]
pub fn relocate_interface(
    plan: &Plan,
    server: ServerId,
    at: usize,
    subnet: SubnetId,
) -> CommandStep {
    let mut draft = Draft::of(plan);
    let Some(mut changed) = plan.server(server).cloned() else { return CommandStep::default() };
    let Some(interface) = changed.interfaces.get_mut(at) else { return CommandStep::default() };
    interface.subnet = subnet;
    draft.push(Edit::Put(Element::Server(changed)));
    let (name, to) = (name_of(plan, server), name_of(plan, subnet));
    let mut moved = Moved { name, to, ..Moved::default() };
    draft.fit_interface(server, Some(at), &mut moved);
    let said = (!moved.is_plain()).then(|| NoticeText::InterfaceMoved(Box::new(moved)));
    CommandStep::of(draft.edits).saying(said)
}

impl Draft {
    /// Gives an interface of a server, the primary one where no other is named, the next free
    /// addresses of its subnet where it has some that do not fit there.
    fn fit_interface(&mut self, id: ServerId, at: Option<usize>, moved: &mut Moved) {
        let Some(server) = self.plan.server(id).cloned() else { return };
        let (subnet, ipv4, ipv6) = match at {
            None => (server.subnet, server.ipv4, server.ipv6),
            Some(at) => match server.interfaces.get(at) {
                Some(it) => (it.subnet, it.ipv4, it.ipv6),
                None => return,
            },
        };
        // Free addresses are asked of a plan in which the interface has none.
        let mut without = server.clone();
        match at.and_then(|at| without.interfaces.get_mut(at)) {
            Some(it) => (it.ipv4, it.ipv6) = (None, None),
            None => (without.ipv4, without.ipv6) = (None, None),
        }
        let mut bare = self.plan.clone();
        bare.put(Element::Server(without));
        let fitted = |address: IpAddr, free: Option<IpAddr>| {
            if bare.can_give(subnet, address) { Some(address) } else { free }
        };
        let new = [
            ipv4.map(|it| {
                (IpAddr::V4(it), fitted(it.into(), bare.free_ipv4(subnet).map(Into::into)))
            }),
            ipv6.map(|it| {
                (IpAddr::V6(it), fitted(it.into(), bare.free_ipv6(subnet).map(Into::into)))
            }),
        ];
        let mut changed = server;
        for (old, new) in new.into_iter().flatten().filter(|(old, new)| *new != Some(*old)) {
            let family = IpType::of(old);
            let interface = at.and_then(|at| changed.interfaces.get_mut(at));
            let (ipv4, ipv6) = match interface {
                Some(it) => (&mut it.ipv4, &mut it.ipv6),
                None => (&mut changed.ipv4, &mut changed.ipv6),
            };
            match (family, new) {
                (IpType::IPv4, Some(IpAddr::V4(address))) => *ipv4 = Some(address),
                (IpType::IPv6, Some(IpAddr::V6(address))) => *ipv6 = Some(address),
                (IpType::IPv4, _) => *ipv4 = None,
                (IpType::IPv6, _) => *ipv6 = None,
            }
            match new {
                Some(address) => moved.addresses.push(address.to_string()),
                None => {
                    let block = bare.subnet(subnet).and_then(|it| it.cidr_of(family));
                    let why = if block.is_some() { WhyWithout::Full } else { WhyWithout::NoBlock };
                    moved.without.push((family, why));
                }
            }
            // Of another interface than the primary one, a member goes on naming what is gone, so
            // that it is seen to be of nothing.
            if at.is_none() || new.is_some() {
                self.rename(MemberTarget::Server(id), old, new);
            }
        }
        self.push_changed(Element::Server(changed));
    }

    fn push_changed(&mut self, element: Element) {
        if self.plan.element(element.id()).as_ref() != Some(&element) {
            self.push(Edit::Put(element));
        }
    }

    /// Members that name an address of a server name its new one, or, without one, the server.
    fn rename(&mut self, target: MemberTarget, old: IpAddr, new: Option<IpAddr>) {
        let named = self
            .plan
            .members()
            .filter(|(_, member)| member.target == target && member.address == Some(old));
        let renamed = named.map(|(group, member)| {
            let mut member = member.clone();
            member.address = new;
            Edit::PutMember { group: group.id, member }
        });
        for edit in renamed.collect::<Vec<_>>() {
            self.push(edit);
        }
    }

    /// Gives a subnet blocks of its VPC where its own do not fit there, with the addresses in it.
    fn fit_blocks(&mut self, id: SubnetId, moved: &mut Moved) {
        let Some(subnet) = self.plan.subnet(id).cloned() else { return };
        let Some(vpc) = self.plan.vpc(subnet.vpc).cloned() else { return };
        for old in IpType::BOTH.into_iter().filter_map(|family| subnet.cidr_of(family)) {
            if has_room_for(&self.plan, &vpc, id, old) {
                continue;
            }
            let Some(new) = free_block(&self.plan, &vpc, id, old) else {
                moved.misfits.push(old.to_string());
                continue;
            };
            let Some(mut changed) = self.plan.subnet(id).cloned() else { return };
            match new.net() {
                IpNet::V4(net) => changed.cidr = Ipv4Cidr::of(net),
                IpNet::V6(net) => changed.ipv6_cidr = Some(Ipv6Cidr::of(net)),
            }
            self.push(Edit::Put(Element::Subnet(changed)));
            moved.blocks.push(new.to_string());
            let readdressed = self.readdress(id, old, new);
            moved.readdressed = moved.readdressed.saturating_add(readdressed);
        }
    }

    /// Moves the addresses of a subnet from one block to another; says how many there were.
    fn readdress(&mut self, id: SubnetId, from: Cidr, to: Cidr) -> usize {
        let mut count = 0_usize;
        for mut server in self.plan.servers.clone() {
            let mut renamed = vec![];
            let mut shift = |address: IpAddr| {
                let new = shifted(address, from, to)?;
                renamed.push((address, new));
                Some(new)
            };
            let Server { subnet, ipv4, ipv6, interfaces, .. } = &mut server;
            let own = (*subnet == id).then_some((ipv4, ipv6)).into_iter();
            let others = interfaces.iter_mut().filter(|it| it.subnet == id);
            for (ipv4, ipv6) in own.chain(others.map(|it| (&mut it.ipv4, &mut it.ipv6))) {
                if let Some(IpAddr::V4(new)) = ipv4.and_then(|it| shift(it.into())) {
                    *ipv4 = Some(new);
                }
                if let Some(IpAddr::V6(new)) = ipv6.and_then(|it| shift(it.into())) {
                    *ipv6 = Some(new);
                }
            }
            let target = MemberTarget::Server(server.id);
            self.push_changed(Element::Server(server));
            count = count.saturating_add(renamed.len());
            for (old, new) in renamed {
                self.rename(target, old, Some(new));
            }
        }
        count
    }

    /// Load balancers let go of backend subnets that are now in another VPC and were not before.
    fn leave_subnets(&mut self, before: &Plan, moved: &mut Moved) {
        let vpc_in = |plan: &Plan, id: SubnetId| plan.subnet(id).map(|it| it.vpc);
        for mut balancer in self.plan.load_balancers.clone() {
            let home = vpc_in(&self.plan, balancer.subnet);
            let home_before =
                before.load_balancer(balancer.id).and_then(|it| vpc_in(before, it.subnet));
            let stays = |id: &SubnetId| {
                vpc_in(&self.plan, *id) == home || vpc_in(before, *id) != home_before
            };
            for list in [&mut balancer.backend_subnets, &mut balancer.previous_backend_subnets] {
                let count = list.len();
                list.retain(stays);
                let left = count.saturating_sub(list.len());
                moved.backend_subnets = moved.backend_subnets.saturating_add(left);
            }
            self.push_changed(Element::LoadBalancer(balancer));
        }
    }
}

/// An address of a block in another one, as far from its beginning; none outside of the block.
fn shifted(address: IpAddr, from: Cidr, to: Cidr) -> Option<IpAddr> {
    if !from.contains(address) {
        return None;
    }
    let new = match (address, from.net(), to.net()) {
        (IpAddr::V4(it), IpNet::V4(from), IpNet::V4(to)) => {
            let distance = u32::from(it).checked_sub(u32::from(from.network()))?;
            IpAddr::V4(u32::from(to.network()).checked_add(distance)?.into())
        }
        (IpAddr::V6(it), IpNet::V6(from), IpNet::V6(to)) => {
            let distance = u128::from(it).checked_sub(u128::from(from.network()))?;
            IpAddr::V6(u128::from(to.network()).checked_add(distance)?.into())
        }
        _ => return None,
    };
    to.contains(new).then_some(new)
}
