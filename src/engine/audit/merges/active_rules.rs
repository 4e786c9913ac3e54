//! The rules of a list that are switched on.

use rustc_hash::FxHashMap;

use crate::engine::packet::PacketBox;
use crate::plan::{Action, RuleId};

/// A rule of a list in force.
pub(super) struct ActiveRule {
    pub(super) id: RuleId,
    pub(super) action: Action,
    pub(super) boxes: Vec<PacketBox>,
}

/// The rules of a list in force, in their order.
pub(super) struct ActiveRules {
    pub(super) rules: Vec<ActiveRule>,
    positions: FxHashMap<RuleId, usize>,
}

impl ActiveRules {
    pub(super) fn of(rules: Vec<ActiveRule>) -> Self {
        let positions = rules.iter().enumerate().map(|(at, it)| (it.id, at)).collect();
        Self { rules, positions }
    }

    /// The positions of rules, from 0 up, in their order.
    pub(super) fn positions(&self, ids: &[RuleId]) -> Vec<usize> {
        let mut positions =
            ids.iter().filter_map(|id| self.positions.get(id).copied()).collect::<Vec<_>>();
        positions.sort_unstable();
        positions
    }
}
