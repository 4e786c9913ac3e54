//! Taking things away without leaving a reference to nothing.

use crate::plan::{AclAddress, Direction, ElementId, MemberTarget, Plan, Remote, SubnetId};

/// Removes a drawn thing, what it holds, and every reference to what is gone.
pub(super) fn remove_element(plan: &mut Plan, id: ElementId) {
    plan.connections.retain(|it| ![it.from, it.to].iter().any(|end| end.element() == Some(id)));
    match id {
        ElementId::Vpc(vpc) => {
            let held = plan
                .subnets
                .iter()
                .filter(|it| it.vpc == vpc)
                .map(|it| ElementId::Subnet(it.id))
                .chain(
                    plan.backend_server_groups
                        .iter()
                        .filter(|it| it.vpc == vpc)
                        .map(|it| ElementId::BackendServerGroup(it.id)),
                )
                .chain(
                    plan.ip_backends
                        .iter()
                        .filter(|it| it.vpc == Some(vpc))
                        .map(|it| ElementId::IpBackend(it.id)),
                )
                .collect::<Vec<_>>();
            for held in held {
                remove_element(plan, held);
            }
            plan.vpcs.retain(|it| it.id != vpc);
        }
        ElementId::Subnet(subnet) => {
            let held = plan
                .load_balancers
                .iter()
                .filter(|it| it.subnet == subnet)
                .map(|it| ElementId::LoadBalancer(it.id))
                .chain(
                    plan.servers
                        .iter()
                        .filter(|it| it.subnet == subnet)
                        .map(|it| ElementId::Server(it.id)),
                )
                .collect::<Vec<_>>();
            for held in held {
                remove_element(plan, held);
            }
            for balancer in &mut plan.load_balancers {
                balancer.backend_subnets.retain(|it| *it != subnet);
                balancer.previous_backend_subnets.retain(|it| *it != subnet);
            }
            remove_interfaces_in(plan, subnet);
            plan.subnets.retain(|it| it.id != subnet);
        }
        ElementId::SecurityGroup(group) => {
            for server in &mut plan.servers {
                server.take_off(group);
            }
            remove_rules_naming(plan, Remote::SecurityGroup(group));
            plan.security_groups.retain(|it| it.id != group);
        }
        ElementId::NetworkAcl(acl) => {
            for subnet in &mut plan.subnets {
                if subnet.network_acl == Some(acl) {
                    subnet.network_acl = None;
                }
            }
            plan.network_acls.retain(|it| it.id != acl);
        }
        ElementId::AddressGroup(group) => {
            remove_rules_naming(plan, Remote::AddressGroup(group));
            let named = AclAddress::AddressGroup(group);
            for acl in &mut plan.network_acls {
                for direction in Direction::BOTH {
                    acl.rules_mut(direction)
                        .retain(|rule| rule.source != named && rule.destination != named);
                }
            }
            plan.address_groups.retain(|it| it.id != group);
        }
        ElementId::LoadBalancer(balancer) => {
            plan.load_balancers.retain(|it| it.id != balancer);
        }
        ElementId::BackendServerGroup(group) => {
            for balancer in &mut plan.load_balancers {
                for listener in &mut balancer.listeners {
                    if listener.backend_server_group == Some(group) {
                        listener.backend_server_group = None;
                    }
                    listener.policies.retain(|it| it.backend_server_group != group);
                }
            }
            plan.backend_server_groups.retain(|it| it.id != group);
        }
        ElementId::Server(server) => {
            remove_members_of(plan, MemberTarget::Server(server));
            plan.servers.retain(|it| it.id != server);
        }
        ElementId::IpBackend(backend) => {
            remove_members_of(plan, MemberTarget::IpBackend(backend));
            plan.ip_backends.retain(|it| it.id != backend);
        }
    }
}

/// The console refuses to delete a group that a rule names; here the rules go with it, and undo
/// brings both back.
fn remove_rules_naming(plan: &mut Plan, remote: Remote) {
    for group in &mut plan.security_groups {
        for direction in Direction::BOTH {
            group.rules_mut(direction).retain(|rule| rule.remote != remote);
        }
    }
}

fn remove_members_of(plan: &mut Plan, target: MemberTarget) {
    for group in &mut plan.backend_server_groups {
        group.members.retain(|member| member.target != target);
    }
}

/// Members that name an address of an interface that is gone are members of nothing.
fn remove_interfaces_in(plan: &mut Plan, subnet: SubnetId) {
    let Plan { servers, backend_server_groups, .. } = plan;
    for server in servers {
        let gone = server.interfaces.iter().filter(|it| it.subnet == subnet);
        let gone = gone.flat_map(|it| it.interface().addresses()).collect::<Vec<_>>();
        server.interfaces.retain(|it| it.subnet != subnet);
        let target = MemberTarget::Server(server.id);
        for group in backend_server_groups.iter_mut() {
            group.members.retain(|member| {
                member.target != target || member.address.is_none_or(|it| !gone.contains(&it))
            });
        }
    }
}
