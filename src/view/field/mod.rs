//! The parts of forms: labelled controls with a hint and with messages about what is wrong.
//!
//! A field that takes text has a [`Commit`]: it tries to read what was typed. What cannot be read
//! stays in the field with the reason, and the plan stays as it was.

mod address_list;
mod commit;
mod draft;
mod focus;
mod frame;
mod id_list;
mod locked;
mod number;
mod opened;
mod pick;
mod problem;
mod select;
mod text;
mod toggle;
pub(crate) mod words;

pub(crate) use address_list::{AddressListField, lines};
pub(crate) use commit::{Commit, commit, committed};
pub(crate) use draft::Drafts;
pub(crate) use focus::focus_soon;
pub(crate) use frame::messages;
pub(crate) use id_list::IdListField;
pub(crate) use locked::PlanForm;
pub(crate) use number::{NumberField, PortField};
pub(crate) use pick::PickField;
pub(crate) use problem::problem_text;
pub(crate) use select::SelectField;
pub(crate) use text::{NoteField, TextField};
pub(crate) use toggle::Toggle;
