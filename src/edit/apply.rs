//! Applying edits.

use super::remove::remove_element;
use super::{Container, Edit};
use crate::plan::limits::TooLarge;
use crate::plan::{Direction, ElementId, Plan, RuleId};

/// The reason an edit does not fit the plan, as data; the plan is left as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// The edit names something that the plan does not have.
    Missing(String),
    /// The edit puts a thing into a container that cannot hold it.
    WrongContainer {
        /// The thing that was to be moved.
        element: ElementId,
        /// The containers that can hold it.
        wanted: ContainerKind,
    },
    /// The plan would pass the limit of what is written and read.
    TooLarge(TooLarge),
}

/// The containers that can hold a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named as the containers")]
pub enum ContainerKind {
    Vpc,
    Subnet,
    VpcOrBoard,
    Board,
}

impl From<TooLarge> for EditError {
    fn from(error: TooLarge) -> Self {
        Self::TooLarge(error)
    }
}

/// Applies edits to a copy of a plan: all of them, or, where one does not fit, none. How large a plan
/// may be is asked by [`super::History`]: here the engine works out what would be.
///
/// # Errors
/// Says which edit names something that the plan does not have.
pub fn transact(plan: &Plan, edits: &[Edit]) -> Result<Plan, EditError> {
    let mut changed = plan.clone();
    for edit in edits {
        apply(&mut changed, edit)?;
    }
    Ok(changed)
}

/// Applies one edit.
///
/// # Errors
/// Says what the edit names that the plan does not have; the plan is then as it was.
pub fn apply(plan: &mut Plan, edit: &Edit) -> Result<(), EditError> {
    match edit {
        Edit::Open(other) => *plan = Plan::clone(other),
        Edit::Rename(name) => plan.name.clone_from(name),
        Edit::Annotate(note) => plan.note.clone_from(note),
        Edit::Choose(settings) => plan.settings = settings.clone(),
        Edit::Put(element) => plan.put(element.clone()),
        Edit::Remove(id) => {
            known(plan, *id)?;
            remove_element(plan, *id);
            keep_lints_off(plan);
        }
        Edit::Move { element, into, position } => {
            if let Some(container) = into {
                move_into(plan, *element, *container)?;
            }
            let mut moved = plan.element(*element).ok_or_else(|| missing(element))?;
            *moved.position_mut() = *position;
            plan.put(moved);
        }
        Edit::PutListener { load_balancer, listener } => {
            let balancer =
                plan.load_balancer_mut(*load_balancer).ok_or_else(|| missing(load_balancer))?;
            put(&mut balancer.listeners, listener.clone(), |it| it.id);
        }
        Edit::RemoveListener(id) => {
            plan.listener(*id).ok_or_else(|| missing(id))?;
            for balancer in &mut plan.load_balancers {
                balancer.listeners.retain(|it| it.id != *id);
            }
        }
        Edit::PutMember { group, member } => {
            let group = plan.backend_server_group_mut(*group).ok_or_else(|| missing(group))?;
            put(&mut group.members, member.clone(), |it| it.id);
        }
        Edit::RemoveMember(id) => {
            plan.member(*id).ok_or_else(|| missing(id))?;
            for group in &mut plan.backend_server_groups {
                group.members.retain(|it| it.id != *id);
            }
        }
        Edit::PutSecurityGroupRule { security_group, direction, rule } => {
            let group =
                plan.security_group_mut(*security_group).ok_or_else(|| missing(security_group))?;
            put(group.rules_mut(*direction), rule.clone(), |it| it.id);
        }
        Edit::PutNetworkAclRule { network_acl, direction, rule, above } => {
            let acl = plan.network_acl_mut(*network_acl).ok_or_else(|| missing(network_acl))?;
            let rules = acl.rules_mut(*direction);
            match rules.iter_mut().find(|it| it.id == rule.id) {
                Some(old) => *old = rule.clone(),
                None => {
                    let at = place_above(rules.iter().map(|it| it.id), *above)?;
                    rules.insert(at, rule.clone());
                }
            }
        }
        Edit::MoveNetworkAclRule { rule, above } => move_rule(plan, *rule, *above)?,
        Edit::RemoveRule(id) => {
            if !plan.rule_ids().any(|rule| rule == *id) {
                return Err(missing(id));
            }
            for direction in Direction::BOTH {
                for group in &mut plan.security_groups {
                    group.rules_mut(direction).retain(|rule| rule.id != *id);
                }
                for acl in &mut plan.network_acls {
                    acl.rules_mut(direction).retain(|rule| rule.id != *id);
                }
            }
            keep_lints_off(plan);
        }
        Edit::PutConnection(connection) => {
            for end in [connection.from, connection.to] {
                end.element().map_or(Ok(()), |id| known(plan, id))?;
            }
            put(&mut plan.connections, connection.clone(), |it| it.id);
        }
        Edit::RemoveConnection(id) => {
            plan.connection(*id).ok_or_else(|| missing(id))?;
            plan.connections.retain(|it| it.id != *id);
        }
    }
    Ok(())
}

