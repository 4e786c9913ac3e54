//! The state of the page: the plan with its history, the engine's answer to it, and what is shown
//! of them. Components read it with [`use_store`] and send it an [`Action`].
//!
//! Data types come first and import neither the state nor one another's work: drafts in fields
//! ([`FieldDraft`]), the question of the trace ([`TraceDraft`]), the awaited answer
//! ([`AwaitedAnswer`]). [`State`] holds them. The work of each action on the state stands in a file
//! of its own, and `reduce` leads to all of them.

mod action;
mod audit_run;
mod awaited;
mod change;
mod cloud;
mod cloud_news;
mod engine;
mod field_drafts;
mod field_home;
mod follow_address;
mod notice;
mod notices;
mod page;
mod page_state;
mod persistence;
mod reduce;
mod store;
mod trace_draft;
mod visit;

pub(crate) use action::Action;
pub(crate) use awaited::AwaitedAnswer;
pub(crate) use cloud::{name_of_state, taken};
pub(crate) use cloud_news::CloudNews;
pub(crate) use field_drafts::{FieldDraft, UnfinishedField};
pub(crate) use field_home::FieldHome;
pub(crate) use notice::{Notice, NoticeAction};
pub(crate) use page::{OpenedDialog, Page, Pane};
pub(crate) use page_state::State;
pub(crate) use store::{Store, use_store};
pub(crate) use trace_draft::{TraceDraft, TraceSide};
pub(crate) use visit::{Arrival, Visit, VisitStage};
