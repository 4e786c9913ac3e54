//! The step that judges everything anew by the changed rules.

pub(crate) mod certify;
pub(crate) mod changed_rules;
