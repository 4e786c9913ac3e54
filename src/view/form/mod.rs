//! The form of one thing of the plan: the context that every form reads, and the callbacks of its
//! fields.

mod editor;
mod form_context;
pub(crate) mod notes;

pub(crate) use editor::{Editor, read_network, shown};
pub(crate) use form_context::{FormContext, use_form_context};
