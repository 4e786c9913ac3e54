//! The fewest CIDR blocks that are together the same addresses as others.

use super::address::Cidr;
use super::order::sort_list;

/// The fewest blocks that hold just the addresses of some blocks, in order. `IpNet::aggregate` finds
/// the same, and sorts each family by a sort of its own.
#[must_use]
pub fn fewest_blocks(mut blocks: Vec<Cidr>) -> Vec<Cidr> {
    // Of two blocks that begin with the same address, the wider one comes first.
    sort_list(&mut blocks, Ord::cmp);
    let mut fewest: Vec<Cidr> = vec![];
    for block in blocks {
        if fewest.last().is_some_and(|last| last.net().contains(&block.net())) {
            continue;
        }
        let mut whole = block;
        // Two halves of a block become that block, which may be a half itself.
        while let Some(both) = fewest.last().and_then(|last| joined(*last, whole)) {
            fewest.pop();
            whole = both;
        }
        fewest.push(whole);
    }
    fewest
}

/// The block that two blocks are the halves of.
fn joined(one: Cidr, other: Cidr) -> Option<Cidr> {
    one.net().is_sibling(&other.net()).then(|| one.net().supernet()).flatten().map(Cidr::of)
}

#[cfg(test)]
mod tests {
    use ipnet::IpNet;
    use proptest::prelude::*;

    use super::*;

    fn block() -> impl Strategy<Value = Cidr> {
        // Few addresses, so that blocks meet; the last ones of all are among them.
        let four = (0_u32..16, 24_u8..=32, any::<bool>()).prop_map(|(at, prefix, is_last)| {
            let address = if is_last { u32::MAX - at * 8 } else { at * 8 };
            Cidr::of(IpNet::new(std::net::Ipv4Addr::from(address).into(), prefix).unwrap())
        });
        let six = (0_u128..16, 120_u8..=128, any::<bool>()).prop_map(|(at, prefix, is_last)| {
            let address = if is_last { u128::MAX - at * 8 } else { at * 8 };
            Cidr::of(IpNet::new(std::net::Ipv6Addr::from(address).into(), prefix).unwrap())
        });
        let wide = (0_u8..3).prop_map(|prefix| {
            Cidr::of(IpNet::new(std::net::Ipv4Addr::UNSPECIFIED.into(), prefix).unwrap())
        });
        prop_oneof![8 => four, 8 => six, 1 => wide]
    }

    proptest! {
        #[test]
        fn they_are_the_blocks_that_the_library_finds(
            blocks in proptest::collection::vec(block(), 0..24),
        ) {
            let nets = blocks.iter().map(|it| it.net()).collect::<Vec<_>>();
            let expected = IpNet::aggregate(&nets).into_iter().map(Cidr::of).collect::<Vec<_>>();
            prop_assert_eq!(fewest_blocks(blocks), expected);
        }
    }
}
