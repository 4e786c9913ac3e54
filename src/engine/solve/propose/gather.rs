//! Rows: the fewest rules that let exactly the missing packets pass.
//!
//! All packets that are missing at one list of rules, in one family, protocol and pair of ends, are
//! put onto one line of ports. Each stretch of ports gets the block of addresses that is missing
//! there: exactly that block if it is one, else the whole backend subnet, which is one rule and
//! never more than is required. Neighbouring stretches with the same block become one.

use std::rc::Rc;

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use crate::engine::packet::{Interval, PacketBox, cidr_of, join};
use crate::engine::report::{ClauseId, Decider, FlowId, Leg, Level};
use crate::engine::solve::decide::missing_slots::PortsOf;
use crate::engine::solve::decide::need::{Need, Serves};
use crate::plan::{Cidr, add_new};

/// A rule to be: one block and one stretch of ports, or several where the plan has them merged.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) remote: Cidr,
    pub(crate) ports: Vec<Interval<u16>>,
    pub(crate) level: Level,
    /// By leg, in their order.
    pub(crate) legs: Vec<OnLeg>,
    pub(crate) clauses: Vec<ClauseId>,
    pub(crate) stopped_by: Vec<Decider>,
    /// The packets that it is to let pass and that do not pass now, each with its flow.
    pub(crate) missing: Vec<(FlowId, PacketBox)>,
}

/// The flows on one leg of the path that a row is for.
#[derive(Debug, Clone)]
pub(crate) struct OnLeg {
    pub(crate) leg: Leg,
    pub(crate) flows: Vec<FlowId>,
    pub(crate) serves: Vec<Serves>,
}

impl Row {
    /// All flows that it is for.
    pub(crate) fn flows(&self) -> Vec<FlowId> {
        let mut flows = vec![];
        self.legs.iter().for_each(|it| add_flows(&mut flows, &it.flows));
        flows
    }

    /// Adds the flows and reasons of another row.
    pub(crate) fn absorb(&mut self, other: &Self) {
        for more in &other.legs {
            match self.legs.iter_mut().find(|it| it.leg == more.leg) {
                Some(own) => {
                    add_flows(&mut own.flows, &more.flows);
                    add_new(&mut own.serves, &more.serves);
                }
                None => self.legs.push(more.clone()),
            }
        }
        self.legs.sort_unstable_by_key(|it| it.leg);
        add_new(&mut self.clauses, &other.clauses);
        add_new(&mut self.stopped_by, &other.stopped_by);
        self.missing.extend(&other.missing);
    }

    /// Adds what another row says of those of its flows that miss some packets.
    pub(crate) fn absorb_part(
        &mut self,
        other: &Self,
        is_part: impl Fn(FlowId, &PacketBox) -> bool,
    ) {
        let missing = other.missing.iter().filter(|(flow, own)| is_part(*flow, own));
        let missing = missing.copied().collect::<Vec<_>>();
        let theirs = missing.iter().map(|it| it.0).collect::<FxHashSet<_>>();
        let mut part = Self { missing, ..other.clone() };
        for leg in &mut part.legs {
            leg.flows.retain(|flow| theirs.contains(flow));
        }
        part.legs.retain(|leg| !leg.flows.is_empty());
        self.absorb(&part);
    }

    /// Adds the reasons of a need; the need before it often has the same reasons.
    fn take_reasons(&mut self, own: &mut OnLeg, need: &Need, last: Option<&Need>) {
        let differs = |is_same: fn(&Need, &Need) -> bool| !last.is_some_and(|it| is_same(it, need));
        if differs(|last, need| last.serves() == need.serves()) {
            add_new(&mut own.serves, &[need.serves()]);
        }
        if differs(|last, need| last.filter_check.clauses == need.filter_check.clauses) {
            add_new(&mut self.clauses, &need.filter_check.clauses);
        }
        if differs(|last, need| Rc::ptr_eq(&last.decision, &need.decision)) {
            let stopped_by = need.decision.stopped_by().collect::<SmallVec<[_; 4]>>();
            add_new(&mut self.stopped_by, &stopped_by);
        }
    }
}

/// The width of the block of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    /// The block that is missing, if it is one block.
    Exact,
    /// The block that rules name, always.
    Named,
}

/// The rows that let pass what some needs on one leg miss, with the same backend subnet, `remote`.
pub(crate) fn rows(
    needs: &[Need],
    remote: Cidr,
    are_answers: bool,
    ports_of: PortsOf,
    width: Width,
) -> Vec<Row> {
    let remote_of = |packets: &PacketBox| match are_answers {
        false => packets.source,
        true => packets.destination,
    };
    let Some(leg) = needs.first().map(|need| need.filter_check.leg) else { return vec![] };
    // Every box, with the need that it is of, in the order of the needs.
    let boxes = needs.iter().flat_map(|need| need.missing().iter().map(move |own| (need, own)));
    let boxes = boxes.map(|(need, own)| (ports_of(own), need, own)).collect::<Vec<_>>();
    let starts = boxes.iter().map(|(ports, _, _)| ports.low);
    let ends = boxes.iter().filter_map(|(ports, _, _)| ports.high.checked_add(1));
    let mut starts = starts.chain(ends).collect::<Vec<_>>();
    starts.sort_unstable();
    starts.dedup();
    let mut rows: Vec<Row> = vec![];
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at.saturating_add(1)).map_or(u16::MAX, |next| next.saturating_sub(1));
        let Some(stretch) = Interval::new(*start, end) else { continue };
        let mut row = Row {
            remote,
            ports: vec![stretch],
            level: Level::Recommended,
            legs: vec![],
            clauses: vec![],
            stopped_by: vec![],
            missing: vec![],
        };
        let mut on_leg = OnLeg { leg, flows: vec![], serves: vec![] };
        let mut last = None::<&Need>;
        for (_, need, own) in boxes.iter().filter(|(ports, _, _)| ports.covers(stretch)) {
            row.missing.push((need.flow, **own));
            if last.is_some_and(|last| std::ptr::eq(last, *need)) {
                continue;
            }
            // A flow from the Internet has a need for each block around the VPCs, one after the other.
            if last.is_none_or(|last| last.flow != need.flow) {
                on_leg.flows.push(need.flow);
            }
            row.level = row.level.min(need.filter_check.level);
            row.take_reasons(&mut on_leg, need, last);
            last = Some(need);
        }
        if on_leg.flows.is_empty() {
            continue;
        }
        row.legs.push(on_leg);
        if let [only] = join(row.missing.iter().map(|(_, own)| remote_of(own)).collect()).as_slice()
            && width == Width::Exact
        {
            row.remote = cidr_of(remote.ip_type(), *only).unwrap_or(remote);
        }
        match rows.last_mut() {
            Some(last) if joins(last, &row) => {
                last.ports.extend(&row.ports);
                last.ports = join(std::mem::take(&mut last.ports));
                last.absorb(&row);
            }
            _ => rows.push(row),
        }
    }
    rows
}

fn joins(last: &Row, next: &Row) -> bool {
    last.remote == next.remote
        && last.level == next.level
        && last.ports.last().and_then(|it| it.high.checked_add(1))
            == next.ports.first().map(|it| it.low)
}

/// As [`add_new`], for lists as long as there are flows.
fn add_flows(list: &mut Vec<FlowId>, more: &[FlowId]) {
    let known = list.iter().copied().collect::<FxHashSet<_>>();
    list.extend(more.iter().filter(|flow| !known.contains(flow)));
}
