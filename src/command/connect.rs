//! Connecting things: what a gesture on the board and a 'connect to' choice in a form both do.

use std::collections::HashSet;
use std::num::NonZeroU16;

use super::CommandStep;
use super::command_step::name_of;
use crate::edit::Edit;
use crate::locale::NoticeText;
use crate::plan::{
    BackendProtocol, BackendServerGroup, BackendServerGroupId, Element, ElementId,
    HealthCheckProtocol, IpType, ListenerId, ListenerProtocol, Member, MemberTarget, NetworkAclId,
    Plan, SecurityGroupId,
};

/// The end from which a connection is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineEnd {
    /// A listener forwards to a backend server group.
    Listener(ListenerId),
    /// A backend server group gets a member.
    BackendServerGroup(BackendServerGroupId),
    /// A security group is worn by a server.
    SecurityGroup(SecurityGroupId),
    /// A network ACL is associated with a subnet.
    NetworkAcl(NetworkAclId),
}

impl LineEnd {
    /// Tells whether a connection can lead to a thing of this kind.
    #[must_use]
    pub fn leads_to(self, target: ElementId) -> bool {
        match self {
            Self::Listener(_) => matches!(target, ElementId::BackendServerGroup(_)),
            Self::BackendServerGroup(_) => {
                matches!(target, ElementId::Server(_) | ElementId::IpBackend(_))
            }
            Self::SecurityGroup(_) => matches!(target, ElementId::Server(_)),
            Self::NetworkAcl(_) => matches!(target, ElementId::Subnet(_)),
        }
    }

    /// The notice about a line that ends where it cannot lead.
    #[must_use]
    pub fn wanted(self) -> NoticeText {
        match self {
            Self::Listener(_) => NoticeText::ListenerLine,
            Self::BackendServerGroup(_) => NoticeText::GroupLine,
            Self::SecurityGroup(_) => NoticeText::SecurityGroupLine,
            Self::NetworkAcl(_) => NoticeText::NetworkAclLine,
        }
    }
}

/// Everything that a connection from an end can lead to and does not yet.
#[must_use]
pub fn targets(plan: &Plan, end: LineEnd) -> Vec<ElementId> {
    match end {
        LineEnd::Listener(id) => {
            let Some((_, listener)) = plan.listener(id) else { return vec![] };
            let groups = plan.backend_server_groups.iter().map(|it| it.id);
            let groups = groups.filter(|id| listener.backend_server_group != Some(*id));
            groups.map(ElementId::from).collect()
        }
        LineEnd::BackendServerGroup(id) => {
            let Some(group) = plan.backend_server_group(id) else { return vec![] };
            let members =
                group.members.iter().map(|it| it.target.into()).collect::<HashSet<ElementId>>();
            let others = plan.element_ids().filter(|id| end.leads_to(*id));
            others.filter(|id| !members.contains(id)).collect()
        }
        LineEnd::SecurityGroup(id) => {
            let servers = plan.servers.iter().filter(|it| !it.security_groups.contains(&id));
            servers.map(|it| it.id.into()).collect()
        }
        LineEnd::NetworkAcl(id) => {
            let subnets = plan.subnets.iter().filter(|it| it.network_acl != Some(id));
            subnets.map(|it| it.id.into()).collect()
        }
    }
}

/// The backend server groups that a server or an address is no member of.
#[must_use]
pub fn joinable(plan: &Plan, target: MemberTarget) -> Vec<BackendServerGroupId> {
    let groups = plan.backend_server_groups.iter();
    let groups = groups.filter(|it| !it.members.iter().any(|member| member.target == target));
    groups.map(|it| it.id).collect()
}

