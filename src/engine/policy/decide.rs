//! Which rule decides on which packets.

use super::match_list::MatchList;
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
        self.decide_all(PacketSet::of(*packets))
    }

    /// As [`Self::decide`], for packets in many boxes.
    pub(crate) fn decide_all(&self, mut left: PacketSet) -> Decision {
        let mut parts = vec![];
        for rule in &self.rules {
            let mut taken = PacketSet::default();
            for matched in &rule.boxes {
                taken.extend(&left.split_off(matched));
            }
            if !taken.is_empty() {
                let passes = rule.action == Action::Allow;
                parts.push(Decided { packets: taken, by: Decider::Rule(rule.id), passes });
            }
            if left.is_empty() {
                break;
            }
        }
        if !left.is_empty() {
            parts.push(Decided { packets: left, by: Decider::DefaultDeny, passes: false });
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
        let mut set = PacketSet::default();
        for part in self.parts.iter().filter(|part| part.passes == passes) {
            set.extend(&part.packets);
        }
        set
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

    /// Takes the packets on which readings disagree out of every part, and puts them into one
    /// of their own, which does not pass for certain.
    pub(super) fn with_disputed(mut self, disputed: &PacketSet) -> Self {
        if disputed.is_empty() {
            return self;
        }
        for part in &mut self.parts {
            part.packets = part.packets.minus(disputed);
        }
        self.parts.retain(|part| !part.packets.is_empty());
        self.parts.push(Decided {
            packets: disputed.clone(),
            by: Decider::Ambiguous,
            passes: false,
        });
        self
    }
}
