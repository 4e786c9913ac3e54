//! What a plan holds, by id, so that each reference is followed in one step.

use std::collections::BTreeMap;

use crate::plan::{
    AddressGroup, AddressGroupId, BackendServerGroup, BackendServerGroupId, IpBackend, IpBackendId,
    Listener, LoadBalancer, NetworkAcl, NetworkAclId, Plan, SecurityGroup, SecurityGroupId, Server,
    ServerId, Subnet, SubnetId, Vpc, VpcId,
};

/// The things of a plan by their ids; of two with one id the first counts, as it does elsewhere.
pub(super) struct Known<'a> {
    pub(super) vpcs: BTreeMap<VpcId, &'a Vpc>,
    pub(super) subnets: BTreeMap<SubnetId, &'a Subnet>,
    pub(super) security_groups: BTreeMap<SecurityGroupId, &'a SecurityGroup>,
    pub(super) network_acls: BTreeMap<NetworkAclId, &'a NetworkAcl>,
    pub(super) address_groups: BTreeMap<AddressGroupId, &'a AddressGroup>,
    pub(super) groups: BTreeMap<BackendServerGroupId, &'a BackendServerGroup>,
    pub(super) servers: BTreeMap<ServerId, &'a Server>,
    pub(super) ip_backends: BTreeMap<IpBackendId, &'a IpBackend>,
    /// The load balancers that forward to a group, once per listener, with that listener.
    pub(super) forwards_to: BTreeMap<BackendServerGroupId, Vec<(&'a LoadBalancer, &'a Listener)>>,
}

impl<'a> Known<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
        let mut forwards_to: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (balancer, listener) in plan.listeners() {
            for group in listener.groups() {
                forwards_to.entry(group).or_default().push((balancer, listener));
            }
        }
        Self {
            vpcs: by_id(&plan.vpcs, |it| it.id),
            subnets: by_id(&plan.subnets, |it| it.id),
            security_groups: by_id(&plan.security_groups, |it| it.id),
            network_acls: by_id(&plan.network_acls, |it| it.id),
            address_groups: by_id(&plan.address_groups, |it| it.id),
            groups: by_id(&plan.backend_server_groups, |it| it.id),
            servers: by_id(&plan.servers, |it| it.id),
            ip_backends: by_id(&plan.ip_backends, |it| it.id),
            forwards_to,
        }
    }
}

fn by_id<T, I: Ord>(list: &[T], id: impl Fn(&T) -> I) -> BTreeMap<I, &T> {
    // Backwards, so that the first of two with one id is the one that stays.
    list.iter().rev().map(|it| (id(it), it)).collect()
}
