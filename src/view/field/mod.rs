//! The parts of forms: labelled controls with a hint and with messages about problems.
//!
//! A text field has a [`Commit`], which reads the typed text. A text that can be read goes into the
//! plan when the field is left or Enter is pressed; free text, such as a name, goes there letter by
//! letter. A text that cannot be read stays in the field with the reason, and the plan stays as it
//! was.

mod address_list;
mod choosing;
mod commit;
mod commit_all;
mod focus;
mod frame;
mod icmp;
mod id_list;
mod keys;
mod list_props;
mod locked;
mod number;
mod opened;
mod packets;
mod pick;
mod problem_sentence;
mod protocol;
mod select;
mod text_field;
mod toggle;
mod typing;
pub(crate) mod words;

pub(crate) use address_list::{AddressListField, lines, lines_of};
pub(crate) use commit::{Commit, any_text, commit, committed, refused};
pub(crate) use commit_all::commit_all;
pub(crate) use focus::focus_soon;
pub(crate) use frame::messages;
pub(crate) use icmp::{IcmpChange, IcmpFields};
pub(crate) use id_list::IdListField;
pub(crate) use locked::PlanForm;
pub(crate) use number::{NumberField, PortField};
pub(crate) use packets::{block_field, ports_field};
pub(crate) use pick::PickField;
pub(crate) use problem_sentence::problem_text;
pub(crate) use protocol::ProtocolFields;
pub(crate) use select::SelectField;
pub(crate) use text_field::{NoteField, TextField};
pub(crate) use toggle::Toggle;
pub(crate) use typing::{TypingProps, use_typing};
