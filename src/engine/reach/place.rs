//! Places: where packets begin and end, with what guards them there.

use super::guards::{GuardId, Guards};
use crate::engine::index::Index;
use crate::engine::packet::Interval;
use crate::engine::trace::{PathEndKind, Zone, crosses, needs_route};
use crate::plan::{IpType, NetworkAclId, ServerId, Subnet, SubnetId, VpcId};

/// The network ACL at the edge of a subnet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum EdgeAcl {
    /// This one.
    Named(NetworkAclId),
    /// One that the plan may not name.
    Other,
}

impl EdgeAcl {
    /// The network ACL of a subnet; none where it has none.
    pub(super) fn of(subnet: &Subnet) -> Option<Self> {
        match subnet.network_acl {
            Some(id) => Some(Self::Named(id)),
            None => subnet.may_have_other_acl().then_some(Self::Other),
        }
    }
}

/// The properties of a place that decide on what it sends and gets, but for its addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) kind: PathEndKind,
    pub(super) ip_type: IpType,
    pub(super) subnet: Option<SubnetId>,
    pub(super) network_acl: Option<EdgeAcl>,
    pub(super) vpc: Option<VpcId>,
    pub(super) guard: GuardId,
}

impl Place {
    /// The place of a zone.
    pub(super) fn of(zone: &Zone, index: &Index, guards: &mut Guards) -> Self {
        Self {
            kind: zone.kind.clone(),
            ip_type: zone.ip_type,
            subnet: zone.subnet.map(|it| it.id),
            network_acl: zone.subnet.and_then(EdgeAcl::of),
            vpc: zone.vpc,
            guard: guards.number(index, &zone.guard),
        }
    }

    /// Checks whether packets to another place cross the edges of subnets.
    pub(super) fn crosses_to(&self, to: &Self) -> bool {
        crosses(self.subnet, to.subnet)
    }

    /// Checks whether packets to another place need a route from one VPC to another.
    pub(super) fn needs_route_to(&self, to: &Self) -> bool {
        needs_route((&self.kind, self.vpc), (&to.kind, to.vpc))
    }
}

/// A network interface by its server and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct InterfaceId {
    pub(super) server: ServerId,
    pub(super) number: u32,
}

/// A place that sends, at addresses that are all the same to every rule once they are cut.
#[derive(Debug, Clone)]
pub(super) struct Sender {
    pub(super) place: Place,
    /// The network interface of a server.
    pub(super) interface: Option<InterfaceId>,
    pub(super) addresses: Vec<Interval<u128>>,
}

/// A server at a network interface, in one family.
#[derive(Debug, Clone)]
pub(super) struct Receiver {
    pub(super) place: Place,
    pub(super) interface: InterfaceId,
    pub(super) address: u128,
}
