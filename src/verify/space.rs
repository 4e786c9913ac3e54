//! Packets as points of a space of six sides: source, destination, protocol, source port,
//! destination port and ICMP message, each address family a space of its own. Packets without ports
//! lie across all ports, and packets that are no ICMP messages across all of these.
//!
//! A *cell* is a product of six spans. A *matcher*, what a rule matches, is a product of six
//! sets of spans. Whether a matcher holds a cell, or meets it, is found side by side, so that
//! nothing here has to cut packets up.

use super::count::Count;

/// The numbers from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Span {
    pub(super) low: u128,
    pub(super) high: u128,
}

impl Span {
    /// Every port. Port 0 is none.
    pub(super) const PORTS: Self = Self { low: 1, high: 65535 };
    /// Every protocol.
    pub(super) const PROTOCOLS: Self = Self { low: 0, high: 255 };

    /// Every ICMP message: 256 times the type, and the code.
    pub(super) const MESSAGES: Self = Self { low: 0, high: 65535 };

    /// One number.
    pub(super) fn one(number: u128) -> Self {
        Self { low: number, high: number }
    }

    /// Every address of a family.
    pub(super) fn addresses(family: Family) -> Self {
        let high = match family {
            Family::V4 => u128::from(u32::MAX),
            Family::V6 => u128::MAX,
        };
        Self { low: 0, high }
    }

    pub(super) fn holds(self, other: Self) -> bool {
        self.low <= other.low && other.high <= self.high
    }

    pub(super) fn shared(self, other: Self) -> Option<Self> {
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        (low <= high).then_some(Self { low, high })
    }
}

/// An address family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
pub(super) enum Family {
    #[default]
    #[serde(rename = "IPv4")]
    V4,
    #[serde(rename = "IPv6")]
    V6,
}

impl std::fmt::Display for Family {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::V4 => "IPv4",
            Self::V6 => "IPv6",
        })
    }
}

/// Every combination of a source, a destination, a protocol, a source port, a port and a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) family: Family,
    pub(super) source: Span,
    pub(super) destination: Span,
    pub(super) protocol: Span,
    pub(super) source_ports: Span,
    pub(super) ports: Span,
    pub(super) messages: Span,
}

impl Cell {
    fn sides(&self) -> [Span; 6] {
        let Self { source, destination, protocol, source_ports, ports, messages, .. } = *self;
        [source, destination, protocol, source_ports, ports, messages]
    }

    fn pairs(&self, other: &Self) -> impl Iterator<Item = (Span, Span)> {
        self.sides().into_iter().zip(other.sides())
    }

    /// True if all of another cell is in this one.
    pub(super) fn holds(&self, other: &Self) -> bool {
        self.family == other.family && self.pairs(other).all(|(one, other)| one.holds(other))
    }

    /// The packets that two cells share.
    pub(super) fn shared(&self, other: &Self) -> Option<Self> {
        if self.family != other.family {
            return None;
        }
        Some(Self {
            family: self.family,
            source: self.source.shared(other.source)?,
            destination: self.destination.shared(other.destination)?,
            protocol: self.protocol.shared(other.protocol)?,
            source_ports: self.source_ports.shared(other.source_ports)?,
            ports: self.ports.shared(other.ports)?,
            messages: self.messages.shared(other.messages)?,
        })
    }

    /// The number of its packets.
    pub(super) fn count(&self) -> Count {
        self.sides().into_iter().fold(Count::one(), |count, side| {
            let mut more = count.times(side.high - side.low);
            more.add(&count);
            more
        })
    }
}

/// The number of packets of some disjoint cells.
pub(super) fn count<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Count {
    let mut all = Count::default();
    for cell in cells {
        all.add(&cell.count());
    }
    all
}

/// The packets that the cells of one list share with those of another. Where each list is disjoint, the
/// result is.
pub(super) fn shared(one: &[Cell], other: &[Cell]) -> Vec<Cell> {
    one.iter().flat_map(|cell| other.iter().filter_map(|it| cell.shared(it))).collect()
}

/// The packets that a rule matches: every combination of what its six sides hold.
#[derive(Debug, Clone)]
pub(super) struct Matcher {
    family: Family,
    sides: [Vec<Span>; 6],
}

impl Matcher {
    /// A matcher of six sides, in the order of the sides of a cell.
    pub(super) fn of(family: Family, sides: [Vec<Span>; 6]) -> Self {
        Self { family, sides: sides.map(joined) }
    }

