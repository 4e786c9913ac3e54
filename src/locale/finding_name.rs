//! Findings with their names looked up.

use crate::engine::report::{ClauseId, ReadingId};
use crate::plan::{
    BackendServerGroupId, Direction, Flavor, IpMembersOfOwnVpc, IpType, MemberId, NetworkAclId,
    Plan,
};

use super::names::{PlaceName, RuleName, members, name};
use super::reason::FlowsName;
use super::{FlowText, ParcelText, PlanProblemText};

/// A network ACL that guards subnets of load balancers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GuardingAcl {
    pub(super) id: NetworkAclId,
    pub(super) name: String,
    pub(super) subnets: Vec<String>,
    /// True if all servers that are sent to are in this subnet, where network ACLs filter nothing.
    pub(super) servers_are_within: bool,
}

/// A finding with its names looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FindingName {
    Problem(Box<PlanProblemText>),
    RulesDoNotProtect {
        /// Each with its load balancer; none where the plan has no such listener.
        listeners: Vec<(String, Option<String>)>,
        access_control: bool,
        denies: Vec<RuleName>,
        /// Tells whether the plan has rules count for health checks all the same.
        health_checks_count: bool,
    },
    FalselyHealthy(Misjudged),
    FalselyUnhealthy(Misjudged),
    HealthCheckOff {
        groups: Vec<String>,
    },
    GroupWithoutListener {
        group: String,
        /// The load balancer for which rules are recommended.
        load_balancer: Option<String>,
        /// The listeners that lead to no group.
        listeners: Vec<String>,
    },
    OpenByHand {
        address: String,
        /// The traffic that has to come in, with the block it comes from.
        flows: Vec<(FlowText, String)>,
    },
    NeedsRoute {
        members: Vec<String>,
    },
    SeveralSecurityGroups {
        server: String,
        flows: FlowsName,
    },
    Layer7OverIpv4 {
        load_balancer: String,
        listeners: Vec<String>,
    },
    LoadBalancerSubnetAcl {
        acls: Vec<GuardingAcl>,
        /// True if the load balancers are shared ones, which send from elsewhere.
        is_shared: bool,
    },
    PreviousBackendSubnet {
        load_balancer: String,
        subnet: String,
    },
    SharedSourceByRegion {
        load_balancers: Vec<String>,
    },
    DefaultBackendSubnet {
        load_balancers: Vec<String>,
        subnet: String,
    },
    ClientAddressUnclear {
        members: Vec<String>,
        /// Tells whether the plan has clients let in as well.
        clients_too: bool,
    },
    NoTableForProtocol {
        group: String,
        protocol: String,
        /// The table that is followed.
        followed: Option<ClauseId>,
    },
    OverBroad {
        rules: Vec<RuleName>,
        sources: Vec<String>,
    },
    PingOnly {
        rules: Vec<RuleName>,
        sources: Vec<String>,
    },
    Quota {
        place: PlaceName,
        direction: Option<Direction>,
        rules: usize,
        limit: usize,
        merges: Vec<Vec<RuleName>>,
        merged_ports_fit: bool,
    },
    NearQuota {
        place: PlaceName,
        direction: Option<Direction>,
        rules: usize,
        limit: usize,
    },
    TooManySpecialRules {
        security_group: String,
        direction: Direction,
        ip_type: IpType,
        limit: usize,
        beyond: Vec<RuleName>,
    },
    RulesIgnored {
        flavor: Flavor,
        servers: Vec<String>,
        rules: Vec<RuleName>,
    },
    PortSecurityOff {
        server: String,
        addresses: Vec<String>,
    },
    IpMemberOfOwnVpc {
        members: Vec<String>,
        chosen: IpMembersOfOwnVpc,
    },
    OverlappingBlocks {
        member: String,
        own: String,
        other: String,
    },
    /// The question, and what it is about.
    SourcesDisagree {
        reading: Option<ReadingId>,
        subjects: Vec<String>,
    },
    OpensBeside {
        security_group: String,
        servers: Vec<String>,
    },
    RulesWhereAvoided {
        security_group: String,
    },
    RulesNotKnown {
        /// The security group, the network ACL or the subnet.
        place: String,
        is_subnet: bool,
        flows: usize,
        /// The traffic that has to pass, with the block it comes from.
        sought: Vec<(FlowText, String)>,
        /// True if what clients send to the load balancer passes there too.
        are_clients: bool,
    },
    CutsConnections {
        security_groups: Vec<String>,
    },
    ConnectionGetsIn {
        connection: String,
        packets: Vec<ParcelText>,
        rules: Vec<RuleName>,
        certain: bool,
    },
    ConnectionWouldGetIn {
        connection: String,
        packets: Vec<ParcelText>,
        /// The security groups and network ACLs that get the rules.
        places: Vec<String>,
        certain: bool,
    },
    ConnectionUnclear {
        connections: Vec<String>,
    },
    ConnectionUnanswered {
        connection: String,
    },
    ConnectionNeedsRoute {
        connections: Vec<String>,
    },
}

