//! The only way to change a plan: a closed set of edits, applied by one function.
//!
//! The drawing board, forms, imports, remedies and tests all speak [`Edit`]. A list of edits that
//! is applied at once is one step of undo, one run of the engine and one announcement.

mod apply;
mod cloud;
mod duplicate;
mod history;
mod measure;
mod remove;

pub use apply::{ContainerKind, EditError, apply, transact};
pub use cloud::{CloudState, CloudStates, Since};
pub use duplicate::duplicate;
pub use history::History;

use serde::{Deserialize, Serialize};

use crate::plan::{
    BackendServerGroupId, Connection, ConnectionId, Direction, Element, ElementId, Listener,
    ListenerId, LoadBalancerId, Member, MemberId, NetworkAclId, NetworkAclRule, Plan, Position,
    RuleId, SecurityGroupId, SecurityGroupRule, Settings, SubnetId, VpcId,
};

/// One change of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// Puts another plan in the place of this one; undo brings this one back.
    Open(Box<Plan>),
    /// Names the plan.
    Rename(String),
    /// Says what the plan is for.
    Annotate(String),
    /// Chooses which readings to follow.
    Choose(Settings),
    /// Adds a drawn thing, or replaces the one with its id.
    Put(Element),
    /// Takes a drawn thing away, with everything that cannot stand without it: a VPC with its
    /// subnets, a server with its memberships. References to it are cleared.
    Remove(ElementId),
    /// Moves a drawn thing, into another container where one is named.
    Move {
        /// The thing that moves.
        element: ElementId,
        /// The container it lands in; the one it is in where left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        into: Option<Container>,
        /// Its place there.
        position: Position,
    },
    /// Adds a listener to a load balancer, or replaces the one with its id.
    PutListener {
        /// The load balancer.
        load_balancer: LoadBalancerId,
        /// The listener.
        listener: Listener,
    },
    /// Takes a listener away.
    RemoveListener(ListenerId),
    /// Adds a member to a backend server group, or replaces the one with its id.
    PutMember {
        /// The backend server group.
        group: BackendServerGroupId,
        /// The member.
        member: Member,
    },
    /// Takes a member away.
    RemoveMember(MemberId),
    /// Adds a rule to a security group, or replaces the one with its id.
    PutSecurityGroupRule {
        /// The security group.
        security_group: SecurityGroupId,
        /// The direction whose list it joins.
        direction: Direction,
        /// The rule.
        rule: SecurityGroupRule,
    },
    /// Adds a rule to a network ACL, or replaces the one with its id.
    PutNetworkAclRule {
        /// The network ACL.
        network_acl: NetworkAclId,
        /// The direction whose list it joins.
        direction: Direction,
        /// The rule.
        rule: NetworkAclRule,
        /// For a new rule, the rule it goes above; the end of the list where left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        above: Option<RuleId>,
    },
    /// Moves a rule of a network ACL up or down its list.
    MoveNetworkAclRule {
        /// The rule.
        rule: RuleId,
        /// The rule it goes above; the end of the list where left out.
        above: Option<RuleId>,
    },
    /// Takes a rule of a security group or a network ACL away.
    RemoveRule(RuleId),
    /// Adds a connection, or replaces the one with its id.
    PutConnection(Connection),
    /// Takes a connection away.
    RemoveConnection(ConnectionId),
}

/// Something that holds other things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Container {
    /// A VPC holds subnets, backend server groups and IP address backends.
    Vpc(VpcId),
    /// A subnet holds load balancers and servers.
    Subnet(SubnetId),
    /// The board itself holds VPCs, rule cards and addresses outside of the cloud.
    Board,
}
