//! The plan as a document writes it, as far as the checker looks at it.

use serde::Deserialize;

use super::notation::{Addresses, MessageKind, Ports, Protocol, RuleEnd};
use super::space::Family;

#[derive(Clone, Deserialize)]
pub(super) struct Plan {
    #[serde(default)]
    pub(super) settings: Settings,
    #[serde(default)]
    pub(super) vpcs: Vec<Vpc>,
    #[serde(default)]
    pub(super) subnets: Vec<Subnet>,
    #[serde(default)]
    pub(super) security_groups: Vec<SecurityGroup>,
    #[serde(default)]
    pub(super) network_acls: Vec<NetworkAcl>,
    #[serde(default)]
    pub(super) address_groups: Vec<AddressGroup>,
    #[serde(default)]
    pub(super) load_balancers: Vec<LoadBalancer>,
    #[serde(default)]
    pub(super) backend_server_groups: Vec<BackendServerGroup>,
    #[serde(default)]
    pub(super) servers: Vec<Server>,
    #[serde(default)]
    pub(super) ip_backends: Vec<IpBackend>,
    #[serde(default)]
    pub(super) connections: Vec<Connection>,
}

#[derive(Clone, Deserialize)]
pub(super) struct Connection {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) from: String,
    pub(super) to: String,
    #[serde(default)]
    pub(super) protocol: Protocol,
    #[serde(default)]
    pub(super) icmp: MessageKind,
    #[serde(default)]
    pub(super) ports: Ports,
}

