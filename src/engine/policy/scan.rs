//! Finds the boxes that a question can meet, without looking at the boxes themselves.
//!
//! Most rules of a long list have nothing to do with a question. Whether one may have is told by
//! the sides of its box, cut down to what fits half a cache line: for IPv6 the upper halves of
//! the addresses. The walk is along the list and reads it once, which for lists of up to a
//! hundred thousand rules costs less than building and walking a tree. What it lets through is
//! looked at exactly afterwards.

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
    /// The place of the box among those of its rule.
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

    /// Without a branch between the sides: which of them parts two boxes cannot be foretold.
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
    /// Takes down the sides of the boxes of rules.
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

    /// Hands over every box that a question may meet, as the place of its rule and its own place
    /// among the boxes of the rule, in the order of the list, until it is told that no further
    /// one can matter.
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
