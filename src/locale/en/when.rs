//! Dates and times, in English.

use std::borrow::Cow;

use crate::locale::{Moment, WhenForm, WhenText};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const WEEKDAYS: [&str; 7] =
    ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

pub(in crate::locale) fn text(text: &WhenText) -> Cow<'static, str> {
    let WhenText { then, now, form } = text;
    let days = then.days_before(now);
    match form {
        WhenForm::Full if days == 0 => format!("Today, {}", time(then)),
        WhenForm::Full if days == 1 => format!("Yesterday, {}", time(then)),
        WhenForm::Full if then.year == now.year => format!("{} {}", weekday(then), day(then)),
        WhenForm::Short if days == 0 => time(then),
        WhenForm::Exact => {
            format!("{} {} {}, {}", weekday(then), day(then), then.year, time(then))
        }
        WhenForm::Full | WhenForm::Short | WhenForm::Day if then.year != now.year => {
            format!("{} {}", day(then), then.year)
        }
        WhenForm::Full | WhenForm::Short | WhenForm::Day => day(then),
    }
    .into()
}

fn time(then: &Moment) -> String {
    format!("{:02}:{:02}", then.hour, then.minute)
}

fn day(then: &Moment) -> String {
    let month = MONTHS.get(usize::from(then.month).saturating_sub(1)).copied();
    format!("{} {}", then.day, month.unwrap_or_default())
}

fn weekday(then: &Moment) -> &'static str {
    WEEKDAYS.get(usize::from(then.weekday)).copied().unwrap_or_default()
}
