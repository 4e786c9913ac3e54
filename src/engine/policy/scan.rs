//! Search for the boxes that a question can meet, without a look at the boxes themselves.
//!
//! Most rules of a long list have nothing to do with a question. The sides of a rule's box show
//! whether it may meet the question. They are shortened to half a cache line: for IPv6 they are the
//! upper halves of the addresses. The search reads the whole list once, which for lists of up to a
//! hundred thousand rules costs less than building and walking a tree. The boxes that it finds are
//! then compared exactly.

use crate::engine::packet::{Interval, PacketBox};
use crate::plan::IpType;

/// The sides of every box of a list, in its order, family by family.
#[derive(Debug, Clone, Default)]
pub(super) struct Scan {
    ipv4: Vec<Sides>,
    ipv6: Vec<Sides>,
}

/// The sides of one box. A question meets it only where all of them overlap.
#[derive(Debug, Clone, Copy)]
struct Sides {
    source: Interval<u64>,
    destination: Interval<u64>,
    ports: Interval<u16>,
    source_ports: Interval<u16>,
    protocol: Interval<u8>,
    rule: u32,
    /// The position of the box within its rule.
    place: u32,
}

impl Sides {
    fn of(packets: &PacketBox, rule: u32, place: u32) -> Self {
        let shift = match packets.ip_type {
            IpType::IPv4 => 0,
            IpType::IPv6 => 64,
        };
        let half = |number: u128| u64::try_from(number >> shift).unwrap_or(u64::MAX);
        let halves = |it: Interval<u128>| Interval { low: half(it.low), high: half(it.high) };
        Self {
            source: halves(packets.source),
            destination: halves(packets.destination),
            ports: packets.ports,
            source_ports: packets.source_ports,
            protocol: packets.protocol,
            rule,
            place,
        }
    }

    /// There is no branch between the sides, because nobody can predict which of them separates two
    /// boxes.
    #[inline]
    fn meets(&self, other: &Self) -> bool {
        fn overlap<T: Copy + Ord>(one: Interval<T>, other: Interval<T>) -> bool {
            (one.low <= other.high) & (other.low <= one.high)
        }
        overlap(self.source, other.source)
            & overlap(self.destination, other.destination)
            & overlap(self.ports, other.ports)
            & overlap(self.source_ports, other.source_ports)
            & overlap(self.protocol, other.protocol)
    }
}

impl Scan {
    /// Reads the sides of the boxes of rules.
    pub(super) fn of<'a>(rules: impl Iterator<Item = &'a [PacketBox]>) -> Self {
        let mut scan = Self::default();
        for (rule, boxes) in (0_u32..).zip(rules) {
            for (place, packets) in (0_u32..).zip(boxes) {
                let sides = Sides::of(packets, rule, place);
                match packets.ip_type {
                    IpType::IPv4 => scan.ipv4.push(sides),
                    IpType::IPv6 => scan.ipv6.push(sides),
                }
            }
        }
        scan
    }

    /// Visits every box that a question may meet, in the order of the list, until `stop` returns
    /// `true`. It gets the position of the box's rule and the position of the box within the rule.
    pub(super) fn visit(&self, question: &PacketBox, mut stop: impl FnMut(u32, usize) -> bool) {
        let sides = Sides::of(question, 0, 0);
        let list = match question.ip_type {
            IpType::IPv4 => &self.ipv4,
            IpType::IPv6 => &self.ipv6,
        };
        for own in list.iter().filter(|own| own.meets(&sides)) {
            if usize::try_from(own.place).is_ok_and(|place| stop(own.rule, place)) {
                return;
            }
        }
    }
}
