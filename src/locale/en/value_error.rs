//! Refused values, edits and plans, in English.

use std::borrow::Cow;

use crate::edit::{ContainerKind, EditError};
use crate::locale::Language;
use crate::plan::limits::TooLarge;
use crate::plan::{IdKind, IpType, MAX_PORT_GROUPS, Plan, ValueError};

pub(in crate::locale) fn value(error: &ValueError) -> Cow<'static, str> {
    match error {
        ValueError::NotACidr(found) => {
            format!("`{found}` is not a CIDR block; write it like `10.0.1.0/24` or `2001:db8::/64`")
        }
        ValueError::HostBits { found, meant } => {
            format!("`{found}` has bits set behind the prefix; did you mean `{meant}`?")
        }
        ValueError::NoPrefix { found, meant } => {
            format!("`{found}` has no prefix; did you mean `{meant}`?")
        }
        ValueError::WrongIpType { found, wanted } => {
            let example = match wanted {
                IpType::IPv4 => "10.0.1.0/24",
                IpType::IPv6 => "2001:db8::/64",
            };
            format!("`{found}` is not an {wanted} CIDR block; write it like `{example}`")
        }
        ValueError::NotARange(found) => {
            format!("`{found}` is not an address range; write it like `10.0.1.10-10.0.1.20`")
        }
        ValueError::NotAPort(found) => format!(
            "`{found}` is not a port; write ports like `80`, `8000-8080` or `22,80-90`, from 1 to \
             65535"
        ),
        ValueError::PortsDownward { first, last } => {
            format!("`{first}-{last}` runs downward; did you mean `{last}-{first}`?")
        }
        ValueError::NotAnIcmpNumber(found) => format!(
            "`{found}` is no ICMP type or code; write a number from 0 to 255, with the code behind \
             the type like `3/4`"
        ),
        ValueError::IcmpCodeWithoutType(found) => {
            format!("`{found}` names an ICMP code without a type; write both like `3/4`")
        }
        ValueError::TooManyPorts(found) => {
            format!("{found} port groups are too many for one rule; name {MAX_PORT_GROUPS} at most")
        }
        ValueError::NotAnId { found, wanted, example } => {
            format!("`{found}` is not the id of {}; write it like `{example}`", thing(*wanted))
        }
        ValueError::NotAProtocol(found) => format!(
            "`{found}` is not a protocol; write `tcp`, `udp`, `icmp`, `icmpv6`, `all` or a number \
             from 0 to 255"
        ),
        ValueError::OtherSpelling { found, wanted } => {
            format!("`{found}` is written in another way here; write `{wanted}`")
        }
        ValueError::NoReason => "the reason is empty; say why the note is not to be shown".into(),
        ValueError::NotAPriority(found) => {
            format!("`{found}` is not a priority; write a number from 1 to 100")
        }
        ValueError::UnknownVersion(found) => {
            let known = Plan::VERSION;
            format!("`{found}` is not a version that this program reads; write `{known}`")
        }
        ValueError::Blanks { found, meant } if meant.is_empty() => {
            format!("`{found}` is nothing but blanks; write it like `80`, or leave the field out")
        }
        ValueError::Blanks { found, meant } => {
            format!("`{found}` has blanks in it; write it like `{meant}`")
        }
    }
    .into()
}

fn thing(kind: IdKind) -> &'static str {
    match kind {
        IdKind::Vpc => "a VPC",
        IdKind::Subnet => "a subnet",
        IdKind::SecurityGroup => "a security group",
        IdKind::NetworkAcl => "a network ACL",
        IdKind::AddressGroup => "an IP address group",
        IdKind::LoadBalancer => "a load balancer",
        IdKind::Listener => "a listener",
        IdKind::BackendServerGroup => "a backend server group",
        IdKind::Member => "a member",
        IdKind::Server => "a server",
        IdKind::IpBackend => "an IP address backend",
        IdKind::Rule => "a rule",
        IdKind::Connection => "a connection",
        IdKind::Element => "a drawn element",
        IdKind::MemberTarget => "a server or an IP address backend",
        IdKind::Subject => "something in the plan",
    }
}

pub(in crate::locale) fn edit(error: &EditError) -> Cow<'static, str> {
    match error {
        EditError::Missing(id) => format!("the plan has no `{id}`; it may have been removed"),
        EditError::WrongContainer { element, wanted } => {
            let wanted = match wanted {
                ContainerKind::Vpc => "a VPC",
                ContainerKind::Subnet => "a subnet",
                ContainerKind::VpcOrBoard => "a VPC or the board",
                ContainerKind::Board => "the board",
            };
            format!("`{element}` cannot go there; drop it on {wanted}")
        }
        EditError::TooLarge(error) => {
            format!("this is not done: {}", error.text(Language::English))
        }
    }
    .into()
}

pub(in crate::locale) fn too_large(error: &TooLarge) -> Cow<'static, str> {
    match error {
        TooLarge::Things { found, most } => format!(
            "the plan holds {found} things, counting listeners, policies, members, interfaces and \
             rules; it may hold {most}, so make two plans of it"
        ),
        TooLarge::Bytes { found, most } => format!(
            "the plan takes {found} bytes; it may take {most}, so shorten its texts or make two \
             plans of it"
        ),
    }
    .into()
}
