//! An index of the elements of a plan, for a whole run of the engine.

use std::cell::OnceCell;
use std::net::IpAddr;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::plan::{
    BackendServerGroup, BackendServerGroupId, Interface, IpBackend, IpBackendId, IpType, Listener,
    LoadBalancer, NetworkAcl, NetworkAclId, Plan, SecurityGroup, SecurityGroupId, Server, ServerId,
    Subnet, SubnetId, Vpc, VpcId,
};

/// The elements of a plan by their ids. If two have the same id, the first one counts; a finding
/// says that there are two.
pub(crate) struct Index<'a> {
    /// The plan itself.
    pub(crate) plan: &'a Plan,
    subnets: FxHashMap<SubnetId, &'a Subnet>,
    servers: FxHashMap<ServerId, &'a Server>,
    /// The positions of server and interface by VPC and address. Few plans are asked for them.
    interfaces_at: OnceCell<FxHashMap<(VpcId, IpAddr), (usize, usize)>>,
    /// The security groups of servers whose flavor ignores some rules.
    on_other_flavors: OnceCell<FxHashSet<SecurityGroupId>>,
    /// Servers of another state of the plan, on which added rules have to take effect too.
    servers_beside: &'a [Server],
    ip_backends: FxHashMap<IpBackendId, &'a IpBackend>,
    vpcs: FxHashMap<VpcId, &'a Vpc>,
    network_acls: FxHashMap<NetworkAclId, &'a NetworkAcl>,
    security_groups: FxHashMap<SecurityGroupId, &'a SecurityGroup>,
    load_balancers: Vec<&'a LoadBalancer>,
    listeners: FxHashMap<BackendServerGroupId, Vec<(&'a LoadBalancer, Vec<&'a Listener>)>>,
}

/// Maps ids to things, keeping the first of each.
fn by<'a, K: std::hash::Hash + Eq, T>(
    things: impl DoubleEndedIterator<Item = &'a T>,
    key: impl Fn(&T) -> K,
) -> FxHashMap<K, &'a T> {
    things.rev().map(|thing| (key(thing), thing)).collect()
}

/// The load balancers, of those with one id the first.
fn firsts(all: &[LoadBalancer]) -> Vec<&LoadBalancer> {
    let mut seen = FxHashSet::default();
    all.iter().filter(|balancer| seen.insert(balancer.id)).collect()
}

impl<'a> Index<'a> {
    /// Reads a plan.
    pub(crate) fn of(plan: &'a Plan) -> Self {
        let subnets = by(plan.subnets.iter(), |it| it.id);
        let mut listeners: FxHashMap<_, Vec<(&LoadBalancer, Vec<&Listener>)>> =
            FxHashMap::default();
        let load_balancers = firsts(&plan.load_balancers);
        for balancer in &load_balancers {
            for listener in &balancer.listeners {
                for group in listener.groups() {
                    let balancers = listeners.entry(group).or_default();
                    match balancers.last_mut() {
                        Some((last, list)) if last.id == balancer.id => list.push(listener),
                        _ => balancers.push((*balancer, vec![listener])),
                    }
                }
            }
        }
        Self {
            plan,
            servers: by(plan.servers.iter(), |it| it.id),
            interfaces_at: OnceCell::new(),
            on_other_flavors: OnceCell::new(),
            servers_beside: &[],
            ip_backends: by(plan.ip_backends.iter(), |it| it.id),
            vpcs: by(plan.vpcs.iter(), |it| it.id),
            network_acls: by(plan.network_acls.iter(), |it| it.id),
            security_groups: by(plan.security_groups.iter(), |it| it.id),
            load_balancers,
            listeners,
            subnets,
        }
    }

    /// The index of a plan whose added rules have to take effect on the servers of another state too.
    pub(crate) fn beside(self, servers_beside: &'a [Server]) -> Self {
        Self { servers_beside, ..self }
    }

    /// An index of other rules for the same plan: the lists of `changed` take the place of those with
    /// the same ids. It is for looking rules up, so it has no servers and no load balancers.
    pub(crate) fn with_rules(&self, changed: &'a Plan) -> Self {
        let mut security_groups = self.security_groups.clone();
        security_groups.extend(changed.security_groups.iter().map(|it| (it.id, it)));
        let mut network_acls = self.network_acls.clone();
        network_acls.extend(changed.network_acls.iter().map(|it| (it.id, it)));
        Self {
            plan: changed,
            security_groups,
            network_acls,
            subnets: FxHashMap::default(),
            servers: FxHashMap::default(),
            interfaces_at: OnceCell::new(),
            on_other_flavors: OnceCell::new(),
            servers_beside: &[],
            ip_backends: FxHashMap::default(),
            vpcs: FxHashMap::default(),
            load_balancers: vec![],
            listeners: FxHashMap::default(),
        }
    }

