//! The differences between two states but for rules, as plain data.

use serde::{Deserialize, Serialize};

use crate::plan::SubjectId;

/// Something that differs between the two states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Difference {
    /// The thing that differs.
    pub subject: SubjectId,
    /// The kind of difference.
    pub kind: DifferenceKind,
}

/// The kinds of differences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Some of its fields are others.
    Changed(Vec<FieldChange>),
}

/// A field that has another value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FieldChange {
    /// The field.
    pub aspect: Aspect,
    /// Its value before.
    pub before: Value,
    /// Its value after.
    pub after: Value,
}

/// The value of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Something that is typed; empty where there is none.
    Text(String),
    /// An option.
    Flag(bool),
    /// Other things in the plan.
    Things(Vec<SubjectId>),
}

macro_rules! aspects {
    ($($name:ident,)*) => {
        /// The fields that can differ.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[serde(rename_all = "snake_case")]
        #[expect(missing_docs, reason = "each is named as the field of the plan that it stands for")]
        pub enum Aspect {
            $($name,)*
        }

        impl Aspect {
            /// Every field that can differ.
            pub const ALL: &[Self] = &[$(Self::$name,)*];
        }
    };
}

aspects! {
    Name,
    Cidr,
    SecondaryCidrs,
    Ipv6Cidr,
    Vpc,
    Subnet,
    NetworkAcl,
    Enabled,
    Addresses,
    Kind,
    BackendSubnets,
    PreviousBackendSubnets,
    IpAsBackend,
    Protocol,
    Ports,
    BackendServerGroup,
    AccessControl,
    TransferClientIp,
    Nat64,
    HealthCheck,
    HealthCheckProtocol,
    HealthCheckPort,
    Target,
    Type,
    Port,
    Weight,
    Ipv4,
    Ipv6,
    Address,
    SecurityGroups,
    Flavor,
}
