//! Single terms, in English.

use std::borrow::Cow;

use crate::engine::report::{IcmpRange, Level, Purpose, Severity, Verdict};
use crate::locale::{
    ActionText, DirectionText, ElementKindText, FieldText, LevelText, LoadBalancerKindText,
    ProtocolPortText, ProtocolText, PurposeText, SeverityText, VerdictText,
};
use crate::plan::{
    Action, Direction, ElementId, Field, IcmpKind, IpType, LoadBalancerKind, Protocol,
};

pub(in crate::locale) fn direction(text: &DirectionText) -> Cow<'static, str> {
    match text.0 {
        Direction::Inbound => "Inbound".into(),
        Direction::Outbound => "Outbound".into(),
    }
}

pub(in crate::locale) fn action(text: &ActionText) -> Cow<'static, str> {
    match text.0 {
        Action::Allow => "Allow".into(),
        Action::Deny => "Deny".into(),
    }
}

pub(in crate::locale) fn verdict(text: &VerdictText) -> Cow<'static, str> {
    match text.0 {
        Verdict::Exempt => "Exempt from rules".into(),
        Verdict::Open => "Open".into(),
        Verdict::Attention => "Needs attention".into(),
        Verdict::Blocked => "Blocked".into(),
    }
}

pub(in crate::locale) fn purpose(text: &PurposeText) -> Cow<'static, str> {
    match text.0 {
        Purpose::Traffic => "Traffic".into(),
        Purpose::HealthCheck => "Health check".into(),
        Purpose::Ping => "Ping of the health check".into(),
    }
}

pub(in crate::locale) fn severity(text: &SeverityText) -> Cow<'static, str> {
    match text.0 {
        Severity::Error => "Error".into(),
        Severity::Warning => "Warning".into(),
        Severity::Info => "Note".into(),
    }
}

pub(in crate::locale) fn level(text: &LevelText) -> Cow<'static, str> {
    match text.0 {
        Level::Required => "Required".into(),
        Level::Recommended => "Recommended".into(),
    }
}

pub(in crate::locale) fn element_kind(text: &ElementKindText) -> Cow<'static, str> {
    match text.0 {
        ElementId::Vpc(_) => "VPC".into(),
        ElementId::Subnet(_) => "Subnet".into(),
        ElementId::SecurityGroup(_) => "Security group".into(),
        ElementId::NetworkAcl(_) => "Network ACL".into(),
        ElementId::AddressGroup(_) => "IP address group".into(),
        ElementId::LoadBalancer(_) => "Load balancer".into(),
        ElementId::BackendServerGroup(_) => "Backend server group".into(),
        ElementId::Server(_) => "Server".into(),
        ElementId::IpBackend(_) => "IP address backend".into(),
    }
}

pub(in crate::locale) fn load_balancer_kind(text: &LoadBalancerKindText) -> Cow<'static, str> {
    match text.0 {
        LoadBalancerKind::Dedicated => "Dedicated".into(),
        LoadBalancerKind::Shared => "Shared".into(),
    }
}

pub(in crate::locale) fn field(text: &FieldText) -> Cow<'static, str> {
    match text.0 {
        Field::Id => "ID".into(),
        Field::Cidr => "IPv4 CIDR block".into(),
        Field::SecondaryCidrs => "Secondary IPv4 CIDR blocks".into(),
        Field::Ipv6Cidr => "IPv6 CIDR block".into(),
        Field::Vpc => "VPC".into(),
        Field::Subnet => "Subnet".into(),
        Field::NetworkAcl => "Network ACL".into(),
        Field::BackendSubnets => "Backend subnet".into(),
        Field::PreviousBackendSubnets => "Previous backend subnets".into(),
        Field::Protocol => "Protocol".into(),
        Field::Ports => "Port".into(),
        Field::Icmp => "ICMP type".into(),
        Field::Port => "Backend port".into(),
        Field::BackendServerGroup => "Backend server group".into(),
        Field::HealthCheckProtocol => "Health check protocol".into(),
        Field::HealthCheckPort => "Health check port".into(),
        Field::Target => "Backend server".into(),
        Field::Type => "Type".into(),
        Field::Address => "IP address".into(),
        Field::Ipv4 => "Private IPv4 address".into(),
        Field::Ipv6 => "IPv6 address".into(),
        Field::SecurityGroups => "Security groups".into(),
        Field::Addresses => "IP addresses".into(),
        Field::Remote => "Source or destination".into(),
        Field::Source => "Source".into(),
        Field::Destination => "Destination".into(),
        Field::IpAsBackend => "IP as a backend".into(),
        Field::Policies => "Forwarding policies".into(),
        Field::AnyPort => "Any port".into(),
        Field::TransferClientIp => "Transfer client IP address".into(),
        Field::Nat64 => "NAT64".into(),
        Field::From => "From".into(),
        Field::To => "To".into(),
    }
}

pub(in crate::locale) fn protocol(text: &ProtocolText) -> Cow<'static, str> {
    match text.0 {
        Protocol::All => "All".into(),
        Protocol::Tcp => "TCP".into(),
        Protocol::Udp => "UDP".into(),
        Protocol::Icmp => "ICMP".into(),
        Protocol::Icmpv6 => "ICMPv6".into(),
        Protocol::Number(number) => format!("Protocol {number}").into(),
    }
}

pub(in crate::locale) fn protocol_port(text: &ProtocolPortText) -> Cow<'static, str> {
    let protocol = protocol(&ProtocolText(text.protocol));
    if let Some(ip_type) = text.protocol.icmp_family().filter(|_| text.ports.is_all()) {
        return format!("{protocol} {}", messages(text.icmp, ip_type)).into();
    }
    let source = match text.source_ports.names_all() {
        true => None,
        false => Some(format!("source port {}", text.source_ports)),
    };
    match (source, text.protocol.has_ports()) {
        (Some(source), _) if text.ports.names_all() => format!("{protocol} {source}").into(),
        (Some(source), _) => format!("{protocol} {}, {source}", text.ports).into(),
        // A port that the protocol does not know is shown, since somebody wrote it.
        (None, _) if !text.ports.is_all() => format!("{protocol} {}", text.ports).into(),
        (None, true) => format!("{protocol} all").into(),
        (None, false) => protocol,
    }
}

/// ICMP messages: 'all', 'echo request', 'type 3 code 4', 'types 0-7'.
fn messages(messages: Option<IcmpRange>, ip_type: IpType) -> String {
    let Some(messages) = messages else { return "all".to_owned() };
    let ((first, code), (last, last_code)) = (messages.first, messages.last);
    match messages.kind() {
        Some(kind) if kind == IcmpKind::echo_request(ip_type) => "echo request".to_owned(),
        Some(kind) if kind == IcmpKind::echo_reply(ip_type) => "echo reply".to_owned(),
        Some(IcmpKind { icmp_type, code: None }) => format!("type {icmp_type}"),
        Some(IcmpKind { icmp_type, code: Some(code) }) => format!("type {icmp_type} code {code}"),
        None if first == last => format!("type {first} codes {code}-{last_code}"),
        None if (code, last_code) == (0, u8::MAX) => format!("types {first}-{last}"),
        None => format!("type {first} code {code} to type {last} code {last_code}"),
    }
}
