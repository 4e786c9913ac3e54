//! Planning a change: which rules to add before it, and which can go after it.
//!
//! Nothing that is in use is ever closed. Rules that open come first, then the change itself,
//! then rules that close; of every state in between the engine works out anew what has to flow
//! and whether it passes.
//!
//! The two states are told apart by the ids of what is in them, so they have to be states of one
//! plan.

mod additions;
mod change_plan;
mod difference;
mod differences;
mod keep;
mod list_steps;
mod moving_list;
mod needs;
mod pending;
mod pending_count;
mod plan_change;
mod removals;
mod rule;
mod rule_state;
mod same_rules;
mod states;
mod upgrade;

pub use change_plan::*;
pub use difference::*;
pub use pending::{Pending, RuleSteps};
pub(super) use pending::{pending, rules_differ_since};
pub use pending_count::PendingCount;
pub(super) use plan_change::plan_change;
pub use rule::AnyRule;
