//! The findings: things that no rule closes, and things that explain the answer.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::{ChangeId, ClauseId, FlowId, Followed, Parcel, RulePlace};
use crate::plan::{
    BackendServerGroupId, Cidr, ConnectionId, Direction, Flavor, IpType, ListenerId,
    LoadBalancerId, MemberId, NetworkAclId, Problem, RuleId, SecurityGroupId, ServerId, SubjectId,
    SubnetId,
};

/// Something else to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Finding {
    /// The severity of the finding.
    pub severity: Severity,
    /// The thing in the plan that the finding is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<SubjectId>,
    /// The kind of finding, with its details.
    #[serde(flatten)]
    pub kind: FindingKind,
    /// The clauses it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub clauses: Vec<ClauseId>,
    /// The question on which the sources contradict each other, where it is about one, and the
    /// answer that is followed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sources: Option<Followed>,
}

/// The severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The plan cannot work, or cannot be answered, as it is.
    Error,
    /// Something is likely not as meant.
    Warning,
    /// Good to know.
    Info,
}

/// The kinds of findings, each with its details.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "finding", content = "details", rename_all = "snake_case")]
pub enum FindingKind {
    /// The plan contradicts itself or leaves something out.
    Problem(Problem),
    /// Rules cannot protect these ports: forwarded layer 4 traffic passes whatever they say.
    /// Access control of the listener is what can.
    RulesDoNotProtect {
        /// The listener.
        listener: ListenerId,
        /// True if the listener's access control limits the clients already.
        access_control: bool,
        /// Denies that look as if they stopped the traffic, and do not.
        denies_without_effect: Vec<RuleId>,
    },
    /// A UDP health check whose ping passes and whose probe does not: silence counts as healthy,
    /// so a dead server looks healthy.
    FalselyHealthy {
        /// The backend server group.
        group: BackendServerGroupId,
        /// The members that would look healthy.
        members: Vec<MemberId>,
        /// Those of them that would so to a part of the backend subnets' addresses only.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        partly: Vec<MemberId>,
        /// The address family, where the group has members of both.
        #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
        ip_type: Option<IpType>,
    },
    /// A UDP health check whose probe passes and whose ping does not: the members count as
    /// unhealthy, whatever they answer.
    FalselyUnhealthy {
        /// The backend server group.
        group: BackendServerGroupId,
        /// The members that would look unhealthy.
        members: Vec<MemberId>,
        /// Those of them that would so to a part of the backend subnets' addresses only.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        partly: Vec<MemberId>,
        /// The address family, where the group has members of both.
        #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
        ip_type: Option<IpType>,
    },
    /// A health check is off, so members count as healthy whatever happens to them.
    HealthCheckOff {
        /// The backend server group.
        group: BackendServerGroupId,
    },
    /// The backend server group hangs on no listener, so nothing is sent to it yet. It is an error
    /// where a listener leads to no group that could lead to this one.
    GroupWithoutListener {
        /// The backend server group.
        group: BackendServerGroupId,
        /// The load balancer for which rules are recommended: the only one of the group's VPC.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        load_balancer: Option<LoadBalancerId>,
        /// The listeners that lead to no group and could lead to this one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        listeners: Vec<ListenerId>,
    },
    /// A member that is reached by an address behind which the plan has no server: what must be
    /// opened there, by hand.
    OpenByHand {
        /// The address.
        address: IpAddr,
        /// The flows to let in.
        flows: Vec<FlowId>,
    },
    /// A flow crosses VPCs: it needs a route both ways.
    NeedsRoute {
        /// The member.
        member: MemberId,
    },
    /// The two published readings of several security groups on one interface give different
    /// verdicts.
    SeveralSecurityGroups {
        /// The flows.
        flows: Vec<FlowId>,
    },
    /// The load balancer's own subnet has a network ACL; the sources disagree on whether it
    /// filters what the load balancer sends.
    LoadBalancerSubnetAcl {
        /// The network ACL.
        network_acl: NetworkAclId,
        /// The subnet.
        subnet: SubnetId,
    },
    /// Rules for a previous backend subnet are asked for as well.
    PreviousBackendSubnet {
        /// The subnet.
        subnet: SubnetId,
    },
    /// A shared load balancer is taken to send from 100.125.0.0/16 alone, as in most regions; in
    /// eu-west-0 it sends from 100.126.0.0/16 as well. The plan does not say in which one it is.
    SharedSourceByRegion,
    /// The backend subnet is not named, so the load balancer's own subnet is taken.
    DefaultBackendSubnet {
        /// The subnet.
        subnet: SubnetId,
    },
    /// A TCP or UDP listener with IP as a backend on, and a server as a member: the sources
    /// disagree on which address the server sees.
    ClientAddressUnclear {
        /// The members.
        members: Vec<MemberId>,
    },
    /// Clients can come over IPv6 to listeners that do not forward as they receive: the servers
    /// are reached over IPv4 all the same, so rules of type IPv4 are all that is needed.
    Layer7OverIpv4 {
        /// The listeners.
        listeners: Vec<ListenerId>,
    },
    /// The tables have no rows for this backend protocol; which table is followed.
    NoTableForProtocol {
        /// The backend server group.
        group: BackendServerGroupId,
    },
    /// A rule that lets load balancers in also lets in everyone.
    OverBroad {
        /// The rule.
        rule: RuleId,
        /// The blocks from which it lets in what has to flow, none of which is everyone.
        sources: Vec<Cidr>,
    },
    /// A rule names the ICMP message of a ping, or of its answer, and lets it pass. That is all that
    /// is needed; the guide's row says all of ICMP.
    PingOnly {
        /// The rule.
        rule: RuleId,
        /// The blocks that the guide's row is about.
        sources: Vec<Cidr>,
    },
    /// With the rules to add the list would grow past a limit.
    Quota {
        /// The security group or network ACL.
        place: RulePlace,
        /// The direction, where the limit is one of a direction.
        direction: Option<Direction>,
        /// The number of rules there would be.
        rules: usize,
        /// The limit.
        limit: usize,
        /// True if the added rules would stay within the limit with ports that are apart in one
        /// rule, which is a setting of the plan.
        #[serde(default)]
        merged_ports_fit: bool,
        /// Rules that say together what one rule can say. Made one each, the list fits.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        merges: Vec<Vec<RuleId>>,
    },
    /// With the rules to add the list would come close to a limit.
    NearQuota {
        /// The security group or network ACL.
        place: RulePlace,
        /// The direction, where the limit is one of a direction.
        direction: Option<Direction>,
        /// The number of rules there would be.
        rules: usize,
        /// The limit.
        limit: usize,
    },
    /// A security group has more special rules than take effect: those that name a security
    /// group, an IP address group or ports that are not in a row.
    TooManySpecialRules {
        /// The security group.
        security_group: SecurityGroupId,
        /// The direction.
        direction: Direction,
        /// The family.
        #[serde(rename = "type")]
        ip_type: IpType,
        /// The number of special rules.
        rules: usize,
        /// The number of special rules that take effect.
        limit: usize,
        /// The rules behind the limit, in the order in which rules are looked at.
        beyond: Vec<RuleId>,
    },
    /// Rules that take no effect on the flavor of some servers.
    RulesIgnored {
        /// The flavor.
        flavor: Flavor,
        /// The servers, which have the same security groups.
        servers: Vec<ServerId>,
        /// The rules.
        rules: Vec<RuleId>,
    },
    /// Port security is off on interfaces of a server, so their security groups have no effect.
    PortSecurityOff {
        /// The addresses of those interfaces to which something flows.
        addresses: Vec<IpAddr>,
    },
    /// Members that are IP addresses of the load balancer's own VPC: the sources disagree on whether
    /// requests are routed there. It is an error where the plan says that they are not, and something
    /// has to reach the members.
    IpMemberOfOwnVpc {
        /// The backend server group.
        group: BackendServerGroupId,
        /// The members.
        members: Vec<MemberId>,
    },
    /// A member's VPC, another than the load balancer's, has a block that overlaps one of the load
    /// balancer's own VPC, so no route leads there.
    OverlappingBlocks {
        /// The member.
        member: MemberId,
        /// The block of the load balancer's VPC.
        own: Cidr,
        /// The block that it overlaps.
        other: Cidr,
    },
    /// The sources contradict each other on something that the answer rests on; `sources` says
    /// on what.
    SourcesDisagree,
    /// The rules to add to a security group open servers that nothing is sent to there: they wear the
    /// group and are no members of what a rule is for.
    OpensBeside {
        /// The security group.
        security_group: SecurityGroupId,
        /// The servers.
        servers: Vec<ServerId>,
    },
    /// Rules to add go into a security group although the plan avoids that: their servers have no other
    /// group in which they take effect.
    RulesWhereAvoided {
        /// The security group.
        security_group: SecurityGroupId,
    },
    /// The rules of a security group or a network ACL are not known, or a subnet may have a network ACL
    /// that is not, so nobody can say if flows pass. The thing is the subject of the finding.
    RulesNotKnown {
        /// The flows that come there.
        flows: Vec<FlowId>,
    },
    /// Changing the rules of a security group cuts connections that are open.
    CutsConnections {
        /// The security group.
        security_group: SecurityGroupId,
    },
    /// Something of a connection of one's own gets there though it must not.
    ConnectionGetsIn {
        /// The connection.
        connection: ConnectionId,
        /// The packets, exactly.
        packets: Vec<Parcel>,
        /// The rules that let them pass, in the order in which packets meet them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        rules: Vec<RuleId>,
        /// False if the plan does not say for certain that they pass.
        certain: bool,
    },
    /// The rules to add let something of a connection of one's own get there though it must not.
    ConnectionWouldGetIn {
        /// The connection.
        connection: ConnectionId,
        /// The packets, exactly; what gets in today is not among them.
        packets: Vec<Parcel>,
        /// The changes that let them pass.
        changes: Vec<ChangeId>,
        /// False if the plan does not say for certain that they will pass.
        certain: bool,
    },
    /// The plan says too little to tell whether a connection of one's own gets there.
    ConnectionUnclear {
        /// The connection.
        connection: ConnectionId,
    },
    /// A connection of one's own has no packets, since an end has no address or the ends share none of
    /// the families, or it has too many pairs of addresses to look at.
    ConnectionUnanswered {
        /// The connection.
        connection: ConnectionId,
    },
    /// A connection of one's own crosses VPCs, or leads to an address outside of them: it needs a route
    /// both ways.
    ConnectionNeedsRoute {
        /// The connection.
        connection: ConnectionId,
    },
}
