//! The visitor's plans in the browser's database.
//!
//! An edit of a plan is written to the plan's log at once. The plan's state, with the small picture
//! and the numbers for the list of plans, is written when nothing else is to be done.
//! [`PersistedPlan`] is a plan that a window shows, as it is persisted; [`Keeper`] reads and
//! writes. The windows of this page tell each other that they have written, and read the rest from
//! the database.

mod catalog;
mod keeper;
mod keeper_news;
mod loading;
mod next_visit;
mod page_persistence;
mod persisted_plan;
mod plan_history;
mod recovery;
mod snapshot;
mod this_tab;
mod transfer;
mod unopened_plan;

pub(crate) use keeper::Keeper;
pub(crate) use keeper_news::KeeperNews;
pub(crate) use loading::{LoadedPlan, OpenError, reason};
pub(crate) use next_visit::note_own_plan;
pub(crate) use page_persistence::{OwnPlan, Persistence, StorageState};
pub(crate) use persisted_plan::{PersistedPlan, UnreplayedLog};
pub(crate) use plan_history::PlanHistory;
pub(crate) use recovery::{left_over, put_down};
pub(crate) use snapshot::MOST_ENTRIES;
pub(crate) use this_tab::{SHOWN_HERE, begin_start, begun, end_start};
