//! Looks a plan over for what contradicts itself, dangles or is left out.
//!
//! Every check is total and costs about n log n: a plan of ten thousand members is looked over at
//! every keystroke.

mod balancers;
mod connections;
mod groups;
mod ids;
mod known;
mod listeners;
mod network;
mod problems;
mod rules;
mod servers;
mod sweep;

use super::{Plan, Problem};
use known::Known;
use problems::Problems;

impl Plan {
    /// Everything that is wrong with the plan, container by container in the plan's order.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let known = Known::of(self);
        let mut problems = Problems::default();
        ids::check(self, &mut problems);
        network::check(self, &known, &mut problems);
        rules::check(self, &known, &mut problems);
        servers::check(self, &known, &mut problems);
        balancers::check(self, &known, &mut problems);
        groups::check(self, &known, &mut problems);
        connections::check(self, &mut problems);
        problems.0
    }
}

#[cfg(test)]
mod tests;