/// The edits that connect an end to a target; none where they are connected already or do not
/// go together.
#[must_use]
pub fn connect(plan: &Plan, end: LineEnd, target: ElementId) -> Vec<Edit> {
    let edits = match (end, target) {
        (LineEnd::Listener(listener), ElementId::BackendServerGroup(group)) => {
            forward(plan, listener, group)
        }
        (LineEnd::BackendServerGroup(group), ElementId::Server(server)) => {
            enlist(plan, group, server.into())
        }
        (LineEnd::BackendServerGroup(group), ElementId::IpBackend(backend)) => {
            enlist(plan, group, backend.into())
        }
        (LineEnd::SecurityGroup(group), ElementId::Server(server)) => {
            plan.server(server).filter(|it| !it.security_groups.contains(&group)).map(|server| {
                let mut server = server.clone();
                server.security_groups.push(group);
                vec![Edit::Put(Element::Server(server))]
            })
        }
        (LineEnd::NetworkAcl(acl), ElementId::Subnet(subnet)) => {
            plan.subnet(subnet).filter(|it| it.network_acl != Some(acl)).map(|subnet| {
                let mut subnet = subnet.clone();
                subnet.network_acl = Some(acl);
                subnet.network_acl_known = true;
                vec![Edit::Put(Element::Subnet(subnet))]
            })
        }
        _ => None,
    };
    edits.unwrap_or_default()
}

/// Connects an end with a target, as a step that says what it changed beside the connection.
///
/// # Errors
/// Says why there is nothing to connect.
pub fn join(plan: &Plan, end: LineEnd, target: ElementId) -> Result<CommandStep, NoticeText> {
    if !end.leads_to(target) {
        return Err(end.wanted());
    }
    let edits = connect(plan, end, target);
    if edits.is_empty() {
        return Err(NoticeText::AlreadyConnected { name: name_of(plan, target) });
    }
    let to = name_of(plan, target);
    let said = match (end, target) {
        (LineEnd::Listener(id), ElementId::BackendServerGroup(group)) => {
            let (balancer, listener) = plan.listener(id).ok_or_else(|| end.wanted())?;
            let label = format!("{} {}", listener.protocol, listener.ports);
            let from = format!("{} of {}", label.trim(), name_of(plan, balancer.id));
            let before = listener.backend_server_group.map(|it| name_of(plan, it));
            let adapted = edits.iter().find_map(|edit| match edit {
                Edit::Put(Element::BackendServerGroup(it)) if it.id == group => Some(it.protocol),
                _ => None,
            });
            match (before, adapted) {
                (Some(before), _) => Some(NoticeText::Replaced { from, to, before }),
                (None, Some(protocol)) => Some(NoticeText::Adapted { group: to, protocol }),
                (None, None) => None,
            }
        }
        (LineEnd::NetworkAcl(acl), ElementId::Subnet(subnet)) => {
            let before = plan.subnet(subnet).and_then(|it| it.network_acl);
            before.map(|before| NoticeText::Replaced {
                from: to,
                to: name_of(plan, acl),
                before: name_of(plan, before),
            })
        }
        _ => None,
    };
    Ok(CommandStep::of(edits).saying(said))
}

/// A group that nobody else forwards to takes on a protocol that the listener can forward to.
fn forward(plan: &Plan, id: ListenerId, group: BackendServerGroupId) -> Option<Vec<Edit>> {
    let (balancer, listener) = plan.listener(id)?;
    let group = plan.backend_server_group(group)?;
    if listener.backend_server_group == Some(group.id) {
        return None;
    }
    let mut edits = vec![];
    let is_alone = !plan.listeners().any(|(_, it)| it.leads_to(group.id));
    let (protocol, check) = usual(listener.protocol);
    if is_alone && !listener.protocol.can_forward_to(group.protocol) {
        let mut fitted = group.clone();
        fitted.protocol = protocol;
        fitted.health_check.protocol = check;
        edits.push(Edit::Put(Element::BackendServerGroup(fitted)));
    }
    let mut listener = listener.clone();
    listener.backend_server_group = Some(group.id);
    edits.push(Edit::PutListener { load_balancer: balancer.id, listener });
    Some(edits)
}

