//! Backend server groups, their health checks and their members.

use serde::{Deserialize, Serialize};

use super::id::{BackendServerGroupId, MemberId, MemberTarget, VpcId};
use super::ip_type::IpType;
use super::left_out::is_off;
use super::listener_protocol::{BackendProtocol, HealthCheckProtocol};
use super::position::Position;

/// A backend server group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BackendServerGroup {
    /// Its id.
    pub id: BackendServerGroupId,
    /// Its name in the console.
    pub name: String,
    /// The VPC whose servers it can hold.
    pub vpc: VpcId,
    /// The backend protocol, which the load balancer speaks to the members.
    pub protocol: BackendProtocol,
    /// The option 'any port': members serve on the listener's ports, whatever port they name.
    #[serde(default, skip_serializing_if = "is_off")]
    pub any_port: bool,
    /// The health check of the members.
    #[serde(default)]
    pub health_check: HealthCheck,
    /// The servers and addresses that it forwards to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
    /// The position within its VPC.
    #[serde(default)]
    pub position: Position,
}

impl BackendServerGroup {
    /// The port on which a member serves; none where it serves on the listeners' ports.
    #[must_use]
    pub fn port_of(&self, member: &Member) -> Option<std::num::NonZeroU16> {
        member.port.filter(|_| !self.any_port || !self.protocol.takes_any_port())
    }
}

/// The health check of a backend server group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HealthCheck {
    /// Tells whether members are probed at all.
    pub enabled: bool,
    /// The protocol of the probe.
    pub protocol: HealthCheckProtocol,
    /// The port of the probe, 1–65535; each member's own port where left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub port: Option<std::num::NonZeroU16>,
}

impl Default for HealthCheck {
    fn default() -> Self {
        Self { enabled: true, protocol: HealthCheckProtocol::Tcp, port: None }
    }
}

/// A member of a backend server group.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// Its id.
    pub id: MemberId,
    /// The server or the address it stands for.
    pub target: MemberTarget,
    /// The address of the server that is used, where it is not that of its primary interface.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<std::net::IpAddr>,
    /// The family of the primary interface's address that is used where none is named.
    #[serde(rename = "type", default, skip_serializing_if = "is_ipv4")]
    pub ip_type: IpType,
    /// The port on which it serves, 1–65535; none where it is still to be chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub port: Option<std::num::NonZeroU16>,
    /// Its weight, 0–100; a member of weight 0 gets no new requests.
    #[serde(default = "full_weight", skip_serializing_if = "is_full_weight")]
    pub weight: u8,
}

fn is_ipv4(ip_type: &IpType) -> bool {
    *ip_type == IpType::IPv4
}

fn full_weight() -> u8 {
    1
}

fn is_full_weight(weight: &u8) -> bool {
    *weight == full_weight()
}
