//! The calendar of the place where the visitor is.

use js_sys::Date;

/// A moment by the clock and the calendar of the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LocalTime {
    pub(crate) year: u32,
    /// From 0 for January.
    pub(crate) month: u32,
    pub(crate) day: u32,
    /// From 0 for Sunday.
    pub(crate) weekday: u32,
    pub(crate) hour: u32,
    pub(crate) minute: u32,
    /// The number of the day since 1970, by the place's calendar.
    pub(crate) day_number: i64,
}

/// A moment, given in milliseconds since 1970, by the clock of the place as it was then.
pub(crate) fn local_time(at: u64) -> LocalTime {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of this age are whole in a float")]
    let date = Date::new(&(at as f64).into());
    // The offset says by how many minutes the local clock is behind UTC.
    let by_its_clock = date.get_time() - date.get_timezone_offset() * 60_000.0;
    #[expect(clippy::cast_possible_truncation, reason = "a number of days is small")]
    let day_number = (by_its_clock / 86_400_000.0).floor() as i64;
    LocalTime {
        year: date.get_full_year(),
        month: date.get_month(),
        day: date.get_date(),
        weekday: date.get_day(),
        hour: date.get_hours(),
        minute: date.get_minutes(),
        day_number,
    }
}
