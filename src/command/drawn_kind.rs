//! The kinds of things that are drawn.

use crate::edit::Container;
use crate::plan::{
    AddressGroupId, BackendServerGroupId, ElementId, IpBackendId, LoadBalancerId, NetworkAclId,
    SecurityGroupId, ServerId, SubnetId, VpcId,
};

/// The kinds of things that can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named as the thing that it stands for")]
pub enum DrawnKind {
    Vpc,
    Subnet,
    LoadBalancer,
    BackendServerGroup,
    Server,
    IpBackend,
    SecurityGroup,
    NetworkAcl,
    AddressGroup,
}

impl DrawnKind {
    /// Every kind, in the order of the palette.
    pub const ALL: &'static [Self] = &[
        Self::Vpc,
        Self::Subnet,
        Self::LoadBalancer,
        Self::BackendServerGroup,
        Self::Server,
        Self::IpBackend,
        Self::SecurityGroup,
        Self::NetworkAcl,
        Self::AddressGroup,
    ];

    /// The kind of a drawn thing.
    #[must_use]
    pub fn of(id: ElementId) -> Self {
        match id {
            ElementId::Vpc(_) => Self::Vpc,
            ElementId::Subnet(_) => Self::Subnet,
            ElementId::LoadBalancer(_) => Self::LoadBalancer,
            ElementId::BackendServerGroup(_) => Self::BackendServerGroup,
            ElementId::Server(_) => Self::Server,
            ElementId::IpBackend(_) => Self::IpBackend,
            ElementId::SecurityGroup(_) => Self::SecurityGroup,
            ElementId::NetworkAcl(_) => Self::NetworkAcl,
            ElementId::AddressGroup(_) => Self::AddressGroup,
        }
    }

    /// Tells whether a container can hold this kind.
    #[must_use]
    pub fn fits(self, container: Container) -> bool {
        match self {
            Self::Subnet | Self::BackendServerGroup => matches!(container, Container::Vpc(_)),
            Self::LoadBalancer | Self::Server => matches!(container, Container::Subnet(_)),
            Self::IpBackend => matches!(container, Container::Vpc(_) | Container::Board),
            Self::Vpc | Self::SecurityGroup | Self::NetworkAcl | Self::AddressGroup => {
                container == Container::Board
            }
        }
    }

    /// A thing of this kind that is in no plan, for what is the same for all of them.
    #[must_use]
    pub fn example(self) -> ElementId {
        match self {
            Self::Vpc => VpcId(0).into(),
            Self::Subnet => SubnetId(0).into(),
            Self::LoadBalancer => LoadBalancerId(0).into(),
            Self::BackendServerGroup => BackendServerGroupId(0).into(),
            Self::Server => ServerId(0).into(),
            Self::IpBackend => IpBackendId(0).into(),
            Self::SecurityGroup => SecurityGroupId(0).into(),
            Self::NetworkAcl => NetworkAclId(0).into(),
            Self::AddressGroup => AddressGroupId(0).into(),
        }
    }
}
