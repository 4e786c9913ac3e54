//! The things of a plan by their ids, and the locations of members.

use super::document::{
    BackendServerGroup, Flavor, Interface, Listener, LoadBalancer, Member, NetworkAcl, Plan,
    SecurityGroup, Server, Settings, Subnet,
};
use super::notation::Addresses;
use super::space::{Family, Span};

/// The location of a member, as far as the plan says it.
pub(super) struct MemberLocation<'a> {
    /// Its address.
    pub(super) address: &'a Addresses,
    /// The subnet that holds it.
    pub(super) subnet: Option<&'a Subnet>,
    /// The security groups of its interface that the plan has.
    pub(super) security_groups: Vec<String>,
    /// True if all rules of these groups are known.
    pub(super) rules_known: bool,
    /// True if security groups count on its interface.
    pub(super) port_security: bool,
    /// The flavor of that server.
    pub(super) flavor: Flavor,
}

/// The things of a plan. Of two with one id the first counts.
pub(super) struct PlanIndex<'a> {
    pub(super) plan: &'a Plan,
    subnets: std::collections::HashMap<&'a str, &'a Subnet>,
    servers: std::collections::HashMap<&'a str, &'a Server>,
    security_groups: std::collections::HashMap<&'a str, &'a SecurityGroup>,
}

