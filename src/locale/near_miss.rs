//! Rules that miss by little what has to pass.

use crate::engine::report::{NearMiss, WhyItMisses};
use crate::plan::Plan;

use super::names::RuleName;

/// Rules that miss something for the same reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Missing {
    pub(super) rules: Vec<RuleName>,
    pub(super) why: WhyItMisses,
}

impl Missing {
    /// The near misses, one for each reason, in the order in which the reasons come up.
    pub(super) fn of(near_misses: &[NearMiss], plan: &Plan) -> Vec<Self> {
        let mut all: Vec<Self> = vec![];
        for NearMiss { rule, why } in near_misses {
            let Some(rule) = RuleName::of(*rule, plan) else { continue };
            match all.iter_mut().find(|it| it.why == *why) {
                Some(known) => known.rules.push(rule),
                None => all.push(Self { rules: vec![rule], why: *why }),
            }
        }
        all
    }
}
