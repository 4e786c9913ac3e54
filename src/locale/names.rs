//! The names of things: their names in the plan, looked up once, so that the files of a
//! language only make sentences of them.

use std::collections::HashSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::engine::report::{IcmpRange, RulePlace};
use crate::plan::{
    Action, BackendServerGroupId, ConnectionEnd, ConnectionId, Direction, ElementId, IpType,
    ListenerId, MemberId, Plan, Ports, Priority, Protocol, RuleId, ServerId, SubjectId,
};

/// The most members that are looked up one by one.
const FEW: usize = 8;

/// The name of something drawn; its id where it has no name.
pub(super) fn name(plan: &Plan, id: impl Into<ElementId>) -> String {
    let id = id.into();
    shown(plan.name_of(id), id)
}

/// A name, or the id of what has none.
fn shown(name: Option<&str>, id: ElementId) -> String {
    match name.map(str::trim) {
        Some(name) if !name.is_empty() => name.to_owned(),
        Some(_) | None => id.to_string(),
    }
}

/// The name of a listener, or its protocol and port, which tell it apart as well.
pub(super) fn listener(plan: &Plan, id: ListenerId) -> String {
    match plan.listener(id) {
        Some((_, listener)) if !listener.name.trim().is_empty() => listener.name.trim().to_owned(),
        Some((_, listener)) if listener.ports.is_all() => listener.protocol.to_string(),
        Some((_, listener)) => format!("{} :{}", listener.protocol, listener.ports),
        None => id.to_string(),
    }
}

/// The name of the server or the address behind a member.
pub(super) fn member(plan: &Plan, id: MemberId) -> String {
    plan.member(id).map_or_else(|| id.to_string(), |(_, member)| name(plan, member.target))
}

/// The name of one end of a connection.
pub(super) fn end(plan: &Plan, end: ConnectionEnd) -> String {
    end.element().map_or_else(|| end.to_string(), |id| name(plan, id))
}

/// The name of a connection; its ends where it has none.
pub(super) fn connection(plan: &Plan, id: ConnectionId) -> String {
    match plan.connection(id) {
        Some(it) if !it.name.trim().is_empty() => it.name.trim().to_owned(),
        Some(it) => format!("{} → {}", end(plan, it.from), end(plan, it.to)),
        None => id.to_string(),
    }
}

/// The names of members, each once.
pub(super) fn members(plan: &Plan, ids: &[MemberId]) -> Vec<String> {
    if ids.len() <= FEW {
        return unique(ids.iter().map(|id| member(plan, *id)));
    }
    let wanted = ids.iter().copied().collect::<FxHashSet<_>>();
    let mut targets = FxHashMap::default();
    for (_, member) in plan.members().filter(|(_, it)| wanted.contains(&it.id)) {
        targets.entry(member.id).or_insert(ElementId::from(member.target));
        if targets.len() == wanted.len() {
            break;
        }
    }
    let known = plan.names_of(targets.values().copied());
    unique(ids.iter().map(|id| match targets.get(id) {
        Some(target) => shown(known.get(target).copied(), *target),
        None => id.to_string(),
    }))
}

/// The names of servers, each once.
pub(super) fn servers(plan: &Plan, ids: &[ServerId]) -> Vec<String> {
    let ids = ids.iter().map(|id| ElementId::from(*id));
    let known = plan.names_of(ids.clone());
    unique(ids.map(|id| shown(known.get(&id).copied(), id)))
}

/// Names in their order, each once.
fn unique(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    names.filter(|name| seen.insert(name.clone())).collect()
}

/// The backend protocol of a group, as the console writes it.
pub(super) fn backend_protocol(plan: &Plan, id: BackendServerGroupId) -> String {
    plan.backend_server_group(id).map(|group| group.protocol.to_string()).unwrap_or_default()
}

/// A security group or a network ACL by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PlaceName {
    pub(super) name: String,
    pub(super) is_network_acl: bool,
}

impl PlaceName {
    /// The name of a place.
    pub(super) fn of(place: RulePlace, plan: &Plan) -> Self {
        Self { name: name(plan, place), is_network_acl: matches!(place, RulePlace::NetworkAcl(_)) }
    }
}

/// A rule as people point at it: a network ACL rule by its number in the list, a security group
/// rule by its priority and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RuleName {
    pub(super) place: PlaceName,
    pub(super) direction: Direction,
    /// The place in its list, from 1 up.
    pub(super) number: usize,
    /// The priority of a security group rule.
    pub(super) priority: Option<Priority>,
    pub(super) action: Action,
    pub(super) ip_type: IpType,
    pub(super) protocol: Protocol,
    pub(super) icmp: Option<IcmpRange>,
    pub(super) ports: Ports,
    /// The source ports of a network ACL rule.
    pub(super) source_ports: Ports,
    /// The load balancer's end: a CIDR block, or the name of a group.
    pub(super) remote: String,
}

impl RuleName {
    /// The name of a rule, where the plan has it.
    pub(super) fn of(id: RuleId, plan: &Plan) -> Option<Self> {
        Direction::BOTH.into_iter().find_map(|direction| {
            Self::in_security_groups(id, direction, plan)
                .or_else(|| Self::in_network_acls(id, direction, plan))
        })
    }

