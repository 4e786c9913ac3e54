//! The things of a plan by id, so that each reference is followed in one step.

use crate::plan::{
    AddressGroup, AddressGroupId, BackendServerGroup, BackendServerGroupId, ElementId, IpBackend,
    IpBackendId, Listener, LoadBalancer, NetworkAcl, NetworkAclId, Plan, SecurityGroup,
    SecurityGroupId, Server, ServerId, Subnet, SubnetId, Vpc, VpcId,
};
use rustc_hash::{FxBuildHasher, FxHashMap};

/// The things of a plan by their ids; of two with one id the first counts, as it does elsewhere.
pub(super) struct Known<'a> {
    plan: &'a Plan,
    /// The index of each thing in its list. One map serves all kinds: each kind's own would weigh
    /// several kilobytes in the page's module.
    places: FxHashMap<ElementId, usize>,
    /// The load balancers that forward to a group, once per listener, with that listener.
    pub(super) forwards_to: FxHashMap<BackendServerGroupId, Vec<(&'a LoadBalancer, &'a Listener)>>,
}

macro_rules! known {
    ($($one:ident, $list:ident, $id:ident, $thing:ident;)*) => {
        impl<'a> Known<'a> {
            fn places(plan: &Plan) -> FxHashMap<ElementId, usize> {
                let count = [$(plan.$list.len()),*].into_iter().sum();
                let mut places = FxHashMap::with_capacity_and_hasher(count, FxBuildHasher);
                let mut add = |id: ElementId, at: usize| {
                    places.entry(id).or_insert(at);
                };
                $(for (at, it) in plan.$list.iter().enumerate() {
                    add(it.id.into(), at);
                })*
                places
            }

            $(pub(super) fn $one(&self, id: $id) -> Option<&'a $thing> {
                self.plan.$list.get(*self.places.get(&id.into())?)
            })*
        }
    };
}

known! {
    vpc, vpcs, VpcId, Vpc;
    subnet, subnets, SubnetId, Subnet;
    security_group, security_groups, SecurityGroupId, SecurityGroup;
    network_acl, network_acls, NetworkAclId, NetworkAcl;
    address_group, address_groups, AddressGroupId, AddressGroup;
    group, backend_server_groups, BackendServerGroupId, BackendServerGroup;
    server, servers, ServerId, Server;
    ip_backend, ip_backends, IpBackendId, IpBackend;
}

impl<'a> Known<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
        let mut forwards_to: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for (balancer, listener) in plan.listeners() {
            for group in listener.groups() {
                forwards_to.entry(group).or_default().push((balancer, listener));
            }
        }
        Self { plan, places: Self::places(plan), forwards_to }
    }
}
