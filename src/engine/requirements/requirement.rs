//! Requirements: the packets that have to flow, and the filters that they pass.

use std::net::IpAddr;
use std::rc::Rc;

use crate::engine::packet::PacketBox;
use crate::engine::report::{Clauses, Filter, FlowSource, Leg, Level, Purpose, WhyNotFiltered};
use crate::plan::{
    AddressEntry, BackendServerGroupId, Cidr, ConnectionId, Direction, Flavor, IcmpKind, IpType,
    ListenerId, LoadBalancerId, MemberId, MemberTarget, NetworkAclId, Ports, Protocol,
    SecurityGroupId, ServerId, SubnetId,
};

/// Something that must get there: what the guide says must reach a member, or what a connection of
/// one's own asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Requirement {
    pub(crate) asked_by: AskedBy,
    pub(crate) source: FlowSource,
    pub(crate) destination: Option<IpAddr>,
    pub(crate) ip_type: IpType,
    pub(crate) protocol: Protocol,
    pub(crate) icmp: Option<IcmpKind>,
    pub(crate) ports: Ports,
    pub(crate) clauses: Clauses,
    /// `true` if the sources disagree on whether it is routed to the member at all.
    pub(crate) route_in_doubt: bool,
    pub(crate) filter_checks: Vec<FilterCheck>,
}

/// The reason for which something is required.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum AskedBy {
    /// A load balancer has to reach a member.
    Member(ToMember),
    /// A connection of one's own.
    Connection(OfConnection),
}

/// The way from a load balancer to a member.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ToMember {
    pub(crate) purpose: Purpose,
    pub(crate) load_balancer: LoadBalancerId,
    pub(crate) listeners: Rc<[ListenerId]>,
    pub(crate) group: BackendServerGroupId,
    pub(crate) member: MemberId,
    pub(crate) target: MemberTarget,
}

/// The ends of a flow of a connection.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OfConnection {
    pub(crate) id: ConnectionId,
    pub(crate) sources: Vec<AddressEntry>,
    pub(crate) senders: Vec<ServerId>,
    pub(crate) destinations: Vec<AddressEntry>,
    pub(crate) receivers: Vec<ServerId>,
    /// The subnet of the end that receives.
    pub(crate) to_subnet: Option<SubnetId>,
}

impl Requirement {
    /// The way to a member, where it is asked for by one.
    pub(crate) fn to_member(&self) -> Option<&ToMember> {
        match &self.asked_by {
            AskedBy::Member(member) => Some(member),
            AskedBy::Connection(_) => None,
        }
    }

    /// The purpose for which a load balancer sends it.
    pub(crate) fn purpose(&self) -> Option<Purpose> {
        self.to_member().map(|it| it.purpose)
    }
}

/// A filter that a flow or its answers pass.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FilterCheck {
    pub(crate) filter: FilterRef,
    pub(crate) direction: Direction,
    pub(crate) leg: Leg,
    pub(crate) level: Level,
    pub(crate) required_packets: RequiredPackets,
    /// The clauses that ask for this filter to be open; where no packets are known that it has to
    /// let pass, nobody asks.
    pub(crate) clauses: Clauses,
}

/// The security groups of the server at the far end, for which rules can name them; none for load
/// balancers and for whatever is no server.
pub(crate) type FarGroups = Option<Rc<[SecurityGroupId]>>;

/// A filter, by the ids of its security groups or of its network ACL.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum FilterRef {
    /// The security groups of the member's interface, in their sequence, the flavor of the server,
    /// which decides on which rules take effect, and the security groups at the far end.
    SecurityGroups(Rc<[SecurityGroupId]>, Flavor, FarGroups),
    /// The network ACL of a subnet, where it has one.
    NetworkAcl(Option<NetworkAclId>),
}

impl FilterRef {
    /// The filter as the report names it.
    pub(crate) fn shown(&self) -> Filter {
        match self {
            Self::SecurityGroups(groups, ..) => Filter::SecurityGroups(groups.clone()),
            Self::NetworkAcl(acl) => Filter::NetworkAcl(*acl),
        }
    }
}

/// The packets that must pass a filter, or why none are asked for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum RequiredPackets {
    /// The filter does not look.
    NotFiltered(WhyNotFiltered),
    /// The plan does not say what filter there is, or what rules it has.
    Unknown,
    /// These packets must pass.
    Packets {
        /// The packets, exactly.
        packets: PacketBox,
        /// Their protocol, as a rule names it.
        protocol: Protocol,
        /// The far end as a rule names it: the backend subnet, as the guide has it, or clients.
        remote: Cidr,
        /// The near end as a network ACL rule names it: the member's subnet, the member, or the
        /// subnet in which the load balancer works.
        local: Cidr,
    },
}

/// Makes a test that only the first of the checks of unknown rules passes. It is for the checks at one
/// network ACL: which packets that is asked about makes no difference, so it stands there once.
pub(crate) fn once_if_unknown() -> impl FnMut(&FilterCheck) -> bool {
    let mut is_said = false;
    move |it| {
        it.required_packets != RequiredPackets::Unknown || !std::mem::replace(&mut is_said, true)
    }
}
