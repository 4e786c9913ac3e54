//! ICMP messages as a side of packet boxes.
//!
//! An ICMP message has a type and a code where other packets have ports. So a box of ICMP has them
//! in the side of its destination ports, the type in front: all codes of a type are next to each
//! other, and so are all messages.

use super::boxes::PacketBox;
use super::interval::Interval;
use crate::engine::report::IcmpRange;
use crate::plan::{IcmpKind, IpType};

/// The messages of a kind; all where none is named.
pub(crate) fn messages_of(kind: Option<IcmpKind>) -> Interval<u16> {
    let Some(kind) = kind else { return Interval::ALL };
    let (first, last) = kind.codes();
    let message = |code| u16::from_be_bytes([kind.icmp_type, code]);
    Interval { low: message(first), high: message(last) }
}

/// The messages of a range; all where none is named.
pub(crate) fn messages_within(range: Option<IcmpRange>) -> Interval<u16> {
    let message = |(icmp_type, code)| u16::from_be_bytes([icmp_type, code]);
    range.map_or(Interval::ALL, |range| Interval {
        low: message(range.first),
        high: message(range.last),
    })
}

impl PacketBox {
    /// Checks whether all of it are ICMP messages.
    pub(crate) fn is_icmp(&self) -> bool {
        self.protocol.low == self.protocol.high && matches!(self.protocol.low, 1 | 58)
    }

    /// The messages; none where it is all of them, or where not all of it are ICMP messages.
    pub(crate) fn icmp(&self) -> Option<IcmpRange> {
        let message = |number: u16| {
            let [icmp_type, code] = number.to_be_bytes();
            (icmp_type, code)
        };
        (self.is_icmp() && self.ports != Interval::ALL)
            .then(|| IcmpRange { first: message(self.ports.low), last: message(self.ports.high) })
    }

    /// The packets that answer: both ends swapped. A ping is answered by an echo reply; whatever
    /// answers other messages may be any.
    pub(crate) fn answers(&self) -> Self {
        let (source_ports, ports) = match self.is_icmp() {
            false => (self.ports, self.source_ports),
            true => (Interval::ALL, answering(self.ip_type, self.ports)),
        };
        Self { source: self.destination, destination: self.source, source_ports, ports, ..*self }
    }
}

fn answering(ip_type: IpType, messages: Interval<u16>) -> Interval<u16> {
    match messages == messages_of(Some(IcmpKind::echo_request(ip_type))) {
        true => messages_of(Some(IcmpKind::echo_reply(ip_type))),
        false => Interval::ALL,
    }
}
