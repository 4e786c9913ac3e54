//! The common part of the two libraries of binary decision diagrams: packets as bits, lists of
//! rules as diagrams, and a limit of time.
//!
//! A list is built in halves, which is much faster than one rule after the other: a half knows
//! what it lets pass and what it decides at all, and the second half only counts where the first
//! decides nothing.

use std::collections::HashMap;
use std::time::Duration;

use crate::clock::Clock;
use crate::workload::{Block, Match, Range, Workload};

/// The number of bits of a packet: source, destination, protocol, source port, port.
pub(crate) const BITS: usize = 32 + 32 + 8 + 16 + 16;

/// A library of diagrams.
pub(crate) trait Diagrams {
    type Set: Clone;
    fn nothing(&self) -> Self::Set;
    fn everything(&self) -> Self::Set;
    /// The packets that have a bit set, or not.
    fn bit(&self, at: usize, set: bool) -> Self::Set;
    fn and(&self, one: &Self::Set, other: &Self::Set) -> Self::Set;
    fn or(&self, one: &Self::Set, other: &Self::Set) -> Self::Set;
    fn minus(&self, one: &Self::Set, other: &Self::Set) -> Self::Set;
    fn is_empty(&self, set: &Self::Set) -> bool;
    /// The number of packets, where the library can count exactly.
    fn count(&self, set: &Self::Set) -> Option<u128>;
}

/// The answer of a library to a workload.
pub(crate) struct Asked {
    pub(crate) time: Duration,
    /// The flows of which nothing is missing.
    pub(crate) open: usize,
    /// The number of missing packets, over all flows.
    pub(crate) missing: Option<u128>,
}

/// Sets of packets in terms of a library.
struct Encoder<'a, D: Diagrams> {
    diagrams: &'a D,
    ranges: HashMap<(usize, Range), D::Set>,
}

impl<D: Diagrams> Encoder<'_, D> {
    fn block(&self, offset: usize, (first, length): Block) -> D::Set {
        (0..usize::from(length)).rev().fold(self.diagrams.everything(), |set, bit| {
            let is_set = (first >> (31 - bit)) & 1 == 1;
            self.diagrams.and(&self.diagrams.bit(offset + bit, is_set), &set)
        })
    }

    /// The numbers of 16 bits on one side of a bound, the bound included.
    fn bound(&self, offset: usize, bound: u16, above: bool) -> D::Set {
        (0..16).rev().fold(self.diagrams.everything(), |set, bit| {
            let inner = (bound >> (15 - bit)) & 1 == u16::from(!above);
            let same = self.diagrams.bit(offset + bit, inner != above);
            let other = self.diagrams.bit(offset + bit, inner == above);
            match inner {
                // The bit of the bound leaves room on the inner side.
                true => self.diagrams.or(&other, &self.diagrams.and(&same, &set)),
                false => self.diagrams.and(&same, &set),
            }
        })
    }

    fn range(&mut self, offset: usize, range: Range) -> D::Set {
        if let Some(known) = self.ranges.get(&(offset, range)) {
            return known.clone();
        }
        let (low, high) = (self.bound(offset, range.0, true), self.bound(offset, range.1, false));
        let set = self.diagrams.and(&low, &high);
        self.ranges.insert((offset, range), set.clone());
        set
    }

    fn packets(&mut self, packets: &Match) -> D::Set {
        let mut set = self.range(88, packets.ports);
        set = self.diagrams.and(&self.range(72, packets.source_ports), &set);
        if packets.protocol > 0 {
            for bit in (0..8).rev() {
                let is_set = (packets.protocol >> (7 - bit)) & 1 == 1;
                set = self.diagrams.and(&self.diagrams.bit(64 + bit, is_set), &set);
            }
        }
        set = self.diagrams.and(&self.block(32, packets.destination), &set);
        self.diagrams.and(&self.block(0, packets.source), &set)
    }
}

/// Builds the rules and answers the flows. Nothing, where that takes longer than the limit.
pub(crate) fn ask<D: Diagrams>(
    diagrams: &D,
    workload: &Workload,
    limit: Duration,
) -> Option<Asked> {
    let started = Clock::start();
    let mut encoder = Encoder { diagrams, ranges: HashMap::new() };
    let mut halves: Vec<(D::Set, D::Set)> = vec![];
    for rule in &workload.rules {
        let matched = encoder.packets(&rule.packets);
        let passed = if rule.allow { matched.clone() } else { diagrams.nothing() };
        halves.push((passed, matched));
    }
    while halves.len() > 1 {
        let mut next = Vec::with_capacity(halves.len().div_ceil(2));
        for pair in halves.chunks(2) {
            if started.elapsed() > limit {
                return None;
            }
            next.push(match pair {
                [(passed, matched), (later_passed, later_matched)] => {
                    let later = diagrams.minus(later_passed, matched);
                    (diagrams.or(passed, &later), diagrams.or(matched, later_matched))
                }
                other => other[0].clone(),
            });
        }
        halves = next;
    }
    let passed = halves.pop().map_or_else(|| diagrams.nothing(), |(passed, _)| passed);
    let mut missing = vec![];
    for flow in &workload.flows {
        missing.push(diagrams.minus(&encoder.packets(flow), &passed));
        if started.elapsed() > limit {
            return None;
        }
    }
    let open = missing.iter().filter(|set| diagrams.is_empty(set)).count();
    let time = started.elapsed();
    let missing = missing.iter().map(|set| diagrams.count(set)).sum();
    Some(Asked { time, open, missing })
}
