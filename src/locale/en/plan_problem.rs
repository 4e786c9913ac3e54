//! The problems of a plan, in English.

use std::borrow::Cow;

use super::grammar::subject;
use crate::locale::plan_problem::ProblemName;
use crate::locale::prose::plain;
use crate::locale::{Language, PlanProblemText, ProtocolText};
use crate::plan::{BackendProtocol, Field, ListenerProtocol, LoadBalancerKind};

pub(in crate::locale) fn text(text: &PlanProblemText) -> Cow<'static, str> {
    let name = |id| plain(&subject(id));
    match &text.kind {
        ProblemName::DuplicateId => {
            "Another thing has this ID; the first counts. Give one a new ID.".into()
        }
        ProblemName::Dangling(reference) => {
            format!("The plan has no {reference}. Choose another one.").into()
        }
        ProblemName::Overlap { cidr, other, other_cidr } => {
            format!("{cidr} overlaps {other_cidr} of {}. Choose another block.", name(other)).into()
        }
        ProblemName::OutsideVpc(cidr) => {
            format!("{cidr} is outside of the VPC. Choose a block within the VPC's own.").into()
        }
        ProblemName::OutsideSubnet { address, cidr } => {
            format!("{address} is outside of {cidr}, the block of its subnet.").into()
        }
        ProblemName::SubnetWithoutIpv6 => {
            "The subnet has no IPv6 block. Add one, or clear this address.".into()
        }
        ProblemName::DuplicateAddress { address, other } => {
            format!("{} has {address} already. Choose another address.", name(other)).into()
        }
        ProblemName::ReservedAddress(address) => {
            format!("{address} stands for the subnet as a whole. Choose another address.").into()
        }
        ProblemName::NoAddress => {
            "The server has no address, so nothing can reach it. Enter one.".into()
        }
        ProblemName::NoSecurityGroup => {
            "The server has no security group, so its rules are unknown. Choose one.".into()
        }
        ProblemName::ListenerWithoutPort => "The listener has no port. Enter one.".into(),
        ProblemName::PortTaken(other) => {
            format!("{} uses this port already. Choose another one.", name(other)).into()
        }
        ProblemName::MemberWithoutPort => {
            "The member has no port, so its rules cannot be named. Enter one.".into()
        }
        ProblemName::ListenerGroupMismatch { listener, group } => format!(
            "{listener} listeners cannot forward to {group} groups. Choose a group of {}.",
            groups_of(*listener)
        )
        .into(),
        ProblemName::HealthCheckMismatch { group, health_check } => format!(
            "{group} groups cannot be checked by {health_check}. Choose {}.",
            checks_of(*group)
        )
        .into(),
        ProblemName::MemberWithoutAddress(ip_type) => {
            format!("There is no {ip_type} address here. Add one, or change the type.").into()
        }
        ProblemName::BackendSubnetWithoutIpv6 => {
            "The backend subnet has no IPv6 block. Add one, or use IPv4.".into()
        }
        ProblemName::Layer7NeedsIpv4 => {
            "Layer 7 reaches servers by IPv4, whatever clients speak. Change the type.".into()
        }
        ProblemName::ServerInOtherVpc => {
            "The server is in another VPC than the group. Add it as an IP address backend.".into()
        }
        ProblemName::NeedsIpAsBackend(balancer) => {
            format!("Turn on IP as a backend of {} to use an IP address.", name(balancer)).into()
        }
        ProblemName::NotAPrivateIpv4(address) => {
            format!("{address} is not a private IPv4 address, as an IP address backend needs.")
                .into()
        }
        ProblemName::SharedCannot => shared_cannot(text.field).into(),
        ProblemName::BackendSubnetInOtherVpc => {
            "This subnet is in another VPC than the load balancer. Choose one of its own VPC."
                .into()
        }
        ProblemName::DuplicateMember => {
            "This server and port are in the group already. Change the port, or remove one.".into()
        }
        ProblemName::TypeMismatch { ip_type, address } => {
            format!("{address} does not fit type {ip_type}, so nothing matches. Change one.").into()
        }
        ProblemName::NotSupported => {
            "IP, the protocol of gateway load balancers, is not supported: nothing is said of \
             what it needs. Choose another protocol."
                .into()
        }
        ProblemName::PoliciesNeedLayer7(listener) => format!(
            "{listener} listeners have no forwarding policies, so these count for nothing. Remove \
             them, or choose HTTP, HTTPS or QUIC."
        )
        .into(),
        ProblemName::TooManyPorts(1) => {
            "Listeners of this protocol have one port. Enter just one.".into()
        }
        ProblemName::TooManyPorts(most) => {
            format!("A listener has {most} ports and ranges at most. Take some out.").into()
        }
        ProblemName::PortNotAllowed(port) => {
            format!("Listeners cannot use UDP port {port}. Choose another one.").into()
        }
        ProblemName::OptionNeedsLayer4(kind) => match kind {
            LoadBalancerKind::Dedicated => {
                "Only TCP and UDP listeners of dedicated load balancers have this. Turn it off."
            }
            LoadBalancerKind::Shared => {
                "Only TCP and UDP listeners of shared load balancers have this. Turn it off."
            }
        }
        .into(),
        ProblemName::AnyPortNeedsLayer4(group) => {
            format!("{group} groups have no 'any port', so it counts for nothing. Turn it off.")
                .into()
        }
        ProblemName::AnyPortNeedsHealthCheckPort => {
            "With any port, the health check needs a port of its own. Enter one.".into()
        }
        ProblemName::TlsToTcpNeedsIpv4 => {
            "A TCP group behind a TLS listener reaches its servers by IPv4. Change the type.".into()
        }
        ProblemName::NotAnAddressOfServer(address) => {
            format!("The server has no interface with {address}. Choose another address.").into()
        }
        ProblemName::InterfaceInOtherVpc => {
            "A network interface is in another VPC than its server. Choose another subnet.".into()
        }
        ProblemName::AddressGroupsAtBothEnds => {
            "A rule can name an IP address group at one end only. Name a block at the other.".into()
        }
        ProblemName::EndsOfOtherFamilies => {
            "One end has IPv4 addresses, the other IPv6. Choose ends that share a family.".into()
        }
        ProblemName::SameEnd => {
            "Both ends are the same, so nothing is sent. Choose another one.".into()
        }
        ProblemName::IcmpOfOtherFamily(protocol, family) => {
            let label = ProtocolText(*protocol).text(Language::English);
            format!("{label} is {family}, which the ends do not share. Choose another protocol.")
                .into()
        }
        ProblemName::ProtocolMismatch(protocol) => {
            let label = ProtocolText(*protocol).text(Language::English);
            match text.field {
                Field::Ports => format!("{label} takes no ports. Clear them.").into(),
                Field::Icmp => format!("{label} has no ICMP types. Clear the type.").into(),
                _ => format!("{label} does not go with the rule's type. Change one.").into(),
            }
        }
    }
}

