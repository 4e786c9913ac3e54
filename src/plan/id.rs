//! Identifiers: small counters, typed by the kind of thing they name.
//!
//! In JSON an id is a short text such as `subnet-3`, so that a plan can be read and written by
//! hand, and a reference to the wrong kind of thing is refused where it stands.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::value_error::{IdKind, ValueError};

/// An id that counts up from 1 within its kind.
pub trait Id: Copy + Ord {
    /// The id with this number.
    fn from_number(number: u32) -> Self;
    /// The number, from 1 up, unique within the kind and the plan.
    fn number(self) -> u32;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident, $prefix:literal, $wanted:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The start of every id of this kind, before the hyphen.
            pub const PREFIX: &'static str = $prefix;
        }

        impl Id for $name {
            fn from_number(number: u32) -> Self {
                Self(number)
            }
            fn number(self) -> u32 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!($prefix, "-{}"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = ValueError;
            fn from_str(text: &str) -> Result<Self, ValueError> {
                text.strip_prefix(concat!($prefix, "-"))
                    .and_then(canonical_number)
                    .map(Self)
                    .ok_or_else(|| ValueError::NotAnId {
                        found: text.to_owned(),
                        wanted: IdKind::$wanted,
                        example: concat!($prefix, "-1").to_owned(),
                    })
            }
        }

        text_serde!($name, concat!("^", $prefix, "-[1-9][0-9]*$"));
    )*};
}

/// Reads a number the way it is printed: no sign, no leading zero, so that two texts never name
/// the same thing.
fn canonical_number(digits: &str) -> Option<u32> {
    number_as_printed(digits).filter(|number| *number > 0)
}

/// Reads a number the way it is printed, in plans and in forms: no sign and no leading zero, which
/// some programs take for an octal number. Zero is one.
#[must_use]
pub fn number_as_printed<T: FromStr>(digits: &str) -> Option<T> {
    let is_printed = digits == "0" || !digits.starts_with('0');
    let is_number = is_printed && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

/// Tells whether a text begins like the ids of a kind, in letters of either case.
pub(super) fn begins_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// Tells whether nothing in a text is a blank.
pub(crate) fn is_without_blanks(text: &str) -> bool {
    !text.contains(char::is_whitespace)
}

/// Serialises a type through its `Display` and `FromStr`, with a schema to match.
///
/// Whoever types into a form may put blanks around a value; a document is written by programs, and
/// what it says is taken as it stands.
macro_rules! text_serde {
    ($name:ident, $pattern:expr) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                let text = <::std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                let value: Self = text.parse().map_err($crate::plan::ValueError::refused)?;
                match $crate::plan::is_without_blanks(&text) {
                    true => Ok(value),
                    false => {
                        let (found, meant) = (text.into_owned(), value.to_string());
                        Err($crate::plan::ValueError::Blanks { found, meant }.refused())
                    }
                }
            }
        }

        #[cfg(test)]
        impl ::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                ::schemars::json_schema!({ "type": "string", "pattern": $pattern })
            }
        }
    };
}
pub(crate) use text_serde;

ids! {
    /// Names a VPC.
    VpcId, "vpc", Vpc;
    /// Names a subnet.
    SubnetId, "subnet", Subnet;
    /// Names a security group.
    SecurityGroupId, "sg", SecurityGroup;
    /// Names a network ACL.
    NetworkAclId, "acl", NetworkAcl;
    /// Names an IP address group.
    AddressGroupId, "ipg", AddressGroup;
    /// Names a load balancer.
    LoadBalancerId, "elb", LoadBalancer;
    /// Names a listener of a load balancer.
    ListenerId, "listener", Listener;
    /// Names a backend server group.
    BackendServerGroupId, "bsg", BackendServerGroup;
    /// Names a member of a backend server group.
    MemberId, "member", Member;
    /// Names a server.
    ServerId, "server", Server;
    /// Names an IP address backend.
    IpBackendId, "ip", IpBackend;
    /// Names a rule of a security group or a network ACL; unique across both.
    RuleId, "rule", Rule;
    /// Names a connection of one's own.
    ConnectionId, "connection", Connection;
}

