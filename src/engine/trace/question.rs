//! A question: packets, with the ends that they go from and to.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::engine::report::{ClauseId, Flow, Purpose, Verdict};
use crate::plan::{
    Cidr, IcmpKind, IpBackendId, LoadBalancerId, MemberId, MemberTarget, Ports, Protocol, ServerId,
    ValueError, text_serde,
};

/// A question about packets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The end that sends the packets.
    pub from: TraceEnd,
    /// Only these of the addresses at `from`; all where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_address: Option<Cidr>,
    /// The end that receives them.
    pub to: TraceEnd,
    /// Their protocol; all where left out.
    #[serde(default)]
    pub protocol: Protocol,
    /// The ICMP messages; all where left out. They count where the protocol is ICMP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icmp: Option<IcmpKind>,
    /// Their source ports; all where left out. They count for TCP and UDP alone.
    #[serde(default, skip_serializing_if = "Ports::is_all")]
    pub source_ports: Ports,
    /// Their destination ports; all where left out. They count for TCP and UDP alone.
    #[serde(default, skip_serializing_if = "Ports::is_all")]
    pub ports: Ports,
    /// The purpose for which a load balancer sends them. It tells forwarded traffic, over which
    /// rules may have no say, from the probes and pings of health checks.
    #[serde(default = "traffic")]
    pub purpose: Purpose,
}

fn traffic() -> Purpose {
    Purpose::Traffic
}

impl Question {
    /// All packets from one end to another.
    #[must_use]
    pub fn all(from: TraceEnd, to: TraceEnd) -> Self {
        Self {
            from,
            from_address: None,
            to,
            protocol: Protocol::All,
            icmp: None,
            source_ports: Ports::all(),
            ports: Ports::all(),
            purpose: Purpose::Traffic,
        }
    }

    /// The question whether a flow of a report passes.
    #[must_use]
    pub fn about(flow: &Flow) -> Self {
        // Exempt traffic carries the clients' addresses, which are not the load balancer's own;
        // what comes from clients and is filtered all the same is asked about as theirs.
        let is_exempt = flow.verdict == Verdict::Exempt;
        let is_layer4 = flow.clauses.contains(&ClauseId::Layer4);
        let from = match is_layer4 && !is_exempt {
            true => TraceEnd::Address(flow.source.cidr),
            false => TraceEnd::LoadBalancer(flow.load_balancer),
        };
        Self {
            from_address: (!is_layer4).then_some(flow.source.cidr),
            protocol: flow.protocol,
            icmp: flow.icmp,
            ports: flow.ports.clone(),
            purpose: flow.purpose,
            ..Self::all(from, TraceEnd::Member(flow.member))
        }
    }
}

/// One end of the path: in JSON an id, or an address or block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TraceEnd {
    /// A load balancer: as what sends, its backend subnets and those it used before; as what
    /// receives, the subnet it works in, with its listeners.
    LoadBalancer(LoadBalancerId),
    /// A server, at every address that it has.
    Server(ServerId),
    /// An IP address backend.
    IpBackend(IpBackendId),
    /// The server or the address behind a member, at the address that the member uses.
    Member(MemberId),
    /// Every address of a block, wherever it is.
    Address(Cidr),
}

impl From<MemberTarget> for TraceEnd {
    fn from(target: MemberTarget) -> Self {
        match target {
            MemberTarget::Server(id) => Self::Server(id),
            MemberTarget::IpBackend(id) => Self::IpBackend(id),
        }
    }
}

impl fmt::Display for TraceEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LoadBalancer(id) => id.fmt(f),
            Self::Server(id) => id.fmt(f),
            Self::IpBackend(id) => id.fmt(f),
            Self::Member(id) => id.fmt(f),
            Self::Address(cidr) => cidr.fmt(f),
        }
    }
}

impl FromStr for TraceEnd {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        if let Ok(id) = text.parse() {
            return Ok(Self::LoadBalancer(id));
        }
        if let Ok(id) = text.parse() {
            return Ok(Self::Server(id));
        }
        if let Ok(id) = text.parse() {
            return Ok(Self::IpBackend(id));
        }
        if let Ok(id) = text.parse() {
            return Ok(Self::Member(id));
        }
        text.parse().map(Self::Address)
    }
}

text_serde!(TraceEnd, r"^([0-9A-Fa-f:.]+(/\d{1,3})?|(elb|server|ip|member)-[1-9][0-9]*)$");
