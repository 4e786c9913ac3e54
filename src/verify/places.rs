//! The things of a plan by their ids, and where a member is.

use super::space::Family;
use super::text::Addresses;
use super::wire::{
    BackendServerGroup, Flavor, LoadBalancer, Member, NetworkAcl, Plan, SecurityGroup, Server,
    Subnet,
};

/// Where a member is, as far as the plan says it.
pub(super) struct End<'a> {
    /// Its address.
    pub(super) address: &'a Addresses,
    /// The subnet that holds it.
    pub(super) subnet: Option<&'a Subnet>,
    /// The security groups that its server wears and the plan has.
    pub(super) security_groups: Vec<String>,
    /// The flavor of that server.
    pub(super) flavor: Flavor,
}

/// The things of a plan. Of two with one id the first counts.
pub(super) struct Places<'a> {
    plan: &'a Plan,
    subnets: std::collections::HashMap<&'a str, &'a Subnet>,
    servers: std::collections::HashMap<&'a str, &'a Server>,
    security_groups: std::collections::HashMap<&'a str, &'a SecurityGroup>,
}

impl<'a> Places<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
        Self {
            plan,
            subnets: plan.subnets.iter().rev().map(|it| (it.id.as_str(), it)).collect(),
            servers: plan.servers.iter().rev().map(|it| (it.id.as_str(), it)).collect(),
            security_groups: plan.security_groups.iter().map(|it| (it.id.as_str(), it)).collect(),
        }
    }

    pub(super) fn subnet(&self, id: &str) -> Option<&'a Subnet> {
        self.subnets.get(id).copied()
    }

    pub(super) fn network_acl(&self, id: &str) -> Option<&'a NetworkAcl> {
        self.plan.network_acls.iter().find(|it| it.id == id)
    }

    /// The load balancers with an id; more than one only in a plan that contradicts itself.
    pub(super) fn load_balancers(&self, id: &'a str) -> impl Iterator<Item = &'a LoadBalancer> {
        self.plan.load_balancers.iter().filter(move |it| it.id == id)
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

    /// Where a member is; none where the plan lacks its server or its address.
    pub(super) fn end(&self, member: &'a Member) -> Option<End<'a>> {
        if let Some(server) = self.servers.get(member.target.as_str()).copied() {
            let address = match member.family {
                Family::V4 => server.ipv4.as_ref()?,
                Family::V6 => server.ipv6.as_ref()?,
            };
            return Some(self.end_at(address, self.subnet(&server.subnet), Some(server)));
        }
        let backend = self.plan.ip_backends.iter().find(|it| it.id == member.target)?;
        let (address, vpc) = (&backend.address, backend.vpc.as_deref());
        let server = vpc.and_then(|vpc| self.server_at(vpc, address));
        let subnet = match server {
            Some(server) => self.subnet(&server.subnet),
            None => vpc.and_then(|vpc| self.subnet_at(vpc, address)),
        };
        Some(self.end_at(address, subnet, server))
    }

    fn end_at(
        &self,
        address: &'a Addresses,
        subnet: Option<&'a Subnet>,
        server: Option<&'a Server>,
    ) -> End<'a> {
        let worn = server.map_or(&[][..], |server| &server.security_groups);
        let known = worn.iter().filter(|id| self.security_groups.contains_key(id.as_str()));
        let flavor = server.map(|server| server.flavor).unwrap_or_default();
        End { address, subnet, security_groups: known.cloned().collect(), flavor }
    }

    fn server_at(&self, vpc: &str, address: &Addresses) -> Option<&'a Server> {
        self.plan.servers.iter().find(|server| {
            let is_there = self.subnet(&server.subnet).is_some_and(|it| it.vpc == vpc);
            is_there && [&server.ipv4, &server.ipv6].into_iter().flatten().any(|it| it == address)
        })
    }

    fn subnet_at(&self, vpc: &str, address: &Addresses) -> Option<&'a Subnet> {
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
}

impl Addresses {
    fn holds(&self, other: &Self) -> bool {
        self.family == other.family
            && self.span.low <= other.span.low
            && other.span.high <= self.span.high
    }
}
