//! From what is missing to the fewest rows that say just that.
//!
//! All that is missing at one list of rules, in one family, protocol and pair of ends, is put
//! onto one line of ports. Each stretch of ports gets the block of addresses that is missing
//! there: exactly that block where it is one, else the whole backend subnet, which is one rule
//! and never more than is required. Neighbouring stretches with the same block become one.

use std::collections::HashSet;

use crate::engine::packet::{Interval, PacketBox, cidr_of, join};
use crate::engine::report::{ClauseId, Decider, FlowId, Level};
use crate::plan::{Cidr, Direction};

/// What one flow misses at one list of rules.
#[derive(Debug, Clone)]
pub(super) struct Need {
    pub(super) flow: FlowId,
    pub(super) level: Level,
    pub(super) clauses: Vec<ClauseId>,
    pub(super) stopped_by: Vec<Decider>,
    /// The backend subnet.
    pub(super) remote: Cidr,
    pub(super) missing: Vec<PacketBox>,
}

/// A rule to be: one block, one stretch of ports.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) remote: Cidr,
    pub(super) ports: Interval<u16>,
    pub(super) level: Level,
    pub(super) flows: Vec<FlowId>,
    pub(super) clauses: Vec<ClauseId>,
    pub(super) stopped_by: Vec<Decider>,
}

/// The interval of the member's ports in some packets: where they go to on the way in and, at a
/// filter that sees answers, where they come from on the way out.
pub(super) type PortsOf = fn(&PacketBox) -> Interval<u16>;

/// The rows that close what some needs with the same backend subnet miss.
pub(super) fn rows(needs: &[Need], direction: Direction, ports_of: PortsOf) -> Vec<Row> {
    let remote_of = |packets: &PacketBox| match direction {
        Direction::Inbound => packets.source,
        Direction::Outbound => packets.destination,
    };
    let mut starts = needs
        .iter()
        .flat_map(|need| &need.missing)
        .flat_map(|packets| {
            let ports = ports_of(packets);
            [Some(ports.low), ports.high.checked_add(1)]
        })
        .flatten()
        .collect::<Vec<_>>();
    starts.sort_unstable();
    starts.dedup();
    let mut rows: Vec<Row> = vec![];
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at.saturating_add(1)).map_or(u16::MAX, |next| next.saturating_sub(1));
        let Some(stretch) = Interval::new(*start, end) else { continue };
        let here = needs
            .iter()
            .filter_map(|need| {
                let missing = need
                    .missing
                    .iter()
                    .filter(|packets| ports_of(packets).covers(stretch))
                    .map(remote_of)
                    .collect::<Vec<_>>();
                (!missing.is_empty()).then_some((need, missing))
            })
            .collect::<Vec<_>>();
        let Some((first, _)) = here.first() else { continue };
        let missing = join(here.iter().flat_map(|(_, missing)| missing.clone()).collect());
        let exact = match missing.as_slice() {
            [only] => cidr_of(first.remote.ip_type(), *only),
            _ => None,
        };
        let level = here.iter().map(|(need, _)| need.level).min().unwrap_or(Level::Required);
        let mut row = Row {
            remote: exact.unwrap_or(first.remote),
            ports: stretch,
            level,
            flows: vec![],
            clauses: vec![],
            stopped_by: vec![],
        };
        for (need, _) in &here {
            // Each flow has one need here, so none comes twice.
            row.flows.push(need.flow);
            add_new(&mut row.clauses, &need.clauses);
            add_new(&mut row.stopped_by, &need.stopped_by);
        }
        match rows.last_mut() {
            Some(last) if joins(last, &row) => {
                last.ports.high = row.ports.high;
                add_flows(&mut last.flows, &row.flows);
                add_new(&mut last.clauses, &row.clauses);
                add_new(&mut last.stopped_by, &row.stopped_by);
            }
            _ => rows.push(row),
        }
    }
    rows
}

fn joins(last: &Row, next: &Row) -> bool {
    last.remote == next.remote
        && last.level == next.level
        && last.ports.high.checked_add(1) == Some(next.ports.low)
}

/// As [`add_new`], for lists as long as there are flows.
fn add_flows(list: &mut Vec<FlowId>, more: &[FlowId]) {
    let known = list.iter().copied().collect::<HashSet<_>>();
    list.extend(more.iter().filter(|flow| !known.contains(flow)));
}

/// Adds what is not there yet, and keeps the order.
pub(super) fn add_new<T: Copy + PartialEq>(list: &mut Vec<T>, more: &[T]) {
    for item in more {
        if !list.contains(item) {
            list.push(*item);
        }
    }
}