macro_rules! id_choice {
    ($(#[$doc:meta])* $name:ident, $wanted:ident, $example:literal: $($(#[$vdoc:meta])* $variant:ident($id:ident)),* $(,)?) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant($id)),* }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self { $(Self::$variant(id) => id.fmt(f)),* }
            }
        }

        impl FromStr for $name {
            type Err = ValueError;
            fn from_str(text: &str) -> Result<Self, ValueError> {
                $(if let Ok(id) = text.parse::<$id>() { return Ok(Self::$variant(id)); })*
                Err(ValueError::NotAnId {
                    found: text.to_owned(),
                    wanted: IdKind::$wanted,
                    example: $example.to_owned(),
                })
            }
        }

        $(impl From<$id> for $name {
            fn from(id: $id) -> Self { Self::$variant(id) }
        })*

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(ValueError::refused)
            }
        }

        #[cfg(test)]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let prefixes = [$($id::PREFIX),*].join("|");
                schemars::json_schema!({
                    "type": "string",
                    "pattern": format!("^({prefixes})-[1-9][0-9]*$"),
                })
            }
        }
    };
}

id_choice! {
    /// Names anything that is drawn on the board.
    ElementId, Element, "server-1":
    /// A VPC.
    Vpc(VpcId),
    /// A subnet.
    Subnet(SubnetId),
    /// A security group.
    SecurityGroup(SecurityGroupId),
    /// A network ACL.
    NetworkAcl(NetworkAclId),
    /// An IP address group.
    AddressGroup(AddressGroupId),
    /// A load balancer.
    LoadBalancer(LoadBalancerId),
    /// A backend server group.
    BackendServerGroup(BackendServerGroupId),
    /// A server.
    Server(ServerId),
    /// An IP address backend.
    IpBackend(IpBackendId),
}

id_choice! {
    /// The server or the address that a member of a backend server group stands for.
    MemberTarget, MemberTarget, "server-1":
    /// A server drawn in a subnet.
    Server(ServerId),
    /// An address outside the load balancer's VPC.
    IpBackend(IpBackendId),
}

id_choice! {
    /// Names anything in a plan that a finding can be about.
    SubjectId, Subject, "server-1":
    /// A VPC.
    Vpc(VpcId),
    /// A subnet.
    Subnet(SubnetId),
    /// A security group.
    SecurityGroup(SecurityGroupId),
    /// A network ACL.
    NetworkAcl(NetworkAclId),
    /// An IP address group.
    AddressGroup(AddressGroupId),
    /// A load balancer.
    LoadBalancer(LoadBalancerId),
    /// A listener.
    Listener(ListenerId),
    /// A backend server group.
    BackendServerGroup(BackendServerGroupId),
    /// A member.
    Member(MemberId),
    /// A server.
    Server(ServerId),
    /// An IP address backend.
    IpBackend(IpBackendId),
    /// A rule.
    Rule(RuleId),
    /// A connection of one's own.
    Connection(ConnectionId),
}

impl From<ElementId> for SubjectId {
    fn from(id: ElementId) -> Self {
        match id {
            ElementId::Vpc(id) => Self::Vpc(id),
            ElementId::Subnet(id) => Self::Subnet(id),
            ElementId::SecurityGroup(id) => Self::SecurityGroup(id),
            ElementId::NetworkAcl(id) => Self::NetworkAcl(id),
            ElementId::AddressGroup(id) => Self::AddressGroup(id),
            ElementId::LoadBalancer(id) => Self::LoadBalancer(id),
            ElementId::BackendServerGroup(id) => Self::BackendServerGroup(id),
            ElementId::Server(id) => Self::Server(id),
            ElementId::IpBackend(id) => Self::IpBackend(id),
        }
    }
}

impl From<MemberTarget> for ElementId {
    fn from(target: MemberTarget) -> Self {
        match target {
            MemberTarget::Server(id) => Self::Server(id),
            MemberTarget::IpBackend(id) => Self::IpBackend(id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    #[test]
    fn an_id_reads_back_as_it_is_written() {
        let id: ElementId = "subnet-3".parse().unwrap();
        assert_eq!(id, ElementId::Subnet(SubnetId(3)));
        assert_eq!(id.to_string(), "subnet-3");
    }

    #[test]
    fn an_id_of_another_kind_is_refused_with_the_wanted_form() {
        let error = "sg-1".parse::<SubnetId>().unwrap_err();
        assert_eq!(
            error.text(Language::English),
            "`sg-1` is not the id of a subnet; write it like `subnet-1`"
        );
    }

    #[test]
    fn two_texts_never_name_the_same_thing() {
        assert!("vpc-01".parse::<VpcId>().is_err());
        assert!("vpc-+1".parse::<VpcId>().is_err());
        assert!("vpc-".parse::<VpcId>().is_err());
        for text in ["+5", "05", "", " 5", "5 ", "-5", "0x5", "٥"] {
            assert_eq!(number_as_printed::<u8>(text), None, "{text}");
        }
        assert_eq!([number_as_printed::<u8>("0"), number_as_printed("5")], [Some(0), Some(5)]);
    }
}
