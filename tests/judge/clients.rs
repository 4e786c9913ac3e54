//! The clients that may use listeners, as the fewest blocks.

use std::net::IpAddr;

use elb_rule_planner::plan::{AccessControl, AddressEntry, Cidr, IpType, Listener};

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(u32::from(address)),
        IpAddr::V6(address) => u128::from(address),
    }
}

/// The blocks of the clients that may use some listeners: everyone, unless all have a whitelist.
pub(crate) fn blocks(listeners: &[&Listener], ip_type: IpType) -> Vec<Cidr> {
    let bits: u32 = if ip_type == IpType::IPv4 { 32 } else { 128 };
    let top = if bits == 32 { u128::from(u32::MAX) } else { u128::MAX };
    // Spans of numbers, then joined, then cut into the largest aligned blocks.
    let mut spans: Vec<(u128, u128)> = vec![];
    for listener in listeners {
        match &listener.access_control {
            AccessControl::Whitelist { addresses } => {
                for entry in addresses {
                    let (first, last) = match entry {
                        AddressEntry::Cidr(block) => {
                            (block.net().network(), block.net().broadcast())
                        }
                        AddressEntry::Range(first, last) => (*first, *last),
                    };
                    if first.is_ipv4() == (bits == 32) {
                        spans.push((number(first), number(last)));
                    }
                }
            }
            AccessControl::Open | AccessControl::Blacklist { .. } => spans.push((0, top)),
        }
    }
    spans.sort_unstable();
    let mut joined: Vec<(u128, u128)> = vec![];
    for (low, high) in spans {
        match joined.last_mut() {
            Some(last) if last.1 == top || low <= last.1 + 1 => last.1 = last.1.max(high),
            _ => joined.push((low, high)),
        }
    }
    let mut blocks = vec![];
    for (mut low, high) in joined {
        if (low, high) == (0, top) {
            blocks.push(Cidr::any(ip_type));
            continue;
        }
        loop {
            let mut host = if low == 0 { bits - 1 } else { low.trailing_zeros().min(bits - 1) };
            while low + ((1_u128 << host) - 1) > high {
                host -= 1;
            }
            let address: IpAddr = match bits {
                32 => IpAddr::V4(u32::try_from(low).unwrap().into()),
                _ => IpAddr::V6(low.into()),
            };
            blocks.push(format!("{address}/{}", bits - host).parse().unwrap());
            let end = low + ((1_u128 << host) - 1);
            if end >= high {
                break;
            }
            low = end + 1;
        }
    }
    blocks.sort();
    blocks
}
