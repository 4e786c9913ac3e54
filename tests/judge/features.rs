//! Features of random plans, counted, so that no judge agrees on plans without them.
//!
//! The judges of trace, changes and certificates draw from the same plans.

use std::collections::BTreeMap;

use elb_rule_planner::plan::{
    AccessControl, AclAddress, Action, BackendProtocol, ClientAddresses, Flavor, InterfaceKind,
    IpMembersOfOwnVpc, IpType, Layer4HealthChecks, ListenerProtocol, LoadBalancerAcl,
    LoadBalancerKind, MemberTarget, NetworkAclDestination, NetworkAclState, Plan, Remote,
    RuleBlocks, RulePorts, RuleSource, SecurityGroupRule, SeveralSecurityGroups,
    TransferredClientIp,
};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::locations::{Route, route_of};
use crate::plans;

/// A feature, and whether a plan has it.
type Feature = (&'static str, fn(&Plan) -> bool);

fn any_rule(plan: &Plan, is_it: fn(&SecurityGroupRule) -> bool) -> bool {
    plan.security_groups.iter().any(|it| it.inbound.iter().chain(&it.outbound).any(is_it))
}

fn any_end(plan: &Plan, is_it: fn(&AclAddress) -> bool) -> bool {
    plan.network_acls.iter().any(|acl| {
        let rules = acl.inbound.iter().chain(&acl.outbound);
        rules.flat_map(|it| [&it.source, &it.destination]).any(is_it)
    })
}

/// True if a load balancer sends to an IP address of its own VPC, whose VPC is drawn or is not.
fn has_own_member(plan: &Plan, is_drawn: bool) -> bool {
    plan.listeners().any(|(balancer, listener)| {
        plan.members().any(|(group, member)| {
            let MemberTarget::IpBackend(id) = member.target else { return false };
            let backend = plan.ip_backends.iter().find(|it| it.id == id);
            listener.leads_to(group.id)
                && backend.is_some_and(|it| it.vpc.is_some() == is_drawn)
                && route_of(plan, balancer, member) != Route::Sure
        })
    })
}

const SERVERS: &[Feature] = &[
    ("old x86 flavor", |it| it.servers.iter().any(|it| it.flavor == Flavor::OldX86)),
    ("Kunpeng flavor", |it| it.servers.iter().any(|it| it.flavor == Flavor::Kunpeng)),
    ("several interfaces", |it| it.servers.iter().any(|it| !it.interfaces.is_empty())),
    ("supplementary interface", |it| {
        let mut all = it.servers.iter().flat_map(|it| &it.interfaces);
        all.any(|it| it.kind == InterfaceKind::Supplementary)
    }),
    ("port security off", |it| it.servers.iter().any(|it| !it.port_security)),
    ("port security off on another interface", |it| {
        it.servers.iter().flat_map(|it| &it.interfaces).any(|it| !it.port_security)
    }),
    ("several security groups", |it| it.servers.iter().any(|it| it.security_groups.len() > 1)),
    ("both families", |it| it.servers.iter().any(|it| it.ipv4.is_some() && it.ipv6.is_some())),
];

const GROUPS: &[Feature] = &[
    ("any port", |it| {
        let mut groups = it.backend_server_groups.iter();
        groups.any(|it| it.any_port && it.protocol.takes_any_port())
    }),
    ("QUIC group", |it| {
        it.backend_server_groups.iter().any(|it| it.protocol == BackendProtocol::Quic)
    }),
    ("health check off", |it| it.backend_server_groups.iter().any(|it| !it.health_check.enabled)),
    ("health check port", |it| {
        it.backend_server_groups.iter().any(|it| it.health_check.port.is_some())
    }),
    ("weight 0", |it| it.members().any(|(_, it)| it.weight == 0)),
    ("IPv6 member", |it| it.members().any(|(_, it)| it.ip_type == IpType::IPv6)),
    ("member at a named address", |it| it.members().any(|(_, it)| it.address.is_some())),
    ("IP address member", |it| {
        it.members().any(|(_, it)| matches!(it.target, MemberTarget::IpBackend(_)))
    }),
    ("IP address member of the own VPC", |it| has_own_member(it, true)),
    ("IP address member of the own VPC that is drawn nowhere", |it| has_own_member(it, false)),
    ("group without a listener", |it| {
        it.backend_server_groups
            .iter()
            .any(|group| !it.listeners().any(|(_, on)| on.leads_to(group.id)))
    }),
];

const LISTENERS: &[Feature] = &[
    ("forwarding policy that counts", |it| {
        it.listeners().any(|(_, it)| it.protocol.takes_policies() && !it.policies.is_empty())
    }),
    ("whitelist", |it| {
        it.listeners().any(|(_, it)| matches!(it.access_control, AccessControl::Whitelist { .. }))
    }),
    ("NAT64", |it| it.listeners().any(|(_, it)| it.nat64)),
    ("transfer client IP", |it| it.listeners().any(|(_, it)| it.transfer_client_ip)),
    ("port range", |it| {
        it.listeners().any(|(_, it)| it.ports.ranges().iter().any(|it| it.first < it.last))
    }),
    ("IP listener", |it| it.listeners().any(|(_, it)| it.protocol == ListenerProtocol::Ip)),
    ("shared load balancer", |it| {
        it.load_balancers.iter().any(|it| it.kind == LoadBalancerKind::Shared)
    }),
    ("IP as a backend", |it| it.load_balancers.iter().any(|it| it.ip_as_backend)),
    ("previous backend subnet", |it| {
        it.load_balancers.iter().any(|it| !it.previous_backend_subnets.is_empty())
    }),
];

const RULES: &[Feature] = &[
    ("deny of priority 1", |it| {
        any_rule(it, |it| it.action == Action::Deny && it.priority.number() == 1)
    }),
    ("disabled rule", |it| any_rule(it, |it| !it.enabled)),
    ("security group as a source", |it| {
        any_rule(it, |it| matches!(it.remote, Remote::SecurityGroup(_)))
    }),
    ("address group of a security group rule", |it| {
        any_rule(it, |it| matches!(it.remote, Remote::AddressGroup(_)))
    }),
    ("address group of a network ACL rule", |it| {
        any_end(it, |it| matches!(it, AclAddress::AddressGroup(_)))
    }),
    ("address group with addresses", |it| {
        it.address_groups.iter().any(|it| !it.addresses.is_empty())
    }),
    ("ports that are not in a row", |it| any_rule(it, |it| !it.ports.are_in_a_row())),
    ("ICMP type of an allow", |it| {
        any_rule(it, |it| {
            it.enabled && it.action == Action::Allow && it.protocol.is_icmp() && it.icmp.is_some()
        })
    }),
    ("ICMP type of a deny", |it| {
        any_rule(it, |it| {
            it.enabled && it.action == Action::Deny && it.protocol.is_icmp() && it.icmp.is_some()
        })
    }),
    ("security group whose rules are not known", |it| {
        it.security_groups.iter().any(|it| !it.rules_known)
    }),
    ("network ACL whose rules are not known", |it| {
        it.network_acls.iter().any(|it| !it.rules_known)
    }),
    ("network ACL that is not known", |it| it.subnets.iter().any(|it| it.may_have_other_acl())),
    ("network ACL switched off", |it| it.network_acls.iter().any(|it| !it.enabled)),
];

const SETTINGS: &[Feature] = &[
    ("stateful network ACLs", |it| it.settings.network_acl_state == NetworkAclState::Stateful),
    ("stateless network ACLs", |it| it.settings.network_acl_state == NetworkAclState::Stateless),
    ("health checks exempt", |it| it.settings.layer4_health_checks == Layer4HealthChecks::Exempt),
    ("clients too", |it| it.settings.client_addresses == ClientAddresses::ClientsToo),
    ("transferred addresses filtered", |it| {
        it.settings.transferred_client_ip == TransferredClientIp::Filtered
    }),
    ("groups in sequence", |it| {
        it.settings.several_security_groups == SeveralSecurityGroups::InSequence
    }),
    ("groups combined", |it| {
        it.settings.several_security_groups == SeveralSecurityGroups::Combined
    }),
    ("own network ACL ignored", |it| it.settings.load_balancer_acl == LoadBalancerAcl::Ignore),
    ("own network ACL applied", |it| it.settings.load_balancer_acl == LoadBalancerAcl::Apply),
    ("own addresses reached", |it| it.settings.ip_members_of_own_vpc == IpMembersOfOwnVpc::Reached),
    ("own addresses not reached", |it| {
        it.settings.ip_members_of_own_vpc == IpMembersOfOwnVpc::NotReached
    }),
    ("named shared sources", |it| !it.settings.shared_sources.is_empty()),
    ("rules for the VPC", |it| it.settings.rule_source == RuleSource::Vpc),
    ("rules to members", |it| it.settings.network_acl_destination == NetworkAclDestination::Member),
    ("ports merged", |it| it.settings.rule_ports == RulePorts::Merged),
    ("blocks merged", |it| it.settings.rule_blocks == RuleBlocks::Merged),
    ("blocks apart", |it| it.settings.rule_blocks == RuleBlocks::Each),
];

#[test]
fn random_plans_have_every_feature() {
    const PLANS: usize = 400;
    let mut runner = TestRunner::deterministic();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..PLANS {
        let plans::Shown(plan) = plans::plan().new_tree(&mut runner).unwrap().current();
        for (name, has) in [SERVERS, GROUPS, LISTENERS, RULES, SETTINGS].concat() {
            *counts.entry(name).or_default() += usize::from(has(&plan));
        }
    }
    for (name, count) in &counts {
        println!("{count:4} of {PLANS} plans: {name}");
    }
    // One in a hundred is rare enough to be missed by a judge's usual run.
    let rare: Vec<_> = counts.iter().filter(|(_, count)| **count < PLANS / 100).collect();
    assert!(rare.is_empty(), "random plans hardly ever have {rare:?}");
}