impl<'a> PlanIndex<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
        Self {
            plan,
            subnets: plan.subnets.iter().rev().map(|it| (it.id.as_str(), it)).collect(),
            servers: plan.servers.iter().rev().map(|it| (it.id.as_str(), it)).collect(),
            security_groups: plan
                .security_groups
                .iter()
                .rev()
                .map(|it| (it.id.as_str(), it))
                .collect(),
        }
    }

    pub(super) fn subnet(&self, id: &str) -> Option<&'a Subnet> {
        self.subnets.get(id).copied()
    }

    pub(super) fn server(&self, id: &str) -> Option<&'a Server> {
        self.servers.get(id).copied()
    }

    /// The security groups of an interface that the plan has.
    pub(super) fn known_groups(&self, interface: &Interface) -> Vec<String> {
        let worn = interface.security_groups.iter();
        worn.filter(|id| self.security_groups.contains_key(id.as_str())).cloned().collect()
    }

    /// The blocks of a VPC in a family.
    pub(super) fn blocks_of(&self, vpc: &str, family: Family) -> Vec<Span> {
        let vpc = self.plan.vpcs.iter().find(|it| it.id == vpc);
        let blocks = vpc.into_iter().flat_map(|it| {
            std::iter::once(&it.cidr).chain(&it.secondary_cidrs).chain(&it.ipv6_cidr)
        });
        blocks.filter(|it| it.family == family).map(|it| it.span).collect()
    }

    /// Tells whether an address is in a block of a VPC or of a subnet of it.
    pub(super) fn is_in_vpc(&self, vpc: &str, address: &Addresses) -> bool {
        let holds = |it: &Span| it.holds(address.span);
        self.blocks_of(vpc, address.family).iter().any(holds)
            || self.subnet_at(vpc, address).is_some()
    }

    pub(super) fn network_acl(&self, id: &str) -> Option<&'a NetworkAcl> {
        self.plan.network_acls.iter().find(|it| it.id == id)
    }

    /// Tells whether all rules of some security groups are known.
    pub(super) fn knows_rules_of(&self, groups: &[String]) -> bool {
        let mut groups = groups.iter().filter_map(|id| self.security_groups.get(id.as_str()));
        groups.all(|it| it.rules_known)
    }

    /// The load balancers.
    pub(super) fn load_balancers(&self) -> impl Iterator<Item = &'a LoadBalancer> {
        let mut seen = std::collections::HashSet::new();
        self.plan.load_balancers.iter().filter(move |it| seen.insert(it.id.as_str()))
    }

    /// The load balancers that lead to a group, each with its listeners. If none does, the only
    /// load balancer of the group's VPC will, and stands there without listeners.
    pub(super) fn deliveries(
        &self,
        group: &BackendServerGroup,
    ) -> Vec<(&'a LoadBalancer, Vec<&'a Listener>)> {
        let deliveries = self.load_balancers().map(|balancer| {
            (balancer, balancer.listeners.iter().filter(|it| it.leads_to(group)).collect())
        });
        let deliveries: Vec<(_, Vec<_>)> = deliveries.collect();
        if deliveries.iter().any(|(_, listeners)| !listeners.is_empty()) {
            return deliveries.into_iter().filter(|(_, listeners)| !listeners.is_empty()).collect();
        }
        let is_there = |balancer: &LoadBalancer| {
            group.protocol != "IP"
                && self.subnet(&balancer.subnet).is_some_and(|it| it.vpc == group.vpc)
        };
        let there: Vec<_> = deliveries.into_iter().filter(|(it, _)| is_there(it)).collect();
        if there.len() == 1 { there } else { vec![] }
    }

    /// The members with an id of the groups with an id.
    pub(super) fn members(
        &self,
        group: &'a str,
        member: &'a str,
    ) -> impl Iterator<Item = (&'a BackendServerGroup, &'a Member)> {
        let groups = self.plan.backend_server_groups.iter().filter(move |it| it.id == group);
        groups.flat_map(move |group| {
            group.members.iter().filter(move |it| it.id == member).map(move |it| (group, it))
        })
    }

    /// The location of a member to which a load balancer sends; none if the plan lacks its server or
    /// its address.
    pub(super) fn locate(
        &self,
        balancer: &LoadBalancer,
        member: &'a Member,
    ) -> Option<MemberLocation<'a>> {
        if let Some(server) = self.servers.get(member.target.as_str()).copied() {
            if let Some(named) = &member.address {
                return self.location_of(server, |_, address| address == named);
            }
            let address = match member.family {
                Family::V4 => server.primary.ipv4.as_ref()?,
                Family::V6 => server.primary.ipv6.as_ref()?,
            };
            return Some(self.location_at(address, &server.primary, server.flavor));
        }
        let backend = self.plan.ip_backends.iter().find(|it| it.id == member.target)?;
        let address = &backend.address;
        let vpc = backend.vpc.as_deref().or_else(|| self.home_with(balancer, address));
        let is_there = |interface: &Interface, own: &Addresses| {
            let subnet = self.subnet(&interface.subnet);
            own == address && vpc.is_some() && subnet.map(|it| it.vpc.as_str()) == vpc
        };
        if let Some(found) = self.plan.servers.iter().find_map(|it| self.location_of(it, is_there))
        {
            return Some(found);
        }
        Some(MemberLocation {
            address,
            subnet: vpc.and_then(|vpc| self.subnet_at(vpc, address)),
            security_groups: vec![],
            rules_known: true,
            port_security: true,
            flavor: Flavor::default(),
        })
    }

    /// Tells whether a member is an IP address of the VPC in which a load balancer works, by its
    /// drawing or by its address.
    pub(super) fn is_of_own_vpc(&self, balancer: &LoadBalancer, member: &Member) -> bool {
        let backends = self.plan.ip_backends.iter();
        let Some(backend) = backends.into_iter().find(|it| it.id == member.target) else {
            return false;
        };
        let home = self.subnet(&balancer.subnet).map(|it| it.vpc.as_str());
        home.is_some() && backend.vpc.as_deref() == home
            || self.home_with(balancer, &backend.address).is_some()
    }

    /// The VPC in which a load balancer works, if an address is in a block of it.
    fn home_with(&self, balancer: &LoadBalancer, address: &Addresses) -> Option<&'a str> {
        let home = self.subnet(&balancer.subnet)?.vpc.as_str();
        let vpc = self.plan.vpcs.iter().find(|it| it.id == home);
        let mut blocks = vpc.into_iter().flat_map(|it| {
            std::iter::once(&it.cidr).chain(&it.secondary_cidrs).chain(&it.ipv6_cidr)
        });
        let is_there =
            blocks.any(|it| it.holds(address)) || self.subnet_at(home, address).is_some();
        is_there.then_some(home)
    }

    /// The first address of a server that is meant, with its interface.
    fn location_of(
        &self,
        server: &'a Server,
        is_meant: impl Fn(&Interface, &Addresses) -> bool,
    ) -> Option<MemberLocation<'a>> {
        server.all_interfaces().find_map(|interface| {
            let address = interface.addresses().find(|it| is_meant(interface, it))?;
            Some(self.location_at(address, interface, server.flavor))
        })
    }

    fn location_at(
        &self,
        address: &'a Addresses,
        interface: &'a Interface,
        flavor: Flavor,
    ) -> MemberLocation<'a> {
        let worn = interface.security_groups.iter();
        let known = worn.filter(|id| self.security_groups.contains_key(id.as_str()));
        let mut groups = known.clone().filter_map(|id| self.security_groups.get(id.as_str()));
        MemberLocation {
            address,
            subnet: self.subnet(&interface.subnet),
            security_groups: known.cloned().collect(),
            rules_known: groups.all(|it| it.rules_known),
            port_security: interface.port_security,
            flavor,
        }
    }

    /// The readings that the plan chooses.
    pub(super) fn settings(&self) -> &'a Settings {
        &self.plan.settings
    }

    /// The subnet of a VPC that has an address.
    pub(super) fn subnet_at(&self, vpc: &str, address: &Addresses) -> Option<&'a Subnet> {
        self.plan.subnets.iter().find(|subnet| {
            let block = subnet.block(address.family);
            subnet.vpc == vpc && block.is_some_and(|block| block.holds(address))
        })
    }
}

impl Subnet {
    /// The block of a family.
    pub(super) fn block(&self, family: Family) -> Option<&Addresses> {
        match family {
            Family::V4 => Some(&self.cidr),
            Family::V6 => self.ipv6_cidr.as_ref(),
        }
    }

    /// True if all addresses of a block are of the subnet.
    pub(super) fn has(&self, block: &Addresses) -> bool {
        self.block(block.family).is_some_and(|own| own.span.holds(block.span))
    }
}

impl Addresses {
    fn holds(&self, other: &Self) -> bool {
        self.family == other.family
            && self.span.low <= other.span.low
            && other.span.high <= self.span.high
    }
}
