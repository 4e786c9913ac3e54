//! Which rule decides on which packets.

use super::match_list::MatchList;
use super::partition::{Pieces, partition};
use crate::engine::packet::{PacketBox, PacketSet};
use crate::engine::report::Decider;
use crate::plan::{Action, RuleId};

/// What becomes of some packets: parts that are disjoint and together all of them, in the order
/// in which they are decided.
#[derive(Debug, Clone)]
pub(crate) struct Decision {
    pub(crate) parts: Vec<Decided>,
}

/// The packets that one rule, or the lack of one, decides.
#[derive(Debug, Clone)]
pub(crate) struct Decided {
    pub(crate) packets: PacketSet,
    pub(crate) by: Decider,
    pub(crate) passes: bool,
}

impl MatchList {
    /// Says what becomes of packets: each rule takes what it matches of those that are left, and
    /// what is left behind the last one is denied.
    pub(crate) fn decide(&self, packets: &PacketBox) -> Decision {
        self.decide_all(&PacketSet::of(*packets))
    }

    /// As [`Self::decide`], for packets in many boxes.
    pub(crate) fn decide_all(&self, packets: &PacketSet) -> Decision {
        self.decision(self.pieces(packets))
    }

    /// The pieces of packets, each with the rule that decides on it.
    pub(super) fn pieces(&self, packets: &PacketSet) -> Pieces {
        let mut found = Pieces::default();
        for own in packets.boxes() {
            partition(own, self.meeting(own), &mut found);
        }
        found
    }

    /// Whether what a rule, or the lack of one, decides passes.
    pub(super) fn passes(&self, place: Option<u32>) -> bool {
        let rule = place.and_then(|place| self.rule(place));
        rule.is_some_and(|rule| rule.action == Action::Allow)
    }

    /// Gathers pieces by the rule that decides on them, in the order of the rules.
    pub(super) fn decision(&self, found: Pieces) -> Decision {
        let Pieces { mut pieces, halved } = found;
        pieces.sort_by_key(|piece| piece.rule.unwrap_or(u32::MAX));
        let mut parts: Vec<Decided> = vec![];
        for same in pieces.chunk_by(|one, next| one.rule == next.rule) {
            let place = same.first().and_then(|piece| piece.rule);
            let rule = place.and_then(|place| self.rule(place));
            let boxes = same.iter().map(|piece| piece.packets).collect();
            let packets = PacketSet::of_disjoint(boxes);
            parts.push(Decided {
                packets: if halved { packets.joined() } else { packets },
                by: rule.map_or(Decider::DefaultDeny, |rule| Decider::Rule(rule.id)),
                passes: self.passes(place),
            });
        }
        Decision { parts }
    }
}

impl Decision {
    /// The packets that pass.
    pub(crate) fn passed(&self) -> PacketSet {
        self.gathered(true)
    }

    /// The packets that do not pass for certain.
    pub(crate) fn missing(&self) -> PacketSet {
        self.gathered(false)
    }

    fn gathered(&self, passes: bool) -> PacketSet {
        let parts = self.parts.iter().filter(|part| part.passes == passes);
        let boxes = parts.flat_map(|part| part.packets.boxes()).copied();
        PacketSet::of_disjoint(boxes.collect())
    }

    /// What stops packets, in the order of matching.
    pub(crate) fn stopped_by(&self) -> impl Iterator<Item = Decider> + '_ {
        self.parts.iter().filter(|part| !part.passes).map(|part| part.by)
    }

    /// The denies that stop packets.
    pub(crate) fn denying_rules(&self) -> impl Iterator<Item = RuleId> + '_ {
        self.stopped_by().filter_map(|by| match by {
            Decider::Rule(id) => Some(id),
            Decider::DefaultDeny | Decider::Ambiguous => None,
        })
    }

    /// Adds the packets on which readings disagree, which do not pass for certain, as a part of
    /// their own.
    pub(super) fn with_disputed(mut self, disputed: PacketSet) -> Self {
        if !disputed.is_empty() {
            let by = Decider::Ambiguous;
            self.parts.push(Decided { packets: disputed, by, passes: false });
        }
        self
    }
}