    /// A subnet.
    pub(crate) fn subnet(&self, id: SubnetId) -> Option<&'a Subnet> {
        self.subnets.get(&id).copied()
    }

    /// A VPC.
    pub(crate) fn vpc(&self, id: VpcId) -> Option<&'a Vpc> {
        self.vpcs.get(&id).copied()
    }

    /// A server.
    pub(crate) fn server(&self, id: ServerId) -> Option<&'a Server> {
        self.servers.get(&id).copied()
    }

    /// The network interface that has an address in a VPC, and its server.
    pub(crate) fn interface_at(
        &self,
        vpc: VpcId,
        address: IpAddr,
    ) -> Option<(&'a Server, Interface<'a>)> {
        let interfaces_at = self.interfaces_at.get_or_init(|| {
            let mut interfaces_at = FxHashMap::default();
            for (place, server) in self.plan.servers.iter().enumerate() {
                for (number, interface) in server.all_interfaces().enumerate() {
                    let Some(subnet) = self.subnet(interface.subnet) else { continue };
                    for address in interface.addresses() {
                        interfaces_at.entry((subnet.vpc, address)).or_insert((place, number));
                    }
                }
            }
            interfaces_at
        });
        let (place, number) = *interfaces_at.get(&(vpc, address))?;
        let server = self.plan.servers.get(place)?;
        Some((server, server.all_interfaces().nth(number)?))
    }

    /// Checks whether every rule takes effect on all servers that have a security group.
    pub(crate) fn is_on_standard_flavors(&self, group: SecurityGroupId) -> bool {
        let on_other_flavors = self.on_other_flavors.get_or_init(|| {
            let all = self.plan.servers.iter().chain(self.servers_beside);
            let others = all.filter(|server| !server.flavor.is_standard());
            let interfaces = others.flat_map(Server::all_interfaces);
            interfaces.flat_map(|interface| interface.security_groups).copied().collect()
        });
        !on_other_flavors.contains(&group)
    }

    /// The subnet of a VPC whose block holds an address.
    pub(crate) fn subnet_at(&self, vpc: VpcId, address: IpAddr) -> Option<&'a Subnet> {
        let holds = |it: &&Subnet| {
            let block = it.cidr_of(IpType::of(address));
            it.vpc == vpc && block.is_some_and(|block| block.contains(address))
        };
        self.plan.subnets.iter().find(holds)
    }

    /// Checks whether a block of a VPC, or of a subnet of it, holds an address.
    pub(crate) fn is_in_vpc(&self, vpc: VpcId, address: IpAddr) -> bool {
        let mut blocks = self.vpc(vpc).into_iter().flat_map(Vpc::cidrs);
        blocks.any(|block| block.contains(address)) || self.subnet_at(vpc, address).is_some()
    }

    /// An IP address backend.
    pub(crate) fn ip_backend(&self, id: IpBackendId) -> Option<&'a IpBackend> {
        self.ip_backends.get(&id).copied()
    }

    /// A network ACL.
    pub(crate) fn network_acl(&self, id: NetworkAclId) -> Option<&'a NetworkAcl> {
        self.network_acls.get(&id).copied()
    }

    /// A security group.
    pub(crate) fn security_group(&self, id: SecurityGroupId) -> Option<&'a SecurityGroup> {
        self.security_groups.get(&id).copied()
    }

    /// Checks whether all rules of some security groups are known.
    pub(crate) fn knows_rules_of(&self, groups: &[SecurityGroupId]) -> bool {
        let mut groups = groups.iter().filter_map(|id| self.security_group(*id));
        groups.all(|group| group.rules_known)
    }

    /// Checks whether all is known about the network ACL of a subnet, or that it has none.
    pub(crate) fn knows_acl_of(&self, subnet: &Subnet) -> bool {
        let acl = subnet.network_acl.and_then(|id| self.network_acl(id));
        acl.is_none_or(|acl| acl.rules_known) && !subnet.may_have_other_acl()
    }

    /// The load balancers, in the plan's order.
    pub(crate) fn load_balancers(&self) -> &[&'a LoadBalancer] {
        &self.load_balancers
    }

    /// The load balancers that forward to a group, each with the listeners that do.
    pub(crate) fn listeners_of(
        &self,
        group: &BackendServerGroup,
    ) -> &[(&'a LoadBalancer, Vec<&'a Listener>)] {
        self.listeners.get(&group.id).map_or(&[], Vec::as_slice)
    }
}
