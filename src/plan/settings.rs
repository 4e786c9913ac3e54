//! Settings: the readings that the engine follows where its sources contradict each other, and how
//! wide the rules to add are.

use serde::{Deserialize, Serialize};

use super::address::Ipv4Cidr;
use super::lint::LintOff;

/// The choices of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The treatment of replies by a network ACL.
    #[serde(default)]
    pub network_acl_state: NetworkAclState,
    /// Tells whether rules count for the health checks of exempt layer 4 listeners.
    #[serde(default, skip_serializing_if = "is_default")]
    pub layer4_health_checks: Layer4HealthChecks,
    /// The address that a server sees behind a layer 4 listener with IP as a backend on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub client_addresses: ClientAddresses,
    /// Tells whether rules count where a shared load balancer passes on the clients' addresses.
    #[serde(default, skip_serializing_if = "is_default")]
    pub transferred_client_ip: TransferredClientIp,
    /// In which order the rules of several security groups on one interface are looked at.
    #[serde(default, skip_serializing_if = "is_default")]
    pub several_security_groups: SeveralSecurityGroups,
    /// The demand on the network ACLs of the load balancer's own subnets.
    #[serde(default, skip_serializing_if = "is_default")]
    pub load_balancer_acl: LoadBalancerAcl,
    /// Tells whether requests are routed to IP addresses of the load balancer's own VPC that are
    /// members.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ip_members_of_own_vpc: IpMembersOfOwnVpc,
    /// The blocks from which shared load balancers send; 100.125.0.0/16 where left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shared_sources: Vec<Ipv4Cidr>,
    /// The block that rules to add name for the load balancer.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rule_source: RuleSource,
    /// The block that network ACL rules to add name for the members.
    #[serde(default, skip_serializing_if = "is_default")]
    pub network_acl_destination: NetworkAclDestination,
    /// Tells whether ports that are apart go into one rule.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rule_ports: RulePorts,
    /// Tells whether blocks that adjoin become one block in rules to add.
    #[serde(default, skip_serializing_if = "is_default")]
    pub rule_blocks: RuleBlocks,
    /// The notes of the audit that are not to be shown, with the reasons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lints_off: Vec<LintOff>,
}

impl Settings {
    /// The block from which shared load balancers send in most regions (user guide of shared
    /// load balancers, security group and network ACL rules).
    pub const SHARED_SOURCE: ipnet::Ipv4Net =
        ipnet::Ipv4Net::new_assert(std::net::Ipv4Addr::new(100, 125, 0, 0), 16);
    /// The block from which they send as well in region eu-west-0 (that region's user guide of
    /// shared load balancers).
    pub const SHARED_SOURCE_EU_WEST_0: ipnet::Ipv4Net =
        ipnet::Ipv4Net::new_assert(std::net::Ipv4Addr::new(100, 126, 0, 0), 16);

    /// The blocks from which shared load balancers send, each once.
    #[must_use]
    pub fn sources_of_shared(&self) -> Vec<Ipv4Cidr> {
        let mut sources = self.shared_sources.clone();
        if sources.is_empty() {
            sources.push(Ipv4Cidr::of(Self::SHARED_SOURCE));
        }
        super::sort_list(&mut sources, Ord::cmp);
        sources.dedup();
        sources
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// Every choice, the default first.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }
    )*};
}

choices! {
    /// The treatment of replies to what a network ACL let in. The vendor's pages call it stateful,
    /// yet the vendor's own diagnosis asks for outbound rules too.
    NetworkAclState {
        /// Recommend outbound rules for the replies, which do no harm where they are not needed.
        #[default]
        Unsure,
        /// Replies pass by themselves: no outbound rules.
        Stateful,
        /// Replies need outbound rules.
        Stateless,
    }

    /// Tells whether rules count for the health checks of listeners whose traffic is exempt.
    Layer4HealthChecks {
        /// They do: only what is forwarded is exempt.
        #[default]
        Filtered,
        /// They do not: everything of such a listener is exempt, as the English note has it.
        Exempt,
    }

    /// The address that a server sees behind a layer 4 listener with IP as a backend on.
    ClientAddresses {
        /// One of the backend subnet.
        #[default]
        BackendSubnet,
        /// One of the backend subnet or the client's own: both have to be let in.
        ClientsToo,
    }

    /// Tells whether rules count where a shared load balancer passes on the clients' addresses.
    TransferredClientIp {
        /// They do not.
        #[default]
        Exempt,
        /// They do, and have to let the clients in.
        Filtered,
    }

    /// In which order the rules of several security groups on one interface are looked at.
    SeveralSecurityGroups {
        /// Both published readings are worked out; where they differ, neither counts as certain.
        #[default]
        Unsure,
        /// One group after the other, each by priority.
        InSequence,
        /// All rules as one list, by priority.
        Combined,
    }

    /// The demand on the network ACLs of the load balancer's own subnets.
    LoadBalancerAcl {
        /// Rules are recommended.
        #[default]
        Advise,
        /// Nothing: only the servers' network ACL counts.
        Ignore,
        /// Rules are required.
        Apply,
    }

    /// Tells whether requests are routed to IP addresses of the load balancer's own VPC that are
    /// members.
    IpMembersOfOwnVpc {
        /// Both answers are worked out: rules are asked for, and nothing counts as certain to pass.
        #[default]
        Unsure,
        /// They are.
        Reached,
        /// They are not, whatever rules say.
        NotReached,
    }

    /// The block that rules to add name for the load balancer.
    RuleSource {
        /// The backend subnet, as the guide has it.
        #[default]
        BackendSubnet,
        /// The VPC's block that holds the backend subnet, as some FAQs have it.
        Vpc,
    }

    /// The block that network ACL rules to add name for the members.
    NetworkAclDestination {
        /// The members' subnet, as the guide has it.
        #[default]
        Subnet,
        /// Each member's address.
        Member,
    }

    /// Tells whether ports that are apart go into one rule.
    RulePorts {
        /// One rule for each stretch of ports, which works on every kind of server.
        #[default]
        Contiguous,
        /// Up to 20 ports and ranges in one rule.
        Merged,
    }

    /// Tells whether blocks that adjoin become one block in rules to add.
    RuleBlocks {
        /// Each backend subnet has a rule of its own.
        #[default]
        Each,
        /// Blocks that make up a larger one exactly are named as that one.
        Merged,
    }
}
