//! What is required, from one plan to the next.
//!
//! What must reach a member follows from the path to its group, from what lies around it in the
//! plan, and from the member's own place. While all of these are the same it is not worked out
//! again, and what a later stage found out about it stays with it.

use std::hash::{Hash, Hasher};
use std::net::IpAddr;
use std::rc::Rc;

use smallvec::SmallVec;

use super::collect::{Path, each_path};
use super::endpoint::{self, Endpoint};
use super::requirement::Requirement;
use crate::engine::index::Index;
use crate::engine::memo::{ContentId, Generation, Interner, RecencyCache};
use crate::plan::{
    BackendServerGroup, BackendServerGroupId, Cidr, Flavor, IpType, Listener, LoadBalancer,
    LoadBalancerId, Member, NetworkAclId, Plan, Position, SecurityGroupId, Settings, Subnet,
    SubnetId, Vpc, VpcId,
};

/// What must reach one member from one load balancer.
pub(crate) struct Required<M> {
    pub(crate) requirements: Vec<Requirement>,
    /// What a later stage keeps with it.
    pub(crate) memory: M,
}

/// What was required in the last plans.
pub(crate) struct RequirementCache<M> {
    surroundings: Interner<(), Surroundings>,
    paths: Interner<(BackendServerGroupId, LoadBalancerId), PathKey>,
    ways: RecencyCache<MemberPathKey, Rc<Required<M>>>,
}

impl<M> Default for RequirementCache<M> {
    fn default() -> Self {
        Self {
            surroundings: Interner::default(),
            paths: Interner::default(),
            ways: RecencyCache::default(),
        }
    }
}

/// What of a plan, beside its load balancers, groups and servers, makes a difference to what is
/// required.
#[derive(Clone, PartialEq)]
struct Surroundings {
    settings: Settings,
    vpcs: Vec<(VpcId, Vec<Cidr>)>,
    subnets: Vec<Surrounding>,
    network_acls: Vec<(NetworkAclId, bool)>,
}

/// What of a subnet makes a difference.
#[derive(Clone, PartialEq, Eq)]
struct Surrounding {
    id: SubnetId,
    vpc: VpcId,
    blocks: [Option<Cidr>; 2],
    network_acl: Option<NetworkAclId>,
}

/// A path, with everything that it follows from.
#[derive(Clone, PartialEq)]
struct PathKey {
    surroundings: ContentId,
    /// The group without its members.
    group: BackendServerGroup,
    /// The load balancer without its listeners.
    balancer: LoadBalancer,
    /// Those of its listeners that lead to the group.
    listeners: Vec<Listener>,
    attached: bool,
}

/// A way, with everything that it follows from.
#[derive(PartialEq, Eq)]
struct MemberPathKey {
    path: ContentId,
    member: Member,
    place: Option<Place>,
}

/// What tells ways of one plan apart is enough to find one quickly.
impl Hash for MemberPathKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { path, member, place } = self;
        (path, member.id, member.target).hash(state);
        place.as_ref().map(|place| place.address).hash(state);
    }
}

/// The place of a member.
#[derive(PartialEq, Eq)]
struct Place {
    address: IpAddr,
    subnet: Option<Surrounding>,
    security_groups: SmallVec<[SecurityGroupId; 2]>,
    port_security: bool,
    flavor: Flavor,
}

impl<M: Default> RequirementCache<M> {
    /// What a plan requires, way by way, in the order in which the requirements of a plan stand.
    pub(crate) fn of(&mut self, index: &Index, now: Generation) -> Vec<Rc<Required<M>>> {
        self.surroundings.forget(now);
        self.paths.forget(now);
        self.ways.forget(now);
        let surroundings = self.surroundings.of((), &[Surroundings::of(index.plan)], now);
        let mut all = vec![];
        each_path(index, |path| {
            let list = (path.group.id, path.balancer.id);
            let content_id = self.paths.of(list, &[PathKey::of(path, surroundings)], now);
            all.extend(path.group.members.iter().map(|member| {
                let endpoint = endpoint::of(index, member);
                let place = endpoint.as_ref().map(Place::of);
                let content = MemberPathKey { path: content_id, member: member.clone(), place };
                self.ways.get(content, now, || {
                    let mut requirements = vec![];
                    path.way(member, endpoint).collect(&mut requirements);
                    Rc::new(Required { requirements, memory: M::default() })
                })
            }));
        });
        all
    }
}

impl Surroundings {
    fn of(plan: &Plan) -> Self {
        let blocks = |vpc: &Vpc| (vpc.id, vpc.cidrs().collect());
        Self {
            settings: plan.settings.clone(),
            vpcs: plan.vpcs.iter().map(blocks).collect(),
            subnets: plan.subnets.iter().map(Surrounding::of).collect(),
            network_acls: plan.network_acls.iter().map(|acl| (acl.id, acl.enabled)).collect(),
        }
    }
}

impl Surrounding {
    fn of(subnet: &Subnet) -> Self {
        let Subnet { id, vpc, network_acl, .. } = *subnet;
        Self { id, vpc, blocks: IpType::BOTH.map(|it| subnet.cidr_of(it)), network_acl }
    }
}

impl PathKey {
    /// Names and places on the board make no difference.
    fn of(path: &Path, surroundings: ContentId) -> Self {
        let Path { group, balancer, listeners, attached, .. } = path;
        Self {
            surroundings,
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

impl Place {
    fn of(endpoint: &Endpoint) -> Self {
        Self {
            address: endpoint.address,
            subnet: endpoint.subnet.map(Surrounding::of),
            security_groups: SmallVec::from_slice(&endpoint.security_groups),
            port_security: endpoint.port_security,
            flavor: endpoint.flavor,
        }
    }
}