fn shared_cannot(field: Field) -> &'static str {
    match field {
        Field::IpAsBackend => "A shared load balancer has no IP as a backend. Turn it off.",
        Field::BackendSubnets | Field::PreviousBackendSubnets => {
            "A shared load balancer has no backend subnet. Clear the field."
        }
        Field::HealthCheckProtocol => {
            "A shared load balancer checks by TCP, UDP or HTTP only. Choose one of them."
        }
        Field::Protocol => "A shared load balancer does not offer this protocol. Choose another.",
        Field::Target => "A shared load balancer cannot use IP addresses. Use a server.",
        Field::Type => "A shared load balancer uses IPv4 only. Change the type.",
        _ => "A shared load balancer cannot do this. Use a dedicated one.",
    }
}

fn groups_of(listener: ListenerProtocol) -> &'static str {
    match listener {
        ListenerProtocol::Tcp => "TCP",
        ListenerProtocol::Udp => "UDP or QUIC",
        ListenerProtocol::Tls => "TLS or TCP",
        ListenerProtocol::Http => "HTTP",
        ListenerProtocol::Https | ListenerProtocol::Quic => "HTTP, HTTPS or GRPC",
        ListenerProtocol::Ip => "IP",
    }
}

fn checks_of(group: BackendProtocol) -> &'static str {
    match group {
        BackendProtocol::Tcp => "TCP, HTTP or HTTPS",
        BackendProtocol::Udp | BackendProtocol::Quic => "UDP",
        BackendProtocol::Tls
        | BackendProtocol::Http
        | BackendProtocol::Https
        | BackendProtocol::Grpc => "TCP, HTTP, HTTPS, TLS or GRPC",
        BackendProtocol::Ip => "TCP, HTTP or HTTPS",
    }
}
