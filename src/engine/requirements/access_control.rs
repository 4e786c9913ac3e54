//! A listener's access control decides which clients may use it.
//!
//! Access control works at the listener, before anything is forwarded, and apart from security
//! groups and network ACLs. If rules do not filter the forwarded traffic, only access control can
//! keep clients out. If rules have to let clients in, those of the whitelist are enough; without a
//! whitelist it is everyone.

use ipnet::{Ipv4Subnets, Ipv6Subnets};

use crate::engine::report::ClauseId;
use crate::plan::{AccessControl, AddressEntry, Cidr, IpType, Listener, fewest_blocks};

use super::Clause;

/// This clause.
pub(crate) const CLAUSE: Clause =
    Clause { id: ClauseId::AccessControl, section: "Scenarios", file: "access_control.rs" };

/// Checks whether a listener keeps some clients out.
pub(crate) fn limits_clients(listener: &Listener) -> bool {
    !listener.access_control.is_open()
}

/// The blocks of the clients that may use some listeners, in one family: as few as are exactly
/// those, and none that shares an address with another.
pub(super) fn clients<'a>(
    listeners: impl IntoIterator<Item = &'a Listener>,
    ip_type: IpType,
) -> Vec<Cidr> {
    let blocks = listeners.into_iter().flat_map(|listener| match &listener.access_control {
        AccessControl::Whitelist { addresses } => {
            addresses.iter().flat_map(|entry| blocks_of(*entry)).collect()
        }
        AccessControl::Open | AccessControl::Blacklist { .. } => vec![Cidr::any(ip_type)],
    });
    fewest_blocks(blocks.filter(|block| block.ip_type() == ip_type).collect())
}

/// The blocks that are exactly an entry.
fn blocks_of(entry: AddressEntry) -> Vec<Cidr> {
    use std::net::IpAddr::{V4, V6};
    match entry {
        AddressEntry::Cidr(cidr) => vec![cidr],
        AddressEntry::Range(V4(first), V4(last)) => {
            Ipv4Subnets::new(first, last, 0).map(Cidr::of).collect()
        }
        AddressEntry::Range(V6(first), V6(last)) => {
            Ipv6Subnets::new(first, last, 0).map(Cidr::of).collect()
        }
        AddressEntry::Range(..) => vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(policy: &serde_json::Value) -> Vec<String> {
        let listener: Listener = serde_json::from_value(serde_json::json!({
            "id": "listener-1", "protocol": "TCP", "ports": "80", "access_control": policy,
        }))
        .unwrap();
        clients([&listener], IpType::IPv4).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_whitelist_becomes_the_fewest_blocks_that_are_just_it() {
        let list = ["10.0.0.0/25", "10.0.0.128/25", "10.0.0.7", "10.0.2.1-10.0.2.3", "fd00::/64"];
        let policy = serde_json::json!({ "policy": "whitelist", "addresses": list });
        assert_eq!(of(&policy), ["10.0.0.0/24", "10.0.2.1/32", "10.0.2.2/31"]);
    }

    #[test]
    fn without_a_whitelist_it_is_everyone_and_with_an_empty_one_nobody() {
        let none: [&str; 0] = [];
        assert_eq!(of(&serde_json::json!({ "policy": "open" })), ["0.0.0.0/0"]);
        let blacklist = serde_json::json!({ "policy": "blacklist", "addresses": ["10.0.0.1"] });
        assert_eq!(of(&blacklist), ["0.0.0.0/0"]);
        let whitelist = serde_json::json!({ "policy": "whitelist", "addresses": none });
        assert!(of(&whitelist).is_empty());
    }
}
