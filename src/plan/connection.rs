//! Connections of one's own: what has to be reachable, and what must not be, beside what load
//! balancers need.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::address::Cidr;
use super::icmp::IcmpKind;
use super::id::{
    AddressGroupId, BackendServerGroupId, ConnectionId, ElementId, IpBackendId, SecurityGroupId,
    ServerId, SubnetId, VpcId, text_serde,
};
use super::port::Ports;
use super::protocol::Protocol;
use super::value_error::ValueError;

/// A connection of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Connection {
    /// Its id.
    pub id: ConnectionId,
    /// Its name; it is called by its ends where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The reason for it, in a few words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The wish: that something gets there, or that nothing does.
    pub kind: ConnectionKind,
    /// The end that sends.
    pub from: ConnectionEnd,
    /// The end that receives.
    pub to: ConnectionEnd,
    /// The protocol; all where left out. Of all protocols only TCP and UDP are meant where ports
    /// are named.
    #[serde(default)]
    pub protocol: Protocol,
    /// The ICMP messages; all where left out. They count where the protocol is ICMP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icmp: Option<IcmpKind>,
    /// The destination ports; all where left out.
    #[serde(default, skip_serializing_if = "Ports::is_all")]
    pub ports: Ports,
}

/// The wish that a connection stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConnectionKind {
    /// All of it has to get there; rules are asked for where they stop it.
    MustReach,
    /// None of it must get there; it is named where rules let it in.
    MustNotReach,
}

/// One end of a connection: in JSON an id, or an address or block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConnectionEnd {
    /// The subnets of a VPC.
    Vpc(VpcId),
    /// A subnet.
    Subnet(SubnetId),
    /// The servers that wear a security group.
    SecurityGroup(SecurityGroupId),
    /// The addresses of an IP address group.
    AddressGroup(AddressGroupId),
    /// The members of a backend server group.
    BackendServerGroup(BackendServerGroupId),
    /// A server.
    Server(ServerId),
    /// An IP address backend.
    IpBackend(IpBackendId),
    /// The addresses of a block; every address of a family stands for the Internet.
    Address(Cidr),
}

impl ConnectionEnd {
    /// The drawn thing that it stands for; none for addresses.
    #[must_use]
    pub fn element(self) -> Option<ElementId> {
        Some(match self {
            Self::Vpc(id) => id.into(),
            Self::Subnet(id) => id.into(),
            Self::SecurityGroup(id) => id.into(),
            Self::AddressGroup(id) => id.into(),
            Self::BackendServerGroup(id) => id.into(),
            Self::Server(id) => id.into(),
            Self::IpBackend(id) => id.into(),
            Self::Address(_) => return None,
        })
    }

    /// The end that a drawn thing is; none for what sends and receives nothing by itself, or does so
    /// by rules of its own, as a load balancer does.
    #[must_use]
    pub fn of(id: ElementId) -> Option<Self> {
        Some(match id {
            ElementId::Vpc(id) => Self::Vpc(id),
            ElementId::Subnet(id) => Self::Subnet(id),
            ElementId::SecurityGroup(id) => Self::SecurityGroup(id),
            ElementId::AddressGroup(id) => Self::AddressGroup(id),
            ElementId::BackendServerGroup(id) => Self::BackendServerGroup(id),
            ElementId::Server(id) => Self::Server(id),
            ElementId::IpBackend(id) => Self::IpBackend(id),
            ElementId::NetworkAcl(_) | ElementId::LoadBalancer(_) => return None,
        })
    }
}

impl fmt::Display for ConnectionEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.element()) {
            (Self::Address(cidr), _) => cidr.fmt(f),
            (_, Some(id)) => id.fmt(f),
            (_, None) => Ok(()),
        }
    }
}

impl FromStr for ConnectionEnd {
    type Err = ValueError;
    fn from_str(text: &str) -> Result<Self, ValueError> {
        let end = text.parse::<ElementId>().ok().and_then(Self::of);
        end.map_or_else(|| text.parse().map(Self::Address), Ok)
    }
}

text_serde!(
    ConnectionEnd,
    r"^([0-9A-Fa-f:.]+(/\d{1,3})?|(vpc|subnet|sg|ipg|bsg|server|ip)-[1-9][0-9]*)$"
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;

    #[test]
    fn the_connection_beside_one_is_the_next_or_the_one_before_the_last() {
        let connection = |number: u32| {
            let id = format!("connection-{number}");
            serde_json::json!({ "id": id, "kind": "must_reach", "from": "sg-1", "to": "sg-2" })
        };
        let plan = |numbers: &[u32]| {
            let connections = numbers.iter().map(|it| connection(*it)).collect::<Vec<_>>();
            let plan = serde_json::json!({ "version": 1, "connections": connections });
            serde_json::from_value::<Plan>(plan).unwrap()
        };
        let beside = |numbers: &[u32], of: u32| {
            let beside = plan(numbers).connection_beside(ConnectionId(of));
            beside.map(|it| it.0)
        };
        assert_eq!(beside(&[1, 2, 3], 2), Some(3));
        assert_eq!(beside(&[1, 2, 3], 3), Some(2));
        assert_eq!(beside(&[1], 1), None);
        assert_eq!(beside(&[1, 2], 7), None);
    }

    #[test]
    fn an_end_reads_back_as_it_is_written() {
        for text in ["vpc-1", "subnet-2", "sg-3", "ipg-4", "bsg-5", "server-6", "ip-7"] {
            assert_eq!(text.parse::<ConnectionEnd>().unwrap().to_string(), text);
        }
        let anyone = "0.0.0.0/0".parse().unwrap();
        assert!(matches!(anyone, ConnectionEnd::Address(cidr) if cidr.is_any()));
        assert!("elb-1".parse::<ConnectionEnd>().is_err());
    }
}