    fn in_security_groups(id: RuleId, direction: Direction, plan: &Plan) -> Option<Self> {
        plan.security_groups.iter().find_map(|group| {
            let rules = group.rules(direction);
            let at = rules.iter().position(|rule| rule.id == id)?;
            let rule = rules.get(at)?;
            Some(Self {
                place: PlaceName { name: name(plan, group.id), is_network_acl: false },
                direction,
                number: at.saturating_add(1),
                priority: Some(rule.priority),
                action: rule.action,
                ip_type: rule.ip_type,
                protocol: rule.protocol,
                icmp: rule.icmp.map(IcmpRange::from),
                ports: rule.ports.clone(),
                source_ports: Ports::all(),
                remote: remote(plan, rule.remote),
            })
        })
    }

    fn in_network_acls(id: RuleId, direction: Direction, plan: &Plan) -> Option<Self> {
        plan.network_acls.iter().find_map(|acl| {
            let rules = acl.rules(direction);
            let at = rules.iter().position(|rule| rule.id == id)?;
            let rule = rules.get(at)?;
            let far_end = match direction {
                Direction::Inbound => rule.source,
                Direction::Outbound => rule.destination,
            };
            Some(Self {
                place: PlaceName { name: name(plan, acl.id), is_network_acl: true },
                direction,
                number: at.saturating_add(1),
                priority: None,
                action: rule.action,
                ip_type: rule.ip_type,
                protocol: rule.protocol,
                icmp: None,
                ports: rule.destination_ports.clone(),
                source_ports: rule.source_ports.clone(),
                remote: acl_address(plan, far_end),
            })
        })
    }
}

/// The other end of a security group rule, groups by their names.
pub(super) fn remote(plan: &Plan, remote: crate::plan::Remote) -> String {
    match remote {
        crate::plan::Remote::Cidr(cidr) => cidr.to_string(),
        crate::plan::Remote::SecurityGroup(id) => name(plan, id),
        crate::plan::Remote::AddressGroup(id) => name(plan, id),
    }
}

/// One end of a network ACL rule, groups by their names.
pub(super) fn acl_address(plan: &Plan, address: crate::plan::AclAddress) -> String {
    match address {
        crate::plan::AclAddress::Cidr(cidr) => cidr.to_string(),
        crate::plan::AclAddress::AddressGroup(id) => name(plan, id),
    }
}

/// The subject of a problem or a finding, by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SubjectName {
    /// Something with a name.
    Named(String),
    /// A rule.
    Rule(RuleName),
}

impl SubjectName {
    /// The name of a subject.
    pub(super) fn of(id: SubjectId, plan: &Plan) -> Self {
        Self::Named(match id {
            SubjectId::Vpc(id) => name(plan, id),
            SubjectId::Subnet(id) => name(plan, id),
            SubjectId::SecurityGroup(id) => name(plan, id),
            SubjectId::NetworkAcl(id) => name(plan, id),
            SubjectId::AddressGroup(id) => name(plan, id),
            SubjectId::LoadBalancer(id) => name(plan, id),
            SubjectId::BackendServerGroup(id) => name(plan, id),
            SubjectId::Server(id) => name(plan, id),
            SubjectId::IpBackend(id) => name(plan, id),
            SubjectId::Listener(id) => listener(plan, id),
            SubjectId::Member(id) => member(plan, id),
            SubjectId::Connection(id) => connection(plan, id),
            SubjectId::Rule(id) => match RuleName::of(id, plan) {
                Some(rule) => return Self::Rule(rule),
                None => id.to_string(),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_things_have_the_names_that_each_has() {
        let numbers = 1..=40_u32;
        let servers = numbers.clone().map(|id| {
            let name = if id % 7 == 0 { " ".to_owned() } else { format!("web {}", id / 2) };
            serde_json::json!({ "id": format!("server-{id}"), "name": name, "subnet": "subnet-1" })
        });
        let members = numbers.clone().rev().map(|id| {
            serde_json::json!({
                "id": format!("member-{id}"), "target": format!("server-{id}"), "port": 80, "weight": 1,
            })
        });
        let plan: Plan = serde_json::from_value(serde_json::json!({
            "version": 1,
            "backend_server_groups": [{
                "id": "bsg-1", "name": "pool", "vpc": "vpc-1", "protocol": "TCP",
                "health_check": { "enabled": false, "protocol": "TCP" },
                "members": members.collect::<Vec<_>>(),
            }],
            "servers": servers.collect::<Vec<_>>(),
        }))
        .unwrap();
        // One of them is not in the plan.
        let ids = (1..=41).map(MemberId).collect::<Vec<_>>();
        let each = unique(ids.iter().map(|id| member(&plan, *id)));
        assert_eq!(super::members(&plan, &ids), each);
        let ids = (1..=41).map(ServerId).collect::<Vec<_>>();
        let each = unique(ids.iter().map(|id| name(&plan, *id)));
        assert_eq!(super::servers(&plan, &ids), each);
        assert!(each.len() > FEW, "{each:?}");
    }
}
