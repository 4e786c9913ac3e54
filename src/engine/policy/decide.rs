//! Decisions: the rule that decides on each packet.

use super::match_list::{MatchList, MatchRule};
use super::partition::{Piece, Pieces, partition};
use crate::engine::packet::{PacketBox, PacketSet};
use crate::engine::report::Decider;
use crate::plan::RuleId;

/// The decision on some packets: disjoint parts that together are all of them, in the order of the
/// rules.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decision {
    pub(crate) parts: Vec<Decided>,
    missing: PacketSet,
}

/// The packets that one rule, or the default deny, decides on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Decided {
    pub(crate) packets: PacketSet,
    pub(crate) by: Decider,
    pub(crate) passes: bool,
}

impl MatchList {
    /// Decides which packets pass. Each rule takes the packets that it matches and that are left.
    /// The packets that are left behind the last rule are denied.
    pub(crate) fn decide(&self, packets: &PacketBox) -> Decision {
        self.decide_all(&PacketSet::of(*packets))
    }

    /// As [`Self::decide`], for packets in many boxes.
    pub(crate) fn decide_all(&self, packets: &PacketSet) -> Decision {
        self.decide_without(packets, None)
    }

    /// As [`Self::decide_all`], without a rule.
    pub(crate) fn decide_without(&self, packets: &PacketSet, rule: Option<RuleId>) -> Decision {
        let mut found = Pieces::default();
        for own in packets.boxes() {
            partition(own, self.meeting(own, rule), &mut found);
        }
        Decision::of(found, |place| self.rule(place))
    }
}

/// Sorts pieces by the positions of their rules. It is a function of its own so that the compiler
/// makes one sort for all that ask for decisions.
fn sort(pieces: &mut [Piece]) {
    pieces.sort_by_key(|piece| piece.rule.unwrap_or(u32::MAX));
}

impl Decision {
    /// Groups pieces by the rule that decides on them, in the order of the rules. A piece names its
    /// rule by its position, and `rule_at` finds the rule.
    pub(super) fn of<'r>(found: Pieces, rule_at: impl Fn(u32) -> Option<&'r MatchRule>) -> Self {
        let Pieces { mut pieces, halved } = found;
        sort(&mut pieces);
        let mut parts: Vec<Decided> = vec![];
        for same in pieces.chunk_by(|one, next| one.rule == next.rule) {
            let rule = same.first().and_then(|piece| piece.rule).and_then(&rule_at);
            let boxes = same.iter().map(|piece| piece.packets).collect();
            let packets = PacketSet::of_disjoint(boxes);
            parts.push(Decided {
                packets: if halved { packets.joined() } else { packets },
                by: rule.map_or(Decider::DefaultDeny, |rule| Decider::Rule(rule.id)),
                passes: rule.is_some_and(MatchRule::allows),
            });
        }
        let missing = gathered(&parts, false);
        Self { parts, missing }
    }

    /// The packets that pass.
    pub(crate) fn passed(&self) -> PacketSet {
        gathered(&self.parts, true)
    }

    /// The packets that do not pass for certain.
    pub(crate) fn missing(&self) -> &PacketSet {
        &self.missing
    }

    /// The rules that decide on packets.
    pub(crate) fn rules(&self) -> impl Iterator<Item = RuleId> + '_ {
        self.parts.iter().filter_map(|part| match part.by {
            Decider::Rule(id) => Some(id),
            Decider::DefaultDeny | Decider::Ambiguous => None,
        })
    }

    /// Returns the rules, or the default deny, that stop packets, in the order of matching.
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
            self.missing = gathered(&self.parts, false);
        }
        self
    }
}

fn gathered(parts: &[Decided], passes: bool) -> PacketSet {
    let parts = parts.iter().filter(|part| part.passes == passes);
    let boxes = parts.flat_map(|part| part.packets.boxes()).copied();
    PacketSet::of_disjoint(boxes.collect())
}
