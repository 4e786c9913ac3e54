//! The plan: the one document that is drawn, saved, shared, imported and exported.
//!
//! It is plain data. What holds what (a server is in a subnet) is a field, never an accident of
//! the drawing. Everything else, from verdicts to the size of a container, is computed from it
//! and never stored in it.

mod address;
mod address_group;
mod backend_server_group;
mod connection;
mod element;
mod element_of;
mod fewest_blocks;
mod free_address;
mod icmp;
mod id;
pub mod invisible;
mod ip_type;
pub mod json;
mod left_out;
pub mod limits;
mod lint;
mod listener_protocol;
mod load_balancer;
mod lookup;
mod network;
mod network_acl;
mod order;
mod port;
mod position;
mod problem;
mod protocol;
mod rule;
mod security_group;
mod server;
mod settings;
mod template;
mod validate;
mod value_error;

pub use address::*;
pub use address_group::*;
pub use backend_server_group::*;
pub use connection::*;
pub use element::*;
pub use fewest_blocks::fewest_blocks;
pub use free_address::is_kept_by_cloud;
pub use icmp::IcmpKind;
pub use id::{
    AddressGroupId, BackendServerGroupId, ConnectionId, ElementId, Id, IpBackendId, ListenerId,
    LoadBalancerId, MemberId, MemberTarget, NetworkAclId, RuleId, SecurityGroupId, ServerId,
    SubjectId, SubnetId, VpcId, number_as_printed,
};
pub(crate) use id::{is_without_blanks, text_serde};
pub use ip_type::IpType;
pub use lint::{Lint, LintOff};
pub use listener_protocol::{BackendProtocol, HealthCheckProtocol, ListenerProtocol};
pub use load_balancer::*;
pub use network::*;
pub use network_acl::*;
pub(crate) use order::add_new;
pub use order::{set_of, sort_list};
pub use port::*;
pub use position::*;
pub use problem::*;
pub use protocol::Protocol;
pub use rule::{Action, Direction};
pub use security_group::*;
pub use server::*;
pub use settings::*;
pub use template::*;
pub use value_error::{IdKind, ValueError};

use serde::{Deserialize, Deserializer, Serialize};

/// A plan: VPCs, subnets, rules, load balancers and their backends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The version of the format, [`Plan::VERSION`].
    #[serde(deserialize_with = "known_version")]
    #[cfg_attr(test, schemars(range(min = 1, max = 1)))]
    pub version: u32,
    /// The name of the plan.
    #[serde(default)]
    pub name: String,
    /// The purpose of the plan, in a few sentences.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The readings to follow where sources contradict each other.
    #[serde(default)]
    pub settings: Settings,
    /// The VPCs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vpcs: Vec<Vpc>,
    /// The subnets of all VPCs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subnets: Vec<Subnet>,
    /// The security groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub security_groups: Vec<SecurityGroup>,
    /// The network ACLs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub network_acls: Vec<NetworkAcl>,
    /// The IP address groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address_groups: Vec<AddressGroup>,
    /// The load balancers with their listeners.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub load_balancers: Vec<LoadBalancer>,
    /// The backend server groups with their members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub backend_server_groups: Vec<BackendServerGroup>,
    /// The servers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub servers: Vec<Server>,
    /// The addresses outside the load balancers' VPCs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ip_backends: Vec<IpBackend>,
    /// The connections of one's own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub connections: Vec<Connection>,
}

impl Plan {
    /// The version of the format that this program reads and writes.
    pub const VERSION: u32 = 1;

    /// Tells whether nothing is drawn.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.element_ids().next().is_none()
    }
}

/// Reads the version of a plan, where it is one that this program reads.
fn known_version<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let found = u32::deserialize(deserializer)?;
    if found == Plan::VERSION {
        return Ok(found);
    }
    Err(ValueError::UnknownVersion(found).refused())
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            version: Self::VERSION,
            name: String::new(),
            note: String::new(),
            settings: Settings::default(),
            vpcs: vec![],
            subnets: vec![],
            security_groups: vec![],
            network_acls: vec![],
            address_groups: vec![],
            load_balancers: vec![],
            backend_server_groups: vec![],
            servers: vec![],
            ip_backends: vec![],
            connections: vec![],
        }
    }
}
