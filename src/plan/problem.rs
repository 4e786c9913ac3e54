//! The problems that a plan can have. A plan with problems is still a plan: it can be drawn, saved
//! and answered as far as it goes.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::{
    AddressEntry, BackendProtocol, Cidr, HealthCheckProtocol, Interface, IpType, ListenerProtocol,
    LoadBalancerKind, Plan, Protocol, Server, SubjectId,
};

/// Something that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Problem {
    /// The thing that has the problem.
    pub subject: SubjectId,
    /// The field of the form that it belongs to.
    pub field: Field,
    /// The problem itself.
    pub kind: ProblemKind,
}

impl Problem {
    /// Tells whether a problem of a server is about this network interface of it.
    #[must_use]
    pub fn is_at(&self, interface: &Interface<'_>, server: &Server, plan: &Plan) -> bool {
        let vpc_of = |id| plan.subnet(id).map(|subnet| subnet.vpc);
        match &self.kind {
            ProblemKind::OutsideSubnet { address, .. }
            | ProblemKind::DuplicateAddress { address, .. }
            | ProblemKind::ReservedAddress { address } => {
                interface.addresses().any(|own| own == *address)
            }
            ProblemKind::SubnetWithoutIpv6 => {
                let subnet = plan.subnet(interface.subnet);
                interface.ipv6.is_some() && subnet.is_some_and(|it| it.ipv6_cidr.is_none())
            }
            // Without port security no group counts, so none has to be there.
            ProblemKind::NoSecurityGroup => {
                interface.security_groups.is_empty() && interface.port_security
            }
            ProblemKind::Dangling { reference } if self.field == Field::SecurityGroups => {
                interface.security_groups.iter().any(|id| id.to_string() == *reference)
            }
            ProblemKind::Dangling { reference } => interface.subnet.to_string() == *reference,
            ProblemKind::InterfaceInOtherVpc => {
                let (own, home) = (vpc_of(interface.subnet), vpc_of(server.subnet));
                own.is_some() && home.is_some() && own != home
            }
            _ => false,
        }
    }
}

/// A field of the inspector's forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is named as the field of the plan that it stands for")]
pub enum Field {
    Id,
    Cidr,
    SecondaryCidrs,
    Ipv6Cidr,
    Vpc,
    Subnet,
    NetworkAcl,
    BackendSubnets,
    PreviousBackendSubnets,
    Protocol,
    Ports,
    Icmp,
    Port,
    BackendServerGroup,
    HealthCheckProtocol,
    HealthCheckPort,
    Target,
    Type,
    Address,
    Ipv4,
    Ipv6,
    SecurityGroups,
    Addresses,
    Remote,
    Source,
    Destination,
    IpAsBackend,
    Policies,
    AnyPort,
    TransferClientIp,
    Nat64,
    From,
    To,
}

