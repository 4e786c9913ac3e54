//! The time of day, for people.

use js_sys::Date;

/// A moment on the wall clock of whoever looks at the page.
pub(crate) struct LocalTime {
    /// The day of the month and the month, from 1 up, where it was not today.
    pub(crate) day: Option<(u32, u32)>,
    /// The hour, 0–23.
    pub(crate) hour: u32,
    /// The minute.
    pub(crate) minute: u32,
}

/// Milliseconds since 1970.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the time is a whole number of milliseconds, and not before 1970"
)]
pub(crate) fn time_ms() -> u64 {
    Date::now() as u64
}

/// A time, given in milliseconds since 1970, where the page is looked at.
#[expect(clippy::cast_precision_loss, reason = "it takes 280,000 years to lose a millisecond")]
pub(crate) fn local_time(ms: u64) -> LocalTime {
    let date = Date::new(&(ms as f64).into());
    let today = Date::new_0();
    let is_today = date.to_date_string() == today.to_date_string();
    let day = (date.get_date(), date.get_month().saturating_add(1));
    LocalTime {
        day: (!is_today).then_some(day),
        hour: date.get_hours(),
        minute: date.get_minutes(),
    }
}
