//! Other security groups for a rule: one of the servers' own, one that other members have, or another
//! one that the servers have.

use std::net::IpAddr;

use super::trial::Trial;
use crate::edit::Edit;
use crate::engine::report::{Alternative, AlternativeKind, ChangeKind};
use crate::plan::{
    Action, Direction, Element, MemberTarget, NewRules, Plan, SecurityGroup, SecurityGroupId,
    SecurityGroupRule, Server, ServerId,
};

/// The most groups that other members have, of which each is tried.
const TRIED: usize = 4;

/// The rule that the change adds to a security group for what comes in.
fn added<'a>(trial: &Trial<'a>) -> Option<(SecurityGroupId, &'a SecurityGroupRule)> {
    match &trial.change.kind {
        ChangeKind::AddSecurityGroupRule { direction: Direction::Inbound, rule } => {
            Some((trial.group()?, rule))
        }
        _ => None,
    }
}

fn ids(servers: &[(&Server, Vec<IpAddr>)]) -> Vec<ServerId> {
    servers.iter().map(|(server, _)| server.id).collect()
}

/// The servers that have a group and are none of some.
fn beside(plan: &Plan, group: SecurityGroupId, of: &[ServerId]) -> Vec<ServerId> {
    let others = plan.servers.iter().filter(|it| it.wears(group) && !of.contains(&it.id));
    others.map(|it| it.id).collect()
}

/// A server that has a security group on every interface with one of the addresses.
fn wearing(server: &Server, addresses: &[IpAddr], put: impl Fn(&mut Vec<SecurityGroupId>)) -> Edit {
    let mut server = server.clone();
    if server.primary().addresses().any(|it| addresses.contains(&it)) {
        put(&mut server.security_groups);
    }
    for interface in &mut server.interfaces {
        if interface.interface().addresses().any(|it| addresses.contains(&it)) {
            put(&mut interface.security_groups);
        }
    }
    Edit::Put(Element::Server(server))
}

/// A group of their own for the servers, where the rule would open others beside them.
pub(super) fn own(trial: &Trial) -> Option<Alternative> {
    let (group, rule) = added(trial)?;
    let servers = trial.servers()?;
    let spared = beside(trial.plan, group, &ids(&servers));
    if spared.is_empty() || servers.is_empty() {
        return None;
    }
    let id = trial.plan.next_security_group_id();
    let old = trial.plan.security_groups.iter().find(|it| it.id == group)?;
    let own = SecurityGroup {
        id,
        name: name(trial, old),
        rules_known: true,
        inbound: vec![rule.clone()],
        outbound: vec![],
        new_rules: NewRules::Usual,
        position: old.position,
    };
    let mut remedy = vec![Edit::Put(Element::SecurityGroup(own))];
    // In front, so that it is looked at before what the other groups deny.
    let put = |worn: &mut Vec<SecurityGroupId>| worn.insert(0, id);
    remedy.extend(servers.iter().map(|(server, at)| wearing(server, at, put)));
    let servers = ids(&servers);
    Some(Alternative { kind: AlternativeKind::OwnGroup { servers, spared }, remedy })
}

/// A name for the members' own group: that of the backend server group, or of the old one.
fn name(trial: &Trial, old: &SecurityGroup) -> String {
    let plan = trial.plan;
    let group = trial.flows().next().and_then(|flow| plan.backend_server_group(flow.group));
    let base = group.map_or(old.name.as_str(), |it| it.name.as_str()).trim();
    let base = if base.is_empty() { "members" } else { base };
    let is_free = |name: &String| plan.security_groups.iter().all(|it| it.name != *name);
    let mut names = (1_u32..).map(|number| match number {
        1 => format!("{base}-members"),
        number => format!("{base}-members-{number}"),
    });
    names.find(is_free).unwrap_or_default()
}

/// The groups that other members have and some of the servers lack.
pub(super) fn joined(trial: &Trial) -> Vec<Alternative> {
    let Some((own, rule)) = added(trial) else { return vec![] };
    let Some(servers) = trial.servers() else { return vec![] };
    let mut candidates = groups_of_others(trial, own, &ids(&servers));
    candidates.sort_by_key(|group| (group.inbound.len(), group.id));
    let join = |group: &SecurityGroup| {
        let lacking = servers.iter().filter(|(server, _)| !server.wears(group.id));
        let lacking = lacking.cloned().collect::<Vec<_>>();
        let put = |worn: &mut Vec<SecurityGroupId>| worn.push(group.id);
        let remedy = lacking.iter().map(|(server, at)| wearing(server, at, put)).collect();
        let is_other = |it: &&SecurityGroupRule| {
            it.enabled && it.action == Action::Allow && it.remote != rule.remote
        };
        let opens = group.inbound.iter().filter(is_other).map(|it| it.id).collect();
        let kind =
            AlternativeKind::JoinGroup { security_group: group.id, servers: ids(&lacking), opens };
        Alternative { kind, remedy }
    };
    candidates.into_iter().take(TRIED).map(join).collect()
}

/// The security groups, but for one, of the members that share a backend server group with servers and
/// are none of them.
fn groups_of_others<'a>(
    trial: &Trial<'a>,
    own: SecurityGroupId,
    of: &[ServerId],
) -> Vec<&'a SecurityGroup> {
    let plan = trial.plan;
    let groups = crate::plan::set_of(trial.flows().map(|flow| flow.group));
    let shared = plan.backend_server_groups.iter().filter(|it| groups.contains(&it.id));
    let others = shared.flat_map(|it| &it.members).filter_map(|member| match member.target {
        MemberTarget::Server(id) if !of.contains(&id) => plan.server(id),
        _ => None,
    });
    let worn = crate::plan::set_of(others.flat_map(|it| it.security_groups.iter().copied()));
    let lacked = |group: &&SecurityGroup| {
        let mut servers = of.iter().filter_map(|id| plan.server(*id));
        group.id != own && worn.contains(&group.id) && servers.any(|it| !it.wears(group.id))
    };
    plan.security_groups.iter().filter(lacked).collect()
}

/// The other groups that all of the servers have.
pub(super) fn other(trial: &Trial) -> Vec<Alternative> {
    let Some((own, rule)) = added(trial) else { return vec![] };
    let Some(servers) = trial.servers() else { return vec![] };
    let is_other = |group: &&SecurityGroup| {
        group.id != own && servers.iter().all(|(server, _)| server.wears(group.id))
    };
    let to = |group: &SecurityGroup| {
        let (security_group, rule) = (group.id, rule.clone());
        let direction = Direction::Inbound;
        let beside = beside(trial.plan, group.id, &ids(&servers));
        Alternative {
            kind: AlternativeKind::OtherGroup { security_group, beside },
            remedy: vec![Edit::PutSecurityGroupRule { security_group, direction, rule }],
        }
    };
    let groups = trial.plan.security_groups.iter().filter(is_other);
    groups.take(TRIED).map(to).collect()
}
