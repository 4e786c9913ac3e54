//! The problems of a plan, short enough for the line under a form's field.

use crate::plan::{
    AddressEntry, BackendProtocol, Cidr, Field, HealthCheckProtocol, IpType, ListenerProtocol,
    LoadBalancerKind, Plan, Problem, ProblemKind, Protocol, SubjectId,
};

use super::names::SubjectName;

/// The problem of a field, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanProblemText {
    pub(super) subject: SubjectName,
    pub(super) field: Field,
    pub(super) kind: ProblemName,
}

/// A problem with its names looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ProblemName {
    DuplicateId,
    Dangling(String),
    Overlap {
        cidr: Cidr,
        other: SubjectName,
        other_cidr: Cidr,
    },
    OutsideVpc(Cidr),
    OutsideSubnet {
        address: String,
        cidr: Cidr,
    },
    SubnetWithoutIpv6,
    DuplicateAddress {
        address: String,
        other: SubjectName,
    },
    ReservedAddress(String),
    NoAddress,
    NoSecurityGroup,
    ListenerWithoutPort,
    PortTaken(SubjectName),
    MemberWithoutPort,
    ListenerGroupMismatch {
        listener: ListenerProtocol,
        group: BackendProtocol,
    },
    HealthCheckMismatch {
        group: BackendProtocol,
        health_check: HealthCheckProtocol,
    },
    MemberWithoutAddress(IpType),
    BackendSubnetWithoutIpv6,
    Layer7NeedsIpv4,
    ServerInOtherVpc,
    NeedsIpAsBackend(SubjectName),
    NotAPrivateIpv4(String),
    SharedCannot,
    BackendSubnetInOtherVpc,
    DuplicateMember,
    TypeMismatch {
        ip_type: IpType,
        address: AddressEntry,
    },
    ProtocolMismatch(Protocol),
    NotSupported,
    PoliciesNeedLayer7(ListenerProtocol),
    TooManyPorts(usize),
    PortNotAllowed(u16),
    OptionNeedsLayer4(LoadBalancerKind),
    AnyPortNeedsLayer4(BackendProtocol),
    AnyPortNeedsHealthCheckPort,
    TlsToTcpNeedsIpv4,
    NotAnAddressOfServer(String),
    InterfaceInOtherVpc,
    AddressGroupsAtBothEnds,
    EndsOfOtherFamilies,
    SameEnd,
    /// ICMP of a family that the ends of a connection do not share.
    IcmpOfOtherFamily(Protocol, IpType),
}

impl PlanProblemText {
    /// A problem of a plan.
    #[must_use]
    pub fn of(problem: &Problem, plan: &Plan) -> Self {
        let subject = |id| SubjectName::of(id, plan);
        let is_of_ends =
            matches!((problem.subject, problem.field), (SubjectId::Connection(_), Field::Protocol));
        let kind = match &problem.kind {
            ProblemKind::DuplicateId => ProblemName::DuplicateId,
            ProblemKind::Dangling { reference } => ProblemName::Dangling(reference.clone()),
            ProblemKind::Overlap { cidr, other, other_cidr } => ProblemName::Overlap {
                cidr: *cidr,
                other: subject(*other),
                other_cidr: *other_cidr,
            },
            ProblemKind::OutsideVpc { cidr } => ProblemName::OutsideVpc(*cidr),
            ProblemKind::OutsideSubnet { address, cidr } => {
                ProblemName::OutsideSubnet { address: address.to_string(), cidr: *cidr }
            }
            ProblemKind::SubnetWithoutIpv6 => ProblemName::SubnetWithoutIpv6,
            ProblemKind::DuplicateAddress { address, other } => ProblemName::DuplicateAddress {
                address: address.to_string(),
                other: subject(*other),
            },
            ProblemKind::ReservedAddress { address } => {
                ProblemName::ReservedAddress(address.to_string())
            }
            ProblemKind::NoAddress => ProblemName::NoAddress,
            ProblemKind::NoSecurityGroup => ProblemName::NoSecurityGroup,
            ProblemKind::ListenerWithoutPort => ProblemName::ListenerWithoutPort,
            ProblemKind::PortTaken { other } => ProblemName::PortTaken(subject(*other)),
            ProblemKind::MemberWithoutPort => ProblemName::MemberWithoutPort,
            ProblemKind::ListenerGroupMismatch { listener, group } => {
                ProblemName::ListenerGroupMismatch { listener: *listener, group: *group }
            }
            ProblemKind::HealthCheckMismatch { group, health_check } => {
                ProblemName::HealthCheckMismatch { group: *group, health_check: *health_check }
            }
            ProblemKind::MemberWithoutAddress { ip_type } => {
                ProblemName::MemberWithoutAddress(*ip_type)
            }
            ProblemKind::BackendSubnetWithoutIpv6 => ProblemName::BackendSubnetWithoutIpv6,
            ProblemKind::Layer7NeedsIpv4 => ProblemName::Layer7NeedsIpv4,
            ProblemKind::ServerInOtherVpc => ProblemName::ServerInOtherVpc,
            ProblemKind::NeedsIpAsBackend { load_balancer } => {
                ProblemName::NeedsIpAsBackend(subject(*load_balancer))
            }
            ProblemKind::NotAPrivateIpv4 { address } => {
                ProblemName::NotAPrivateIpv4(address.to_string())
            }
            ProblemKind::SharedCannot => ProblemName::SharedCannot,
            ProblemKind::BackendSubnetInOtherVpc => ProblemName::BackendSubnetInOtherVpc,
            ProblemKind::DuplicateMember { .. } => ProblemName::DuplicateMember,
            ProblemKind::TypeMismatch { ip_type, address } => {
                ProblemName::TypeMismatch { ip_type: *ip_type, address: *address }
            }
            ProblemKind::ProtocolMismatch { protocol } if is_of_ends => {
                let family = protocol.icmp_family().unwrap_or(IpType::IPv4);
                ProblemName::IcmpOfOtherFamily(*protocol, family)
            }
            ProblemKind::ProtocolMismatch { protocol } => ProblemName::ProtocolMismatch(*protocol),
            ProblemKind::NotSupported => ProblemName::NotSupported,
            ProblemKind::PoliciesNeedLayer7 { listener } => {
                ProblemName::PoliciesNeedLayer7(*listener)
            }
            ProblemKind::TooManyPorts { most } => ProblemName::TooManyPorts(*most),
            ProblemKind::PortNotAllowed { port } => ProblemName::PortNotAllowed(*port),
            ProblemKind::OptionNeedsLayer4 { kind } => ProblemName::OptionNeedsLayer4(*kind),
            ProblemKind::AnyPortNeedsLayer4 { group } => ProblemName::AnyPortNeedsLayer4(*group),
            ProblemKind::AnyPortNeedsHealthCheckPort => ProblemName::AnyPortNeedsHealthCheckPort,
            ProblemKind::TlsToTcpNeedsIpv4 => ProblemName::TlsToTcpNeedsIpv4,
            ProblemKind::NotAnAddressOfServer { address } => {
                ProblemName::NotAnAddressOfServer(address.to_string())
            }
            ProblemKind::InterfaceInOtherVpc => ProblemName::InterfaceInOtherVpc,
            ProblemKind::AddressGroupsAtBothEnds => ProblemName::AddressGroupsAtBothEnds,
            ProblemKind::EndsOfOtherFamilies => ProblemName::EndsOfOtherFamilies,
            ProblemKind::SameEnd => ProblemName::SameEnd,
        };
        Self { subject: subject(problem.subject), field: problem.field, kind }
    }
}

area!(plan_problem::text, PlanProblemText);
