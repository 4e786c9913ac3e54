//! Copying drawn things.

use std::net::{IpAddr, Ipv4Addr};

use super::{Edit, transact};
use crate::plan::{Element, ElementId, IpType, MemberId, Plan, Position, is_kept_by_cloud};

/// The distance of a copy from what it was copied from, in board units.
const OFFSET: i32 = 24;

/// The edits that put a copy beside each of some drawn things, and the ids of the copies. A copy
/// of a container is empty: its addresses have to be chosen anew, and those of what it would
/// hold with them. A copied server joins the backend server groups of the original.
#[must_use]
pub fn duplicate(plan: &Plan, ids: &[ElementId]) -> (Vec<Edit>, Vec<ElementId>) {
    let mut so_far = plan.clone();
    let mut edits = vec![];
    let mut copies = vec![];
    for id in ids {
        let Some(original) = so_far.element(*id) else { continue };
        let copy = copy_of(&so_far, original);
        let copy_id = copy.id();
        let pair = (so_far.element(*id), copy.clone());
        let mut step = vec![Edit::Put(copy)];
        if let (ElementId::Server(from), ElementId::Server(to)) = (*id, copy_id) {
            let mut next = so_far.next_member_id().0;
            for (group, member) in so_far.members().filter(|(_, it)| it.target == from.into()) {
                let mut member = member.clone();
                let Some(address) = address_of_copy(&pair, member.address) else { continue };
                member.address = address;
                member.id = MemberId(next);
                member.target = to.into();
                next = next.saturating_add(1);
                step.push(Edit::PutMember { group: group.id, member });
            }
        }
        let Ok(changed) = transact(&so_far, &step) else { continue };
        so_far = changed;
        edits.extend(step);
        copies.push(copy_id);
    }
    (edits, copies)
}

/// The address that a copied member names: that of the interface in the same place. None where
/// the copy has no address there.
fn address_of_copy(
    pair: &(Option<Element>, Element),
    named: Option<IpAddr>,
) -> Option<Option<IpAddr>> {
    let Some(named) = named else { return Some(None) };
    let (Some(Element::Server(original)), Element::Server(copy)) = pair else { return None };
    let at = original.all_interfaces().position(|it| it.addresses().any(|own| own == named))?;
    copy.all_interfaces().nth(at)?.address(IpType::of(named)).map(Some)
}

fn copy_of(plan: &Plan, mut element: Element) -> Element {
    let name = copy_name(plan, element.name());
    *element.name_mut() = name;
    let Position { x, y } = *element.position_mut();
    *element.position_mut() = Position::new(x.saturating_add(OFFSET), y.saturating_add(OFFSET));
    let mut next_rule = plan.next_rule_id().0;
    let mut fresh_rule = || {
        let id = crate::plan::RuleId(next_rule);
        next_rule = next_rule.saturating_add(1);
        id
    };
    match &mut element {
        Element::Vpc(it) => it.id = plan.next_vpc_id(),
        Element::Subnet(it) => it.id = plan.next_subnet_id(),
        Element::SecurityGroup(it) => {
            let own = it.id;
            it.id = plan.next_security_group_id();
            for rule in it.inbound.iter_mut().chain(&mut it.outbound) {
                rule.id = fresh_rule();
                if rule.remote == crate::plan::Remote::SecurityGroup(own) {
                    rule.remote = crate::plan::Remote::SecurityGroup(it.id);
                }
            }
        }
        Element::NetworkAcl(it) => {
            it.id = plan.next_network_acl_id();
            for rule in it.inbound.iter_mut().chain(&mut it.outbound) {
                rule.id = fresh_rule();
            }
        }
        Element::AddressGroup(it) => it.id = plan.next_address_group_id(),
        Element::LoadBalancer(it) => {
            it.id = plan.next_load_balancer_id();
            let mut next = plan.next_listener_id();
            for listener in &mut it.listeners {
                listener.id = next;
                next.0 = next.0.saturating_add(1);
            }
        }
        Element::BackendServerGroup(it) => {
            it.id = plan.next_backend_server_group_id();
            let mut next = plan.next_member_id();
            for member in &mut it.members {
                member.id = next;
                next.0 = next.0.saturating_add(1);
            }
        }
        Element::Server(it) => {
            it.id = plan.next_server_id();
            it.ipv4 = it.ipv4.and_then(|address| free_ipv4(plan, it.subnet, address, &[]));
            it.ipv6 = None;
            let mut new: Vec<Ipv4Addr> = it.ipv4.into_iter().collect();
            for interface in &mut it.interfaces {
                let free = |from| free_ipv4(plan, interface.subnet, from, &new);
                interface.ipv4 = interface.ipv4.and_then(free);
                interface.ipv6 = None;
                new.extend(interface.ipv4);
            }
        }
        Element::IpBackend(it) => it.id = plan.next_ip_backend_id(),
    }
    element
}

/// The next address of the subnet above one that is taken, or the first one below it, that no
/// server has, that the cloud does not keep for itself and that is not given out already.
fn free_ipv4(
    plan: &Plan,
    subnet: crate::plan::SubnetId,
    taken: Ipv4Addr,
    given_out: &[Ipv4Addr],
) -> Option<Ipv4Addr> {
    let net = plan.subnet(subnet)?.cidr.net();
    let (first, last) = (u32::from(net.network()), u32::from(net.broadcast()));
    let from = u32::from(taken).clamp(first, last);
    (from..last).skip(1).chain(first..from).map(Ipv4Addr::from).find(|address| {
        let has = |it: crate::plan::Interface<'_>| it.ipv4 == Some(*address);
        !given_out.contains(address)
            && !is_kept_by_cloud(net, *address)
            && !plan.servers.iter().any(|it| it.all_interfaces().any(has))
    })
}

/// `web-1` becomes `web-2`, `web` becomes `web-2`, or the next number that is free.
fn copy_name(plan: &Plan, name: &str) -> String {
    let (stem, number) = match name.rsplit_once('-') {
        Some((stem, digits)) if digits.parse::<u32>().is_ok() => {
            (stem, digits.parse::<u32>().unwrap_or(1))
        }
        _ => (name, 1),
    };
    let taken = |candidate: &str| {
        plan.element_ids().any(|id| plan.name_of(id).is_some_and(|name| name == candidate))
    };
    (number.saturating_add(1)..)
        .map(|number| format!("{stem}-{number}"))
        .find(|candidate| !taken(candidate))
        .unwrap_or_else(|| stem.to_owned())
}
