//! The names of things: their names in the plan, looked up once, so that the files of a
//! language only make sentences of them.

use crate::engine::report::RulePlace;
use crate::plan::{
    Action, BackendServerGroupId, Direction, ElementId, IpType, ListenerId, MemberId, Plan, Ports,
    Priority, Protocol, RuleId, SubjectId,
};

/// The name of something drawn; its id where it has no name.
pub(super) fn name(plan: &Plan, id: impl Into<ElementId>) -> String {
    let id = id.into();
    match plan.name_of(id).map(str::trim) {
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

/// The names of members, each once.
pub(super) fn members(plan: &Plan, ids: &[MemberId]) -> Vec<String> {
    unique(ids.iter().map(|id| member(plan, *id)))
}

/// Names in their order, each once.
pub(super) fn unique(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
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
    pub(super) ports: Ports,
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
                ports: rule.ports.clone(),
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
                ports: rule.destination_ports.clone(),
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
            SubjectId::Rule(id) => match RuleName::of(id, plan) {
                Some(rule) => return Self::Rule(rule),
                None => id.to_string(),
            },
        })
    }
}
