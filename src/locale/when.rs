//! Dates and times in words.

/// A moment by the clock and the calendar of the place where the reader is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moment {
    /// The year.
    pub year: i32,
    /// The month, from 1 for January.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
    /// The day of the week, from 0 for Sunday.
    pub weekday: u8,
    /// The hour, from 0 to 23.
    pub hour: u8,
    /// The minute.
    pub minute: u8,
    /// The number of the day, so that days can be counted.
    pub day_number: i64,
}

impl Moment {
    /// Tells whether it is today or was yesterday. A moment that is yet to come, by a clock that
    /// was put back, counts as today.
    #[must_use]
    pub fn is_recent(&self, now: &Self) -> bool {
        self.days_before(now) <= 1
    }

    /// The number of days before another date.
    pub(super) fn days_before(&self, now: &Self) -> i64 {
        now.day_number.saturating_sub(self.day_number)
    }
}

/// The form of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenForm {
    /// The day in words, and the time of one that is not long ago: `Today, 09:15`.
    Full,
    /// The time of today, or the day: `10:42`, `24 Nov`.
    Short,
    /// The day: `24 Nov`.
    Day,
    /// Everything: `Tuesday 24 Nov 2026, 09:15`.
    Exact,
}

/// When something was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WhenText {
    /// When it was.
    pub then: Moment,
    /// When it is said.
    pub now: Moment,
    /// The form in which it is said.
    pub form: WhenForm,
}

area!(when, WhenText);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Language;

    /// 29 November 2026, a Sunday, at 10:42.
    const NOW: Moment = Moment {
        year: 2026,
        month: 11,
        day: 29,
        weekday: 0,
        hour: 10,
        minute: 42,
        day_number: 20_786,
    };

    fn said(then: Moment, form: WhenForm) -> String {
        WhenText { then, now: NOW, form }.text(Language::English).into_owned()
    }

    #[test]
    fn days_near_have_words_and_days_far_off_have_dates() {
        let today = Moment { hour: 9, minute: 5, ..NOW };
        assert_eq!(said(today, WhenForm::Full), "Today, 09:05");
        assert_eq!(said(today, WhenForm::Short), "09:05");
        assert_eq!(said(today, WhenForm::Day), "29 Nov");
        let yesterday = Moment { day: 28, weekday: 6, day_number: 20_785, ..today };
        assert_eq!(said(yesterday, WhenForm::Full), "Yesterday, 09:05");
        assert_eq!(said(yesterday, WhenForm::Short), "28 Nov");
        let tuesday = Moment { day: 24, weekday: 2, day_number: 20_781, ..today };
        assert_eq!(said(tuesday, WhenForm::Full), "Tuesday 24 Nov");
        assert_eq!(said(tuesday, WhenForm::Exact), "Tuesday 24 Nov 2026, 09:05");
        let last_year = Moment { year: 2025, day: 18, weekday: 2, day_number: 20_410, ..today };
        assert_eq!(said(last_year, WhenForm::Full), "18 Nov 2025");
        assert_eq!(said(last_year, WhenForm::Short), "18 Nov 2025");
    }

    #[test]
    fn yesterday_counts_across_a_new_year_and_tomorrow_is_a_date() {
        let now = Moment { year: 2027, month: 1, day: 1, day_number: 20_819, ..NOW };
        let eve = Moment { year: 2026, month: 12, day: 31, day_number: 20_818, ..NOW };
        let text = WhenText { then: eve, now, form: WhenForm::Full }.text(Language::English);
        assert_eq!(text, "Yesterday, 10:42");
        assert!(eve.is_recent(&now));
        let tomorrow = Moment { day: 30, weekday: 1, day_number: 20_787, ..NOW };
        assert_eq!(said(tomorrow, WhenForm::Full), "Monday 30 Nov");
        assert!(tomorrow.is_recent(&NOW));
        let before = Moment { day_number: 20_784, ..NOW };
        assert!(!before.is_recent(&NOW));
    }
}
