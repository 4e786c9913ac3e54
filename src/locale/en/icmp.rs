//! The names of ICMP messages, in English.

use std::borrow::Cow;

use crate::locale::IcmpKindText;
use crate::plan::IpType;

pub(in crate::locale) fn kind(text: &IcmpKindText) -> Cow<'static, str> {
    let kind = text.kind;
    match (text.ip_type, kind.icmp_type, kind.code) {
        (IpType::IPv4, 8, Some(0)) | (IpType::IPv6, 128, Some(0)) => "Echo request",
        (IpType::IPv4, 0, Some(0)) | (IpType::IPv6, 129, Some(0)) => "Echo reply",
        (IpType::IPv4, 3, Some(0)) => "Net unreachable",
        (IpType::IPv4, 3, Some(1)) => "Host unreachable",
        (IpType::IPv4, 3, Some(2)) => "Protocol unreachable",
        (IpType::IPv4, 3, Some(3)) => "Port unreachable",
        (IpType::IPv4, 3, Some(4)) => "Fragment need DF set",
        (IpType::IPv4, 3, Some(5)) => "Source route failed",
        (IpType::IPv4, 4, Some(0)) => "Source quench",
        (IpType::IPv4, 5, Some(0)) => "Net redirect",
        (IpType::IPv4, 5, Some(1)) => "Host redirect",
        (IpType::IPv4, 5, Some(2)) => "Net TOS redirect",
        (IpType::IPv4, 5, Some(3)) => "Host TOS redirect",
        (IpType::IPv4, 11, Some(0)) => "TTL exceeded",
        (IpType::IPv4, 11, Some(1)) => "Reassembly timeout",
        (IpType::IPv4, 12, Some(0)) => "Parameter problem",
        (IpType::IPv4, 13, Some(0)) => "Timestamp request",
        (IpType::IPv4, 14, Some(0)) => "Timestamp reply",
        (IpType::IPv4, 15, Some(0)) => "Information request",
        (IpType::IPv4, 16, Some(0)) => "Information reply",
        _ => return format!("Type {kind}").into(),
    }
    .into()
}
