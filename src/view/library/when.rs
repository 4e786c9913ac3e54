//! Times in the words of the library page.

use yew::prelude::*;

use crate::locale::{Language, Moment, WhenForm, WhenText};
use crate::platform::{local_time, now, time_ms};

/// The calendar moment of a time in milliseconds since 1970.
pub(super) fn moment(at: u64) -> Moment {
    let it = local_time(at);
    let small = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
    Moment {
        year: i32::try_from(it.year).unwrap_or(i32::MAX),
        month: small(it.month.saturating_add(1)),
        day: small(it.day),
        weekday: small(it.weekday),
        hour: small(it.hour),
        minute: small(it.minute),
        day_number: it.day_number,
    }
}

/// The words for a time.
pub(super) fn said(at: u64, form: WhenForm, language: Language) -> String {
    let text = WhenText { then: moment(at), now: moment(time_ms()), form };
    text.text(language).into_owned()
}

/// A time on the page, whose tip has it in full.
pub(super) fn time(at: u64, form: WhenForm, language: Language) -> Html {
    html! { <time title={said(at, WhenForm::Exact, language)}>{ said(at, form, language) }</time> }
}

/// True if a time is within this visit of the page.
pub(super) fn is_of_this_visit(at: u64) -> bool {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a page is open for a whole number of milliseconds, and not below none"
    )]
    let open_for = now().max(0.0) as u64;
    at >= time_ms().saturating_sub(open_for)
}
