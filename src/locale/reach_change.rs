//! The traffic that a change of a plan opens and closes, in words.

use crate::engine::reach::{
    ChangeVerdict, ChangedTraffic, Ends, Passage, Purposes, Source, Target, TrafficChange,
};
use crate::plan::Plan;

use super::reach::{ServiceText, SourceDetail, SourceTitle, TargetTitle};

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
    },
    /// The title of the changes of one verdict.
    Part(ChangeVerdict),
}

impl TrafficChangeText {
    /// The answer in a sentence.
    #[must_use]
    pub fn headline(change: &TrafficChange) -> Self {
        Self::Headline { verdict: change.verdict, is_empty: change.rows.is_empty() }
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
            ends,
        })
    }
}

area!(reach_change::text, TrafficChangeText);
prose!(reach_change::line, ChangedTrafficText);