/// The readings that a plan chooses. Empty where it leaves the choice to the planner.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Settings {
    pub(super) network_acl_state: String,
    pub(super) layer4_health_checks: String,
    pub(super) client_addresses: String,
    pub(super) transferred_client_ip: String,
    pub(super) several_security_groups: String,
    pub(super) load_balancer_acl: String,
    pub(super) ip_members_of_own_vpc: String,
    pub(super) shared_sources: Vec<Addresses>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Direction {
    Inbound,
    Outbound,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Action {
    #[default]
    Allow,
    Deny,
}

fn yes() -> bool {
    true
}

fn one() -> u8 {
    1
}

#[derive(Clone, Deserialize)]
pub(super) struct Vpc {
    pub(super) id: String,
    pub(super) cidr: Addresses,
    #[serde(default)]
    pub(super) secondary_cidrs: Vec<Addresses>,
    #[serde(default)]
    pub(super) ipv6_cidr: Option<Addresses>,
}

#[derive(Clone, Deserialize)]
pub(super) struct Subnet {
    pub(super) id: String,
    pub(super) vpc: String,
    pub(super) cidr: Addresses,
    #[serde(default)]
    pub(super) ipv6_cidr: Option<Addresses>,
    #[serde(default)]
    pub(super) network_acl: Option<String>,
    #[serde(default = "yes")]
    pub(super) network_acl_known: bool,
}

#[derive(Clone, Deserialize)]
pub(super) struct SecurityGroup {
    pub(super) id: String,
    #[serde(default = "yes")]
    pub(super) rules_known: bool,
    #[serde(default)]
    pub(super) inbound: Vec<SecurityGroupRule>,
    #[serde(default)]
    pub(super) outbound: Vec<SecurityGroupRule>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct SecurityGroupRule {
    pub(super) id: String,
    #[serde(default = "one")]
    pub(super) priority: u8,
    #[serde(default)]
    pub(super) action: Action,
    #[serde(rename = "type", default)]
    pub(super) family: Family,
    #[serde(default)]
    pub(super) protocol: Protocol,
    #[serde(default)]
    pub(super) ports: Ports,
    #[serde(default)]
    pub(super) icmp: MessageKind,
    pub(super) remote: RuleEnd,
    #[serde(default = "yes")]
    pub(super) enabled: bool,
    #[serde(default)]
    pub(super) description: String,
}

#[derive(Clone, Deserialize)]
pub(super) struct NetworkAcl {
    pub(super) id: String,
    #[serde(default = "yes")]
    pub(super) enabled: bool,
    #[serde(default = "yes")]
    pub(super) rules_known: bool,
    #[serde(default)]
    pub(super) inbound: Vec<NetworkAclRule>,
    #[serde(default)]
    pub(super) outbound: Vec<NetworkAclRule>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct NetworkAclRule {
    pub(super) id: String,
    #[serde(default)]
    pub(super) action: Action,
    #[serde(rename = "type", default)]
    pub(super) family: Family,
    #[serde(default)]
    pub(super) protocol: Protocol,
    pub(super) source: RuleEnd,
    #[serde(default)]
    pub(super) source_ports: Ports,
    pub(super) destination: RuleEnd,
    #[serde(default)]
    pub(super) destination_ports: Ports,
    #[serde(default = "yes")]
    pub(super) enabled: bool,
    #[serde(default)]
    pub(super) description: String,
}

macro_rules! directions {
    ($($holder:ident: $rule:ident;)*) => {$(
        impl $holder {
            pub(super) fn rules(&self, direction: Direction) -> &Vec<$rule> {
                match direction {
                    Direction::Inbound => &self.inbound,
                    Direction::Outbound => &self.outbound,
                }
            }

            pub(super) fn rules_mut(&mut self, direction: Direction) -> &mut Vec<$rule> {
                match direction {
                    Direction::Inbound => &mut self.inbound,
                    Direction::Outbound => &mut self.outbound,
                }
            }
        }
    )*};
}

directions! {
    SecurityGroup: SecurityGroupRule;
    NetworkAcl: NetworkAclRule;
}

#[derive(Clone, Deserialize)]
pub(super) struct AddressGroup {
    pub(super) id: String,
    #[serde(rename = "type", default)]
    pub(super) family: Family,
    #[serde(default)]
    pub(super) addresses: Vec<Addresses>,
}

#[derive(Clone, Deserialize)]
pub(super) struct LoadBalancer {
    pub(super) id: String,
    #[serde(default)]
    pub(super) kind: LoadBalancerKind,
    pub(super) subnet: String,
    #[serde(default)]
    pub(super) backend_subnets: Vec<String>,
    #[serde(default)]
    pub(super) previous_backend_subnets: Vec<String>,
    #[serde(default)]
    pub(super) ip_as_backend: bool,
    #[serde(default)]
    pub(super) listeners: Vec<Listener>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum LoadBalancerKind {
    #[default]
    Dedicated,
    Shared,
}

#[derive(Clone, Deserialize)]
pub(super) struct Listener {
    pub(super) id: String,
    pub(super) protocol: String,
    #[serde(default)]
    pub(super) ports: Ports,
    #[serde(default)]
    pub(super) backend_server_group: Option<String>,
    #[serde(default)]
    pub(super) policies: Vec<ForwardingPolicy>,
    #[serde(default)]
    pub(super) access_control: AccessControl,
    #[serde(default)]
    pub(super) transfer_client_ip: bool,
    #[serde(default)]
    pub(super) nat64: bool,
}

#[derive(Clone, Deserialize)]
pub(super) struct ForwardingPolicy {
    pub(super) backend_server_group: String,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct AccessControl {
    pub(super) policy: String,
    pub(super) addresses: Vec<Addresses>,
}

#[derive(Clone, Deserialize)]
pub(super) struct BackendServerGroup {
    pub(super) id: String,
    pub(super) vpc: String,
    pub(super) protocol: String,
    #[serde(default)]
    pub(super) any_port: bool,
    #[serde(default)]
    pub(super) health_check: HealthCheck,
    #[serde(default)]
    pub(super) members: Vec<Member>,
}

#[derive(Clone, Deserialize)]
pub(super) struct HealthCheck {
    pub(super) enabled: bool,
    pub(super) protocol: String,
    #[serde(default)]
    pub(super) port: Option<u16>,
}

impl Default for HealthCheck {
    fn default() -> Self {
        Self { enabled: true, protocol: "TCP".to_owned(), port: None }
    }
}

#[derive(Clone, Deserialize)]
pub(super) struct Member {
    pub(super) id: String,
    pub(super) target: String,
    #[serde(default)]
    pub(super) address: Option<Addresses>,
    #[serde(rename = "type", default)]
    pub(super) family: Family,
    #[serde(default)]
    pub(super) port: Option<u16>,
    #[serde(default = "one")]
    pub(super) weight: u8,
}

#[derive(Clone, Deserialize)]
pub(super) struct Server {
    pub(super) id: String,
    /// The primary interface, which a document writes as a part of the server.
    #[serde(flatten)]
    pub(super) primary: Interface,
    #[serde(default)]
    pub(super) interfaces: Vec<Interface>,
    #[serde(default)]
    pub(super) flavor: Flavor,
}

#[derive(Clone, Deserialize)]
pub(super) struct Interface {
    pub(super) subnet: String,
    #[serde(default)]
    pub(super) ipv4: Option<Addresses>,
    #[serde(default)]
    pub(super) ipv6: Option<Addresses>,
    #[serde(default)]
    pub(super) security_groups: Vec<String>,
    #[serde(default = "yes")]
    pub(super) port_security: bool,
}

impl Interface {
    /// The addresses of both families that it has.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &Addresses> {
        self.ipv4.iter().chain(&self.ipv6)
    }
}

impl Server {
    /// Every interface, the primary one first.
    pub(super) fn all_interfaces(&self) -> impl Iterator<Item = &Interface> {
        std::iter::once(&self.primary).chain(&self.interfaces)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Flavor {
    #[default]
    Standard,
    OldX86,
    Kunpeng,
}

#[derive(Clone, Deserialize)]
pub(super) struct IpBackend {
    pub(super) id: String,
    pub(super) address: Addresses,
    #[serde(default)]
    pub(super) vpc: Option<String>,
}
