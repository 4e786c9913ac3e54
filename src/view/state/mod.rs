//! The state of the page: the plan with its history, the engine's answer to it, and what is shown
//! of them. Components read it with [`use_store`] and send it an [`Action`]. What changes often and
//! shows in few places is an [`own_part::OwnPart`], which components read with [`use_part`].
//!
//! Data types come first and import neither the state nor one another's work: drafts in fields
//! ([`FieldDraft`]), the question of the trace ([`TraceDraft`]), the awaited answer
//! ([`AwaitedAnswer`]). [`State`] holds them. The work of each action on the state stands in a file
//! of its own, and `reduce` leads to all of them.

mod action;
mod answers;
mod asked;
mod audit_run;
mod awaited;
mod change;
mod cloud;
mod cloud_news;
mod engine;
mod field_drafts;
mod field_home;
mod follow_address;
mod followers;
mod notice;
mod notices;
mod own_part;
mod page;
mod page_state;
mod persistence;
mod reduce;
mod sought;
mod store;
mod trace_draft;
mod visit;

pub(crate) use action::Action;
pub(crate) use asked::Asked;
pub(crate) use awaited::AwaitedAnswer;
pub(crate) use cloud::{name_of_state, taken};
pub(crate) use cloud_news::CloudNews;
pub(crate) use field_drafts::{FieldDraft, UnfinishedField};
pub(crate) use field_home::FieldHome;
pub(crate) use followers::{Followers, use_followers, use_part, use_persistence};
pub(crate) use notice::{Notice, NoticeAction};
pub(crate) use page::{OpenedDialog, Page, Pane};
pub(crate) use page_state::State;
pub(crate) use sought::Sought;
pub(crate) use store::{Store, use_store};
pub(crate) use trace_draft::{TraceDraft, TraceSide, Tracer};
pub(crate) use visit::{Arrival, Visit, VisitStage};
