//! The traffic that a change of a plan opens and closes, in words.

use crate::engine::reach::{
    ChangeVerdict, ChangedTraffic, Ends, Passage, Purposes, Source, Target, TrafficChange,
};
use crate::plan::Plan;

use super::cell_fate::ServiceText;
use super::reach::{SourceDetail, SourceTitle, TargetTitle};

/// The words around the list of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrafficChangeText {
    /// The title.
    Title,
    /// The answer in a sentence.
    Headline {
        /// The verdict.
        verdict: ChangeVerdict,
        /// True if nothing changes at all.
        is_empty: bool,
        /// True if something is opened that must not get in.
        opens_unwanted: bool,
    },
    /// The title of some changes.
    Part(ChangePart),
}

/// The changes that are listed together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangePart {
    /// Packets that must not get in, and that are opened.
    OpensUnwanted,
    /// All others of one verdict.
    Verdict(ChangeVerdict),
}

impl ChangePart {
    /// The parts in their order.
    pub const ALL: [Self; 4] = [
        Self::Verdict(ChangeVerdict::ClosesRequired),
        Self::OpensUnwanted,
        Self::Verdict(ChangeVerdict::OpensMore),
        Self::Verdict(ChangeVerdict::Harmless),
    ];

    /// The part of some packets.
    #[must_use]
    pub fn of(traffic: &ChangedTraffic) -> Self {
        match traffic.opens_unwanted() {
            true => Self::OpensUnwanted,
            false => Self::Verdict(traffic.verdict()),
        }
    }
}

impl TrafficChangeText {
    /// The answer in a sentence.
    #[must_use]
    pub fn headline(change: &TrafficChange) -> Self {
        let mut changed =
            change.rows.iter().flat_map(|row| &row.cells).flat_map(|it| it.traffic.iter());
        Self::Headline {
            verdict: change.verdict,
            is_empty: change.rows.is_empty(),
            opens_unwanted: changed.any(ChangedTraffic::opens_unwanted),
        }
    }
}

/// Packets between two ends of which the fate changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedTrafficText {
    pub(super) services: Vec<ServiceText>,
    pub(super) from: SourceTitle,
    pub(super) from_detail: SourceDetail,
    pub(super) to: TargetTitle,
    pub(super) before: Passage,
    pub(super) after: Passage,
    pub(super) required: Purposes,
    pub(super) is_wished: bool,
    pub(super) is_unwanted: bool,
    pub(super) ends: Ends,
}

impl ChangedTrafficText {
    /// Packets between two ends that have the same fates. The plan is one that has the things of both
    /// states.
    #[must_use]
    pub fn of(
        traffic: &[&ChangedTraffic],
        (source, target): (&Source, &Target),
        ends: Ends,
        plan: &Plan,
    ) -> Option<Self> {
        let first = traffic.first()?;
        let service = |it: &&ChangedTraffic| ServiceText {
            protocol: it.protocol,
            icmp: it.icmp.clone(),
            ports: it.ports.clone(),
            source_ports: it.source_ports.clone(),
        };
        Some(Self {
            services: traffic.iter().map(service).collect(),
            from: SourceTitle::of(source, plan),
            from_detail: SourceDetail::of(source, plan),
            to: TargetTitle::of(target, plan),
            before: first.before,
            after: first.after,
            required: first.required,
            is_wished: first.wishes.must_reach(),
            is_unwanted: first.wishes.must_not_reach(),
            ends,
        })
    }
}

area!(reach_change::text, TrafficChangeText);
prose!(reach_change::line, ChangedTrafficText);
