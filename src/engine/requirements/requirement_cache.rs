//! The cache of requirements.
//!
//! The requirements of a member follow from the path to its group, from the rest of the plan, and
//! from the member's own endpoint. While all of these are the same, they are not computed again.
//! Results of a later stage are kept with them.

use std::hash::{Hash, Hasher};
use std::net::IpAddr;
use std::rc::Rc;

use smallvec::SmallVec;

use super::collect::{GroupPath, each_path};
use super::connections;
use super::endpoint::{self, Endpoint};
use super::own_vpc::{self, RouteToMember};
use super::requirement::Requirement;
use crate::engine::index::Index;
use crate::engine::memo::{ContentId, Generation, Interner, RecencyCache};
use crate::plan::{
    BackendServerGroup, BackendServerGroupId, Cidr, Flavor, IpType, Listener, LoadBalancer,
    LoadBalancerId, Member, NetworkAcl, NetworkAclId, Plan, Position, SecurityGroupId, Settings,
    Subnet, SubnetId, Vpc, VpcId,
};

/// The requirements of one member from one load balancer.
pub(crate) struct Required<M> {
    pub(crate) requirements: Vec<Requirement>,
    /// The cache of a later stage for this member.
    pub(crate) cache: M,
}

/// The requirements of the latest plans.
pub(crate) struct RequirementCache<M> {
    plan_key: Interner<(), PlanKey>,
    paths: Interner<(BackendServerGroupId, LoadBalancerId), GroupPathKey>,
    member_paths: RecencyCache<MemberPathKey, Rc<Required<M>>>,
}

impl<M> Default for RequirementCache<M> {
    fn default() -> Self {
        Self {
            plan_key: Interner::default(),
            paths: Interner::default(),
            member_paths: RecencyCache::default(),
        }
    }
}

/// The parts of a plan, beside its load balancers, groups and servers, on which requirements
/// depend.
#[derive(Clone, PartialEq)]
struct PlanKey {
    settings: Settings,
    vpcs: Vec<(VpcId, Vec<Cidr>)>,
    subnets: Vec<SubnetKey>,
    network_acls: Vec<NetworkAclKey>,
}

/// The parts of a network ACL on which requirements depend: its id, whether it is switched on, and
/// whether its rules are known.
type NetworkAclKey = (NetworkAclId, bool, bool);

/// The parts of a subnet on which requirements depend.
#[derive(Clone, PartialEq, Eq)]
struct SubnetKey {
    id: SubnetId,
    vpc: VpcId,
    blocks: [Option<Cidr>; 2],
    network_acl: Option<NetworkAclId>,
    network_acl_known: bool,
}

/// A path to a group, with everything that it depends on.
#[derive(Clone, PartialEq)]
struct GroupPathKey {
    plan_key: ContentId,
    /// The group without its members.
    group: BackendServerGroup,
    /// The load balancer without its listeners.
    balancer: LoadBalancer,
    /// Its listeners that lead to the group.
    listeners: Vec<Listener>,
    attached: bool,
}

/// A path to a member, with everything that its requirements depend on.
#[derive(PartialEq, Eq)]
struct MemberPathKey {
    path: ContentId,
    member: Member,
    endpoint: Option<EndpointKey>,
    route: RouteToMember,
}

/// The hash covers the fields in which the members of one plan differ; that is enough to find one
/// fast.
impl Hash for MemberPathKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { path, member, endpoint, .. } = self;
        (path, member.id, member.target).hash(state);
        endpoint.as_ref().map(|endpoint| endpoint.address).hash(state);
    }
}

/// The endpoint of a member, without references to the plan.
#[derive(PartialEq, Eq)]
struct EndpointKey {
    address: IpAddr,
    subnet: Option<SubnetKey>,
    security_groups: SmallVec<[SecurityGroupId; 2]>,
    rules_known: bool,
    port_security: bool,
    flavor: Flavor,
}

