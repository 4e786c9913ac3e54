//! What has to flow, and past which filters.

use std::net::IpAddr;

use crate::engine::packet::PacketBox;
use crate::engine::report::{ClauseId, Filter, Level, Purpose, Source, WhyNotFiltered};
use crate::plan::{
    BackendServerGroupId, Cidr, Direction, Flavor, IpType, ListenerId, LoadBalancerId, MemberId,
    MemberTarget, NetworkAclId, Ports, Protocol, SecurityGroupId,
};

/// Something that the guide says must reach a member.
#[derive(Debug, Clone)]
pub(crate) struct Requirement {
    pub(crate) purpose: Purpose,
    pub(crate) load_balancer: LoadBalancerId,
    pub(crate) listeners: Vec<ListenerId>,
    pub(crate) group: BackendServerGroupId,
    pub(crate) member: MemberId,
    pub(crate) target: MemberTarget,
    pub(crate) source: Source,
    pub(crate) destination: Option<IpAddr>,
    pub(crate) ip_type: IpType,
    pub(crate) protocol: Protocol,
    pub(crate) ports: Ports,
    pub(crate) clauses: Vec<ClauseId>,
    pub(crate) crossings: Vec<Crossing>,
}

/// A filter on the way of a flow or of what comes back.
#[derive(Debug, Clone)]
pub(crate) struct Crossing {
    pub(crate) filter: Crossed,
    pub(crate) direction: Direction,
    pub(crate) level: Level,
    pub(crate) passage: Passage,
    /// The clauses that ask for this filter to be open.
    pub(crate) clauses: Vec<ClauseId>,
}

/// The filter that is crossed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Crossed {
    /// The security groups of the member's server, in their sequence, and the flavor of the
    /// server, which decides on which rules take effect.
    SecurityGroups(Vec<SecurityGroupId>, Flavor),
    /// The network ACL of the member's subnet, where it has one.
    NetworkAcl(Option<NetworkAclId>),
}

impl Crossed {
    /// The filter as the report names it.
    pub(crate) fn shown(&self) -> Filter {
        match self {
            Self::SecurityGroups(groups, _) => Filter::SecurityGroups(groups.clone()),
            Self::NetworkAcl(acl) => Filter::NetworkAcl(*acl),
        }
    }
}

/// How a filter is crossed.
#[derive(Debug, Clone)]
pub(crate) enum Passage {
    /// The filter does not look.
    NotFiltered(WhyNotFiltered),
    /// The plan does not say what filter there is.
    Unknown,
    /// These packets must pass.
    Packets {
        /// The packets, exactly.
        packets: PacketBox,
        /// The load balancer's end as the guide's rule names it: the backend subnet.
        remote: Cidr,
        /// The member's end as a network ACL rule names it: the member's subnet.
        local: Cidr,
    },
}