impl FindingName {
    /// Takes up the things that another finding says the same of.
    pub(super) fn absorb(&mut self, other: Self) {
        use FindingName::{
            ConnectionNeedsRoute, ConnectionUnclear, CutsConnections, DefaultBackendSubnet,
            HealthCheckOff, LoadBalancerSubnetAcl, NeedsRoute, OverBroad, PingOnly,
            RulesDoNotProtect, SharedSourceByRegion, SourcesDisagree,
        };
        match (self, other) {
            (
                RulesDoNotProtect { listeners: own, .. },
                RulesDoNotProtect { listeners: more, .. },
            ) => own.extend(more),
            (OverBroad { rules: own, .. }, OverBroad { rules: more, .. })
            | (PingOnly { rules: own, .. }, PingOnly { rules: more, .. }) => own.extend(more),
            (HealthCheckOff { groups: own }, HealthCheckOff { groups: more })
            | (NeedsRoute { members: own }, NeedsRoute { members: more })
            | (
                SharedSourceByRegion { load_balancers: own },
                SharedSourceByRegion { load_balancers: more },
            )
            | (
                DefaultBackendSubnet { load_balancers: own, .. },
                DefaultBackendSubnet { load_balancers: more, .. },
            )
            | (SourcesDisagree { subjects: own, .. }, SourcesDisagree { subjects: more, .. })
            | (
                CutsConnections { security_groups: own },
                CutsConnections { security_groups: more },
            )
            | (ConnectionUnclear { connections: own }, ConnectionUnclear { connections: more })
            | (
                ConnectionNeedsRoute { connections: own },
                ConnectionNeedsRoute { connections: more },
            ) => {
                own.extend(more);
            }
            (LoadBalancerSubnetAcl { acls: own, .. }, LoadBalancerSubnetAcl { acls: more, .. }) => {
                for acl in more {
                    match own.iter_mut().find(|it| it.id == acl.id) {
                        Some(known) => {
                            known.subnets.extend(acl.subnets);
                            known.servers_are_within &= acl.servers_are_within;
                        }
                        None => own.push(acl),
                    }
                }
            }
            _ => {}
        }
    }
}

/// Members that a UDP health check gets wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misjudged {
    pub(super) group: String,
    /// Those it gets wrong for every address of the load balancer.
    pub(super) wholly: Vec<String>,
    /// Those it gets wrong for a part of them.
    pub(super) partly: Vec<String>,
    /// The family, where the group has members of both.
    pub(super) ip_type: Option<IpType>,
}

impl Misjudged {
    pub(super) fn of(
        plan: &Plan,
        group: BackendServerGroupId,
        ids: &[MemberId],
        partly: &[MemberId],
        ip_type: Option<IpType>,
    ) -> Self {
        let wholly = ids.iter().filter(|id| !partly.contains(id)).copied().collect::<Vec<_>>();
        let (group, partly) = (name(plan, group), members(plan, partly));
        Self { group, wholly: members(plan, &wholly), partly, ip_type }
    }
}