/// The problem itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// Two things have this id.
    DuplicateId,
    /// It refers to something that the plan does not have.
    Dangling {
        /// The id it refers to.
        reference: String,
    },
    /// Two blocks share addresses.
    Overlap {
        /// The block.
        cidr: Cidr,
        /// The thing that it overlaps with.
        other: SubjectId,
        /// The other block.
        other_cidr: Cidr,
    },
    /// A subnet's block lies outside the blocks of its VPC.
    OutsideVpc {
        /// The block.
        cidr: Cidr,
    },
    /// A server's address lies outside its subnet's block.
    OutsideSubnet {
        /// The address.
        address: IpAddr,
        /// The subnet's block.
        cidr: Cidr,
    },
    /// A server has an IPv6 address in a subnet without an IPv6 block.
    SubnetWithoutIpv6,
    /// Two servers have one address.
    DuplicateAddress {
        /// The address.
        address: IpAddr,
        /// The other server.
        other: SubjectId,
    },
    /// A server has an address that stands for the subnet as a whole.
    ReservedAddress {
        /// The address.
        address: IpAddr,
    },
    /// A server has no address of either family.
    NoAddress,
    /// A server wears no security group.
    NoSecurityGroup,
    /// A listener has no port.
    ListenerWithoutPort,
    /// Two listeners of one load balancer share a port that they cannot share.
    PortTaken {
        /// The other listener.
        other: SubjectId,
    },
    /// A member has no port.
    MemberWithoutPort,
    /// A listener of this protocol cannot forward to a group of that one.
    ListenerGroupMismatch {
        /// The listener's protocol.
        listener: ListenerProtocol,
        /// The group's protocol.
        group: BackendProtocol,
    },
    /// A group of this protocol cannot be checked by that one.
    HealthCheckMismatch {
        /// The group's protocol.
        group: BackendProtocol,
        /// The health check's protocol.
        health_check: HealthCheckProtocol,
    },
    /// The member's server has no address of the family that the member names.
    MemberWithoutAddress {
        /// The family.
        ip_type: IpType,
    },
    /// A member uses IPv6 while a backend subnet has no IPv6 block.
    BackendSubnetWithoutIpv6,
    /// A layer 7 group reaches its members by IPv4 only.
    Layer7NeedsIpv4,
    /// A member's server is in another VPC than its group.
    ServerInOtherVpc,
    /// An address backend needs the load balancer's option 'IP as a backend'.
    NeedsIpAsBackend {
        /// The load balancer.
        load_balancer: SubjectId,
    },
    /// An address backend has to be a private IPv4 address.
    NotAPrivateIpv4 {
        /// The address.
        address: IpAddr,
    },
    /// A shared load balancer cannot do this.
    SharedCannot,
    /// A backend subnet lies in another VPC than the load balancer.
    BackendSubnetInOtherVpc,
    /// One member stands twice for the same server and port.
    DuplicateMember {
        /// The other member.
        other: SubjectId,
    },
    /// The rule's type does not fit its address.
    TypeMismatch {
        /// The rule's type.
        ip_type: IpType,
        /// The address of the other family.
        address: AddressEntry,
    },
    /// The rule's protocol does not go with its type, or takes no ports or no ICMP type.
    ProtocolMismatch {
        /// The rule's protocol.
        protocol: Protocol,
    },
    /// The planner does not answer this protocol, so it says nothing of what it needs.
    NotSupported,
    /// A listener of this protocol has forwarding policies, and cannot.
    PoliciesNeedLayer7 {
        /// The listener's protocol.
        listener: ListenerProtocol,
    },
    /// A listener has more ports or ranges than one of its protocol can.
    TooManyPorts {
        /// The greatest number that it can have.
        most: usize,
    },
    /// The listener cannot use this port.
    PortNotAllowed {
        /// The port.
        port: u16,
    },
    /// The option is one of TCP and UDP listeners of the other kind of load balancer.
    OptionNeedsLayer4 {
        /// The kind of load balancer that has it.
        kind: LoadBalancerKind,
    },
    /// A group of this protocol cannot have the option 'any port'.
    AnyPortNeedsLayer4 {
        /// The group's protocol.
        group: BackendProtocol,
    },
    /// With the option 'any port' the health check needs a port of its own.
    AnyPortNeedsHealthCheckPort,
    /// A TCP group behind a TLS listener reaches its members by IPv4 only.
    TlsToTcpNeedsIpv4,
    /// The member names an address that its server does not have.
    NotAnAddressOfServer {
        /// The address.
        address: IpAddr,
    },
    /// An interface is in another VPC than its server.
    InterfaceInOtherVpc,
    /// A rule names IP address groups at both ends, and can at one only.
    AddressGroupsAtBothEnds,
    /// The two ends of a connection share no address family, so nothing can be sent.
    EndsOfOtherFamilies,
    /// Both ends of a connection are the same server or address, so nothing is sent.
    SameEnd,
}