/// The group and the health check that a listener usually forwards to.
fn usual(listener: ListenerProtocol) -> (BackendProtocol, HealthCheckProtocol) {
    match listener {
        ListenerProtocol::Tcp => (BackendProtocol::Tcp, HealthCheckProtocol::Tcp),
        ListenerProtocol::Udp => (BackendProtocol::Udp, HealthCheckProtocol::Udp),
        ListenerProtocol::Tls => (BackendProtocol::Tls, HealthCheckProtocol::Tls),
        ListenerProtocol::Ip => (BackendProtocol::Ip, HealthCheckProtocol::Tcp),
        ListenerProtocol::Quic | ListenerProtocol::Http | ListenerProtocol::Https => {
            (BackendProtocol::Http, HealthCheckProtocol::Http)
        }
    }
}

/// A new member serves on the port of the members before it, else on that of the listener.
fn enlist(plan: &Plan, group: BackendServerGroupId, target: MemberTarget) -> Option<Vec<Edit>> {
    let group = plan.backend_server_group(group)?;
    if group.members.iter().any(|member| member.target == target) {
        return None;
    }
    let member = Member {
        id: plan.next_member_id(),
        target,
        address: None,
        ip_type: family(plan, target),
        port: usual_port(plan, group),
        weight: 1,
    };
    Some(vec![Edit::PutMember { group: group.id, member }])
}

fn family(plan: &Plan, target: MemberTarget) -> IpType {
    let has_only_ipv6 = match target {
        MemberTarget::Server(id) => {
            plan.server(id).is_some_and(|it| it.ipv4.is_none() && it.ipv6.is_some())
        }
        MemberTarget::IpBackend(id) => plan.ip_backend(id).is_some_and(|it| it.address.is_ipv6()),
    };
    if has_only_ipv6 { IpType::IPv6 } else { IpType::IPv4 }
}

fn usual_port(plan: &Plan, group: &BackendServerGroup) -> Option<NonZeroU16> {
    if let Some(port) = group.members.iter().rev().find_map(|member| member.port) {
        return Some(port);
    }
    let mut listeners = plan.listeners().filter(|(_, it)| it.leads_to(group.id));
    let port = listeners.find_map(|(_, it)| it.ports.ranges().first().map(|range| range.first));
    // TLS ends at the load balancer, and what serves behind it usually listens on 8080.
    let port = match port {
        Some(80 | 443) | None => 8080,
        Some(port) => port,
    };
    NonZeroU16::new(port)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::samples::SAMPLES;

    #[test]
    fn the_targets_of_an_end_are_what_it_can_be_connected_with() {
        let mut connections = 0;
        for sample in SAMPLES {
            let plan = serde_json::from_str::<Plan>(sample.json).unwrap();
            let ends = plan.element_ids().filter_map(|id| match id {
                ElementId::BackendServerGroup(id) => Some(LineEnd::BackendServerGroup(id)),
                ElementId::SecurityGroup(id) => Some(LineEnd::SecurityGroup(id)),
                ElementId::NetworkAcl(id) => Some(LineEnd::NetworkAcl(id)),
                _ => None,
            });
            let listeners = plan.listeners().map(|(_, it)| LineEnd::Listener(it.id));
            for end in ends.chain(listeners) {
                let joined = |id: &ElementId| !connect(&plan, end, *id).is_empty();
                let expected = plan.element_ids().filter(joined).collect::<Vec<_>>();
                assert_eq!(targets(&plan, end), expected, "{end:?}");
                connections += expected.len();
            }
            let targets = plan.servers.iter().map(|it| MemberTarget::from(it.id));
            for target in targets {
                let groups = plan.backend_server_groups.iter().map(|it| it.id);
                let expected = groups.filter(|group| {
                    let end = LineEnd::BackendServerGroup(*group);
                    !connect(&plan, end, target.into()).is_empty()
                });
                assert_eq!(joinable(&plan, target), expected.collect::<Vec<_>>());
            }
        }
        assert!(connections > 50, "the samples have {connections} connections to make");
    }
}
