//! Fields that JSON leaves out: their values where nothing is said.

/// Says that a rule is in force, the value of every `enabled` field that is left out.
pub(super) fn enabled_by_default() -> bool {
    true
}

/// Leaves an `enabled` field out of the JSON where it says what is said by silence.
pub(super) fn is_enabled(enabled: &bool) -> bool {
    *enabled
}

/// Says that rules are known, the value where nothing else is said.
pub(super) fn known_by_default() -> bool {
    true
}

/// Leaves out of the JSON that something is known, as it is where nothing is said.
pub(super) fn is_known(known: &bool) -> bool {
    *known
}

/// Leaves an option out of the JSON where it is off, as it is where nothing is said.
pub(super) fn is_off(option: &bool) -> bool {
    !*option
}
