//! Finding things in a plan by their ids. Plans are small, so a walk along the list is enough;
//! the engine makes an index of its own where it asks often.

use super::*;

macro_rules! lookups {
    ($($(#[$doc:meta])* $name:ident, $name_mut:ident, $id:ident => $type:ident in $field:ident;)*) => {
        impl Plan {$(
            $(#[$doc])*
            #[must_use]
            pub fn $name(&self, id: $id) -> Option<&$type> {
                self.$field.iter().find(|it| it.id == id)
            }

            $(#[$doc])*
            pub fn $name_mut(&mut self, id: $id) -> Option<&mut $type> {
                self.$field.iter_mut().find(|it| it.id == id)
            }
        )*}
    };
}

lookups! {
    /// A VPC by its id.
    vpc, vpc_mut, VpcId => Vpc in vpcs;
    /// A subnet by its id.
    subnet, subnet_mut, SubnetId => Subnet in subnets;
    /// A security group by its id.
    security_group, security_group_mut, SecurityGroupId => SecurityGroup in security_groups;
    /// A network ACL by its id.
    network_acl, network_acl_mut, NetworkAclId => NetworkAcl in network_acls;
    /// An IP address group by its id.
    address_group, address_group_mut, AddressGroupId => AddressGroup in address_groups;
    /// A load balancer by its id.
    load_balancer, load_balancer_mut, LoadBalancerId => LoadBalancer in load_balancers;
    /// A backend server group by its id.
    backend_server_group, backend_server_group_mut, BackendServerGroupId => BackendServerGroup in backend_server_groups;
    /// A server by its id.
    server, server_mut, ServerId => Server in servers;
    /// An IP address backend by its id.
    ip_backend, ip_backend_mut, IpBackendId => IpBackend in ip_backends;
    /// A connection by its id.
    connection, connection_mut, ConnectionId => Connection in connections;
}

impl Plan {
    /// The connection after one, or the one before the last: the one to go on with where that is
    /// taken away.
    #[must_use]
    pub fn connection_beside(&self, id: ConnectionId) -> Option<ConnectionId> {
        let all = &self.connections;
        let at = all.iter().position(|it| it.id == id)?;
        let before = || all.get(at.checked_sub(1)?);
        all.get(at.checked_add(1)?).or_else(before).map(|it| it.id)
    }
}

/// The next free id after some that are taken; where the highest number is taken, the lowest
/// free one, so that nothing new ever takes the place of something that is there.
fn after<I: Id>(taken: impl Iterator<Item = I>) -> I {
    let taken = super::set_of(taken.map(Id::number));
    let above = taken.last().copied().unwrap_or(0).checked_add(1);
    let free = above.or_else(|| (1..=u32::MAX).find(|number| !taken.contains(number)));
    I::from_number(free.unwrap_or(u32::MAX))
}

macro_rules! fresh_ids {
    ($($(#[$doc:meta])* $name:ident -> $id:ident: |$plan:ident| $taken:expr;)*) => {
        impl Plan {$(
            $(#[$doc])*
            #[must_use]
            pub fn $name(&self) -> $id {
                let $plan = self;
                after($taken)
            }
        )*}
    };
}

fresh_ids! {
    /// An id for a new VPC.
    next_vpc_id -> VpcId: |plan| plan.vpcs.iter().map(|it| it.id);
    /// An id for a new subnet.
    next_subnet_id -> SubnetId: |plan| plan.subnets.iter().map(|it| it.id);
    /// An id for a new security group.
    next_security_group_id -> SecurityGroupId: |plan| plan.security_groups.iter().map(|it| it.id);
    /// An id for a new network ACL.
    next_network_acl_id -> NetworkAclId: |plan| plan.network_acls.iter().map(|it| it.id);
    /// An id for a new IP address group.
    next_address_group_id -> AddressGroupId: |plan| plan.address_groups.iter().map(|it| it.id);
    /// An id for a new load balancer.
    next_load_balancer_id -> LoadBalancerId: |plan| plan.load_balancers.iter().map(|it| it.id);
    /// An id for a new listener.
    next_listener_id -> ListenerId: |plan| plan.listeners().map(|(_, it)| it.id);
    /// An id for a new backend server group.
    next_backend_server_group_id -> BackendServerGroupId: |plan| plan.backend_server_groups.iter().map(|it| it.id);
    /// An id for a new member.
    next_member_id -> MemberId: |plan| plan.members().map(|(_, it)| it.id);
    /// An id for a new server.
    next_server_id -> ServerId: |plan| plan.servers.iter().map(|it| it.id);
    /// An id for a new IP address backend.
    next_ip_backend_id -> IpBackendId: |plan| plan.ip_backends.iter().map(|it| it.id);
    /// An id for a new connection.
    next_connection_id -> ConnectionId: |plan| plan.connections.iter().map(|it| it.id);
    /// An id for a new rule.
    next_rule_id -> RuleId: |plan| plan.rule_ids();
}

impl Plan {
    /// Every listener, with the load balancer it belongs to.
    pub fn listeners(&self) -> impl Iterator<Item = (&LoadBalancer, &Listener)> {
        self.load_balancers
            .iter()
            .flat_map(|balancer| balancer.listeners.iter().map(move |it| (balancer, it)))
    }

    /// Every member, with the backend server group it belongs to.
    pub fn members(&self) -> impl Iterator<Item = (&BackendServerGroup, &Member)> {
        self.backend_server_groups
            .iter()
            .flat_map(|group| group.members.iter().map(move |it| (group, it)))
    }

    /// A listener by its id, with the load balancer it belongs to.
    #[must_use]
    pub fn listener(&self, id: ListenerId) -> Option<(&LoadBalancer, &Listener)> {
        self.listeners().find(|(_, it)| it.id == id)
    }

    /// A member by its id, with the backend server group it belongs to.
    #[must_use]
    pub fn member(&self, id: MemberId) -> Option<(&BackendServerGroup, &Member)> {
        self.members().find(|(_, it)| it.id == id)
    }

    /// The ids of all rules of security groups and network ACLs.
    pub fn rule_ids(&self) -> impl Iterator<Item = RuleId> + '_ {
        let groups = self
            .security_groups
            .iter()
            .flat_map(|group| group.inbound.iter().chain(&group.outbound).map(|rule| rule.id));
        let acls = self
            .network_acls
            .iter()
            .flat_map(|acl| acl.inbound.iter().chain(&acl.outbound).map(|rule| rule.id));
        groups.chain(acls)
    }
}
