//! The clauses of the guide, in English.

use std::borrow::Cow;

use crate::engine::report::ClauseId;
use crate::locale::{ClauseText, ClauseTitleText};

pub(in crate::locale) fn label(text: &ClauseText) -> Cow<'static, str> {
    match text.0 {
        ClauseId::BackendSubnet => "Guide, backend subnet".into(),
        ClauseId::NetworkAcl => "Guide, network ACL".into(),
        ClauseId::Layer4 => "Guide, layer 4".into(),
        ClauseId::AccessControl => "Guide, access control".into(),
        ClauseId::HealthCheck => "Guide, health check".into(),
        ClauseId::UdpHealthCheck => "Guide, UDP health check".into(),
        ClauseId::Table1 => "Guide, Table 1".into(),
        ClauseId::OutboundRules => "Guide, outbound rules".into(),
        ClauseId::Table2 => "Guide, Table 2".into(),
        ClauseId::Table3 => "Guide, Table 3".into(),
        ClauseId::Table4 => "Guide, Table 4".into(),
        ClauseId::InboundPorts => "Guide, inbound ports".into(),
        ClauseId::SubnetChange => "Guide, change of subnet".into(),
        ClauseId::NetworkAclDefault => "Guide, network ACL default".into(),
        ClauseId::SameSubnet => "Guide, same subnet".into(),
        ClauseId::OtherSubnet => "Guide, other subnet".into(),
        ClauseId::NetworkAclFields => "Guide, network ACL rules".into(),
    }
}

pub(in crate::locale) fn title(text: &ClauseTitleText) -> Cow<'static, str> {
    match text.0 {
        ClauseId::BackendSubnet => {
            "The security groups of the backend servers must let in the backend subnet of the load \
             balancer."
        }
        ClauseId::NetworkAcl => {
            "Where the servers' subnet has a network ACL, its rules must let in the backend subnet."
        }
        ClauseId::Layer4 => {
            "Rules have no say over the layer 4 traffic of a dedicated load balancer with IP as a \
             backend off."
        }
        ClauseId::AccessControl => {
            "Access control of the listener decides which clients may use it."
        }
        ClauseId::HealthCheck => {
            "Where health check is on, security groups must let in its protocol and port."
        }
        ClauseId::UdpHealthCheck => "A UDP health check needs ICMP to be let in as well.",
        ClauseId::Table1 => {
            "The default security group lets in its own members only, and lets everything out."
        }
        ClauseId::OutboundRules => {
            "Where outbound rules were configured, they must let the same traffic out."
        }
        ClauseId::Table2 => {
            "Servers behind a TCP group need TCP over the health check port, from the backend \
             subnet."
        }
        ClauseId::Table3 => {
            "Servers behind a UDP group need UDP over the health check port and all of ICMP, from \
             the backend subnet."
        }
        ClauseId::Table4 => {
            "Servers behind an HTTP or HTTPS group need TCP over the backend port and the health \
             check port, from the backend subnet."
        }
        ClauseId::InboundPorts => {
            "Inbound rules must let the load balancer in over the port that serves and over the \
             health check port."
        }
        ClauseId::SubnetChange => {
            "After the load balancer has changed its subnet, the previous backend subnet and the \
             new one must both be let in."
        }
        ClauseId::NetworkAclDefault => {
            "A network ACL denies everything that no rule of it allows, in both directions."
        }
        ClauseId::SameSubnet => "A network ACL does not filter what stays inside of one subnet.",
        ClauseId::OtherSubnet => {
            "Between the load balancer and servers of another subnet, network ACL rules count."
        }
        ClauseId::NetworkAclFields => {
            "A network ACL rule names action, type, protocol, source, destination and their port \
             ranges."
        }
    }
    .into()
}
