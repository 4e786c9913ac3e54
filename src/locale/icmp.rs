//! The names of ICMP messages.

use crate::plan::{IcmpKind, IpType};

/// The name of a kind of ICMP messages, in the ICMP of a family, as the console lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IcmpKindText {
    /// The family.
    pub ip_type: IpType,
    /// The kind.
    pub kind: IcmpKind,
}

area!(icmp::kind, IcmpKindText);