/// Drops what was said of notes on things that are gone, since something new may get their ids.
fn keep_lints_off(plan: &mut Plan) {
    let mut lints_off = std::mem::take(&mut plan.settings.lints_off);
    let is_there = |id| plan.element_of(id).is_some_and(|id| plan.name_of(id).is_some());
    lints_off.retain(|off| off.on.is_none_or(is_there));
    plan.settings.lints_off = lints_off;
}

fn missing(id: &impl ToString) -> EditError {
    EditError::Missing(id.to_string())
}

fn known(plan: &Plan, id: ElementId) -> Result<(), EditError> {
    plan.name_of(id).map(|_| ()).ok_or_else(|| missing(&id))
}

/// Replaces the item with the same id, or adds the item at the end.
fn put<T, K: PartialEq>(list: &mut Vec<T>, item: T, id: impl Fn(&T) -> K) {
    match list.iter_mut().find(|old| id(old) == id(&item)) {
        Some(old) => *old = item,
        None => list.push(item),
    }
}

/// The index at which a rule stands above another one, or the end of the list.
fn place_above(
    mut rules: impl ExactSizeIterator<Item = RuleId>,
    above: Option<RuleId>,
) -> Result<usize, EditError> {
    match above {
        None => Ok(rules.len()),
        Some(id) => rules.position(|rule| rule == id).ok_or_else(|| missing(&id)),
    }
}

fn move_rule(plan: &mut Plan, id: RuleId, above: Option<RuleId>) -> Result<(), EditError> {
    for acl in &mut plan.network_acls {
        for direction in Direction::BOTH {
            let rules = acl.rules_mut(direction);
            let Some(from) = rules.iter().position(|rule| rule.id == id) else { continue };
            if above == Some(id) {
                return Ok(());
            }
            place_above(rules.iter().map(|rule| rule.id), above)?;
            let rule = rules.remove(from);
            let to = place_above(rules.iter().map(|rule| rule.id), above)?;
            rules.insert(to, rule);
            return Ok(());
        }
    }
    Err(missing(&id))
}

fn move_into(plan: &mut Plan, element: ElementId, container: Container) -> Result<(), EditError> {
    let wanted = |wanted| Err(EditError::WrongContainer { element, wanted });
    match container {
        Container::Vpc(id) => known(plan, id.into())?,
        Container::Subnet(id) => known(plan, id.into())?,
        Container::Board => {}
    }
    match (element, container) {
        (ElementId::Subnet(id), Container::Vpc(vpc)) => {
            plan.subnet_mut(id).ok_or_else(|| missing(&id))?.vpc = vpc;
        }
        (ElementId::BackendServerGroup(id), Container::Vpc(vpc)) => {
            plan.backend_server_group_mut(id).ok_or_else(|| missing(&id))?.vpc = vpc;
        }
        (ElementId::IpBackend(id), Container::Vpc(vpc)) => {
            plan.ip_backend_mut(id).ok_or_else(|| missing(&id))?.vpc = Some(vpc);
        }
        (ElementId::IpBackend(id), Container::Board) => {
            plan.ip_backend_mut(id).ok_or_else(|| missing(&id))?.vpc = None;
        }
        (ElementId::Server(id), Container::Subnet(subnet)) => {
            plan.server_mut(id).ok_or_else(|| missing(&id))?.subnet = subnet;
        }
        (ElementId::LoadBalancer(id), Container::Subnet(subnet)) => {
            plan.load_balancer_mut(id).ok_or_else(|| missing(&id))?.subnet = subnet;
        }
        (
            ElementId::Vpc(_)
            | ElementId::SecurityGroup(_)
            | ElementId::NetworkAcl(_)
            | ElementId::AddressGroup(_),
            Container::Board,
        ) => {}
        (ElementId::Subnet(_) | ElementId::BackendServerGroup(_), _) => {
            return wanted(ContainerKind::Vpc);
        }
        (ElementId::Server(_) | ElementId::LoadBalancer(_), _) => {
            return wanted(ContainerKind::Subnet);
        }
        (ElementId::IpBackend(_), _) => return wanted(ContainerKind::VpcOrBoard),
        _ => return wanted(ContainerKind::Board),
    }
    Ok(())
}