    /// True if it matches every packet of a cell.
    pub(super) fn holds(&self, cell: &Cell) -> bool {
        self.family == cell.family
            && self.pairs(cell).all(|(spans, side)| spans.iter().any(|it| it.holds(side)))
    }

    /// True if it matches some packet of a cell.
    pub(super) fn meets(&self, cell: &Cell) -> bool {
        self.family == cell.family
            && self
                .pairs(cell)
                .all(|(spans, side)| spans.iter().any(|it| it.shared(side).is_some()))
    }

    /// True if two matchers match a packet in common.
    pub(super) fn meets_matcher(&self, other: &Self) -> bool {
        let meet = |one: &Vec<Span>, other: &Vec<Span>| {
            one.iter().any(|it| other.iter().any(|span| it.shared(*span).is_some()))
        };
        self.family == other.family
            && self.sides.iter().zip(&other.sides).all(|(one, other)| meet(one, other))
    }

    /// The number of stretches of ports that it matches.
    pub(super) fn stretches_of_ports(&self) -> usize {
        let [.., ports, _] = &self.sides;
        ports.len()
    }

    /// The packets that it matches, as disjoint cells.
    pub(super) fn cells(&self) -> Vec<Cell> {
        let [sources, destinations, protocols, source_ports, ports, messages] = &self.sides;
        let family = self.family;
        let mut cells = vec![];
        for &source in sources {
            for &destination in destinations {
                for &protocol in protocols {
                    for &source_ports in source_ports {
                        for &ports in ports {
                            cells.extend(messages.iter().map(|&messages| Cell {
                                family,
                                source,
                                destination,
                                protocol,
                                source_ports,
                                ports,
                                messages,
                            }));
                        }
                    }
                }
            }
        }
        cells
    }

    fn pairs<'a>(&'a self, cell: &Cell) -> impl Iterator<Item = (&'a Vec<Span>, Span)> {
        self.sides.iter().zip(cell.sides())
    }
}

/// Sorts spans and joins those that overlap or touch, so that a span is held by their union only
/// where it is held by one of them.
pub(super) fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if last.high.checked_add(1).is_none_or(|next| span.low <= next) => {
                last.high = last.high.max(span.high);
            }
            _ => joined.push(span),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ports(low: u128, high: u128) -> Cell {
        let addresses = Span::addresses(Family::V6);
        Cell {
            family: Family::V6,
            source: addresses,
            destination: addresses,
            protocol: Span::one(6),
            source_ports: Span::PORTS,
            ports: Span { low, high },
            messages: Span::MESSAGES,
        }
    }

    fn matcher(spans: &[(u128, u128)]) -> Matcher {
        let addresses = vec![Span::addresses(Family::V6)];
        let ports = spans.iter().map(|&(low, high)| Span { low, high }).collect();
        let every = [Span::PROTOCOLS, Span::PORTS, Span::MESSAGES].map(|it| vec![it]);
        let [protocols, source_ports, messages] = every;
        let sides = [addresses.clone(), addresses, protocols, source_ports, ports, messages];
        Matcher::of(Family::V6, sides)
    }

    #[test]
    fn touching_spans_hold_what_lies_across_them() {
        let rule = matcher(&[(80, 90), (91, 95), (100, 100)]);
        assert!(rule.holds(&ports(85, 95)));
        assert!(!rule.holds(&ports(85, 100)) && rule.meets(&ports(96, 100)));
        assert!(!rule.meets(&ports(96, 99)));
        assert_eq!(rule.cells().len(), 2);
        assert!(rule.meets_matcher(&matcher(&[(1, 80)])));
        assert!(!rule.meets_matcher(&matcher(&[(96, 99)])));
    }

    #[test]
    fn the_counts_of_disjoint_cells_add_up() {
        let whole = ports(1, 100);
        assert_eq!(count(&[ports(1, 40), ports(41, 100)]), whole.count());
        assert_ne!(count(&[ports(1, 40), ports(42, 100)]), whole.count());
        assert_eq!(shared(&[ports(1, 40)], &[ports(30, 60), ports(61, 62)]), [ports(30, 40)]);
    }

    #[test]
    fn the_families_never_meet() {
        let other = Cell { family: Family::V4, ..ports(1, 2) };
        assert!(!ports(1, 2).holds(&other) && ports(1, 2).shared(&other).is_none());
        assert!(!matcher(&[(1, 2)]).meets(&other));
    }
}
