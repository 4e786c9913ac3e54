//! The clock of the machine.

use js_sys::Date;

/// Milliseconds since 1970.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the time is a whole number of milliseconds, and not before 1970"
)]
pub(crate) fn time_ms() -> u64 {
    Date::now() as u64
}