impl<M: Default> RequirementCache<M> {
    /// Returns the requirements of a plan, member path by member path, in the plan's order.
    pub(crate) fn of(&mut self, index: &Index, now: Generation) -> Vec<Rc<Required<M>>> {
        self.plan_key.forget(now);
        self.paths.forget(now);
        self.member_paths.forget(now);
        let plan_key = self.plan_key.of((), &[PlanKey::of(index.plan)], now);
        let mut all = vec![];
        each_path(index, |path| {
            let list = (path.group.id, path.balancer.id);
            let content_id = self.paths.of(list, &[GroupPathKey::of(path, plan_key)], now);
            all.extend(path.group.members.iter().map(|member| {
                let endpoint = endpoint::of(index, path.balancer, member);
                let route = own_vpc::route(index, path.balancer, member.target);
                let endpoint_key = endpoint.as_ref().map(EndpointKey::of);
                let key = MemberPathKey {
                    path: content_id,
                    member: member.clone(),
                    endpoint: endpoint_key,
                    route,
                };
                self.member_paths.get(key, now, || {
                    let mut requirements = vec![];
                    path.to_member(member, endpoint, route).collect(&mut requirements);
                    Rc::new(Required { requirements, cache: M::default() })
                })
            }));
        });
        all
    }
}

/// The requirements of each connection of a plan, in the plan's order. There are few connections, and
/// what one asks for depends on most of the plan, so they are not kept.
pub(crate) fn of_connections<M: Default>(index: &Index) -> Vec<Rc<Required<M>>> {
    let required = |connection| Required {
        requirements: connections::of_connection(index, connection),
        cache: M::default(),
    };
    index.plan.connections.iter().map(required).map(Rc::new).collect()
}

impl PlanKey {
    fn of(plan: &Plan) -> Self {
        let blocks = |vpc: &Vpc| (vpc.id, vpc.cidrs().collect());
        let acl = |acl: &NetworkAcl| (acl.id, acl.enabled, acl.rules_known);
        Self {
            settings: Settings { lints_off: vec![], ..plan.settings.clone() },
            vpcs: plan.vpcs.iter().map(blocks).collect(),
            subnets: plan.subnets.iter().map(SubnetKey::of).collect(),
            network_acls: plan.network_acls.iter().map(acl).collect(),
        }
    }
}

impl SubnetKey {
    fn of(subnet: &Subnet) -> Self {
        let Subnet { id, vpc, network_acl, network_acl_known, .. } = *subnet;
        let blocks = IpType::BOTH.map(|it| subnet.cidr_of(it));
        Self { id, vpc, blocks, network_acl, network_acl_known }
    }
}

impl GroupPathKey {
    /// Requirements do not depend on names and on positions on the board.
    fn of(path: &GroupPath, plan_key: ContentId) -> Self {
        let GroupPath { group, balancer, listeners, attached, .. } = path;
        Self {
            plan_key,
            group: BackendServerGroup {
                id: group.id,
                name: String::new(),
                vpc: group.vpc,
                protocol: group.protocol,
                any_port: group.any_port,
                health_check: group.health_check.clone(),
                members: vec![],
                position: Position::default(),
            },
            balancer: LoadBalancer {
                id: balancer.id,
                name: String::new(),
                kind: balancer.kind,
                subnet: balancer.subnet,
                backend_subnets: balancer.backend_subnets.clone(),
                previous_backend_subnets: balancer.previous_backend_subnets.clone(),
                ip_as_backend: balancer.ip_as_backend,
                listeners: vec![],
                position: Position::default(),
            },
            listeners: listeners.iter().copied().cloned().collect(),
            attached: *attached,
        }
    }
}

impl EndpointKey {
    fn of(endpoint: &Endpoint) -> Self {
        Self {
            address: endpoint.address,
            subnet: endpoint.subnet.map(SubnetKey::of),
            security_groups: SmallVec::from_slice(&endpoint.security_groups),
            rules_known: endpoint.rules_known,
            port_security: endpoint.port_security,
            flavor: endpoint.flavor,
        }
    }
}
